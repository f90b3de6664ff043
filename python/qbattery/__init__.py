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
from .correlations import (
    chsh,
    cjwr,
    concurrence,
    discord,
    entropic_uncertainty,
    entropic_uncertainty_bound,
    logarithmic_negativity,
    mutual_information,
    negativity,
    steering,
)
from .errors import NumericalError, ScenarioError
from .matrices import model
from .modelling import Model, charger_battery, load, ready_model, spell_out
from .reservoirs import boson, dephasing, fermion, global_reservoir
from .solving import check, evolve, run, sweep
from .steady import SteadyState, steady_state
from .states import entropy, fidelity, l1_coherence, linear_entropy, partial_trace, purity, relative_entropy_coherence
from .work import (
    antiergotropy,
    capacity,
    coherent_ergotropy,
    daemonic_ergotropy,
    energy,
    energy_variance,
    ergotropy,
    incoherent_ergotropy,
    passive_energy,
)

_core.set_data_folder(_os.path.join(_os.path.dirname(__file__), "data"))
_atexit.register(_core.wait_for_leavers)

__all__ = [
    "Model",
    "NumericalError",
    "ScenarioError",
    "SteadyState",
    "__version__",
    "antiergotropy",
    "boson",
    "capacity",
    "charger_battery",
    "check",
    "chsh",
    "cjwr",
    "coherent_ergotropy",
    "concurrence",
    "daemonic_ergotropy",
    "dephasing",
    "discord",
    "energy",
    "energy_variance",
    "entropic_uncertainty",
    "entropic_uncertainty_bound",
    "entropy",
    "ergotropy",
    "evolve",
    "fermion",
    "fidelity",
    "global_reservoir",
    "incoherent_ergotropy",
    "l1_coherence",
    "linear_entropy",
    "load",
    "logarithmic_negativity",
    "model",
    "models",
    "mutual_information",
    "negativity",
    "papers",
    "partial_trace",
    "passive_energy",
    "purity",
    "quantities",
    "ready_model",
    "relative_entropy_coherence",
    "reproduce",
    "run",
    "spell_out",
    "steady_state",
    "steering",
    "sweep",
]
