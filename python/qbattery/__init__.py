"""Quantum batteries: how an open quantum system charges, and what that is worth.

A model (:func:`charger_battery`, :func:`ready_model`, :func:`spell_out`, :func:`model`) is evolved
(:func:`evolve`), brought to its steady state (:func:`steady_state`) or swept (:func:`sweep`); a
scenario file is run (:func:`run`). Results are xarray data sets, equal to the command line's.
"""

import atexit as _atexit
import os as _os

from . import _core
from ._core import __version__
from .catalogue import models, papers, quantities, reproduce
from .errors import NumericalError, ScenarioError
from .matrices import model
from .modelling import Model, charger_battery, load, ready_model, spell_out
from .reservoirs import boson, dephasing, fermion, global_reservoir
from .solving import check, evolve, run, sweep
from .steady import SteadyState, steady_state

_core.set_data_folder(_os.path.join(_os.path.dirname(__file__), "data"))
_atexit.register(_core.wait_for_leavers)

__all__ = [
    "Model",
    "NumericalError",
    "ScenarioError",
    "SteadyState",
    "__version__",
    "boson",
    "charger_battery",
    "check",
    "dephasing",
    "evolve",
    "fermion",
    "global_reservoir",
    "load",
    "model",
    "models",
    "papers",
    "quantities",
    "ready_model",
    "reproduce",
    "run",
    "spell_out",
    "steady_state",
    "sweep",
]
