"""Figures on axes that somebody hands in."""

import numpy as np
import pytest

import qbattery as qb

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("Agg")
plt = pytest.importorskip("matplotlib.pyplot")
plot = pytest.importorskip("qbattery.plot")


@pytest.fixture
def ax():
    figure, axes = plt.subplots()
    yield axes
    plt.close(figure)


def test_curves_have_the_papers_styles(pair, ax):
    ds = qb.evolve(pair, "gg", np.linspace(0, 6.5, 201))
    before = dict(matplotlib.rcParams)
    lines = plot.curves(ds, ["E_B", "W_B", "S_BA"], ax=ax)
    assert [line.get_color() for line in lines] == ["#d55e00", "#e69f00", "#5a5a5a"]
    assert [line.is_dashed() for line in lines] == [False, True, True]
    np.testing.assert_array_equal(lines[0].get_ydata(), ds.E_B)
    assert ax.get_xlabel() == "$t$"
    assert ax.get_legend() is not None
    assert dict(matplotlib.rcParams) == before
    ax.figure.canvas.draw()


def test_all_curves_are_drawn_where_none_is_named(pair, ax):
    assert len(plot.curves(qb.evolve(pair, "gg", [0.0, 1.0]), ax=ax)) == 7
    ax.clear()
    assert len(plot.curves(qb.sweep(pair, {"F": [1.0, 2.0]}), ax=ax)) == 6


def test_no_two_lines_look_alike_and_one_may_be_named_alone(pair, ax):
    quantities = {"E_A": "energy(charger)", "C": "concurrence(charger, battery)", "E_B": "energy(battery)", "P": "purity()"}
    lines = plot.curves(qb.evolve(pair, "gg", [0.0, 1.0], quantities=quantities), ax=ax)
    assert len({line.get_color() for line in lines}) == 4
    (line,) = plot.curves(qb.evolve(pair, "gg", [0.0, 1.0]), "E_B", ax=ax)
    assert line.get_color() == "#d55e00"


def test_a_map_has_contours_and_the_scales_of_its_axes(pair, ax):
    ds = qb.sweep(pair, {"Gamma": np.geomspace(0.01, 5, 30), "F": np.linspace(0.1, 5, 20)})
    mesh = plot.map(ds.E_B, ax=ax, levels=[0.1, 0.2])
    assert mesh.get_array().shape == (20, 30)
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "linear")
    assert ax.get_xlabel() == r"$\Gamma$"
    ax.figure.canvas.draw()


def test_what_has_other_dimensions_is_refused(pair, ax):
    ds = qb.sweep(pair, {"Gamma": [0.1, 0.2], "F": [1.0, 2.0]})
    with pytest.raises(ValueError, match="dimensions Gamma, F; choose values of all but one"):
        plot.curves(ds, ["E_B"], ax=ax)
    with pytest.raises(ValueError, match="ds has no numbers of one dimension; choose values of the others"):
        plot.curves(ds, ax=ax)
    with pytest.raises(ValueError, match="ds has no variable 'Q'; it has E_A, E_B"):
        plot.curves(ds, ["Q"], ax=ax)
    with pytest.raises(ValueError, match="ax must be axes of matplotlib, such as plt.figure"):
        plot.curves(ds.isel(F=0), ax=3)
    with pytest.raises(ValueError, match="ds must be a data set"):
        plot.curves(ds.E_B[0], ax=ax)
    with pytest.raises(ValueError, match="da must be one variable, such as ds.E_B"):
        plot.map(ds, ax=ax)
    with pytest.raises(ValueError, match="x must be one of the dimensions, Gamma or F, got 'Q'"):
        plot.map(ds.E_B, ax=ax, x="Q")
    with pytest.raises(ValueError, match="levels must be a list of values or how many, at least 1, got -1"):
        plot.map(ds.E_B, ax=ax, levels=-1)
    with pytest.raises(ValueError, match="a map has two dimensions, E_B has 1"):
        plot.map(ds.E_B[0], ax=ax)


def test_curves_of_different_axes_are_not_mixed(pair, ax):
    reduce = {"zeros": "crossings(E_A - E_B, 3)", "keep_curves": True}
    ds = qb.evolve(pair, "eg", np.linspace(0.0, 6.0, 61), reduce=reduce)
    assert {ds.zeros.dims[0], ds.E_A.dims[0]} == {"zeros_number", "time"}
    assert len(plot.curves(ds, ax=ax)) == len(plot.curves(ds.drop_vars("zeros"), ax=ax))
    with pytest.raises(ValueError, match="variables are over time and zeros_number; draw those of each"):
        plot.curves(ds, ["E_A", "zeros"], ax=ax)


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("E_B", r"$E_\mathrm{B}$"),
        ("Gamma", r"$\Gamma$"),
        ("S_AB", r"$S_{A\to B}$"),
        ("status", "status"),
        ("collectivity", "collectivity"),
        ("E_battery_0", r"$E_\mathrm{battery 0}$"),
        ("n", "$n$"),
    ],
)
def test_names_become_symbols(name, symbol):
    assert plot.symbol_of(name) == symbol


def test_contours_need_two_values_along_each_axis(pair, ax):
    ds = qb.sweep(pair, {"Gamma": [0.1], "F": [1.0]})
    with pytest.raises(ValueError, match=r"at least 2 values .* got 1 along Gamma and 1 along F; levels=\[\]"):
        plot.map(ds.E_B, ax=ax)
    assert plot.map(ds.E_B, ax=ax, levels=[]).get_array().shape == (1, 1)
    ax.figure.canvas.draw()
