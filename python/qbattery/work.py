"""What work states hold: functions of density matrices rho and a Hamiltonian H.

Arrays in, numbers out: leading axes of `rho` and `H` broadcast. Energies e_m of H rise, eigenvalues
lambda_m of rho fall.
"""

from ._states import density_levels, figure_of_merit, operators, parties_of


def energy(rho, H, *, threads=None):
    """The energy E = tr(H rho).

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        States (..., levels, levels): Hermitian, of trace 1, positive (checked of one matrix, not of arrays). Kets
        as (levels,) or columns (..., levels, 1).
    H : array_like or qutip.Qobj
        Hamiltonians (..., levels, levels).
    threads : int, optional
        By default as many as there are cores. Results do not depend on it.

    Returns
    -------
    float or numpy.ndarray
        In the units of H.

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> qb.energy(np.diag([0.75, 0.25]), np.diag([1.0, 0.0]))
    0.75
    """
    return _of_hamiltonian("energy", rho, H, threads)


def ergotropy(rho, H, *, threads=None):
    """The ergotropy W = tr(H rho) - sum_m e_m lambda_m: the most work that a cyclic unitary extracts.

    0 proves the state passive, a positive value that it is not.

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        States (..., levels, levels): Hermitian, of trace 1, positive (checked of one matrix, not of arrays). Kets
        as (levels,) or columns (..., levels, 1).
    H : array_like or qutip.Qobj
        Hamiltonians (..., levels, levels).
    threads : int, optional
        By default as many as there are cores. Results do not depend on it.

    Returns
    -------
    float or numpy.ndarray
        In the units of H, never negative.

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> qb.ergotropy(np.diag([0.75, 0.25]), np.diag([1.0, 0.0]))
    0.5
    """
    return _of_hamiltonian("ergotropy", rho, H, threads)


def passive_energy(rho, H, *, threads=None):
    """sum_m e_m lambda_m: what is left when all ergotropy is taken out.

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        States (..., levels, levels): Hermitian, of trace 1, positive (checked of one matrix, not of arrays). Kets
        as (levels,) or columns (..., levels, 1).
    H : array_like or qutip.Qobj
        Hamiltonians (..., levels, levels).
    threads : int, optional
        By default as many as there are cores. Results do not depend on it.

    Returns
    -------
    float or numpy.ndarray
        In the units of H.

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> qb.passive_energy(np.diag([0.75, 0.25]), np.diag([1.0, 0.0]))
    0.25
    """
    return _of_hamiltonian("passive_energy", rho, H, threads)


def antiergotropy(rho, H, *, threads=None):
    """sum_m e_m lambda_(d-1-m) - tr(H rho): the most energy that a cyclic unitary puts in.

    Salvia and Giovannetti, Quantum 5, 514 (2021).

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        States (..., levels, levels): Hermitian, of trace 1, positive (checked of one matrix, not of arrays). Kets
        as (levels,) or columns (..., levels, 1).
    H : array_like or qutip.Qobj
        Hamiltonians (..., levels, levels).
    threads : int, optional
        By default as many as there are cores. Results do not depend on it.

    Returns
    -------
    float or numpy.ndarray
        In the units of H.

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> qb.antiergotropy(np.diag([0.25, 0.75]), np.diag([1.0, 0.0]))
    0.5
    """
    return _of_hamiltonian("antiergotropy", rho, H, threads)


def capacity(rho, H, *, threads=None):
    """Ergotropy + anti-ergotropy: the range of energies that unitaries reach.

    Yang et al., PRL 131, 030402 (2023).

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        States (..., levels, levels): Hermitian, of trace 1, positive (checked of one matrix, not of arrays). Kets
        as (levels,) or columns (..., levels, 1).
    H : array_like or qutip.Qobj
        Hamiltonians (..., levels, levels).
    threads : int, optional
        By default as many as there are cores. Results do not depend on it.

    Returns
    -------
    float or numpy.ndarray
        In the units of H.

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> qb.capacity(np.diag([0.75, 0.25]), np.diag([1.0, 0.0]))
    0.5
    """
    return _of_hamiltonian("capacity", rho, H, threads)


