"""How an expert computes it with NumPy: batched solves, one exponential a curve and stepping, figures
of merit of all states at once."""

import time

import numpy as np

import pair
from figures_of_merit import figures_of_merit

batch = 4000


def steady_states(points, Delta):
    """Times per state of the solver and of the quantities, and the numbers, (5, N)."""
    solving = counting = 0.0
    values = []
    for first in range(0, len(points), batch):
        Gamma, F = points[first:first + batch].T
        begin = time.perf_counter()
        # The populations add up to 1 in place of the first equation, which follows from the others.
        matrix = pair.generators(Gamma, F, Delta)
        matrix[:, 0, :] = np.eye(4).ravel()
        right = np.zeros((len(Gamma), 16, 1), complex)
        right[:, 0] = 1.0
        states = np.linalg.solve(matrix, right).reshape(-1, 4, 4)
        solved = time.perf_counter()
        values.append(figures_of_merit(states))
        counting += time.perf_counter() - solved
        solving += solved - begin
    return solving / len(points), counting / len(points), np.concatenate(values, axis=1)


def exponentials(matrices):
    """exp of each by scaling and squaring: Taylor of degree 18, by powers up to the third."""
    size = np.abs(matrices).sum(axis=2).max()
    halvings = max(0, int(np.ceil(np.log2(size / 0.5))))
    a = matrices / 2.0**halvings
    one = np.broadcast_to(np.eye(a.shape[-1], dtype=complex), a.shape)
    squared = a @ a
    cubed = squared @ a
    inverse_factorial = 1.0 / np.cumprod([1.0] + [float(k) for k in range(1, 19)])
    c = inverse_factorial
    result = c[18] * one
    for k in (15, 12, 9, 6, 3, 0):
        result = c[k] * one + c[k + 1] * a + c[k + 2] * squared + cubed @ result
    for _ in range(halvings):
        result = result @ result
    return result


def curves(points, times, Delta):
    """The same along curves from |gg>, all curves step by step at once; numbers (N, 5, samples)."""
    Gamma, F = points.T
    begin = time.perf_counter()
    steps = exponentials(pair.generators(Gamma, F, Delta) * (times[1] - times[0]))
    state = np.zeros((len(points), 16, 1), complex)
    state[:, 15] = 1.0
    states = np.empty((len(times), len(points), 16), complex)
    for i in range(len(times)):
        states[i] = state[..., 0]
        state = steps @ state
    solved = time.perf_counter()
    values = figures_of_merit(states.reshape(-1, 4, 4)).reshape(5, len(times), len(points))
    end = time.perf_counter()
    samples = len(points) * len(times)
    return (solved - begin) / samples, (end - solved) / samples, values.transpose(2, 0, 1)
