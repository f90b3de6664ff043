"""QuTiP in the same process on 100 random problems: states to 1e-8."""

import numpy as np
import pytest

import qbattery as qb

qutip = pytest.importorskip("qutip")

DIMENSIONS = [[2], [3], [2, 2], [2, 3], [3, 2], [2, 2, 2], [4, 2]]


def random_matrix(rng, levels):
    return (rng.normal(size=(levels, levels)) + 1j * rng.normal(size=(levels, levels))) / np.sqrt(2 * levels)


def random_problem(number):
    rng = np.random.default_rng(number)
    dims = DIMENSIONS[number % len(DIMENSIONS)]
    levels = int(np.prod(dims))
    hermitian = [m + m.conj().T for m in (random_matrix(rng, levels) for _ in range(2))]
    jumps = [(float(rng.uniform(0.05, 0.5)), random_matrix(rng, levels)) for _ in range(rng.integers(0, 3))]
    state = random_matrix(rng, levels)
    state = state @ state.conj().T
    return dims, hermitian, jumps, state / np.trace(state), float(rng.uniform(0.5, 3))


def ours(dims, H, jumps, rho, times, parameters):
    model = qb.model(H, jumps, dims=dims, parameters=parameters)
    return qb.evolve(model, rho, times, states=True, quantities={"p": "purity()"}).rho.values


def theirs(dims, H, jumps, rho, times):
    shape = [dims, dims]
    c_ops = [qutip.Qobj(np.sqrt(rate) * matrix, dims=shape) for rate, matrix in jumps]
    options = {"atol": 1e-12, "rtol": 1e-11, "nsteps": 100_000, "method": "dop853", "store_states": True}
    result = qutip.mesolve(H, qutip.Qobj(rho, dims=shape), times, c_ops, options=options)
    return np.array([qutip.ket2dm(s).full() if s.isket else s.full() for s in result.states])


@pytest.mark.parametrize("number", range(100))
def test_evolutions_are_those_of_qutip(number):
    dims, (H0, H1), jumps, rho, w = random_problem(number)
    shape = [dims, dims]
    times = np.linspace(0, 3, 7)
    if number % 2:
        H, them = (
            [H0, ("F * cos(w*t)", H1)],
            [qutip.Qobj(H0, dims=shape), [qutip.Qobj(H1, dims=shape), lambda t: 0.7 * np.cos(w * t)]],
        )
    else:
        H, them = [H0, ("F", H1)], qutip.Qobj(H0 + 0.7 * H1, dims=shape)
    mine = ours(dims, H, jumps, rho, times, {"F": 0.7, "w": w})
    np.testing.assert_allclose(mine, theirs(dims, them, jumps, rho, times), rtol=0, atol=1e-8)


@pytest.mark.parametrize("number", range(0, 100, 10))
def test_steady_states_are_those_of_qutip(number):
    dims, (H, _), _, _, _ = random_problem(number)
    rng = np.random.default_rng(number)
    jumps = [(0.3, random_matrix(rng, len(H))), (0.2, random_matrix(rng, len(H)))]
    shape = [dims, dims]
    c_ops = [qutip.Qobj(np.sqrt(rate) * matrix, dims=shape) for rate, matrix in jumps]
    them = qutip.steadystate(qutip.Qobj(H, dims=shape), c_ops).full()
    np.testing.assert_allclose(qb.steady_state(qb.model(H, jumps, dims=dims)).rho, them, rtol=0, atol=1e-8)


def test_qobj_is_taken_as_it_is():
    sm = qutip.tensor(qutip.sigmam(), qutip.qeye(2))
    H = sm * qutip.tensor(qutip.qeye(2), qutip.sigmap())
    model = qb.model([("g", H + H.dag())], [("gamma", sm)], parameters={"g": 1.0, "gamma": 0.1})
    assert model.subsystems == {"charger": 2, "battery": 2}
    start = qutip.tensor(qutip.basis(2, 0), qutip.basis(2, 1))
    ds = qb.evolve(model, start, [0.0, 1.0])
    words = qb.evolve(model, {"charger": "excited"}, [0.0, 1.0])
    assert ds.drop_attrs().identical(words.drop_attrs())
    assert qb.evolve(model, qutip.ket2dm(start), [0.0]).E_charger[0] == 1.0


def test_a_ket_stays_normalised_where_nothing_is_lost():
    problem = random_problem(7)
    states = qb.evolve(qb.model(problem[1][0], dims=problem[0]), np.eye(len(problem[3]))[0], [0.0, 5.0], states=True)
    assert np.trace(states.rho[1].values @ states.rho[1].values).real == pytest.approx(1, abs=1e-12)
