"""Models from matrices: NumPy arrays and qutip.Qobj."""

import math
from numbers import Number, Real

import numpy as np

from ._arguments import dictionary_of, is_whole
from ._arrays import hermitian_of, operator_of
from .modelling import Model


def model(H, jumps=(), *, dims=None, parameters=None, names=None, energies=None, reservoir=None):
    """A model from matrices: d rho/dt = -i [H, rho] + sum_k gamma_k (s_k rho s_k' - {s_k' s_k, rho}/2).

    Parameters
    ----------
    H : array_like, qutip.Qobj or list
        A Hermitian matrix (levels, levels); or a list of matrices and pairs of a matrix and its
        coefficient in either order, ``[H0, ("F", H1), (H2, "g*cos(w*t)")]``. Coefficients are numbers
        or expressions of parameters and the time `t`.
    jumps : sequence of (rate, operator)
        Rates gamma_k (not their roots) are numbers or such expressions.
    dims : list of int, optional
        Levels of the subsystems, the most significant first: that of `H` where it is a Qobj, else
        one subsystem.
    parameters : dict, optional
        Numbers by the names that expressions use.
    names : list of str, optional
        What the subsystems are called. By default "system" for one, "charger" and "battery" for two,
        "s0", "s1", ... for more.
    energies : dict, optional
        By subsystem, its energies level by level, or its Hamiltonian H_X as a matrix. They count
        energy and work from the lowest, are what local reservoirs exchange (times `omega`), and
        are never added to H. By default a subsystem of two levels is a two-level system, excited
        state first (as in sigma_z), and one of more has the energies 0, 1, 2, ...
    reservoir : dict, optional
        Reservoirs beside the jumps, as of :func:`charger_battery`. A local one needs levels that
        are states of the basis: energies that are diagonal.

    Returns
    -------
    Model

    Examples
    --------
    >>> import numpy as np, qbattery as qb
    >>> sm = np.array([[0, 0], [1, 0]])
    >>> atom = qb.model([("F", sm + sm.T)], [("gamma", sm)], parameters={"F": 1.0, "gamma": 0.1})
    >>> np.round(qb.steady_state(atom).rho.real, 4)
    array([[0.4994, 0.    ],
           [0.    , 0.5006]])
    """
    dims = _dims_of(H, dims)
    parameters = dictionary_of(parameters, "parameters", 'numbers by name, such as {"F": 1.0}')
    levels = math.prod(dims)
    subsystems = [_subsystem(name, size) for name, size in zip(_names(names, dims), dims, strict=True)]
    tables = _Tables(parameters, [each["name"] for each in subsystems])
    for k, (coefficient, matrix) in enumerate(_terms(H)):
        what = "H" if matrix is H else f"H[{k}]"
        name = tables.add_operator(f"H_{k}", hermitian_of(matrix, what, levels))
        tables.terms.append(_term(coefficient, name))
    for k, (rate, matrix) in enumerate(_pair(each, f"jumps[{k}]", "rate") for k, each in enumerate(jumps)):
        name = tables.add_operator(f"jump_{k}", operator_of(matrix, f"jumps[{k}]", levels))
        tables.jumps.append({"operator": name, "rate": rate})
    energies = dictionary_of(energies, "energies", 'levels by subsystem, such as {"battery": [0.0, 1.0]}')
    energy = _read_energies(energies, subsystems, tables)
    if reservoir is not None and energy:
        _require_levels(reservoir, energy)
    return Model(
        _drop_empty(
            {
                "parameters": parameters,
                "subsystem": subsystems,
                "operator": tables.operators,
                "hamiltonian": [{"term": term} for term in tables.terms],
                "jump": tables.jumps,
                "energy": energy,
                "reservoir": reservoir,
            }
        )
    )


class _Tables:
    """Lists in the making, with names that are not taken."""

    def __init__(self, parameters, subsystems):
        self._taken = {*parameters, *subsystems}
        self.operators = []
        self.terms = []
        self.jumps = []

    def add_operator(self, name, matrix, on=None):
        """Writes down what is not 0; returns the name it got."""
        while name in self._taken:
            name += "_"
        self._taken.add(name)
        rows, columns = np.nonzero(matrix)
        entries = [
            list(each) for each in zip(rows.tolist(), columns.tolist(), matrix[rows, columns].tolist(), strict=True)
        ]
        self.operators.append({"name": name, **({"on": on} if on else {}), "entries": entries})
        return name


