"""The qbattery library, as the package's Python files use it."""

from collections.abc import Sequence
from typing import Annotated

import numpy
from numpy.typing import NDArray


def set_data_folder(folder: str) -> None:
    """Names the folder that holds papers/ and models/."""

def wait_for_leavers() -> None:
    """Waits for interrupted work that ends in the background."""

def command_line(arguments: Sequence[str]) -> int:
    """
    Runs the command line, the program's name first; returns its exit code.
    """

class Scenario:
    """A checked scenario."""

    @staticmethod
    def of_file(path: str, set: dict, unset: Sequence[str]) -> Scenario:
        """Reads, edits and checks a file."""

    @staticmethod
    def of_tables(tables: dict, name: str, set: dict, unset: Sequence[str]) -> Scenario:
        """Checks tables; `name` stands in messages."""

    @property
    def source(self) -> str:
        """Its text."""

    @property
    def points(self) -> int:
        """How many points its grid has."""

    def describe(self) -> str:
        """What it would do and how much work that is."""

    def subsystems(self) -> list[tuple[str, int]]:
        """Their names and numbers of levels."""

    def run(self, threads: int, targets: Sequence[str], resume: bool, progress: object | None) -> tuple:
        """
        Coordinates, variables and attributes; how many points failed; what went on.
        """

def tables_of_text(text: str, name: str) -> object:
    """The tables of a scenario's text, unchecked."""

def text_of_tables(tables: dict) -> str:
    """The same as text."""

def edited(tables: dict, set: dict, unset: Sequence[str]) -> object:
    """Tables with some keys set and others removed, as --set and --unset do."""

def states(scenario: Scenario) -> object:
    """Density matrices at all times."""

def steady_state(scenario: Scenario) -> tuple:
    """
    The density matrix, its residual, the dimension of the stationary space.
    """

def models() -> list:
    """Name, title, parameters and source of every ready model."""

def quantities() -> list:
    """
    Signature, summary, for evolutions, for steady states, of every figure of merit.
    """

def papers() -> list:
    """Name, title and citation of every paper."""

def reproduce(paper: str, folder: str, figure: int | None, draw: bool) -> list[str]:
    """Redoes a paper into a folder; returns a line for what was done."""

def figure_of_merit(name: str, rho: Annotated[NDArray[numpy.complex128], dict(shape=(None, None, None), order='C', device='cpu', writable=False)], other: Annotated[NDArray[numpy.complex128], dict(shape=(None, None, None), order='C', device='cpu', writable=False)] | None, dims: tuple[int, int], shape: Sequence[int], threads: int) -> object:
    """One number for each state of an array (count, levels, levels)."""
