"""Models: what is simulated, as the tables of a scenario.

Everything that a scenario file can say, a :class:`Model` can hold, under the same names
(docs/scenario.md). hbar = k_B = 1; rates, frequencies and energies share one unit.
"""

import copy
import os
from dataclasses import dataclass, field

from . import _core
from ._arguments import dictionary_of, kind_of, list_of
from .reservoirs import given

# Tables of a scenario that say what to compute of a model, not what it is.
_TASK_TABLES = ("format", "task", "time", "sweep", "reduce", "steady_state")


@dataclass(frozen=True, repr=False)
class Model:
    """A model as the tables of a scenario: parameters, reservoirs, subsystems, terms, jumps.

    Made by :func:`charger_battery`, :func:`ready_model`, :func:`spell_out`, :func:`model` or
    :func:`load`; a dictionary of tables does as well. It does not change: :meth:`set` makes
    another one.

    Parameters
    ----------
    tables : dict
        Tables and keys as in a scenario file.

    Examples
    --------
    >>> import qbattery as qb
    >>> pair = qb.Model({"model": "charger-battery", "parameters": {"F": 3, "g": 1}})
    >>> pair.subsystems
    {'charger': 2, 'battery': 2}
    >>> pair.set(F=2).tables["parameters"]
    {'F': 2, 'g': 1}
    """

    tables: dict = field(default_factory=dict)

    def __post_init__(self):
        tables = plain(self.tables)
        object.__setattr__(self, "_subsystems", dict(_checked(tables).subsystems()))
        object.__setattr__(self, "tables", copy.deepcopy(tables))

    @property
    def subsystems(self):
        """Names of the subsystems and how many levels each has, the most significant first."""
        return dict(self._subsystems)

    @property
    def levels(self):
        """How many levels all subsystems have together."""
        levels = 1
        for each in self._subsystems.values():
            levels *= each
        return levels

    def set(self, keys=None, /, *, unset=(), **more):
        """The model with some keys set to other values.

        Parameters
        ----------
        keys : dict, optional
            Full keys ("reservoir.Gamma") or unambiguous last components ("Gamma") and values.
        unset : sequence of str
            Keys to take out, before others are set.
        **more
            Keys that are identifiers, as keyword arguments.

        Returns
        -------
        Model
        """
        edits = {**dictionary_of(keys, "keys", 'values by key, such as {"F": 2.0}'), **more}
        return Model(_core.edited(_with_format(self.tables), edits, list_of(unset, "unset", 'keys, such as ["n"]')))

    def to_toml(self):
        """The tables as text, in the language of scenario files."""
        return _core.text_of_tables(self.tables)

    def __repr__(self):
        return f"Model\n{self.to_toml()}".rstrip()


def charger_battery(F, g, *, Delta=None, Delta_A=None, Delta_B=None, reservoir=None):
    """Two coupled two-level systems with a pump on the charger, Eq. (1).

    H = sum_X Delta_X s+_X s-_X + g (s+_A s-_B + h.c.) + F (s+_A + s-_A)

    Parameters
    ----------
    F, g : float
        Amplitude of the pump and coupling.
    Delta : float, optional
        Both detunings, 0 by default.
    Delta_A, Delta_B : float, optional
        Those of charger and battery instead.
    reservoir : dict, optional
        :func:`boson`, :func:`fermion`, :func:`dephasing` or :func:`global_reservoir`; or several with
        names, ``{"hot": boson(...), "cold": boson(...)}``. None: a closed system.

    Returns
    -------
    Model

    Examples
    --------
    >>> import qbattery as qb
    >>> qb.charger_battery(F=3, g=1, reservoir=qb.boson(Gamma=1e-3, n=0))
    Model
    model = "charger-battery"
    <BLANKLINE>
    [parameters]
    F = 3
    g = 1
    <BLANKLINE>
    [reservoir]
    statistics = "boson"
    Gamma = 0.001
    n = 0
    """
    parameters = given(F=F, g=g, Delta=Delta, Delta_A=Delta_A, Delta_B=Delta_B)
    return Model(given(model="charger-battery", parameters=parameters, reservoir=reservoir))


