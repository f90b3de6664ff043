"""Models from Python: the same as their text, and matrices the same as words."""

import numpy as np
import pytest

import qbattery as qb

SM = np.array([[0.0, 0.0], [1.0, 0.0]])
ONE = np.eye(2)
TIMES = np.linspace(0, 4, 41)


def test_a_model_does_not_change(pair):
    other = pair.set(F=2, unset=["Delta"])
    assert pair.tables["parameters"]["F"] == 3
    assert other.tables["parameters"]["F"] == 2
    with pytest.raises(AttributeError):
        pair.tables = {}


def test_one_form_takes_the_place_of_another(pair):
    warm = pair.set({"T": 0.5, "omega": 1.0})
    assert warm.tables["reservoir"] == {"statistics": "boson", "Gamma": 0.001, "T": 0.5, "omega": 1}


def test_a_model_is_checked_when_it_is_made():
    with pytest.raises(qb.ScenarioError, match="model: reservoir.n must be at least 0, got -1"):
        qb.charger_battery(F=1, g=1, reservoir=qb.boson(Gamma=1, n=-1))
    with pytest.raises(qb.ScenarioError) as raised:
        qb.spell_out({"a": "two-level"}, ["F * x(b)"], [("gamm", "lower(a)")], parameters={"gamma": 1})
    assert len(raised.value.complaints) == 2


def test_a_ready_model_takes_parameters():
    assert qb.ready_model("ferraro2018", N=3).levels > qb.ready_model("ferraro2018", N=2).levels
    with pytest.raises(qb.ScenarioError, match="M"):
        qb.ready_model("ferraro2018", M=3)


def test_reservoirs_are_tables():
    hot = qb.boson(Gamma=0.1, T=1.0, omega=1.0, on=["charger"])
    cold = qb.fermion(Gamma=0.2, n=0.1, on=["battery"])
    pair = qb.charger_battery(F=0, g=1, Delta_A=0.1, Delta_B=0.2, reservoir={"hot": hot, "cold": cold})
    currents = {"hot": "heat_current(hot)", "cold": "heat_current(cold)"}
    flows = qb.steady_state(pair, quantities=currents).quantities
    assert flows["hot"] > 0 > flows["cold"]
    quiet = qb.charger_battery(F=0, g=1, reservoir=qb.dephasing(0.3))
    assert qb.evolve(quiet, "eg", TIMES).E_B[-1] > 0
    whole = qb.charger_battery(F=0, g=0.1, reservoir=qb.global_reservoir(0.01, T=0.5, omega_L=1.0))
    assert qb.steady_state(whole).quantities["W_B"] == pytest.approx(0, abs=1e-12)


def words():
    return qb.spell_out(
        {"charger": "two-level", "battery": "two-level"},
        ["g * (lower(charger) * raise(battery) + h.c.)", "F * cos(w*t) * x(charger)"],
        [("gamma", "lower(battery)")],
        parameters={"g": 1.0, "F": 0.5, "w": 0.7, "gamma": 0.2},
    )


def matrices(order):
    exchange = np.kron(SM, SM.T)
    pump = np.kron(SM + SM.T, ONE)
    pairs = [("g", exchange + exchange.T), ("F * cos(w*t)", pump)]
    if order == "matrix first":
        pairs = [pair[::-1] for pair in pairs]
    parameters = {"g": 1.0, "F": 0.5, "w": 0.7, "gamma": 0.2}
    return qb.model(pairs, [("gamma", np.kron(ONE, SM))], dims=[2, 2], parameters=parameters)


@pytest.mark.parametrize("order", ["coefficient first", "matrix first"])
def test_matrices_say_what_words_say(order):
    by_words = qb.evolve(words(), times=TIMES, states=True)
    by_matrices = qb.evolve(matrices(order), times=TIMES, states=True)
    np.testing.assert_allclose(by_matrices.rho, by_words.rho, atol=2e-10)
    for name in by_words.data_vars:
        np.testing.assert_allclose(by_matrices[name], by_words[name], atol=1e-6)
    assert by_matrices.E_battery.attrs == by_words.E_battery.attrs


def test_parameters_of_matrices_can_be_swept():
    model = qb.model([("F", SM + SM.T)], [("gamma", SM)], parameters={"F": 1.0, "gamma": 1.0})
    ds = qb.sweep(model, {"F": [0.0, 0.5, 1.0]}, quantities={"p": "energy(system)"})
    expected = [4 * F**2 / (1 + 8 * F**2) for F in (0.0, 0.5, 1.0)]
    np.testing.assert_allclose(ds.p, expected, atol=1e-14)


