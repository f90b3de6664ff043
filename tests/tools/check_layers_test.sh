#!/bin/sh
# Gives tools/check_layers.sh a small tree with one mistake of each kind and compares what it says.
set -eu
check=$(cd "$(dirname "$0")/../../tools" && pwd)/check_layers.sh
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

source_file() {  # PATH LINE...
  path=$tree/src/qbattery/$1
  shift
  mkdir -p "$(dirname "$path")"
  printf '%s\n' "$@" > "$path"
}

mkdir "$tree/docs"
printf '%s\n' '# Page' '```' 'attic  not a layer' '```' '## Layers' '' '```' 'low   first' 'results' \
  'high  last' '```' > "$tree/docs/architecture.md"
source_file low/a.hpp '#pragma once' '#include <vector>' '#include "qbattery/low/b.hpp"'
source_file results/c.cpp '#include <netcdf.h>' '#include "qbattery/low/a.hpp"'
source_file high/d.cpp '#include "qbattery/low/a.hpp"' '#include "qbattery/results/c.hpp"'
source_file high/d.test.cpp '#include "tests/oracle/liouvillian.hpp"'

if ! "$check" "$tree"; then
  echo "a good tree was refused" >&2
  exit 1
fi

source_file low/up.cpp '' '  #  include "qbattery/high/d.hpp"'
source_file low/far.cpp '#include "qbattery/nowhere/x.hpp"' '#include "b.hpp"'
source_file high/leak.hpp '#include <netcdf.h>' '#include <CLI/CLI.hpp>' '#include <toml++/toml.h>'
source_file high/oracle.cpp '#include "tests/oracle/liouvillian.hpp"'
source_file attic/e.cpp '// nothing'

cat > "$tree/expected" <<'END'
src/qbattery/attic/e.cpp:1: "attic" is no layer of docs/architecture.md
src/qbattery/high/leak.hpp:1: includes netcdf.h, which is used in results alone
src/qbattery/high/leak.hpp:2: includes CLI/CLI.hpp, which is used in cli alone
src/qbattery/high/leak.hpp:3: includes toml++/toml.h, which is used in scenario papers alone
src/qbattery/high/oracle.cpp:1: includes tests/oracle/liouvillian.hpp, which belongs to the tests
src/qbattery/low/far.cpp:1: includes qbattery/nowhere/x.hpp, which is in no layer
src/qbattery/low/far.cpp:2: includes "b.hpp": write "qbattery/LAYER/FILE"
src/qbattery/low/up.cpp:2: low must not include qbattery/high/d.hpp
END
if "$check" "$tree" > "$tree/said"; then
  echo "a bad tree was accepted" >&2
  exit 1
fi
LC_ALL=C sort -o "$tree/said" "$tree/said"
diff "$tree/expected" "$tree/said"