def incoherent_ergotropy(rho, H, *, threads=None):
    """The ergotropy W_i of the state without coherence between energies.

    Francica et al., PRL 125, 180603 (2020); 0 <= W_i <= W.

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        States (..., levels, levels): Hermitian, of trace 1, positive (checked of one matrix, not of arrays). Kets
        as (levels,) or columns (..., levels, 1).
    H : array_like or qutip.Qobj
        Hamiltonians (..., levels, levels).
    threads : int, optional
        By default as many as there are cores. Results do not depend on it.

    Returns
    -------
    float or numpy.ndarray
        In the units of H.

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> qb.incoherent_ergotropy(np.full((2, 2), 0.5), np.diag([1.0, 0.0]))
    0.0
    """
    return _of_hamiltonian("incoherent_ergotropy", rho, H, threads)


def coherent_ergotropy(rho, H, *, threads=None):
    """W - W_i >= 0: what coherence between energies adds to the ergotropy.

    Positive proves such coherence.

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        States (..., levels, levels): Hermitian, of trace 1, positive (checked of one matrix, not of arrays). Kets
        as (levels,) or columns (..., levels, 1).
    H : array_like or qutip.Qobj
        Hamiltonians (..., levels, levels).
    threads : int, optional
        By default as many as there are cores. Results do not depend on it.

    Returns
    -------
    float or numpy.ndarray
        In the units of H.

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> qb.coherent_ergotropy(np.full((2, 2), 0.5), np.diag([1.0, 0.0]))
    0.5
    """
    return _of_hamiltonian("coherent_ergotropy", rho, H, threads)


def energy_variance(rho, H, *, threads=None):
    """tr(H^2 rho) - tr(H rho)^2.

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        States (..., levels, levels): Hermitian, of trace 1, positive (checked of one matrix, not of arrays). Kets
        as (levels,) or columns (..., levels, 1).
    H : array_like or qutip.Qobj
        Hamiltonians (..., levels, levels).
    threads : int, optional
        By default as many as there are cores. Results do not depend on it.

    Returns
    -------
    float or numpy.ndarray
        In the units of H squared.

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> qb.energy_variance(np.eye(2) / 2, np.diag([1.0, 0.0]))
    0.25
    """
    return _of_hamiltonian("energy_variance", rho, H, threads)


def daemonic_ergotropy(rho, H_A, dims=None, *, threads=None):
    """The most work from A once B, a two-level system, is measured: max sum_k p_k W(rho_A|k).

    Francica et al., npj Quantum Information 3, 12 (2017). More than W(rho_A) proves correlations.

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        States (..., levels, levels): Hermitian, of trace 1, positive (checked of one matrix, not of arrays). Kets
        as (levels,) or columns (..., levels, 1).
    H_A : array_like or qutip.Qobj
        Hamiltonians of A.
    dims : (int, int), optional
        Levels of A and B. By default those of a Qobj, or (2, 2) for 4 levels.
    threads : int, optional
        By default as many as there are cores. Results do not depend on it.

    Returns
    -------
    float or numpy.ndarray
        In the units of H_A.

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> bell = np.array([1, 0, 0, 1]) / np.sqrt(2)
    >>> round(qb.daemonic_ergotropy(bell, np.diag([1.0, 0.0])), 9)
    0.5
    """
    dims = parties_of(rho, dims)
    hamiltonians = operators(H_A, "H_A", dims[0])
    return figure_of_merit("daemonic_ergotropy", rho, other=("H_A", hamiltonians), dims=dims, threads=threads)


def _of_hamiltonian(name, rho, H, threads):
    return figure_of_merit(name, rho, other=("H", operators(H, "H", density_levels(rho))), threads=threads)
