"""Python and the command line (the C++ engine itself) on the same scenarios: equal to the last bit."""

import json
import math
import tomllib

import numpy as np
import pytest
from conftest import DATA, run_program

import qbattery as qb

FILES = sorted(path for path in (DATA / "papers").rglob("*.toml") if "\ntask = " in path.read_text())

SPELT = {
    "parameters": {"g": 1.0, "F": 0.4, "w": 0.7, "gamma": 0.1},
    "subsystem": [{"name": "charger", "kind": "mode", "levels": 5}, {"name": "battery", "kind": "two-level"}],
    "hamiltonian": [
        {"term": "g * (a(charger) * raise(battery) + h.c.)"},
        {"term": "F * cos(w*t) * x(charger)"},
    ],
    "jump": [{"operator": "lower(battery)", "rate": "gamma"}],
    "initial": {"charger": "coherent(0.3)", "battery": "plus"},
    "truncation_tolerance": 1.0,
}
PAIR = {"model": "charger-battery", "parameters": {"F": 1.3, "g": 0.7}, "reservoir": {"Gamma": 0.05, "n": 0.3}}
TIME = {"task": "evolve", "time": {"to": 3.0, "points": 31}}

# What the papers do not use: words on an axis, keys that move together, stages, collisions, failures.
MORE = {
    "words": {**PAIR, **TIME, "sweep": [{"parameter": "initial.state", "values": ["gg", "eg", "+-"]}]},
    "together": {
        **PAIR,
        "task": "steady-state",
        "reservoir": {"hot": {"Gamma": 0.1, "n": 0.5, "on": ["charger"]}, "cold": {"Gamma": 0.2, "n": 0.1}},
        "sweep": [
            {"parameter": ["reservoir.hot.n", "reservoir.cold.n"], "name": "n", "from": 0.0, "to": 1.0, "points": 5},
            {"parameter": "F", "from": 0.1, "to": 10.0, "points": 7, "scale": "log"},
        ],
    },
    "pulse": {**SPELT, **TIME},
    "stages": {**PAIR, **TIME, "stage": [{"duration": 1.0}, {"duration": "1 / g", "F": 0.0}]},
    "reductions": {
        **PAIR,
        **TIME,
        "quantities": {"E_B": "energy(battery)"},
        "reduce": {"tau": "argfirst_max(E_B)", "zeros": "crossings(E_B - 0.3, 3)", "keep_curves": True},
        "sweep": [{"parameter": "F", "values": [0.5, 1.0, 2.0]}],
    },
    "density matrix": {
        **PAIR,
        **TIME,
        "initial": {
            "density_matrix": [[0.5, 0, 0, "0.1-0.2i"], [0, 0.2, 0, 0], [0, 0, 0.1, 0], ["0.1+0.2i", 0, 0, 0.2]]
        },
    },
    "failures": {
        **PAIR,
        "task": "steady-state",
        "sweep": [{"parameter": "Gamma", "values": [0.0, 0.1]}, {"parameter": "n", "values": [0.0, 1.0]}],
    },
    "a mode cut off": {**SPELT, **TIME, "truncation_tolerance": 1e-6},
}


def number(value):
    return {None: math.nan, "Infinity": math.inf, "-Infinity": -math.inf}.get(value, value)


def array(values):
    flat, shape = values, []
    while isinstance(flat, list):
        shape.append(len(flat))
        flat = flat[0]
    return np.vectorize(number, otypes=[float])(np.array(values, dtype=object)).reshape(shape)


def expect_same(ds, text):
    """A data set and the JSON form of a result (shortest digits that read back to the same bits)."""
    result = json.loads(text)
    assert set(ds.data_vars) == set(result["data"])
    for name, found in result["data"].items():
        assert list(ds[name].dims) == found["dims"], name
        assert ds[name].attrs["units"] == found["units"], name
        np.testing.assert_array_equal(ds[name].values, array(found["values"]), err_msg=name, strict=False)
    assert set(ds.coords) == set(result["coords"])
    for name, found in result["coords"].items():
        assert list(ds[name].values) == found["values"], name
    assert {key: ds.attrs[key] for key in result["attributes"]} == result["attributes"]


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_file_gives_the_same_bits(path):
    expect_same(qb.run(path), run_program("run", path, "-o", "-.json", check=False).stdout)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", MORE)
def test_tables_give_the_bits_of_their_text(name, tmp_path):
    ds = qb.run(MORE[name])
    file = tmp_path / "scenario.toml"
    file.write_text(ds.attrs["scenario"])
    ds.attrs["scenario"] = file.read_text()
    expect_same(ds, run_program("run", file, "-o", "-.json", check=False).stdout)


def test_there_are_fifty_of_them():
    assert len(FILES) + len(MORE) >= 50


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("name", MORE)
def test_a_data_set_is_the_netcdf_file_that_xarray_opens(name, tmp_path):
    xarray = pytest.importorskip("xarray")
    pytest.importorskip("netCDF4")
    ds = qb.run(MORE[name], output=tmp_path / "result.nc")
    with xarray.open_dataset(tmp_path / "result.nc") as opened:
        assert ds.identical(opened)
        assert list(ds.variables) == list(opened.variables)
        assert {name: each.dtype for name, each in ds.variables.items()} == {
            name: each.dtype for name, each in opened.variables.items()
        }


def test_edits_are_those_of_the_command_line():
    path = DATA / "papers/song2026/fig2a.toml"
    edits = {"F": 2.5, "initial.state": "eg", "n": 0.2, "quantities.E": "energy(charger) + energy(battery)"}
    options = [word for key, value in edits.items() for word in ("--set", f"{key}={value}")]
    said = run_program("run", path, "-o", "-.json", *options, "--unset", "quantities", "--unset", "sweep")
    expect_same(qb.run(path, set=edits, unset=["quantities", "sweep"]), said.stdout)


def test_quantities_take_the_place_of_those_of_the_file():
    path = DATA / "papers/song2026/fig2a.toml"
    ds = qb.run(path, quantities={"total": "energy(charger) + energy(battery)", "half": "total / 2"}, unset=["sweep"])
    assert list(ds.data_vars) == ["total", "half"]
    assert float(ds.half) == float(ds.total) / 2


def test_words_stay_words():
    with pytest.raises(qb.ScenarioError, match='F must be a number, got "2.0"'):
        qb.run(DATA / "papers/song2026/fig2a.toml", set={"F": "2.0"})


def test_results_do_not_depend_on_the_number_of_threads(pair):
    axes = {"F": np.linspace(0.1, 3, 40), "Gamma": np.geomspace(0.01, 1, 30)}
    assert qb.sweep(pair, axes, threads=1).identical(qb.sweep(pair, axes, threads=3))


def test_a_model_read_from_a_file_says_the_same():
    path = DATA / "papers/song2026/fig2a.toml"
    whole = qb.load(path)
    assert tomllib.loads(whole.to_toml()) == tomllib.loads(path.read_text())
    assert qb.run(whole).drop_attrs().identical(qb.run(path).drop_attrs())
