#!/bin/sh
# Checks that includes run only the right way between the layers of src/qbattery, and that libraries
# which one layer hides stay in it. Says file:line of every include that does not, and ends in 1.
#
#   tools/check_layers.sh [ROOT]
#
# The order of the layers is the block under "## Layers" in docs/architecture.md, so that the page
# and the check cannot drift apart.
set -eu
cd "${1:-$(dirname "$0")/..}"

layers=$(awk '/^## /   { here = ($0 == "## Layers") }
              here && /^```/ { block = !block; next }
              here && block && NF { print $1 }' docs/architecture.md)
if [ -z "$layers" ]; then
  echo "docs/architecture.md: no block of layers under '## Layers'" >&2
  exit 1
fi

find src/qbattery -name '*.[ch]pp' | sort | xargs awk -v layers="$layers" '
  BEGIN {
    count = split(layers, names)
    for (k = 1; k <= count; ++k) place[names[k]] = k
    hidden["netcdf"] = "results"
    hidden["toml++/"] = "scenario papers"
    hidden["CLI/"] = "cli"
  }
  function complain(what) { print FILENAME ":" FNR ": " what; bad = 1 }
  FNR == 1 {
    split(FILENAME, part, "/")
    layer = part[3]
    test = FILENAME ~ /\.test\.cpp$/
    if (!(layer in place)) complain("\"" layer "\" is no layer of docs/architecture.md")
  }
  !/^[ \t]*#[ \t]*include[ \t]/ { next }
  {
    target = $0
    sub(/^[^<"]*[<"]/, "", target)
    sub(/[>"].*/, "", target)
  }
  target ~ /^qbattery\// {
    split(target, part, "/")
    if (!(part[2] in place)) complain("includes " target ", which is in no layer")
    else if (place[part[2]] > place[layer]) complain(layer " must not include " target)
    next
  }
  /"/ && target !~ /^tests\// { complain("includes \"" target "\": write \"qbattery/LAYER/FILE\"") }
  target ~ /^tests\// && !test { complain("includes " target ", which belongs to the tests") }
  !test {
    for (header in hidden)
      if (index(target, header) == 1 && index(" " hidden[header] " ", " " layer " ") == 0)
        complain("includes " target ", which is used in " hidden[header] " alone")
  }
  END { exit bad }
'
