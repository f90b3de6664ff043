#!/bin/bash
# Runs examples/slurm on a Slurm cluster of this one machine, made for the purpose and removed again:
# first with a shard that is cancelled, then once more, and compares with a run in one piece.
#
#     tests/slurm/run.sh build/qbattery
set -euo pipefail
QBATTERY=$(realpath "$1")
export QBATTERY
here=$(dirname "$(realpath "$0")")/../..
work=$(mktemp -d /tmp/qbattery-slurm-XXXXXX)
chmod 755 "$work"
export SLURM_CONF=$work/slurm.conf

end() {
  code=$?
  [ $code -eq 0 ] || tail -n 20 "$work"/*.log >&2 || true
  for daemon in slurmd slurmctld munged; do
    [ ! -s "$work/$daemon.pid" ] || kill "$(cat "$work/$daemon.pid")" 2> /dev/null || true
  done
  sleep 1
  rm -rf "$work"
  exit $code
}
trap end EXIT

start_cluster() {
  head -c 1024 /dev/urandom > "$work/munge.key"
  chmod 600 "$work/munge.key"
  munged --force --key-file="$work/munge.key" --socket="$work/munge.socket" \
    --pid-file="$work/munged.pid" --log-file="$work/munged.log" --seed-file="$work/munge.seed"
  local port=$((20000 + RANDOM % 20000))
  cat > "$SLURM_CONF" << CONF
ClusterName=test
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
AuthInfo=socket=$work/munge.socket
CredType=cred/munge
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
NodeName=$(hostname -s) NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
  mkdir "$work/state" "$work/spool"
  slurmctld
  slurmd
  for _ in $(seq 60); do
    if sinfo -h -o %T 2> /dev/null | grep -q idle; then return; fi
    sleep 0.5
  done
  echo "the cluster did not start" >&2
  exit 1
}

submit() { "$here/examples/slurm/submit.sh" map.toml map.nc 4; }

wait_for_jobs() {
  for _ in $(seq 240); do
    [ -n "$(squeue -h)" ] || return 0
    sleep 0.5
  done
  squeue >&2
  exit 1
}

start_cluster
mkdir "$work/jobs"
cd "$work/jobs"
cp "$here/examples/map.toml" .

scontrol update NodeName="$(hostname -s)" State=DRAIN Reason=test
said=$(submit)
array=$(sed 's/^shards: job \([0-9]*\),.*/\1/' <<< "$said")
scancel "${array}_3"
scontrol update NodeName="$(hostname -s)" State=RESUME
wait_for_jobs
[ ! -e map.nc ]
grep -q "1 of 4 shards are missing" qbattery-join-*.log
grep -q "shard 3/4: not there" qbattery-join-*.log

submit
wait_for_jobs
"$QBATTERY" run map.toml -o whole.nc
cmp whole.nc map.nc
[ ! -e map.nc.parts ]
echo "joined by Slurm: equal to a run in one piece"
