"""Running scenarios and models: curves over time, steady states, sweeps."""

import os

import numpy as np

from . import _core
from ._arrays import array_of, state_tables
from ._datasets import run as _run
from .modelling import Model, has_collisions, plain, task_tables


def run(scenario, *, set=None, unset=(), quantities=None, threads=None, output=None, resume=False, progress=None):
    """Run a scenario: a file, or tables that hold all of it.

    Parameters
    ----------
    scenario : path-like, Model or dict
        A TOML file (docs/scenario.md), or its tables.
    set : dict, optional
        Keys and values in place of what it says, as ``--set``: full keys ("reservoir.Gamma") or
        unambiguous last components ("Gamma").
    unset : sequence of str
        Keys to take out, before others are set.
    quantities : dict of str, optional
        Expressions by the names of variables, in place of its own.
    threads : int, optional
        How many to use; all cores by default. Results do not depend on it.
    output : path-like or list of them, optional
        Files (.nc, .csv, .json) for the result. Finished points are kept beside the first until
        it is whole: a run that ends early, by Ctrl-C or a power cut, can be resumed.
    resume : bool
        Go on from the points that an earlier run kept beside `output`.
    progress : bool, optional
        Whether a progress bar appears; by default on a terminal or in a notebook, after a second.

    Returns
    -------
    xarray.Dataset
        As the ``.nc`` of the command line, to the last bit: a dimension per axis of the sweep, then
        `time`; `units` and `long_name` of every variable; `status`, 0 where a point is fine; and
        the scenario as it ran among the attributes. Points that failed are NaN.

    Raises
    ------
    ScenarioError
        With every complaint about the scenario.
    NumericalError
        Where the only point of a scenario failed.

    Examples
    --------
    >>> import qbattery as qb
    >>> ds = qb.run({"model": "charger-battery", "task": "steady-state",
    ...              "parameters": {"F": 1, "g": 1}, "reservoir": {"Gamma": 1, "n": 0}})
    >>> round(float(ds.E_B), 6)    # 752/2481
    0.303104
    """
    edits = {**_asked(quantities, None, True), **(set or {})}
    checked = _scenario(scenario, edits, list(unset))
    return _run(checked, threads=threads, outputs=_paths(output), resume=resume, progress=progress)


def check(scenario, *, set=None, unset=()):
    """What a scenario would do and how much work it is, as ``qbattery check``.

    Parameters
    ----------
    scenario, set, unset
        As of :func:`run`.

    Returns
    -------
    str

    Raises
    ------
    ScenarioError
        With everything that is wrong with it.

    Examples
    --------
    >>> import qbattery as qb
    >>> qb.check({"model": "charger-battery", "task": "steady-state", "parameters": {"F": 1}})
    Traceback (most recent call last):
    qbattery.errors.ScenarioError: scenario: parameters.g is missing: the coupling of charger and battery
    """
    return _scenario(scenario, set or {}, list(unset)).describe()


def evolve(model, initial=None, times=None, *, quantities=None, reduce=None, keep_curves=True, states=False,
           tolerance=None, progress=None):
    """The evolution of a model: d rho/dt = -i [H, rho] + sum_k gamma_k (s_k rho s_k' - {s_k' s_k, rho}/2).

    Parameters
    ----------
    model : Model or dict
    initial : str, dict or array_like, optional
        Letters of the pair ("gg"); words by subsystem (``{"charger": "fock(2)"}``); or a ket (levels,)
        or density matrix (levels, levels), a qutip.Qobj too. The model's own by default.
    times : array_like
        Rising, at least 0, in units of 1/rate. Of a model with collisions: None.
    quantities : dict of str, optional
        Expressions by the names of variables; the model's own set by default.
    reduce : dict of str, optional
        Numbers of a curve, such as ``{"tau": "argfirst_max(E_B)"}``.
    keep_curves : bool
        With `reduce`: whether the curves are kept too.
    states : bool
        Whether the density matrices come along, as `rho` (time, row, column).
    tolerance : float, optional
        What the state may be wrong by at the last time, where the evolution goes in steps; 1e-10.
    progress : bool, optional
        As of :func:`run`.

    Returns
    -------
    xarray.Dataset

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> pair = qb.charger_battery(F=0, g=1)
    >>> ds = qb.evolve(pair, "eg", np.linspace(0, np.pi, 5))
    >>> np.allclose(ds.E_B, np.sin(ds.time) ** 2)
    True
    """
    checked = _core.Scenario.of_tables(
        task_tables(model, task="evolve", **_time(model, times, tolerance), **_initial(model, initial),
                    **_asked(quantities, reduce, keep_curves)), "evolve", {}, [])
    dataset = _run(checked, progress=progress)
    if states:
        dataset["rho"] = (("time", "row", "column"), _core.states(checked),
                          {"units": "1", "long_name": "density matrix"})
    return dataset


