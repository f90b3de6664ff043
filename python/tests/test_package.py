"""The package as installed: its version, its data, its program."""

import re
import subprocess
import sys

import qbattery as qb


def test_the_version_is_that_of_the_program():
    said = subprocess.run([sys.executable, "-m", "qbattery", "--version"], capture_output=True, text=True, check=True)
    assert said.stdout == f"qbattery {qb.__version__}\n"
    assert re.fullmatch(r"\d+\.\d+\.\d+", qb.__version__)


def test_the_program_finds_the_papers_and_models_that_came_with_it():
    said = subprocess.run([sys.executable, "-m", "qbattery", "list"], capture_output=True, text=True, check=True)
    assert "song2026" in said.stdout
    assert "ferraro2018" in said.stdout
