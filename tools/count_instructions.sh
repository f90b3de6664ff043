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

names='map_resonant map_detuned curves reductions'

count() {
  QBATTERY_ISA=baseline valgrind --tool=callgrind --callgrind-out-file="$work/$1" \
    --collect-atstart=no --toggle-collect='qbattery::lanes::*' \
    "$program" count "benchmarks/scenarios/$1.toml" > /dev/null 2> "$work/$1.log"
}

# Side by side: what is counted does not depend on what else runs.
counts=()
for name in $names; do
  count "$name" &
  counts+=($!)
done
for one in "${counts[@]}"; do wait "$one"; done

failed=0
for name in $names; do
  now=$(awk '/^(summary|totals):/ { print $2; exit }' "$work/$name")
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
