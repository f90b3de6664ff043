#!/bin/sh
# Installs the build in $1 to a folder of its own; a consumer project finds and links it, and the
# installed program finds its papers there.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --install "$1" --prefix "$work/prefix" > "$work/log"
cmake -S "$here" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$work/prefix" >> "$work/log"
cmake --build "$work/build" >> "$work/log"
"$work/build/consumer"
"$work/prefix/bin/qbattery" --version
"$work/prefix/bin/qbattery" list papers
test -f "$work/prefix/share/qbattery/papers/song2026/fig4a.toml"
"$work/prefix/bin/qbattery" run "$work/prefix/share/qbattery/papers/song2026/fig4a.toml"
