#!/bin/bash
# What it costs to keep the points of a sweep of over 10 s, resumable, and to write them: the time of
# the processors beside that of the same points without results, each the least of three.
#
#     tests/sweeps/bookkeeping.sh build/qbattery build/without-results
set -euo pipefail
program=$(realpath "$1")
without=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > map.toml << 'TOML'
format = 1
model = "charger-battery"
task = "evolve"
parameters = { F = 3.0, g = 1.0 }
reservoir = { Gamma = 0.1, n = 0.2 }
time = { to = 12.5, points = 101 }
[[sweep]]
parameter = "Gamma"
from = 0.01
to = 5.0
points = 400
scale = "log"
[[sweep]]
parameter = "F"
from = 0.1
to = 3.0
points = 200
[reduce]
keep_curves = true
E_max = "max(E_B)"
tau = "argmax(E_B)"
zeros = "crossings(E_A - E_B, 3)"
[quantities]
E_A = "energy(charger)"
E_B = "energy(battery)"
TOML
TIMEFORMAT='%U %S'
processors() { { time "$@" > log 2>&1; } 2>&1 | awk '{ print $1 + $2 }'; }
kept=() bare=()
for _ in 1 2 3; do
  kept+=("$(processors "$program" run map.toml -o map.nc --threads 2)")
  bare+=("$(processors "$without" map.toml 2)")
done
least() { printf '%s\n' "$@" | sort -g | head -n 1; }
with=$(least "${kept[@]}") && alone=$(least "${bare[@]}")
awk -v a="$with" -v b="$alone" \
  'BEGIN { printf "bookkeeping: %.1f s with results, %.1f s without: %+.1f %%\n", a, b, 100 * (a / b - 1) }'
