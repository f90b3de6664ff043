"""What Python adds to the engine: qb.sweep of 400 x 400 steady states beside the same in C++.

    python benchmarks/package.py build/qbattery-bench

C++ reads the scenario's text and makes the data set in memory; Python makes the scenario from
arrays, has the engine run it and makes an xarray.Dataset. They take turns, so that other work on
the machine meets both; the best of each counts.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

import qbattery as qb

TURNS = 12
ROUNDS = 5  # of each, a turn
AXES = {"Gamma": np.geomspace(1e-3, 5, 400), "F": np.linspace(0.01, 5, 400)}


def seconds_of_cpp(bench, scenario):
    said = subprocess.run([bench, "whole", scenario, "0", str(ROUNDS)], check=True, capture_output=True, text=True)
    return json.loads(said.stdout)["seconds"]


def seconds_of_python(pair):
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.perf_counter()
        qb.sweep(pair, AXES)
        best = min(best, time.perf_counter() - began)
    return best


def main(bench):
    pair = qb.charger_battery(F=3, g=1, reservoir=qb.boson(Gamma=1e-3, n=0))
    with tempfile.TemporaryDirectory() as folder:
        scenario = Path(folder) / "map.toml"
        scenario.write_text(qb.sweep(pair, AXES).attrs["scenario"])
        turns = [(seconds_of_cpp(bench, scenario), seconds_of_python(pair)) for _ in range(TURNS)]
    cpp, python = (min(each) for each in zip(*turns, strict=True))
    print(f"C++ {1e3 * cpp:.2f} ms, Python {1e3 * python:.2f} ms: Python takes {python / cpp:.3f} times as long")


if __name__ == "__main__":
    main(*sys.argv[1:])
