"""Results of the engine as xarray data sets."""

import warnings

import numpy as np

from ._arguments import thread_count
from .progress import Bar


def run(scenario, *, threads=None, outputs=(), resume=False, progress=None):
    """The data set of a checked scenario; warns of points that failed or are doubtful."""
    with Bar(progress) as bar:
        parts, failures, notices = scenario.run(
            thread_count(threads), list(outputs), resume, bar.show if bar.is_wanted else None
        )
    for notice in notices:
        warnings.warn(notice, RuntimeWarning, stacklevel=3)
    dataset = _dataset(*parts)
    if failures:
        warnings.warn(f"{failures} of {scenario.points} points failed; `status` says why", RuntimeWarning, stacklevel=3)
    if "warning" in dataset.attrs:
        warnings.warn(dataset.attrs["warning"].removeprefix("warning: "), RuntimeWarning, stacklevel=3)
    return dataset


def _dataset(coordinates, variables, attributes):
    import xarray

    for name, (dimensions, values, about) in coordinates.items():
        if isinstance(values, list):
            coordinates[name] = (dimensions, np.array(values), about)
    return xarray.Dataset(variables, coordinates, attributes)
