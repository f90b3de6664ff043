"""What two parties A and B share: steering, nonlocality, entanglement, information.

A is the first party, the more significant index. Entropies are in bits.
"""

from ._arguments import is_whole
from ._states import figure_of_merit, parties_of, two_qubits


def steering(rho, dims=None, *, threads=None):
    """The steering function S_{A->B} = ||C||_tr - sqrt((d_A - tr rho_A^2)(1 - tr rho_B^2)).

    C_ij = tr[(G_i (x) L_j)(rho - rho_A (x) rho_B)] with orthonormal Hermitian bases G, L. S > 0 proves
    that A steers B; S <= 0 proves nothing. At a pure rho_B rounding is about 1e-8.

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        States (..., levels, levels): Hermitian, of trace 1, positive (checked of one matrix, not of arrays). Kets
        as (levels,) or columns (..., levels, 1).
    dims : (int, int), optional
        Levels of A and B. By default those of a Qobj, or (2, 2) for 4 levels.
    threads : int, optional
        By default as many as there are cores. Results do not depend on it.

    Returns
    -------
    float or numpy.ndarray
        No unit.

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> bell = np.array([1, 0, 0, 1]) / np.sqrt(2)
    >>> round(qb.steering(bell, dims=(2, 2)), 6)
    0.633975
    """
    return figure_of_merit("steering", rho, dims=parties_of(rho, dims), threads=threads)


def cjwr(rho, settings=3, *, threads=None):
    """F_n of Cavalcanti, Jones, Wiseman and Reid for the best n = 2 or 3 orthogonal settings.

    PRA 80, 032112 (2009). With t the singular values of T_ij = <sigma_i (x) sigma_j>, F_2 = sqrt(t_1^2 +
    t_2^2) and F_3 = ||T||_F. Above 1 it proves steering both ways; otherwise nothing.

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        States (..., 4, 4): Hermitian, of trace 1, positive (checked of one matrix, not of arrays). Kets
        as (levels,) or columns (..., levels, 1).
    settings : int
        2 or 3.
    threads : int, optional
        By default as many as there are cores. Results do not depend on it.

    Returns
    -------
    float or numpy.ndarray
        No unit.

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> bell = np.array([1, 0, 0, 1]) / np.sqrt(2)
    >>> round(qb.cjwr(bell, 2), 6)
    1.414214
    """
    two_qubits(rho)
    if not is_whole(settings) or settings not in (2, 3):
        raise ValueError(f"settings must be 2 or 3, got {settings!r}")
    return figure_of_merit(f"cjwr {int(settings)}", rho, threads=threads)


def chsh(rho, *, threads=None):
    """The largest <CHSH>, 2 sqrt(t_1^2 + t_2^2), at most 2 sqrt 2.

    Horodecki, PLA 200, 340 (1995). Above 2 it proves that no local model exists.

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        States (..., 4, 4): Hermitian, of trace 1, positive (checked of one matrix, not of arrays). Kets
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
    >>> bell = np.array([1, 0, 0, 1]) / np.sqrt(2)
    >>> round(qb.chsh(bell), 6)
    2.828427
    """
    two_qubits(rho)
    return figure_of_merit("chsh", rho, threads=threads)


def concurrence(rho, *, threads=None):
    """Wootters' concurrence of two two-level systems, from 0 (separable) to 1.

    PRL 80, 2245 (1998).

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        States (..., 4, 4): Hermitian, of trace 1, positive (checked of one matrix, not of arrays). Kets
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
    >>> bell = np.array([1, 0, 0, 1]) / np.sqrt(2)
    >>> round(qb.concurrence(bell), 9)
    1.0
    """
    two_qubits(rho)
    return figure_of_merit("concurrence", rho, threads=threads)


def negativity(rho, dims=None, *, threads=None):
    """(||rho^(T_A)||_1 - 1)/2 >= 0; positive proves entanglement.

    Vidal and Werner, PRA 65, 032314 (2002). 0 proves separability for 2 x 2 and 2 x 3 levels only.

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        States (..., levels, levels): Hermitian, of trace 1, positive (checked of one matrix, not of arrays). Kets
        as (levels,) or columns (..., levels, 1).
    dims : (int, int), optional
        Levels of A and B. By default those of a Qobj, or (2, 2) for 4 levels.
    threads : int, optional
        By default as many as there are cores. Results do not depend on it.

    Returns
    -------
    float or numpy.ndarray
        No unit.

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> bell = np.array([1, 0, 0, 1]) / np.sqrt(2)
    >>> round(qb.negativity(bell), 9)
    0.5
    """
    return figure_of_merit("negativity", rho, dims=parties_of(rho, dims), threads=threads)


