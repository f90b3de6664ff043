"""What people hand in as arrays: taken as they are, checked, never written to."""

import numpy as np

# Beyond this a state is no longer spelt out in a scenario.
MOST_ENTRIES = 1 << 20
TOLERANCE = 1e-9


def array_of(value, name):
    """The complex array of an array, nested lists or a qutip.Qobj."""
    if hasattr(value, "full"):
        value = value.full()
    try:
        array = np.asarray(value)
        if array.dtype.kind not in "biufc":
            raise TypeError
    except (TypeError, ValueError):
        raise ValueError(f"{name} must be an array of numbers or a qutip.Qobj, got {_words(value)}") from None
    if not np.isfinite(array).all():
        raise ValueError(f"{name} has entries that are NaN or infinite; all must be finite numbers")
    return array


def operator_of(value, name, levels=None):
    """A square matrix."""
    array = array_of(value, name)
    if array.ndim != 2 or array.shape[0] != array.shape[1]:
        raise ValueError(f"{name} must be a square matrix, got an array of shape {array.shape}")
    if levels is not None and array.shape[0] != levels:
        raise ValueError(f"{name} must be {levels} x {levels}, as many as there are levels, got shape {array.shape}")
    return array


def hermitian_of(value, name, levels=None):
    """A Hermitian matrix."""
    array = operator_of(value, name, levels)
    difference = np.abs(array - array.conj().T).max()
    if difference > 1e-12 * max(1.0, np.abs(array).max()):
        raise ValueError(f"{name} must be Hermitian; it differs from its adjoint by {difference:.3g}")
    return array


def state_tables(value, name, levels):
    """The table [initial] of a ket or a density matrix."""
    array = array_of(value, name)
    # Sums in single precision would hide what it lacks.
    array = array.astype(np.result_type(array.dtype, np.float64), copy=False)
    if array.ndim == 2 and array.shape[1] == 1 and levels > 1:
        array = array[:, 0]
    if array.shape not in ((levels,), (levels, levels)):
        raise ValueError(
            f"{name} must be a ket of {levels} amplitudes or a density matrix of {levels} x {levels}, "
            f"got an array of shape {array.shape}"
        )
    if array.size > MOST_ENTRIES:
        raise ValueError(f"{name} has {array.size} entries, and {MOST_ENTRIES} are the most: give it in words")
    if array.ndim == 1:
        _require_normalised(np.linalg.norm(array), f"the norm of {name}", single_precision_note(value, name))
        return {"amplitudes": array}
    _require_density_matrix(array, name, single_precision_note(value, name))
    return {"density_matrix": array}


def _require_density_matrix(array, name, note):
    difference = np.abs(array - array.conj().T).max()
    if difference > TOLERANCE:
        raise ValueError(f"{name} must be Hermitian; it differs from its adjoint by {difference:.3g}{note}")
    _require_normalised(np.trace(array).real, f"the trace of {name}", note)
    lowest = np.linalg.eigvalsh(array)[0]
    if lowest < -TOLERANCE:
        raise ValueError(f"{name} must be positive; its lowest eigenvalue is {lowest:.3g}{note}")


def single_precision_note(value, name):
    """What to say of a state in single precision that is not exact enough; empty for all others."""
    dtype = getattr(value, "dtype", None)
    if dtype not in (np.float16, np.float32, np.complex64):
        return ""
    return f": {dtype} keeps 7 digits at most; convert {name} to complex128 and normalise it again"


def _require_normalised(value, what, note):
    if abs(value - 1.0) > TOLERANCE:
        raise ValueError(f"{what} must be 1 (to {TOLERANCE:g}), got {value:.12g}{note}")


def _words(value):
    return f"a {type(value).__name__}"
