"""Examples in docstrings and the README's lines run as they are printed; type stubs are the module's."""

import doctest
import importlib
import inspect
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import qbattery as qb

REPOSITORY = Path(__file__).parents[2]
MODULES = sorted(each.name for each in pkgutil.iter_modules(qb.__path__) if each.name not in ("_core", "__main__"))


@pytest.mark.parametrize("name", MODULES)
def test_examples_run_as_printed(name):
    if name == "plot":
        pytest.importorskip("matplotlib")
    module = importlib.import_module(f"qbattery.{name}")
    failed, _ = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    assert failed == 0


@pytest.mark.parametrize("name", [name for name in qb.__all__ if callable(getattr(qb, name))])
def test_everything_public_is_described(name):
    thing = getattr(qb, name)
    assert inspect.getdoc(thing)
    if inspect.isfunction(thing):
        assert "Returns\n-------" in inspect.getdoc(thing)
        for parameter in inspect.signature(thing).parameters:
            assert parameter in inspect.getdoc(thing), parameter


def test_the_readme_runs(tmp_path):
    text = (REPOSITORY / "README.md").read_text()
    part = text[text.index("## From Python") :]
    code = part[part.index("```python\n") + 10 :]
    code = code[: code.index("```")]
    (tmp_path / "examples").symlink_to(REPOSITORY / "examples")
    code = f"import matplotlib; matplotlib.use('Agg')\n{code}"
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, cwd=tmp_path)
    assert (tmp_path / "pair.png").stat().st_size > 0


def test_the_stub_is_that_of_the_module(tmp_path):
    pytest.importorskip("nanobind")
    made = tmp_path / "_core.pyi"
    subprocess.run([sys.executable, "-m", "nanobind.stubgen", "-q", "-m", "qbattery._core", "-o", made], check=True)
    if os.environ.get("QBATTERY_REFRESH"):
        (REPOSITORY / "python/qbattery/_core.pyi").write_text(made.read_text())
    assert (Path(qb.__file__).parent / "_core.pyi").read_text() == made.read_text()
