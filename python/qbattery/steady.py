"""Steady states."""

from . import _core
from ._datasets import run as _run
from ._tasks import asked_tables, initial_tables, steady_tables
from .modelling import task_tables


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
        return (
            f"SteadyState({self.rho.shape[0]} levels, residual {self.residual:.2g}, "
            f"stationary dimension {self.stationary_dimension})"
        )


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
    tables = task_tables(
        model,
        task="steady-state",
        **steady_tables(long_time_limit, time_average),
        **initial_tables(model, initial),
        **asked_tables(quantities, None, True),
    )
    return SteadyState(tables)