def ready_model(name, /, *, reservoir=None, **parameters):
    """A published protocol of models/; :func:`models` lists them.

    Parameters
    ----------
    name : str
    reservoir : dict, optional
        On top of the jumps that the model spells out, as a [reservoir] of a scenario is; in place of
        its [reservoir], where it has one.
    **parameters
        Values instead of the model's own.

    Returns
    -------
    Model

    Examples
    --------
    >>> import qbattery as qb
    >>> qb.ready_model("ferraro2018", N=2).subsystems
    {'cavity': 58, 'battery': 3}
    """
    return Model(given(model=name, parameters=parameters or None, reservoir=reservoir))


def spell_out(subsystems, hamiltonian=(), jumps=(), *, parameters=None, energy=None, reservoir=None, **tables):
    """A model in the words of the scenario language.

    Parameters
    ----------
    subsystems : dict
        By name, a kind ("two-level") or a table ``{"kind": "mode", "levels": 10}``.
    hamiltonian : sequence of str
        Its terms, such as ``"g * (lower(charger) * raise(battery) + h.c.)"``; with "t" they change in time.
    jumps : sequence of (rate, operator) or dict
        Pairs of a number or expression and an expression, or tables ``[[jump]]``.
    parameters : dict, optional
        Numbers by the names that expressions use.
    energy, reservoir : dict, optional
        Tables of the same names.
    **tables
        Any other table of a scenario: ``initial``, ``stage``, ``collisions``, ``operator``, ...

    Returns
    -------
    Model

    Examples
    --------
    >>> import qbattery as qb
    >>> atom = qb.spell_out({"atom": "two-level"}, ["F * x(atom)"], [("gamma", "lower(atom)")],
    ...                     parameters={"F": 1.0, "gamma": 0.1})
    >>> round(float(qb.steady_state(atom).quantities["E_atom"]), 6)
    0.499376
    """
    terms = list_of(hamiltonian, "hamiltonian", 'terms, such as ["F * x(atom)"]')
    pairs = list_of(jumps, "jumps", 'pairs (rate, operator), such as [("gamma", "lower(atom)")]')
    lists = {
        "subsystem": _subsystem_tables(subsystems),
        "hamiltonian": [each if isinstance(each, dict) else {"term": each} for each in terms],
        "jump": [_jump_table(each, k) for k, each in enumerate(pairs)],
    }
    rest = given(energy=energy, reservoir=reservoir)
    return Model({"parameters": parameters or {}, **{k: v for k, v in lists.items() if v}, **rest, **tables})


def _subsystem_tables(subsystems):
    named = dictionary_of(subsystems, "subsystems", 'kinds by name, such as {"atom": "two-level"}')
    for name, each in named.items():
        if not isinstance(each, (str, dict)):
            raise TypeError(f"subsystems: {name} must be a kind or a table, got {kind_of(each)}")
    return [{"name": name, **({"kind": each} if isinstance(each, str) else each)} for name, each in named.items()]


def _jump_table(given, k):
    if isinstance(given, dict):
        return given
    if not isinstance(given, (list, tuple)) or len(given) != 2:
        raise ValueError(f'jumps[{k}] must be a pair (rate, operator), such as ("gamma", "lower(atom)"), got {given!r}')
    return {"operator": given[1], "rate": given[0]}


def load(path):
    """The tables of a scenario file, its task and sweeps among them.

    Parameters
    ----------
    path : path-like

    Returns
    -------
    Model
    """
    with open(path, encoding="utf-8") as file:
        return Model(_core.tables_of_text(file.read(), os.fspath(path)))


def plain(tables):
    """The tables of a model."""
    if isinstance(tables, Model):
        return tables.tables
    if not isinstance(tables, dict):
        raise TypeError(f"a model is a qbattery.Model or a dictionary of tables, got {kind_of(tables)}")
    return tables


def _with_format(tables):
    return {"format": 1, **tables}


def _checked(tables):
    """The model's scenario, with something to do where it says nothing of that."""
    if "task" in tables:
        return _core.Scenario.of_tables(_with_format(tables), "scenario", {}, [])
    task = {"task": "evolve"}
    if not has_collisions(tables):
        task["time"] = {"values": [0.0]}
    return _core.Scenario.of_tables({**_with_format(tables), **task}, "model", {}, [])


def has_collisions(tables):
    """Whether time is a number of collisions, in a ready model too."""
    is_ready = tables.get("model", "charger-battery") != "charger-battery"
    return "collisions" in (_core.edited(tables, {}, []) if is_ready else tables)


def task_tables(model, **tables):
    """The model's tables with those of a task instead of its own."""
    own = {key: value for key, value in plain(model).items() if key not in _TASK_TABLES}
    return {"format": 1, **own, **tables}
