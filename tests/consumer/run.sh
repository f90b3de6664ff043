#!/bin/sh
# Installs a build into a folder of its own, builds a consumer against what lies there, and runs both
# the consumer and the installed program.
#
#   tests/consumer/run.sh BUILD
set -eu
build=$(cd "$1" && pwd)
consumer=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=$work/prefix

cmake --install "$build" --prefix "$prefix" > "$work/log"

# Every header stands on its own feet, outside the source tree.
(cd "$prefix/include" && find qbattery -name '*.hpp' | LC_ALL=C sort | sed 's/.*/#include "&"/') \
  > "$work/all_headers.cpp"
cmake -S "$consumer" -B "$work/build" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" \
  -DALL_HEADERS="$work/all_headers.cpp" > "$work/log"
cmake --build "$work/build"
"$work/build/consumer"

# The installed program, which reads the papers that were installed with it: where one of their
# files is broken, it says so.
cd "$work"
"$prefix/bin/qbattery" --version
"$prefix/bin/qbattery" list papers
"$prefix/bin/qbattery" reproduce song2026 --figure 4 --data-only -o fig4 > "$work/log"
test -s fig4/fig4a.nc
echo 'this is no TOML' > "$prefix/share/qbattery/papers/song2026/fig4a.toml"
if "$prefix/bin/qbattery" reproduce song2026 --figure 4 --data-only -o broken > "$work/log" 2>&1; then
  echo "the installed program does not read the installed papers" >&2
  exit 1
fi
grep -q "$prefix/share/qbattery/papers/song2026/fig4a.toml" "$work/log"
