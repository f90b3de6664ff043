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


def test_data_are_those_of_the_package(tmp_path):
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "mine.toml").write_text("format = 1\ntitle = 'Mine'\n")
    code = f"import qbattery as qb; qb._core.set_data_folder({str(tmp_path)!r}); print([m.name for m in qb.models()])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "'mine'" in said.stdout


def test_papers_are_redone(tmp_path):
    done = qb.reproduce("barra2019", tmp_path / "barra", figures=False)
    assert done.claims
    assert all(each["verdicts"][0]["verdict"] == "holds" for each in done.claims)
    assert {path.suffix for path in done.files} == {".nc", ".csv", ".md", ".json"}
    with_figure = qb.reproduce("song2026", tmp_path / "song", figures=False, figure=2)
    assert with_figure.claims == []


def test_an_import_is_light():
    """60 ms of the processor beyond what NumPy alone costs; what takes long is imported where it is used."""
    code = """
import sys, time
import numpy
began = time.process_time()
import qbattery
print(time.process_time() - began, *[each for each in ("xarray", "pandas", "tqdm", "matplotlib", "qutip")
                                     if each in sys.modules])
"""
    said = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
        for _ in range(5)
    ]
    assert min(float(each[0]) for each in said) < 0.060
    assert all(len(each) == 1 for each in said)
