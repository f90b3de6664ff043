"""Evolutions, steady states and sweeps of models, against closed forms and each other."""

import numpy as np
import pytest
import xarray

import qbattery as qb


def test_an_excitation_goes_to_and_fro(pair):
    times = np.linspace(0, 5, 101)
    ds = qb.evolve(qb.charger_battery(F=0, g=0.8), "eg", times, quantities={"E": "energy(battery)"})
    np.testing.assert_allclose(ds.E, np.sin(0.8 * times) ** 2, atol=1e-14)
    assert list(ds.data_vars) == ["E"]


def test_states_come_along():
    times = np.linspace(0, 4, 9)
    atom = qb.spell_out({"atom": "two-level"}, jumps=[("gamma", "lower(atom)")], parameters={"gamma": 0.5})
    ds = qb.evolve(atom, {"atom": "plus"}, times, states=True)
    decay = np.exp(-0.5 * times)
    np.testing.assert_allclose(ds.rho[:, 0, 0], decay / 2, atol=1e-14)
    np.testing.assert_allclose(ds.rho[:, 0, 1], np.sqrt(decay) / 2, atol=1e-14)
    assert ds.rho.dims == ("time", "row", "column")
    np.testing.assert_allclose(ds.E_atom, ds.rho[:, 0, 0].real, atol=1e-15)


@pytest.mark.parametrize("shape", ["ket", "column", "matrix"])
def test_a_state_is_words_or_an_array(pair, shape):
    ket = np.kron([0.6, 0.8j], [1, 0])
    array = {"ket": ket, "column": ket[:, None], "matrix": np.outer(ket, ket.conj())}[shape]
    times = [0.0, 1.0]
    ds = qb.evolve(pair, array, times, states=True)
    np.testing.assert_allclose(ds.rho[0], np.outer(ket, ket.conj()), atol=1e-15)
    words = qb.evolve(pair, "+g", times, states=True)
    np.testing.assert_allclose(words.rho[0], np.kron(np.full((2, 2), 0.5), np.diag([0, 1])), atol=1e-15)


def test_an_array_of_words_is_the_state_they_say(pair):
    times = np.linspace(0, 2, 21)
    assert qb.evolve(pair, [0, 1, 0, 0], times).drop_attrs().identical(qb.evolve(pair, "eg", times).drop_attrs())


def test_a_steady_state_vouches_for_itself():
    ss = qb.steady_state(qb.charger_battery(F=1, g=1, reservoir=qb.boson(Gamma=1, n=0)))
    assert ss.quantities["E_B"] == pytest.approx(752 / 2481, abs=1e-15)
    assert np.trace(ss.rho @ np.diag([1, 0, 1, 0])).real == pytest.approx(752 / 2481, abs=1e-14)
    assert ss.residual < 1e-15
    assert ss.stationary_dimension == 1
    assert 0 < ss.gap < 1
    assert ss.smallest_eigenvalue == pytest.approx(np.linalg.eigvalsh(ss.rho)[0], abs=1e-14)


def test_a_steady_state_that_is_not_unique_says_so(pair):
    closed = qb.charger_battery(F=0, g=1)
    with pytest.raises(qb.NumericalError, match="dimension"):
        qb.steady_state(closed)
    limit = qb.steady_state(closed, initial="eg", long_time_limit=True, time_average=True)
    assert limit.quantities["E_B"] == pytest.approx(0.5, abs=1e-12)


def test_a_sweep_is_a_grid_of_steady_states(pair):
    ds = qb.sweep(pair, {"Gamma": [0.1, 1.0], "F": [1.0, 2.0, 3.0]})
    assert ds.E_B.dims == ("Gamma", "F")
    one = qb.steady_state(pair.set(Gamma=1.0, F=2.0)).quantities["E_B"]
    assert float(ds.E_B.sel(Gamma=1.0, F=2.0)) == pytest.approx(one, abs=1e-14)


def values_of_an_axis():
    return [
        range(1, 3),
        (1.0, 2.0),
        np.float32([1, 2]),
        xarray.DataArray([1.0, 2.0], dims="F"),
        xarray.DataArray([1.0, 2.0], dims="F").to_series(),
    ]


@pytest.mark.parametrize("values", values_of_an_axis(), ids=lambda values: type(values).__name__)
def test_an_axis_is_any_list_of_values(pair, values):
    np.testing.assert_array_equal(qb.sweep(pair, {"F": values}).F, [1, 2])
    assert qb.sweep(pair, {"statistics": np.array(["boson", "fermion"])}).sizes == {"statistics": 2}


def test_density_matrices_are_written_as_real_and_imaginary_parts(tmp_path, pair):
    pytest.importorskip("netCDF4")
    ds = qb.evolve(pair, "gg", [0.0, 1.0], states=True)
    ds.assign(re=ds.rho.real, im=ds.rho.imag).drop_vars("rho").to_netcdf(tmp_path / "states.nc")
    with xarray.open_dataset(tmp_path / "states.nc") as back:
        np.testing.assert_array_equal(back.re + 1j * back.im, ds.rho)


def test_a_sweep_with_times_is_a_grid_of_curves(pair):
    times = np.linspace(0, 3, 31)
    ds = qb.sweep(pair, {"F": [1.0, 2.0]}, initial="ge", times=times)
    assert ds.E_B.dims == ("F", "time")
    alone = qb.evolve(pair.set(F=2.0), "ge", times)
    np.testing.assert_array_equal(ds.E_B.sel(F=2.0), alone.E_B)
    reduced = qb.sweep(pair, {"F": [1.0, 2.0]}, times=times, reduce={"top": "max(E_B)"})
    assert list(reduced.data_vars) == ["top", "status"]


def test_points_that_fail_are_told_of():
    closed = qb.charger_battery(F=1, g=1, reservoir=qb.boson(Gamma=0.1, n=0))
    with pytest.warns(RuntimeWarning, match="1 of 2 points failed"):
        ds = qb.sweep(closed, {"Gamma": [0.0, 0.1]})
    assert np.isnan(ds.E_B[0])
    assert not np.isnan(ds.E_B[1])
    assert ds.status[0] != 0


def test_a_mode_that_is_too_small_is_told_of():
    mode = qb.spell_out({"m": {"kind": "mode", "levels": 4}}, ["x(m)"])
    with pytest.warns(RuntimeWarning, match="more levels"):
        qb.evolve(mode, times=[0.0, 1.0])


def test_collisions_have_no_times():
    model = qb.spell_out(
        {"battery": "two-level"},
        collisions={
            "ancilla": "two-level",
            "state": "excited",
            "duration": 0.4,
            "count": 3,
            "hamiltonian": "raise(ancilla) * lower(battery) + h.c.",
        },
    )
    ds = qb.evolve(model)
    np.testing.assert_allclose(ds.E_battery, 1 - np.cos(0.4) ** (2 * np.arange(4)), atol=1e-10)
