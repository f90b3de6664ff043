"""The paper's pair (Eqs. 1 and 2), two two-level systems at T = 0, as arrays: |e> comes first."""

import numpy as np

identity = np.eye(2)
minus = np.array([[0.0, 0.0], [1.0, 0.0]], complex)  # |g><e|
x = np.array([[0, 1], [1, 0]], complex)
y = np.array([[0, -1j], [1j, 0]], complex)
z = np.array([[1, 0], [0, -1]], complex)


def on(*places):
    """Operators on each of the subsystems, None for the identity."""
    whole = np.eye(1)
    for operator in places:
        whole = np.kron(whole, identity if operator is None else operator)
    return whole


minus_a, minus_b = on(minus, None), on(None, minus)
pump = on(x, None)
exchange = minus_a.conj().T @ minus_b + minus_b.conj().T @ minus_a
detuning_a, detuning_b = on(z, None) / 2, on(None, z) / 2


def hamiltonian_part(h):
    """-i [h, rho] of a row-major vectorised rho."""
    one = np.eye(len(h))
    return -1j * (np.kron(h, one) - np.kron(one, h.T))


def jump_part(jump):
    one = np.eye(len(jump))
    number = jump.conj().T @ jump
    return np.kron(jump, jump.conj()) - 0.5 * (np.kron(number, one) + np.kron(one, number.T))


def generators(Gamma, F, Delta=0.0, g=1.0):
    """L for arrays of Gamma and F: (N, 16, 16)."""
    fixed = g * hamiltonian_part(exchange) + Delta * hamiltonian_part(detuning_a + detuning_b)
    loss = jump_part(minus_a) + jump_part(minus_b)
    return (fixed + np.multiply.outer(F, hamiltonian_part(pump))
            + np.multiply.outer(Gamma, loss))
