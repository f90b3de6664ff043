"""What there is: models, quantities, papers; and papers redone."""

from dataclasses import dataclass

from . import _core


@dataclass(frozen=True)
class ReadyModel:
    """A published protocol: :func:`qbattery.ready_model` takes its name."""

    name: str
    title: str
    parameters: str
    source: str


@dataclass(frozen=True)
class Quantity:
    """A figure of merit as expressions call it."""

    signature: str
    summary: str
    for_evolution: bool
    for_steady_state: bool


@dataclass(frozen=True)
class Paper:
    """A paper that :func:`reproduce` redoes."""

    name: str
    title: str
    citation: str


def models():
    """The ready models, those of models/.

    Returns
    -------
    list of ReadyModel

    Examples
    --------
    >>> import qbattery as qb
    >>> "ferraro2018" in [each.name for each in qb.models()]
    True
    """
    return [ReadyModel(*each) for each in _core.models()]


def quantities():
    """The figures of merit that expressions may ask for.

    Returns
    -------
    list of Quantity

    Examples
    --------
    >>> import qbattery as qb
    >>> [each.summary for each in qb.quantities() if each.signature == "energy(X)"]
    ['stored energy tr(H_X rho_X), Eqs. (3) and (5), from the ground state up']
    """
    return [Quantity(*each) for each in _core.quantities()]


def papers():
    """The papers that can be redone.

    Returns
    -------
    list of Paper

    Examples
    --------
    >>> import qbattery as qb
    >>> "song2026" in [each.name for each in qb.papers()]
    True
    """
    return [Paper(*each) for each in _core.papers()]


@dataclass(frozen=True)
class Reproduction:
    """A paper redone.

    Attributes
    ----------
    folder : pathlib.Path
        Where it lies.
    files : list of pathlib.Path
        Data (.nc, .csv), figures (.pdf, .png) and the table of claims.
    claims : list of dict
        What was measured of each claim and what follows; empty for a single figure.
    """

    folder: object
    files: list
    claims: list

    def __repr__(self):
        return f"Reproduction(folder={str(self.folder)!r}, {len(self.files)} files, {len(self.claims)} claims)"


def reproduce(paper, output=None, *, figures=True, figure=None):
    """Redo a published paper: data, figures and what became of its claims.

    Parameters
    ----------
    paper : str
        Its name; :func:`papers` lists them.
    output : path-like, optional
        The folder, made where it is missing; by default one of the paper's name.
    figures : bool
        Whether pictures are drawn (by gnuplot).
    figure : int, optional
        Only the figure of this number, without the claims.

    Returns
    -------
    Reproduction
    """
    # Taking longer to import than all of this package, for few.
    import json
    from pathlib import Path

    folder = Path(output if output is not None else paper)
    _core.reproduce(paper, str(folder), figure, figures)
    table = folder / "claims.json"
    claims = json.loads(table.read_text())["claims"] if figure is None and table.exists() else []
    return Reproduction(folder, sorted(each for each in folder.iterdir() if each.is_file()), claims)
