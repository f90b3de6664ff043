"""Running scenarios and models: curves over time, steady states, sweeps."""

import os

from . import _core
from ._arguments import dictionary_of, list_of
from ._datasets import run as _run
from ._tasks import asked_tables, initial_tables, steady_tables, sweep_tables, time_tables
from .modelling import has_collisions, plain, task_tables

# What arguments are made of, in messages.
_EDITS = 'values by key, such as {"F": 2.0}'
_KEYS = 'keys, such as ["n"]'

# The density matrices and their dimensions in a data set.
_STATES = ("rho", "time", "row", "column")


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
    edits = {**asked_tables(quantities, None, True), **dictionary_of(set, "set", _EDITS)}
    checked = _scenario(scenario, edits, list_of(unset, "unset", _KEYS))
    return _run(checked, threads=threads, outputs=_paths(output, resume), resume=resume, progress=progress)


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
    edits = dictionary_of(set, "set", _EDITS)
    return _scenario(scenario, edits, list_of(unset, "unset", _KEYS)).describe()


def evolve(
    model,
    initial=None,
    times=None,
    *,
    quantities=None,
    reduce=None,
    keep_curves=True,
    states=False,
    tolerance=None,
    progress=None,
):
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
        Whether the density matrices come along, as `rho` (time, row, column); no variable may then
        have one of these names. NetCDF has no complex numbers: to write such a data set, put two
        variables in its place, ``ds.assign(re=ds.rho.real, im=ds.rho.imag).drop_vars("rho").to_netcdf(path)``.
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
        task_tables(
            model,
            task="evolve",
            **time_tables(model, times, tolerance),
            **initial_tables(model, initial),
            **asked_tables(quantities, reduce, keep_curves),
        ),
        "evolve",
        {},
        [],
    )
    if states:
        _require_free_names(checked)
    dataset = _run(checked, progress=progress)
    if states:
        dataset["rho"] = (
            _STATES[1:],
            _core.states(checked),
            {"units": "1", "long_name": "density matrix"},
        )
    return dataset


def sweep(
    model,
    axes,
    *,
    quantities=None,
    initial=None,
    times=None,
    reduce=None,
    keep_curves=False,
    long_time_limit=False,
    time_average=False,
    tolerance=None,
    threads=None,
    progress=None,
    output=None,
    resume=False,
):
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
    tables = sweep_tables(axes)
    is_steady = times is None and not has_collisions(plain(model))
    _require_meaning(is_steady, long_time_limit or time_average, tolerance is not None or keep_curves)
    if is_steady:
        tables |= {"task": "steady-state"} | steady_tables(long_time_limit, time_average)
    else:
        tables |= {"task": "evolve"} | time_tables(model, times, tolerance)
    checked = _core.Scenario.of_tables(
        task_tables(model, **tables, **initial_tables(model, initial), **asked_tables(quantities, reduce, keep_curves)),
        "sweep",
        {},
        [],
    )
    return _run(checked, threads=threads, outputs=_paths(output, resume), resume=resume, progress=progress)


def _require_meaning(is_steady, asks_for_steady, asks_for_curves):
    """Throws where something is asked for that would change nothing."""
    if is_steady and asks_for_curves:
        raise ValueError("tolerance and keep_curves are of evolutions: give times, or leave them out")
    if not is_steady and asks_for_steady:
        raise ValueError("long_time_limit and time_average are of steady states: leave times or them out")


def _scenario(scenario, edits, unset):
    if isinstance(scenario, (str, os.PathLike)):
        os.stat(scenario)  # raises FileNotFoundError, with the name
        return _core.Scenario.of_file(os.fspath(scenario), edits, unset)
    return _core.Scenario.of_tables({"format": 1, **plain(scenario)}, "scenario", edits, unset)


def _require_free_names(checked):
    """Throws where a variable has a name that the density matrices need."""
    tables = _core.tables_of_text(checked.source, "evolve")
    for table in ("quantities", "reduce"):
        for name in tables.get(table, {}):
            if name in _STATES:
                raise ValueError(
                    f"{table} names {name!r}, which states=True uses itself, with "
                    f"{', '.join(each for each in _STATES if each != name)}: choose another name"
                )


def _paths(output, resume):
    if output is None:
        if resume:
            raise ValueError("resume goes on from what stands beside output: give output")
        return []
    given = [output] if isinstance(output, (str, os.PathLike)) else list_of(output, "output", 'paths, such as "map.nc"')
    paths = []
    for path in given:
        if not isinstance(path, (str, os.PathLike)):
            raise TypeError(f"output must be a path or a list of paths, got {path!r} in it")
        os.stat(os.path.dirname(path) or ".")  # raises FileNotFoundError where there is no such folder
        if os.fspath(path) in paths:
            raise ValueError(f"output names {os.fspath(path)!r} twice, once is enough")
        paths.append(os.fspath(path))
    return paths
