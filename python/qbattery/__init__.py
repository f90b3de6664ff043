"""Quantum batteries: how an open quantum system charges, and what that is worth."""

from pathlib import Path as _Path

from . import _core
from ._core import __version__
from .errors import NumericalError, ScenarioError

_core.set_data_folder(str(_Path(__file__).parent / "data"))

__all__ = ["NumericalError", "ScenarioError", "__version__"]