def test_a_single_matrix_is_a_hamiltonian():
    H = [[0, 1 - 2j], [1 + 2j, 0.5]]
    ds = qb.evolve(qb.model(H), [1, 0], [0.0, 1.0], states=True)
    values, vectors = np.linalg.eigh(H)
    ket = vectors @ (np.exp(-1j * values) * vectors.conj()[0])
    np.testing.assert_allclose(ds.rho[1], np.outer(ket, ket.conj()), atol=1e-13)


def test_energies_are_levels_or_a_matrix(rng):
    H = np.diag([0.0, 1.0, 2.5])
    ket = np.array([0.6, 0.0, 0.8])
    by_levels = qb.model(H, energies={"system": [0, 1, 2.5]})
    assert float(qb.evolve(by_levels, ket, [0.0]).E_system[0]) == pytest.approx(0.64 * 2.5)
    turn = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    by_matrix = qb.model(H, energies={"system": turn @ H @ turn.T})
    assert float(qb.evolve(by_matrix, turn @ ket, [0.0]).E_system[0]) == pytest.approx(0.64 * 2.5)


@pytest.mark.parametrize("levels", [[0.0, 1.0], [1.0, 0.0], [3.0, 1.0, 0.0], [0.5, 2.0, 1.0]])
@pytest.mark.parametrize("as_matrix", [False, True])
def test_a_bath_leaves_the_thermal_state_of_given_energies(levels, as_matrix):
    size = len(levels)
    given = np.diag(levels) if as_matrix else levels
    bath = qb.boson(0.1, T=0.5, omega=1.0)
    model = qb.model(np.zeros((size, size)), energies={"system": given}, reservoir=bath)
    steady = qb.steady_state(model, quantities={"E": "energy(system)", "W": "ergotropy(system)"})
    weights = np.exp(-(np.array(levels) - min(levels)) / 0.5)
    weights /= weights.sum()
    np.testing.assert_allclose(steady.rho, np.diag(weights), atol=1e-12)
    assert steady.quantities["E"] == pytest.approx(weights @ (np.array(levels) - min(levels)))
    assert steady.quantities["W"] == pytest.approx(0, abs=1e-12)
    start = qb.evolve(model, {"system": "ground"}, [0.0], quantities={"E": "energy(system)"})
    assert float(start.E[0]) == pytest.approx(0, abs=1e-14)


def test_the_inversion_of_given_energies_is_that_of_the_upper_level():
    for levels, upper in (([0, 1], [0, 1]), ([1, 0], [1, 0])):
        model = qb.model(np.zeros((2, 2)), energies={"system": levels})
        ds = qb.evolve(model, upper, [0.0], quantities={"z": "inversion(system)"})
        assert float(ds.z[0]) == 1


def test_a_local_bath_needs_levels_of_the_basis():
    H = np.array([[0, 0.4], [0.4, 1]])
    bath = qb.boson(0.1, T=0.5, omega=1.0)
    with pytest.raises(ValueError, match="energies\\['system'\\] must be diagonal, level by level, where a local"):
        qb.model(H, energies={"system": H}, reservoir=bath)
    with pytest.raises(ValueError, match="must be diagonal"):
        qb.model(H, energies={"system": H}, reservoir={"cold": bath})
    alone = qb.global_reservoir(0.1, T=0.5, omega_L=1.0)
    qb.model(np.diag([1.0, 0.0]), energies={"system": H}, reservoir=alone)


def test_names_do_not_collide():
    model = qb.model([("H_0", SM + SM.T)], parameters={"H_0": 2.0})
    assert model.tables["operator"][0]["name"] == "H_0_"
    np.testing.assert_allclose(qb.evolve(model, [0, 1], TIMES).E_system, np.sin(2 * TIMES) ** 2, atol=1e-13)


def test_matrices_may_be_lists_among_others():
    by_lists = qb.model([[[0, 1], [1, 0]], ("F", [[1, 0], [0, -1]])], [(0.1, [[0, 0], [1, 0]])], parameters={"F": 2})
    by_arrays = qb.model([SM + SM.T, (np.diag([1, -1]), "F")], [(SM, 0.1)], parameters={"F": 2})
    assert by_lists == by_arrays


def test_a_model_can_be_sent_to_another_process(pair):
    import pickle

    again = pickle.loads(pickle.dumps(pair))
    assert again == pair
    assert again.subsystems == pair.subsystems
