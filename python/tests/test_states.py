"""Figures of merit of arrays of states, beside confirmed values, QuTiP and NumPy."""

import json
from pathlib import Path

import numpy as np
import pytest

import qbattery as qb

DATA = Path(__file__).parents[2] / "tests/data/measures.json"
MEASURES = json.loads(DATA.read_text())
BELL = np.array([1, 0, 0, 1]) / np.sqrt(2)


def matrix_of(rows):
    return np.array(rows)[..., 0] + 1j * np.array(rows)[..., 1]


def random_states(shape, levels, rank=None, seed=1):
    rng = np.random.default_rng(seed)
    a = rng.normal(size=(*shape, levels, rank or levels, 2)) @ [1, 1j]
    rho = a @ a.conj().swapaxes(-1, -2)
    return rho / np.trace(rho, axis1=-2, axis2=-1)[..., None, None]


def alone(function):
    return lambda rho, dims: function(rho)


def discord_measuring_a(rho, dims):
    return qb.discord(qb.partial_trace(rho, dims, (1, 0)), dims[::-1])


OF_STATE = {
    "CHSH": alone(qb.chsh),
    "CJWR_F2": alone(lambda rho: qb.cjwr(rho, 2)),
    "CJWR_F3": alone(lambda rho: qb.cjwr(rho, 3)),
    "EUR_lhs_bits": qb.entropic_uncertainty,
    "S_AB": qb.steering,
    "concurrence": alone(qb.concurrence),
    "discord_measA_bits": discord_measuring_a,
    "discord_measB_bits": qb.discord,
    "l1_coherence": alone(qb.l1_coherence),
    "log_negativity": qb.logarithmic_negativity,
    "mutual_information_bits": qb.mutual_information,
    "negativity": qb.negativity,
    "relent_coherence_bits": alone(qb.relative_entropy_coherence),
}
OF_WORK = {
    "battery_capacity": qb.capacity,
    "coherent_ergotropy": qb.coherent_ergotropy,
    "energy": qb.energy,
    "ergotropy": qb.ergotropy,
    "incoherent_ergotropy": qb.incoherent_ergotropy,
}


@pytest.mark.parametrize("entry", MEASURES["values"], ids=lambda entry: f"{entry['measure']} {entry['state']}")
def test_values_that_two_routes_confirmed(entry):
    measure = entry["measure"]
    states = [MEASURES["states"][name] for name in entry["state"].split("|")]
    rho = matrix_of(states[0]["rho"])
    if measure == "fidelity_squared":
        value = qb.fidelity(rho, matrix_of(states[1]["rho"]))
    elif measure in OF_WORK:
        value = OF_WORK[measure](rho, np.diag(MEASURES["energies"][entry["state"]]))
    else:
        value = OF_STATE[measure](rho, states[0]["dimensions"])
    assert value == pytest.approx(entry["value"], abs=1e-10)


def steering_by_numpy(rho, a, b):
    """The trace norm of the realigned rho - rho_A (x) rho_B."""
    parts = rho.reshape(a, b, a, b)
    rho_a = np.einsum("ijkj->ik", parts)
    rho_b = np.einsum("ijil->jl", parts)
    realigned = (parts - np.einsum("ik,jl->ijkl", rho_a, rho_b)).transpose(0, 2, 1, 3).reshape(a * a, b * b)
    bound = (a - np.trace(rho_a @ rho_a)) * (1 - np.trace(rho_b @ rho_b))
    return np.linalg.svd(realigned, compute_uv=False).sum() - np.sqrt(bound.real)


def ergotropy_by_numpy(rho, H):
    return np.trace(H @ rho).real - np.linalg.eigvalsh(H) @ np.linalg.eigvalsh(rho)[::-1]


def entropy_by_numpy(rho):
    p = np.linalg.eigvalsh(rho)
    p = p[p > 1e-15]
    return -(p * np.log2(p)).sum()


@pytest.mark.parametrize("dims", [(2, 2), (2, 3), (3, 2)])
@pytest.mark.parametrize("rank", [1, 2, 4])
def test_the_same_in_numpy(dims, rank):
    levels = dims[0] * dims[1]
    rho = random_states((7,), levels, rank)
    H = random_states((), levels, seed=2)
    np.testing.assert_allclose(qb.steering(rho, dims), [steering_by_numpy(each, *dims) for each in rho], atol=1e-12)
    np.testing.assert_allclose(qb.ergotropy(rho, H), [ergotropy_by_numpy(each, H) for each in rho], atol=1e-13)
    np.testing.assert_allclose(qb.entropy(rho), [entropy_by_numpy(each) for each in rho], atol=1e-12)
    np.testing.assert_allclose(qb.purity(rho), [np.trace(each @ each).real for each in rho], atol=1e-13)
    np.testing.assert_allclose(qb.linear_entropy(rho), 1 - qb.purity(rho), atol=1e-13)
    np.testing.assert_allclose(qb.energy(rho, H), [np.trace(H @ each).real for each in rho], atol=1e-13)
    variances = [np.trace(H @ H @ each).real - np.trace(H @ each).real ** 2 for each in rho]
    np.testing.assert_allclose(qb.energy_variance(rho, H), variances, atol=1e-13)
    np.testing.assert_allclose(qb.passive_energy(rho, H), qb.energy(rho, H) - qb.ergotropy(rho, H), atol=1e-13)
    np.testing.assert_allclose(qb.partial_trace(rho, dims, (1, 0)),
                               rho.reshape(7, *dims, *dims).transpose(0, 2, 1, 4, 3).reshape(rho.shape), atol=0)


