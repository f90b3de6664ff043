"""The same numbers in extended precision, slowly: what errors of both sides are measured against."""

import numpy as np

import pair
from figures_of_merit import figures_of_merit

Extended = np.clongdouble


def solve(a, b):
    """Gaussian elimination with partial pivoting."""
    a, b = a.astype(Extended), b.astype(Extended)
    n = len(b)
    for k in range(n):
        pivot = k + np.argmax(np.abs(a[k:, k]))
        a[[k, pivot]], b[[k, pivot]] = a[[pivot, k]], b[[pivot, k]]
        factors = a[k + 1:, k] / a[k, k]
        a[k + 1:] -= np.outer(factors, a[k])
        b[k + 1:] -= factors * b[k]
    x = np.zeros(n, Extended)
    for k in reversed(range(n)):
        x[k] = (b[k] - a[k, k + 1:] @ x[k + 1:]) / a[k, k]
    return x


def steady_states(points, Delta):
    states = []
    for matrix in pair.generators(*points.T, Delta):
        matrix[0] = np.eye(4).ravel()
        right = np.zeros(16)
        right[0] = 1.0
        states.append(solve(matrix, right).astype(complex).reshape(4, 4))
    return figures_of_merit(np.array(states))


def curves(points, times, Delta):
    """Taylor series of every step."""
    values = []
    for matrix in pair.generators(*points.T, Delta):
        step = (matrix * (times[1] - times[0])).astype(Extended)
        term = whole = np.eye(16, dtype=Extended)
        for k in range(1, 30):
            term = term @ step / k
            whole = whole + term
        state = np.zeros(16, Extended)
        state[15] = 1.0
        states = []
        for _ in times:
            states.append(state.astype(complex).reshape(4, 4))
            state = whole @ state
        values.append(figures_of_merit(np.array(states)))
    return np.array(values)
