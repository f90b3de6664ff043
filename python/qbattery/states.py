"""How mixed, how coherent, how near to another states are. Entropies are in bits."""

import numpy as np

from ._arguments import is_whole
from ._states import (
    density_levels,
    density_matrices,
    dimensions,
    figure_of_merit,
    normalised_states,
    require_positive,
)


def purity(rho, *, threads=None):
    """tr rho^2, from 1/levels (maximally mixed) to 1 (pure).

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        States (..., levels, levels): Hermitian, of trace 1, positive (checked of one matrix, not of arrays). Kets
        as (levels,) or columns (..., levels, 1).
    threads : int, optional
        By default as many as there are cores. Results do not depend on it.

    Returns
    -------
    float or numpy.ndarray
        No unit.

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> qb.purity(np.eye(2) / 2)
    0.5
    """
    return figure_of_merit("purity", rho, threads=threads)


def linear_entropy(rho, *, threads=None):
    """1 - tr rho^2, from 0 (pure) to 1 - 1/levels.

    Keeps its digits near pure states.

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        States (..., levels, levels): Hermitian, of trace 1, positive (checked of one matrix, not of arrays). Kets
        as (levels,) or columns (..., levels, 1).
    threads : int, optional
        By default as many as there are cores. Results do not depend on it.

    Returns
    -------
    float or numpy.ndarray
        No unit.

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> qb.linear_entropy(np.eye(2) / 2)
    0.5
    """
    return figure_of_merit("linear_entropy", rho, threads=threads)


def entropy(rho, *, threads=None):
    """Von Neumann's entropy -tr(rho log2 rho), from 0 (pure) to log2 levels.

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        States (..., levels, levels): Hermitian, of trace 1, positive (checked of one matrix, not of arrays). Kets
        as (levels,) or columns (..., levels, 1).
    threads : int, optional
        By default as many as there are cores. Results do not depend on it.

    Returns
    -------
    float or numpy.ndarray
        In bits.

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> qb.entropy(np.eye(4) / 4)
    2.0
    """
    return figure_of_merit("entropy", rho, threads=threads)


def l1_coherence(rho, *, threads=None):
    """sum_(i != j) |rho_ij| in the basis of the levels.

    Baumgratz, Cramer and Plenio, PRL 113, 140401 (2014). 0 proves the state diagonal.

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        States (..., levels, levels): Hermitian, of trace 1, positive (checked of one matrix, not of arrays). Kets
        as (levels,) or columns (..., levels, 1).
    threads : int, optional
        By default as many as there are cores. Results do not depend on it.

    Returns
    -------
    float or numpy.ndarray
        No unit.

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> qb.l1_coherence(np.full((2, 2), 0.5))
    1.0
    """
    return figure_of_merit("l1_coherence", rho, threads=threads)


def relative_entropy_coherence(rho, *, threads=None):
    """S(diag rho) - S(rho) >= 0 in the basis of the levels.

    0 proves the state diagonal.

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        States (..., levels, levels): Hermitian, of trace 1, positive (checked of one matrix, not of arrays). Kets
        as (levels,) or columns (..., levels, 1).
    threads : int, optional
        By default as many as there are cores. Results do not depend on it.

    Returns
    -------
    float or numpy.ndarray
        In bits.

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> round(qb.relative_entropy_coherence(np.full((2, 2), 0.5)), 9)
    1.0
    """
    return figure_of_merit("relative_entropy_coherence", rho, threads=threads)


def fidelity(rho, sigma, *, threads=None):
    """Uhlmann's fidelity (tr sqrt(sqrt(rho) sigma sqrt(rho)))^2, from 0 to 1 (equal).

    It is <psi|rho|psi> where sigma is pure; QuTiP's is its square root.

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        States (..., levels, levels): Hermitian, of trace 1, positive (checked of one matrix, not of arrays). Kets
        as (levels,) or columns (..., levels, 1).
    sigma : array_like or qutip.Qobj
        The other states; leading axes broadcast.
    threads : int, optional
        By default as many as there are cores. Results do not depend on it.

    Returns
    -------
    float or numpy.ndarray
        No unit.

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> round(qb.fidelity(np.eye(2) / 2, [1, 0]), 9)
    0.5
    """
    others = _same_levels(rho, sigma)
    numbers = figure_of_merit("fidelity", rho, other=("sigma", others), threads=threads)
    require_positive(others, "sigma")
    return numbers


def partial_trace(rho, dims, keep):
    """The states of some subsystems, tr_rest[rho].

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        Density matrices (..., levels, levels), or kets as (levels,) or columns (..., levels, 1).
    dims : sequence of int
        Levels of the subsystems, the most significant first.
    keep : int or sequence of int
        Which of them stay, counted from 0, in the order wanted.

    Returns
    -------
    numpy.ndarray
        Density matrices of what is kept.

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> qb.partial_trace(np.diag([0.5, 0.25, 0.25, 0]), (2, 2), keep=1).real
    array([[0.75, 0.  ],
           [0.  , 0.25]])
    """
    states = density_matrices(rho, "rho")
    dims = dimensions(dims, states.shape[-1])
    kept = _places(keep, len(dims))
    order = kept + [k for k in range(len(dims)) if k not in kept]
    lead = states.shape[:-2]
    sides = [len(lead) + k for k in order], [len(lead) + len(dims) + k for k in order]
    parts = states.reshape(*lead, *dims, *dims).transpose(*range(len(lead)), *sides[0], *sides[1])
    size = int(np.prod([dims[k] for k in kept]))
    rest = states.shape[-1] // size
    return np.einsum("...iaja->...ij", parts.reshape(*lead, size, rest, size, rest))


def _places(keep, count):
    given = list(keep) if np.ndim(keep) else [keep]
    places = [int(each) for each in given if is_whole(each) and 0 <= each < count]
    if not places or len(places) != len(given) or len(set(places)) != len(places):
        raise ValueError(f"keep must name some of the {count} subsystems, 0 to {count - 1}, each once, got {keep!r}")
    return places


def _same_levels(rho, sigma):
    others = normalised_states(sigma, "sigma")
    levels = density_levels(rho)
    if others.shape[-1] != levels:
        raise ValueError(f"sigma must have the {levels} levels of rho, got {others.shape[-1]}")
    return others