def _dims_of(H, dims):
    first = _first_matrix(H)
    if dims is None and hasattr(first, "dims"):
        dims = first.dims[0]
    if dims is None:
        dims = [operator_of(first, "H").shape[0]]
    if not np.iterable(dims) or not len(dims) or not all(is_whole(each) and each >= 2 for each in dims):
        raise ValueError(f"dims must be a list of whole numbers of at least 2, got {dims}")
    return [int(each) for each in dims]


def _first_matrix(H):
    for _, matrix in _terms(H):
        return matrix
    raise ValueError("H must hold a matrix")


def _is_matrix(value):
    if isinstance(value, (list, tuple)):
        return all(isinstance(row, (list, tuple, np.ndarray)) and _are_numbers(row) for row in value)
    return hasattr(value, "full") or getattr(value, "ndim", 0) == 2


def _are_numbers(row):
    return all(isinstance(each, Number) for each in row)


def _terms(H):
    """Pairs of a coefficient (1 where none is given) and a matrix."""
    if not isinstance(H, (list, tuple)) or _is_matrix(H):
        return [(1, H)]
    return [(1, each) if _is_matrix(each) else _pair(each, f"H[{k}]", "coefficient") for k, each in enumerate(H)]


def _pair(given, what, number):
    """Coefficient and matrix, whichever comes first."""
    if not isinstance(given, (list, tuple)) or len(given) != 2:
        raise ValueError(f'{what} must be a pair of {number} and operator, such as ("gamma", matrix)')
    coefficient, matrix = given if not _is_matrix(given[0]) else given[::-1]
    if not isinstance(coefficient, (str, Real)):
        raise ValueError(
            f"{what}: the {number} must be a real number or an expression of parameters and t in quotes, "
            f'such as "F*cos(w*t)", got a {type(coefficient).__name__}'
        )
    return coefficient, matrix


def _term(coefficient, name):
    text = f"({coefficient})" if isinstance(coefficient, str) else repr(float(coefficient))
    return name if coefficient == 1 else f"{text} * {name}"


def _names(names, dims):
    if names is None:
        defaults = {1: ["system"], 2: ["charger", "battery"]}
        return defaults.get(len(dims), [f"s{k}" for k in range(len(dims))])
    if len(names) != len(dims):
        raise ValueError(f"names must be {len(dims)}, one for each subsystem, got {len(names)}")
    return list(names)


def _subsystem(name, size):
    if size == 2:
        return {"name": name, "kind": "two-level"}
    return {"name": name, "kind": "levels", "energies": list(range(size))}


def _read_energies(energies, subsystems, tables):
    """Levels go to their subsystem; the table [energy] has the matrices that are not diagonal."""
    places = {each["name"]: place for place, each in enumerate(subsystems)}
    energy = {}
    for name, given in energies.items():
        if name not in places:
            raise ValueError(f"energies names {name!r}, which is no subsystem; there are: {', '.join(places)}")
        place = places[name]
        what = f"energies[{name!r}]"
        if np.ndim(given) == 1:
            given = np.diag(np.asarray(given, dtype=float))
        matrix = hermitian_of(given, what, len(subsystems[place].get("energies", (0, 0))))
        levels = matrix.diagonal().real
        if np.array_equal(matrix, np.diag(levels)):
            upwards = (levels - levels.min()).tolist()
            subsystems[place] = {"name": name, "kind": "levels", "energies": upwards}
        else:
            energy[name] = tables.add_operator(f"energy_{name}", matrix, on=[name])
    return energy


def _require_levels(reservoir, energy):
    tables = [reservoir] if "Gamma" in reservoir else [each for each in reservoir.values() if isinstance(each, dict)]
    for each in tables:
        touched = set(energy) & set(each.get("on", energy))
        if touched and each.get("kind") != "global":
            name = min(touched)
            raise ValueError(
                f"energies[{name!r}] must be diagonal, level by level, where a local reservoir acts on {name}: "
                "it takes and gives the energy between levels of the basis"
            )


def _drop_empty(tables):
    return {key: value for key, value in tables.items() if value or key == "parameters"}
