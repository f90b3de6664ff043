"""What several test files need."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import qbattery as qb

DATA = Path(qb.__file__).parent / "data"


def program():
    """The command line: that of the C++ build where QBATTERY_PROGRAM names it, else the package's own."""
    given = os.environ.get("QBATTERY_PROGRAM")
    return [given] if given else [sys.executable, "-m", "qbattery"]


def run_program(*arguments, check=True, **options):
    return subprocess.run([*program(), *map(str, arguments)], check=check, capture_output=True, text=True, **options)


@pytest.fixture
def pair():
    return qb.charger_battery(F=3, g=1, reservoir=qb.boson(Gamma=1e-3, n=0))


@pytest.fixture
def rng():
    return np.random.default_rng(20260101)
