#!/bin/bash
#SBATCH --job-name=qbattery
#SBATCH --output=qbattery-%A-%a.log
#SBATCH --cpus-per-task=1
#SBATCH --requeue
#SBATCH --signal=B:TERM@60
# One share of a sweep. A minute before the time is up it is told to keep what it has.
exec "${QBATTERY:-qbattery}" run "$1" -o "$2" --resume \
  --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" --threads "${SLURM_CPUS_PER_TASK:-1}"