def sweep(model, axes, *, quantities=None, initial=None, times=None, reduce=None, keep_curves=False,
          long_time_limit=False, time_average=False, tolerance=None, threads=None, progress=None, output=None,
          resume=False):
    """Steady states over a grid of parameters, or curves where times are given.

    Parameters
    ----------
    model : Model or dict
    axes : dict
        Values by key, an axis each: full keys ("reservoir.Gamma") or unambiguous last components
        ("Gamma"); a tuple of keys takes the same values. Numbers, or words.
    quantities, initial, reduce, tolerance
        As of :func:`evolve`.
    times : array_like, optional
        Of curves. None: steady states.
    keep_curves : bool
        With `reduce`: whether the curves are kept too.
    long_time_limit, time_average : bool
        As of :func:`steady_state`.
    threads, progress, output, resume
        As of :func:`run`.

    Returns
    -------
    xarray.Dataset
        A dimension per axis, in their order, then `time`.

    Examples
    --------
    >>> import qbattery as qb
    >>> pair = qb.charger_battery(F=1, g=1, reservoir=qb.boson(Gamma=1, n=0))
    >>> qb.sweep(pair, {"Gamma": [0.1, 1.0], "F": [1.0, 2.0, 3.0]}).E_B.shape
    (2, 3)
    """
    tables = {"sweep": [_axis(key, values) for key, values in axes.items()]} if axes else {}
    if times is None and not has_collisions(plain(model)):
        tables |= {"task": "steady-state"} | _steady(long_time_limit, time_average)
    else:
        tables |= {"task": "evolve"} | _time(model, times, tolerance)
    checked = _core.Scenario.of_tables(
        task_tables(model, **tables, **_initial(model, initial), **_asked(quantities, reduce, keep_curves)),
        "sweep", {}, [])
    return _run(checked, threads=threads, outputs=_paths(output), resume=resume, progress=progress)


class SteadyState:
    """The state of a model with d rho/dt = 0, and what vouches for it; made by :func:`steady_state`.

    Attributes
    ----------
    rho : numpy.ndarray
        The density matrix (levels, levels).
    residual : float
        ||L rho|| over the norm of L.
    stationary_dimension : int
        How many linearly independent v have L v = 0.
    """

    def __init__(self, tables):
        self._tables = tables
        self._scenario = _core.Scenario.of_tables(tables, "steady_state", {}, [])
        self.rho, self.residual, self.stationary_dimension = _core.steady_state(self._scenario)

    @property
    def quantities(self):
        """The model's figures of merit, or those that were asked for: numbers by name."""
        return {name: float(value) for name, value in _run(self._scenario).data_vars.items()}

    @property
    def gap(self):
        """The smallest -Re of the generator's other eigenvalues: the slowest rate of approach."""
        return self._quantity("gap()")

    @property
    def smallest_eigenvalue(self):
        """Of the density matrix; below 0 by rounding alone."""
        return self._quantity("smallest_eigenvalue()")

    def _quantity(self, expression):
        asked = {**self._tables, "quantities": {"value": expression}}
        return float(_run(_core.Scenario.of_tables(asked, "steady_state", {}, [])).value)

    def __repr__(self):
        return (f"SteadyState({self.rho.shape[0]} levels, residual {self.residual:.2g}, "
                f"stationary dimension {self.stationary_dimension})")


def steady_state(model, *, quantities=None, initial=None, long_time_limit=False, time_average=False):
    """The steady state of a model, L rho = 0.

    Parameters
    ----------
    model : Model or dict
    quantities : dict of str, optional
        Expressions by name, for :attr:`SteadyState.quantities`.
    initial : str, dict or array_like, optional
        Where the limit comes from; as of :func:`evolve`.
    long_time_limit : bool
        Where more than one state is stationary: the limit from `initial`, instead of an error.
    time_average : bool
        With it: the average over what oscillates for ever, instead of an error.

    Returns
    -------
    SteadyState

    Raises
    ------
    NumericalError
        Where the state is not unique, or fails its own check.

    Examples
    --------
    >>> import qbattery as qb
    >>> ss = qb.steady_state(qb.charger_battery(F=1, g=1, reservoir=qb.boson(Gamma=1, n=0)))
    >>> ss.rho.shape, ss.stationary_dimension, ss.residual < 1e-15
    ((4, 4), 1, True)
    """
    tables = task_tables(model, task="steady-state", **_steady(long_time_limit, time_average),
                         **_initial(model, initial), **_asked(quantities, None, True))
    return SteadyState(tables)


def _scenario(scenario, edits, unset):
    if isinstance(scenario, (str, os.PathLike)):
        return _core.Scenario.of_file(os.fspath(scenario), edits, unset)
    return _core.Scenario.of_tables({"format": 1, **plain(scenario)}, "scenario", edits, unset)


def _paths(output):
    if output is None:
        return []
    paths = [output] if isinstance(output, (str, os.PathLike)) else output
    return [os.fspath(path) for path in paths]


def _initial(model, initial):
    if initial is None:
        return {}
    if isinstance(initial, str):
        return {"initial": {"state": initial}}
    if isinstance(initial, dict):
        return {"initial": initial}
    whole = model if isinstance(model, Model) else Model(model)
    return {"initial": state_tables(initial, "initial", whole.levels)}


def _time(model, times, tolerance):
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


def _axis(key, values):
    if isinstance(values, str):
        raise ValueError(f"axes: the values of {key} must be a list of numbers or words, got {values!r}")
    return {"parameter": list(key) if isinstance(key, tuple) else key, "values": values}


def _asked(quantities, reduce, keep_curves):
    asked = {}
    if quantities is not None:
        if not isinstance(quantities, dict):
            raise TypeError('quantities must be a dictionary of expressions, such as {"W": "ergotropy(battery)"}')
        asked["quantities"] = quantities
    if reduce is not None:
        asked["reduce"] = {**reduce, "keep_curves": True} if keep_curves else reduce
    return asked


def _steady(long_time_limit, time_average):
    if not long_time_limit and not time_average:
        return {}
    return {"steady_state": {"long_time_limit": long_time_limit, "time_average": time_average}}