def test_the_same_in_qutip():
    qutip = pytest.importorskip("qutip")
    states = [qutip.rand_dm([2, 2], rank=1 + k % 4, seed=k) for k in range(12)]
    others = [qutip.rand_dm([2, 2], seed=100 + k) for k in range(12)]
    # QuTiP's concurrence loses half of the digits where the rank is lower.
    np.testing.assert_allclose(qb.concurrence(states), [qutip.concurrence(each) for each in states], atol=1e-6)
    np.testing.assert_allclose(qb.negativity(states, (2, 2)), [qutip.negativity(each, 0) for each in states],
                               atol=1e-10)
    np.testing.assert_allclose(qb.fidelity(states, others),
                               [qutip.fidelity(*pair) ** 2 for pair in zip(states, others, strict=True)], atol=1e-7)
    np.testing.assert_allclose(qb.mutual_information(states, (2, 2)),
                               [qutip.entropy_mutual(each, 0, 1, base=2) for each in states], atol=1e-10)
    np.testing.assert_allclose(qb.partial_trace(states[5], (2, 2), 0), states[5].ptrace(0).full(), atol=1e-15)
    ket = qutip.bell_state("00")
    assert qb.steering(ket) == pytest.approx(np.sqrt(1.5) ** 2 - np.sqrt(0.75), abs=1e-12)
    assert qb.discord(qutip.ket2dm(ket)) == pytest.approx(1)


def test_kets_are_their_density_matrices():
    kets = np.array([BELL, [1, 0, 0, 0], [0.6, 0, 0, 0.8]])
    rho = kets[:, :, None] * kets[:, None, :]
    np.testing.assert_allclose(qb.concurrence(kets[..., None]), [1, 0, 0.96], atol=1e-14)
    np.testing.assert_array_equal(qb.negativity(kets[..., None]), qb.negativity(rho))
    assert qb.concurrence(BELL) == qb.concurrence(rho[0])
    assert isinstance(qb.concurrence(BELL), float)


def test_leading_axes_broadcast():
    rho = random_states((3, 1), 4)
    H = random_states((5,), 4, seed=3)
    W = qb.ergotropy(rho, H)
    assert W.shape == (3, 5)
    for i in range(3):
        for j in range(5):
            assert W[i, j] == qb.ergotropy(rho[i, 0], H[j])
    assert qb.fidelity(rho[0, 0], random_states((2, 2), 4)).shape == (2, 2)
    assert qb.concurrence(np.empty((0, 4, 4))).shape == (0,)
    assert qb.ergotropy(np.empty((0, 4, 4)), H[0]).shape == (0,)
    assert qb.daemonic_ergotropy(rho, np.diag([1, 0])).shape == (3, 1)


def test_any_layout_and_number_will_do():
    rho = random_states((6,), 4)
    rho.flags.writeable = False
    expected = qb.steering(rho)
    np.testing.assert_array_equal(qb.steering(np.asfortranarray(rho)), expected)
    np.testing.assert_array_equal(qb.steering(np.repeat(rho, 2, axis=0)[::2]), expected)
    np.testing.assert_array_equal(qb.steering(rho.tolist()), expected)
    np.testing.assert_allclose(qb.negativity(np.eye(4, dtype=int)[0]), 0)
    np.testing.assert_allclose(qb.ergotropy(np.diag([1, 0]), np.diag([2, 0])), 2)
    np.testing.assert_allclose(qb.purity(np.eye(4, dtype=np.float32) / 4), 0.25)


def test_threads_change_nothing():
    rho = random_states((10_000,), 4)
    for function in (qb.steering, qb.concurrence, qb.negativity, qb.entropy):
        np.testing.assert_array_equal(function(rho, threads=1), function(rho, threads=2))


def spoilt(**entries):
    rho = random_states((2, 3), 4)
    for place, value in entries.items():
        rho[(1, 2, *map(int, place[1:]))] = value
    return rho