def logarithmic_negativity(rho, dims=None, *, threads=None):
    """log2(2 N + 1) of the negativity N.

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        States (..., levels, levels): Hermitian, of trace 1, positive (checked of one matrix, not of arrays). Kets
        as (levels,) or columns (..., levels, 1).
    dims : (int, int), optional
        Levels of A and B. By default those of a Qobj, or (2, 2) for 4 levels.
    threads : int, optional
        By default as many as there are cores. Results do not depend on it.

    Returns
    -------
    float or numpy.ndarray
        In bits.

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> bell = np.array([1, 0, 0, 1]) / np.sqrt(2)
    >>> round(qb.logarithmic_negativity(bell), 9)
    1.0
    """
    return figure_of_merit("logarithmic_negativity", rho, dims=parties_of(rho, dims), threads=threads)


def mutual_information(rho, dims=None, *, threads=None):
    """S(rho_A) + S(rho_B) - S(rho) >= 0; 0 for products only.

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        States (..., levels, levels): Hermitian, of trace 1, positive (checked of one matrix, not of arrays). Kets
        as (levels,) or columns (..., levels, 1).
    dims : (int, int), optional
        Levels of A and B. By default those of a Qobj, or (2, 2) for 4 levels.
    threads : int, optional
        By default as many as there are cores. Results do not depend on it.

    Returns
    -------
    float or numpy.ndarray
        In bits.

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> bell = np.array([1, 0, 0, 1]) / np.sqrt(2)
    >>> round(qb.mutual_information(bell), 9)
    2.0
    """
    return figure_of_merit("mutual_information", rho, dims=parties_of(rho, dims), threads=threads)


def discord(rho, dims=None, *, threads=None):
    """The quantum discord under the best projective measurement of B, a two-level system.

    Ollivier and Zurek, PRL 88, 017901 (2001): S(rho_B) - S(rho) + min sum_k p_k S(rho_A|k).

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        States (..., levels, levels): Hermitian, of trace 1, positive (checked of one matrix, not of arrays). Kets
        as (levels,) or columns (..., levels, 1).
    dims : (int, int), optional
        Levels of A and B. By default those of a Qobj, or (2, 2) for 4 levels.
    threads : int, optional
        By default as many as there are cores. Results do not depend on it.

    Returns
    -------
    float or numpy.ndarray
        In bits.

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> bell = np.array([1, 0, 0, 1]) / np.sqrt(2)
    >>> round(qb.discord(bell), 9)
    1.0
    """
    return figure_of_merit("discord", rho, dims=parties_of(rho, dims), threads=threads)


def entropic_uncertainty(rho, dims=None, *, threads=None):
    """H(sigma_x|B) + H(sigma_z|B) of a two-level A, with B as memory.

    Berta et al., Nature Physics 6, 659 (2010).

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        States (..., levels, levels): Hermitian, of trace 1, positive (checked of one matrix, not of arrays). Kets
        as (levels,) or columns (..., levels, 1).
    dims : (int, int), optional
        Levels of A and B. By default those of a Qobj, or (2, 2) for 4 levels.
    threads : int, optional
        By default as many as there are cores. Results do not depend on it.

    Returns
    -------
    float or numpy.ndarray
        In bits.

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> round(qb.entropic_uncertainty(np.eye(4) / 4), 9)
    2.0
    """
    return figure_of_merit("entropic_uncertainty", rho, dims=parties_of(rho, dims), threads=threads)


def entropic_uncertainty_bound(rho, dims=None, *, threads=None):
    """Its lower bound 1 + S(A|B); below 1 it proves entanglement.

    Parameters
    ----------
    rho : array_like or qutip.Qobj
        States (..., levels, levels): Hermitian, of trace 1, positive (checked of one matrix, not of arrays). Kets
        as (levels,) or columns (..., levels, 1).
    dims : (int, int), optional
        Levels of A and B. By default those of a Qobj, or (2, 2) for 4 levels.
    threads : int, optional
        By default as many as there are cores. Results do not depend on it.

    Returns
    -------
    float or numpy.ndarray
        In bits.

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> round(qb.entropic_uncertainty_bound(np.eye(4) / 4), 9)
    2.0
    """
    return figure_of_merit("entropic_uncertainty_bound", rho, dims=parties_of(rho, dims), threads=threads)
