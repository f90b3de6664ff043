#!/bin/bash
# Computes a scenario as an array of Slurm jobs and joins what they leave:
#
#     examples/slurm/submit.sh map.toml map.nc 64
#
# The same command once more goes on where jobs were killed or ran out of time. The folder of the
# result must be one that all nodes share. QBATTERY names the program, if it is not in the PATH;
# options for sbatch (time, memory, partition) go into SBATCH_* variables or the two job files.
set -euo pipefail

if [ $# -ne 3 ]; then
  echo "usage: $0 SCENARIO RESULT SHARDS" >&2
  exit 2
fi
scenario=$1 result=$2 shards=$3
here=$(dirname "$(realpath "$0")")

array=$(sbatch --parsable --array="1-$shards" "$here/shard.sh" "$scenario" "$result")
# Not afterok: one failed job would leave the joining one waiting for ever. It checks by itself what
# is there.
join=$(sbatch --parsable --dependency="afterany:${array%%;*}" "$here/join.sh" "$result")
echo "shards: job ${array%%;*}, joined by job ${join%%;*}; then $result is there, or qbattery-join-${join%%;*}.log says what is missing"
