"""Tables of a scenario that say what to compute, from arguments."""

import numpy as np

from ._arguments import dictionary_of
from ._arrays import array_of, state_tables
from .modelling import Model, has_collisions, plain


def initial_tables(model, initial):
    """The table [initial] of words or an array; none: the model's own."""
    if initial is None:
        return {}
    if isinstance(initial, str):
        subsystems = plain(model).get("subsystem")
        if subsystems:
            words = ", ".join(f'"{each.get("name")}": "ground"' for each in subsystems[:2])
            raise ValueError(f"initial must say the state of each subsystem, such as {{{words}}}, got {initial!r}")
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


def sweep_tables(axes):
    """The tables [[sweep]]."""
    axes = dictionary_of(axes, "axes", 'values by key, such as {"F": [1.0, 2.0]}')
    return {"sweep": [_axis_table(key, values) for key, values in axes.items()]} if axes else {}


def _axis_table(key, values):
    complaint = f"axes: the values of {key} must be a list of numbers or words, got "
    if isinstance(values, (str, bytes, dict)) or not hasattr(values, "__iter__"):
        raise ValueError(f"{complaint}{values!r}")
    if hasattr(values, "__array__"):
        array = np.asarray(values)
        if array.ndim != 1:
            raise ValueError(f"{complaint}an array of shape {array.shape}")
        values = array.tolist()
    return {"parameter": list(key) if isinstance(key, tuple) else key, "values": list(values)}


def asked_tables(quantities, reduce, keep_curves):
    """The tables [quantities] and [reduce]."""
    asked = {}
    if quantities is not None:
        what = 'expressions, such as {"W": "ergotropy(battery)"}'
        asked["quantities"] = dictionary_of(quantities, "quantities", what)
    if reduce is not None:
        reduce = dictionary_of(reduce, "reduce", 'expressions, such as {"tau": "argmax(E_B)"}')
        asked["reduce"] = {**reduce, "keep_curves": True} if keep_curves else reduce
    return asked


def steady_tables(long_time_limit, time_average):
    """The table [steady_state]."""
    if not long_time_limit and not time_average:
        return {}
    return {"steady_state": {"long_time_limit": long_time_limit, "time_average": time_average}}
