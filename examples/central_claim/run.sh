#!/bin/bash
# Computes, draws and counts: where does the paper's central claim hold? Two minutes on two cores.
#
#     examples/central_claim/run.sh build/qbattery out/central_claim
set -euo pipefail
program=$(realpath "$1")
here=$(dirname "$(realpath "$0")")
mkdir -p "$2"
cd "$2"
for map in pump occupation; do
  "$program" run "$here/$map.toml" -o "$map.nc"
  "$program" plot "$map.nc" -o "$map.png" --each statistics --each collectivity \
    --variable imbalance --variable inversion --contours 0.01,0.05,0.1
done
/usr/bin/python3 -W ignore "$here/count.py" pump.nc occupation.nc
