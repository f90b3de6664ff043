#!/bin/bash
#SBATCH --job-name=qbattery-join
#SBATCH --output=qbattery-join-%j.log
# Joins the shares, or says which are missing and fails.
exec "${QBATTERY:-qbattery}" merge "$1"
