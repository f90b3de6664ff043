"""Figures of merit of an array of two-qubit states beside QuTiP and NumPy; prints a table.

    states.py [--states N] [--rounds N]

In an environment with the package and QuTiP. Every ratio is of times per state, measured one after
the other in the same round; the package takes all states on all cores, the others, on one thread,
as many as they need to be measured. "a loop" is QuTiP's function where it has one, else NumPy's
linear algebra state by state; "vectorised" is NumPy on stacks of matrices.
"""

import argparse
import os
import statistics
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np  # noqa: E402
import qutip  # noqa: E402

import qbattery as qb  # noqa: E402

BARS = {"a loop": 500, "vectorised": 20}
IN_LOOP, VECTORISED = 300, 20_000

PAULI = np.array([[[1, 0], [0, 1]], [[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])
PRODUCTS = np.einsum("aij,bkl->abjlik", PAULI, PAULI).reshape(16, 16)
FLIP = np.fliplr(np.diag([-1.0, 1.0, 1.0, -1.0]))
H_PAIR = np.diag([2.0, 1.0, 1.0, 0.0]) + 0.1
H_ONE = np.diag([1.0, 0.0])


def steering(rho):
    moments = (rho.reshape(-1, 16) @ PRODUCTS.T).real.reshape(-1, 4, 4)
    correlations = moments[:, 1:, 1:] - moments[:, 1:, :1] * moments[:, :1, 1:]
    mixed_a = (1 - (moments[:, 1:, 0] ** 2).sum(-1)) / 2
    mixed_b = np.maximum((1 - (moments[:, 0, 1:] ** 2).sum(-1)) / 2, 0)
    return np.linalg.svd(correlations, compute_uv=False).sum(-1) / 2 - np.sqrt((1 + mixed_a) * mixed_b)


def ergotropy(H):
    energies = np.linalg.eigvalsh(H)
    return lambda rho: np.einsum("ij,nji->n", H, rho).real - np.linalg.eigvalsh(rho)[:, ::-1] @ energies


def concurrence(rho):
    squares = np.linalg.eigvals(rho @ FLIP @ rho.conj() @ FLIP).real
    roots = np.sort(np.sqrt(np.maximum(squares, 0)), -1)
    return np.maximum(0, 2 * roots[:, -1] - roots.sum(-1))


def negativity(rho):
    transposed = rho.reshape(-1, 2, 2, 2, 2).transpose(0, 3, 2, 1, 4).reshape(-1, 4, 4)
    return np.maximum(-np.linalg.eigvalsh(transposed), 0).sum(-1)


def one_by_one(function):
    return lambda states: [function(each[np.newaxis])[0] for each in states]


def by_qutip(function):
    return lambda states: [function(each) for each in states]


def random_states(count):
    rng = np.random.default_rng(20260101)
    a = rng.normal(size=(count, 4, 4, 2)).view(complex)[..., 0]
    rho = a @ a.conj().swapaxes(-1, -2)
    rho /= np.trace(rho, axis1=1, axis2=2)[:, np.newaxis, np.newaxis]
    return rho


def seconds_per_state(function, states):
    begin = time.perf_counter()
    values = function(states)
    return (time.perf_counter() - begin) / len(states), values


def measure(title, ours, states, others, rounds):
    """Lines of the table: ratios of ours to each of the others."""
    ratios = {name: [] for name in others}
    for _ in range(rounds):
        seconds, values = seconds_per_state(ours, states)
        for name, (function, some) in others.items():
            theirs, expected = seconds_per_state(function, some)
            ratios[name].append(theirs / seconds)
            if not np.allclose(values[:len(some)], expected, atol=1e-6):
                raise SystemExit(f"{title}: {name} gives other numbers")
    for name, each in ratios.items():
        middle = statistics.median(each)
        verdict = "met" if middle >= BARS[name] else "falls short"
        print(f"| {title}, against {name} | {BARS[name]} | {min(each):,.0f} | {middle:,.0f} | {max(each):,.0f} | "
              f"{verdict} | {1 / seconds:,.0f} states |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--states", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    rho = random_states(options.states)
    battery = qb.partial_trace(rho, (2, 2), keep=1)
    objects = [qutip.Qobj(each, dims=[[2, 2], [2, 2]]) for each in rho[:IN_LOOP]]
    work, work_of_one = ergotropy(H_PAIR), ergotropy(H_ONE)
    rows = (
        ("steering", qb.steering, rho, one_by_one(steering), steering),
        ("ergotropy of the pair", lambda x: qb.ergotropy(x, H_PAIR), rho, one_by_one(work), work),
        ("ergotropy of the battery", lambda x: qb.ergotropy(x, H_ONE), battery, one_by_one(work_of_one), work_of_one),
        ("concurrence", qb.concurrence, rho, by_qutip(qutip.concurrence), concurrence),
        ("negativity", qb.negativity, rho, by_qutip(lambda each: qutip.negativity(each, 0)), negativity),
    )
    print("| figure of merit | bar | least | median | most | | work per second |\n|---|---|---|---|---|---|---|")
    for title, ours, states, loop, vectorised in rows:
        in_loop = objects if title in ("concurrence", "negativity") else states[:IN_LOOP]
        others = {"a loop": (loop, in_loop), "vectorised": (vectorised, states[:VECTORISED])}
        measure(title, ours, states, others, options.rounds)


if __name__ == "__main__":
    main()
