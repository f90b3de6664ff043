#!/bin/bash
# Counts the instructions of the kernels on the baseline set under callgrind, and compares them with
# those kept in benchmarks/instructions.txt: more than 5 % up ends in 1. To keep others, with the
# reason in the commit: tools/count_instructions.sh build/qbattery-bench > benchmarks/instructions.txt
#
#     tools/count_instructions.sh PROGRAM [KEPT]
set -euo pipefail
program=$1
kept=${2:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

count() {
  QBATTERY_ISA=baseline valgrind --tool=callgrind --callgrind-out-file="$work/out" \
    --collect-atstart=no --toggle-collect='qbattery::lanes::*' "$program" count "$1" > /dev/null 2> "$work/log"
  awk '/^(summary|totals):/ { print $2; exit }' "$work/out"
}

failed=0
for name in map_resonant map_detuned curves reductions; do
  now=$(count "benchmarks/scenarios/$name.toml")
  if [ -z "$kept" ]; then
    echo "$name $now"
    continue
  fi
  before=$(awk -v name="$name" '$1 == name { print $2 }' "$kept")
  if [ -z "$before" ] || [ "$(( now * 100 ))" -gt "$(( before * 105 ))" ]; then
    echo "$name: $now instructions, ${before:-none} kept in $kept: more than 5 % up needs a reason" >&2
    failed=1
  fi
done
exit $failed
