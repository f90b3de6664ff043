"""Arrays of states on their way to the engine: shapes, kets, QuTiP's objects, broadcasting."""

import math

import numpy as np

from . import _core
from ._arguments import thread_count
from ._arrays import TOLERANCE, single_precision_note

# What rounding to single precision takes a state off by, at most.
SPOILT = 1e-4


def figure_of_merit(name, rho, *, other=None, dims=(1, 1), threads=None):
    """One number for each state; a float where there is one. `other` is (name, array) of a Hamiltonian or state."""
    threads = thread_count(threads)
    states = normalised_states(rho, "rho")
    partners = None if other is None else other[1]
    lead = states.shape[:-2]
    if partners is not None:
        lead = _broadcast(lead, partners.shape[:-2], other[0])
        partners = _flat(partners, lead)
    numbers = _core.figure_of_merit(name, _flat(states, lead), partners, dims, list(lead), threads)
    require_positive(states, "rho")
    return numbers if lead else float(numbers)


def normalised_states(value, name):
    """Density matrices, as :func:`density_matrices`; refused where single precision has spoilt them."""
    states = density_matrices(value, name)
    note = single_precision_note(value, name)
    if note and states.size:
        off = max(
            np.abs(np.trace(states, axis1=-2, axis2=-1) - 1).max(),
            np.abs(states - states.conj().swapaxes(-1, -2)).max(),
        )
        if TOLERANCE < off < SPOILT:
            raise ValueError(f"{name} must be Hermitian and have trace 1 (to {TOLERANCE:g}), got {off:.3g} off{note}")
    return states


def require_positive(states, name):
    """Throws where a single density matrix, which is Hermitian and of trace 1, has an eigenvalue clearly below 0."""
    if states.ndim != 2:
        return
    try:
        # Much less work than eigenvalues.
        np.linalg.cholesky(states + TOLERANCE * np.eye(len(states)))
    except np.linalg.LinAlgError:
        lowest = np.linalg.eigvalsh(states)[0]
        if lowest < -TOLERANCE:
            raise ValueError(f"{name} must be positive; its lowest eigenvalue is {lowest:.3g}") from None


def density_matrices(value, name):
    """Density matrices (..., levels, levels) of those, or of kets: one (levels,), or columns (..., levels, 1)."""
    array = complex_array(value, name)
    if array.ndim == 1:
        array = array[:, np.newaxis]
    if array.ndim >= 2 and array.shape[-1] == 1 and array.shape[-2] > 1:
        return array * array.conj().swapaxes(-1, -2)
    return square_matrices(array, name, "density matrices, or kets as columns (..., levels, 1)")


def operators(value, name, levels=None):
    """Square matrices (..., levels, levels)."""
    array = square_matrices(complex_array(value, name), name, "square matrices")
    if levels is not None and array.shape[-1] != levels:
        raise ValueError(f"{name} must be {levels} x {levels}, as many as there are levels, got shape {array.shape}")
    return array


def square_matrices(array, name, what):
    """The array, where it is one of square matrices."""
    if array.ndim < 2 or array.shape[-1] != array.shape[-2] or array.shape[-1] == 0:
        raise ValueError(f"{name} must hold {what}: (..., levels, levels), got an array of shape {array.shape}")
    return array


def complex_array(value, name):
    """complex128, without a copy where it is that; of nested lists, a qutip.Qobj or a list of them too."""
    if hasattr(value, "full"):
        value = value.full()
    elif isinstance(value, (list, tuple)) and value and all(hasattr(each, "full") for each in value):
        value = [each.full() for each in value]
    if np.ma.is_masked(value):
        raise ValueError(f"{name} has masked entries; choose those that are there, or fill them: {name}.filled(0)")
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} must be an array: its rows must be of one length") from None
    if array.dtype.kind not in "biufc":
        raise ValueError(f"{name} must be an array of numbers or a qutip.Qobj, got a {type(value).__name__}")
    return array.astype(np.complex128, copy=False)


def _example_of_parties(levels):
    """Two whole numbers from 2 whose product they are, where there are such; B the smaller, since some ask for two."""
    for first in range(2, levels):
        if first * first <= levels and levels % first == 0:
            return f", e.g. dims=({levels // first}, {first})"
    return ", which are no product of two parties' levels"


def parties_of(rho, dims):
    """The levels of A and B: `dims`, else those of a Qobj, else (2, 2) for 4 levels."""
    levels = density_levels(rho)
    if dims is None and hasattr(rho, "dims"):
        dims = rho.dims[0]
    if dims is None and levels == 4:
        dims = (2, 2)
    if dims is None:
        raise ValueError(f"dims must be given for {levels} levels{_example_of_parties(levels)}")
    dims = dimensions(dims, levels)
    if len(dims) != 2:
        raise ValueError(f"dims must be the levels of two parties, e.g. (2, 2), got {tuple(dims)}; see partial_trace")
    return tuple(dims)


def two_qubits(rho):
    """Throws where the states are not those of two two-level systems."""
    levels = density_levels(rho)
    if levels != 4:
        raise ValueError(f"rho must be the state of two two-level systems, 4 x 4, got {levels} levels")


def dimensions(dims, levels):
    """Whole numbers of at least 1 whose product is `levels`."""
    try:
        whole = [int(each) for each in dims]
        if any(a != b or a < 1 for a, b in zip(whole, dims, strict=True)):
            raise ValueError
    except (TypeError, ValueError):
        raise ValueError(f"dims must be whole numbers of at least 1, e.g. (2, 2), got {dims!r}") from None
    if math.prod(whole) != levels:
        raise ValueError(f"dims must multiply to the {levels} levels of rho, got {tuple(whole)}")
    return whole


def density_levels(rho):
    """How many levels the states have."""
    array = rho if isinstance(rho, np.ndarray) else complex_array(rho, "rho")
    return array.size if array.ndim < 2 else array.shape[-2]


def _broadcast(lead, others, name):
    try:
        return np.broadcast_shapes(lead, others)
    except ValueError:
        raise ValueError(f"the leading axes of rho and {name} must fit each other, got {lead} and {others}") from None


def _flat(array, lead):
    """(count, levels, levels) in order; a single matrix stays one for all."""
    levels = array.shape[-1]
    if math.prod(array.shape[:-2]) != 1:
        array = np.broadcast_to(array, (*lead, levels, levels))
    return np.ascontiguousarray(array).reshape(math.prod(array.shape[:-2]), levels, levels)