@pytest.mark.parametrize(("call", "words"), [
    (lambda: qb.concurrence(np.eye(3) / 3), "rho must be the state of two two-level systems, 4 x 4, got 3 levels"),
    (lambda: qb.purity(np.eye(4)), r"rho must have trace 1 \(to 1e-09\), got 4"),
    (lambda: qb.negativity(spoilt(_01=5)), r"rho\[1, 2\] must be Hermitian \(to 1e-09\); it differs"),
    (lambda: qb.negativity(spoilt(_00=np.nan)), r"rho\[1, 2\] has entries that are NaN or infinite"),
    (lambda: qb.purity(spoilt(_00=np.inf)), r"rho\[1, 2\] has entries that are NaN or infinite"),
    (lambda: qb.purity(np.ma.masked_less(np.eye(2) / 2, 0.1)), "rho has masked entries; choose those that are there"),
    (lambda: qb.steering(np.eye(6) / 6), r"dims must be given for 6 levels, e.g. dims=\(3, 2\)"),
    (lambda: qb.steering(np.eye(9) / 9), r"dims must be given for 9 levels, e.g. dims=\(3, 3\)"),
    (lambda: qb.steering(np.eye(5) / 5), "dims must be given for 5 levels, which are no product of two parties' levels"),
    (lambda: qb.steering(np.eye(6) / 6, (2, 2)), r"dims must multiply to the 6 levels of rho, got \(2, 2\)"),
    (lambda: qb.steering(np.eye(6) / 6, (2.5, 2)), "dims must be whole numbers"),
    (lambda: qb.steering(np.eye(8) / 8, (2, 2, 2)), "dims must be the levels of two parties"),
    (lambda: qb.discord(np.eye(6) / 6, (2, 3)), "the party that discord measures must be a two-level system"),
    (lambda: qb.ergotropy(np.eye(2) / 2, np.eye(3)), "H must be 2 x 2, as many as there are levels"),
    (lambda: qb.ergotropy(np.eye(2) / 2, [[0, 1], [0, 0]]), r"H must be Hermitian"),
    (lambda: qb.ergotropy(spoilt(), np.zeros((4, 4, 4))), "leading axes of rho and H must fit each other"),
    (lambda: qb.fidelity(np.eye(2) / 2, np.eye(3) / 3), "sigma must have the 2 levels of rho, got 3"),
    (lambda: qb.fidelity(np.eye(2) / 2, np.eye(2)), "sigma must have trace 1"),
    (lambda: qb.cjwr(np.eye(4) / 4, 4), "settings must be 2 or 3, got 4"),
    (lambda: qb.purity("eg"), "rho must be an array of numbers or a qutip.Qobj, got a str"),
    (lambda: qb.purity([[1, 0], [0]]), "rho must be an array"),
    (lambda: qb.purity(np.zeros((3, 4))), r"rho must hold density matrices, .* got an array of shape \(3, 4\)"),
    (lambda: qb.purity(1.0), "rho must hold density matrices"),
    (lambda: qb.partial_trace(np.eye(4) / 4, (2, 2), 2), "keep must name some of the 2 subsystems, 0 to 1"),
    (lambda: qb.partial_trace(np.eye(4) / 4, (2, 2), 0.7), "keep must name some of the 2 subsystems, .* got 0.7"),
    (lambda: qb.partial_trace(np.eye(4) / 4, (2, 2), [0, 0.5]), "keep must name some of the 2 subsystems"),
    (lambda: qb.cjwr(np.eye(4) / 4, "a"), "settings must be 2 or 3, got 'a'"),
    (lambda: qb.entropy(np.diag([1.5, -0.5])), "rho must be positive; its lowest eigenvalue is -0.5"),
    (lambda: qb.steering(np.diag([1, 2e-9, 0, -2e-9])), "rho must be positive; its lowest eigenvalue is -2e-09"),
    (lambda: qb.fidelity(np.eye(2) / 2, np.diag([1.5, -0.5])), "sigma must be positive"),
])
def test_errors_say_what_would_be_right(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_settings_are_a_whole_number_of_any_type():
    assert qb.cjwr(BELL, 2.0) == qb.cjwr(BELL, np.int64(2)) == qb.cjwr(BELL, 2)


def test_eigenvalues_that_rounding_took_below_0_are_no_error():
    assert qb.entropy(np.diag([1 + 5e-10, -5e-10])) == pytest.approx(0, abs=1e-8)
    assert qb.purity(random_states((), 40, rank=1)) == pytest.approx(1, abs=1e-12)


def test_positivity_is_left_to_whoever_makes_an_array():
    assert qb.entropy(np.diag([1.5, -0.5])[np.newaxis]).shape == (1,)


def test_single_precision_that_is_too_coarse_is_told_of(pair):
    ket = np.full(3, 1 / np.sqrt(3), dtype=np.complex64)
    with pytest.raises(ValueError, match="rho must .* complex64 keeps 7 digits at most; convert rho to complex128"):
        qb.purity(ket)
    with pytest.raises(ValueError, match="convert sigma to complex128 and normalise it again"):
        qb.fidelity(np.eye(3) / 3, ket)
    with pytest.raises(ValueError, match="the norm of initial must be 1 .* convert initial to complex128"):
        qb.evolve(pair, np.float32([0.6, 0.8, 0, 0]), [0.0, 1.0])
