"""Prints, for each reservoir, in what share of a map steering is proven, in what shares of that the
energies and the inversion at its highest maximum are below a bound, and up to which loss they are so
at every pump or occupation. Pumps below g are left out of the last: they do not fill the battery."""

import sys

import numpy
import xarray

BOUNDS = (0.01, 0.05, 0.1)


def up_to(values, losses, bound):
    """The highest loss below the first at which a value reaches the bound; NaN where all reach it."""
    reached = (values >= bound).any(axis=1)
    first = reached.argmax() if reached.any() else len(losses)
    return losses[first - 1] if first > 0 else numpy.nan


for name in sys.argv[1:]:
    data = xarray.open_dataset(name)
    other = "F" if "F" in data.sizes else "n"
    print(f"{name}: statistics, collectivity; proven; |E_A - E_B| and |<sigma_z>_B| below {BOUNDS}, "
          f"shares; highest Gamma")
    for statistics in data.statistics.values:
        for collectivity in data.collectivity.values:
            part = data.sel(statistics=statistics, collectivity=collectivity)
            proven = ~numpy.isnan(part.imbalance.values)
            lossiest = part.Gamma.values[proven.any(axis=1)].max()
            row = f"  {statistics:8}{collectivity:g}  {proven.mean():.3f} up to {lossiest:.2g}"
            for variable in ("imbalance", "inversion"):
                values = part[variable].values
                filling = values[:, part[other].values >= (1.0 if other == "F" else 0.0)]
                shares = [f"{(values[proven] < bound).mean():.3f}" for bound in BOUNDS]
                losses = [f"{up_to(filling, part.Gamma.values, bound):.2g}" for bound in BOUNDS]
                row += f"  {variable} {' '.join(shares)}; {' '.join(losses)}"
            print(row)
    if other == "F":
        part = data.sel(statistics="boson", collectivity=0.0).isel(Gamma=0)
        print("  boson 0 at the weakest loss: F, t_S, |E_A - E_B|, |<sigma_z>_B|")
        for pump in (0.1, 0.2, 0.7, 1.0, 1.6, 3.5, 10.0):
            at = part.sel(F=pump, method="nearest")
            print(f"  {float(at.F):6.2f}  {float(at.t_S):.2f}  {float(at.imbalance):.3f}  "
                  f"{float(at.inversion):.3f}")
    else:
        part = data.sel(n=0.0, collectivity=1.0).isel(Gamma=-1)
        print(f"  one reservoir, n = 0, strongest loss: |E_A - E_B| {part.imbalance.values}, "
              f"|<sigma_z>_B| {part.inversion.values}")
