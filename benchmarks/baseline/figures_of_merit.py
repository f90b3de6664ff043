"""E_A, E_B, W_B, S_AB, S_BA of many states of a pair at once: (N, 4, 4) to (5, N)."""

import numpy as np

pauli = np.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])
local = np.einsum("jab->jba", pauli)


def linear_entropy(bloch):
    return np.maximum(0.0, 0.5 * (1.0 - np.einsum("nj,nj->n", bloch, bloch)))


def figures_of_merit(states):
    rho = states.reshape(-1, 2, 2, 2, 2)
    rho_a = np.einsum("nabcb->nac", rho)
    rho_b = np.einsum("nabad->nbd", rho)
    bloch_a = np.einsum("nac,jca->nj", rho_a, pauli).real
    bloch_b = np.einsum("nbd,jdb->nj", rho_b, pauli).real
    half = np.einsum("nabcd,jca->njbd", rho, pauli)
    both = np.einsum("njbd,kdb->njk", half, pauli).real
    correlations = both - bloch_a[:, :, None] * bloch_b[:, None, :]
    norm = 0.5 * np.linalg.svd(correlations, compute_uv=False).sum(axis=1)
    entropy_a, entropy_b = linear_entropy(bloch_a), linear_entropy(bloch_b)
    length_b = np.sqrt(np.einsum("nj,nj->n", bloch_b, bloch_b))
    return np.array([
        rho_a[:, 0, 0].real,
        rho_b[:, 0, 0].real,
        0.5 * (length_b + bloch_b[:, 2]),
        norm - np.sqrt((1.0 + entropy_a) * entropy_b),
        norm - np.sqrt((1.0 + entropy_b) * entropy_a),
    ])
