"""Tables of a scenario that say what to compute, from arguments."""

import numpy as np

from ._arrays import array_of, state_tables
from .modelling import Model, has_collisions, plain


def initial_tables(model, initial):
    """The table [initial] of words or an array; none: the model's own."""
    if initial is None:
        return {}
    if isinstance(initial, str):
        return {"initial": {"state": initial}}
    if isinstance(initial, dict):
        return {"initial": initial}
    whole = model if isinstance(model, Model) else Model(model)
    return {"initial": state_tables(initial, "initial", whole.levels)}


def time_tables(model, times, tolerance):
    """The table [time]."""
    if times is None:
        if has_collisions(plain(model)):
            return {}
        raise ValueError("times must be given: rising, at least 0, such as np.linspace(0, 5, 501)")
    values = array_of(times, "times")
    if values.ndim != 1 or values.size == 0 or values.dtype.kind == "c":
        raise ValueError(f"times must be a list of real numbers, got an array of shape {values.shape}")
    if (values < 0).any() or (np.diff(values) <= 0).any():
        raise ValueError("times must rise and be at least 0")
    return {"time": {"values": values} | ({} if tolerance is None else {"tolerance": tolerance})}


def axis_table(key, values):
    """A table [[sweep]]."""
    if isinstance(values, str):
        raise ValueError(f"axes: the values of {key} must be a list of numbers or words, got {values!r}")
    return {"parameter": list(key) if isinstance(key, tuple) else key, "values": values}


def asked_tables(quantities, reduce, keep_curves):
    """The tables [quantities] and [reduce]."""
    asked = {}
    if quantities is not None:
        if not isinstance(quantities, dict):
            raise TypeError('quantities must be a dictionary of expressions, such as {"W": "ergotropy(battery)"}')
        asked["quantities"] = quantities
    if reduce is not None:
        asked["reduce"] = {**reduce, "keep_curves": True} if keep_curves else reduce
    return asked


def steady_tables(long_time_limit, time_average):
    """The table [steady_state]."""
    if not long_time_limit and not time_average:
        return {}
    return {"steady_state": {"long_time_limit": long_time_limit, "time_average": time_average}}
