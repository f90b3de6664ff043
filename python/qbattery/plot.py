"""Figures on matplotlib axes, with the look of the paper's.

matplotlib is needed: ``pip install qbattery[plot]``. Functions draw on the axes that they are
handed, or on the current ones, and return what they drew; nothing else of matplotlib's state
changes.
"""

import numpy as np

# Okabe and Ito's colours, which the colour-blind can tell apart, in the order of the program
# (src/qbattery/figures/style.cpp): colour, width in points, dashes in points.
STYLES = {
    "E_A": ("#0072b2", 1.4, None),
    "E_B": ("#d55e00", 1.4, None),
    "S_AB": ("#cc79a7", 1.4, None),
    "S_BA": ("#5a5a5a", 1.2, (4.0, 2.3)),
    "sz_B": ("#009e73", 1.4, None),
    "W_B": ("#e69f00", 1.4, (5.3, 2.0)),
    "P_B": ("#56b4e9", 1.4, None),
}
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00")
DASHES = (None, (3.3, 1.7), (1.0, 1.0))

# How far the colour map is on its way to white, for black lines to stay readable on it.
LIGHTENED = 0.33

GREEK = "alpha beta gamma Gamma delta Delta kappa lambda mu omega Omega phi rho sigma tau theta epsilon".split()
SYMBOLS = {
    "time": "$t$",
    "S_AB": r"$S_{A\to B}$",
    "S_BA": r"$S_{B\to A}$",
    "sz_A": r"$\langle\sigma_z\rangle_A$",
    "sz_B": r"$\langle\sigma_z\rangle_B$",
}


def style_of(variable, place=0):
    """Keywords for a line of a variable: its own style, or the `place`-th of the others.

    Examples
    --------
    >>> import qbattery.plot
    >>> qbattery.plot.style_of("E_B")["color"]
    '#d55e00'
    """
    colour, width, dashes = STYLES.get(
        variable, (COLOURS[place % len(COLOURS)], 1.4, DASHES[place // len(COLOURS) % len(DASHES)])
    )
    return {"color": colour, "linewidth": width, **({"dashes": dashes} if dashes else {})}


def styles_of(variables):
    """The keywords for all lines of a figure: no variable looks like one that has a style of its own.

    Examples
    --------
    >>> import qbattery.plot
    >>> [style["color"] for style in qbattery.plot.styles_of(["E_C", "E_A", "E_B"])]
    ['#009e73', '#0072b2', '#d55e00']
    """
    taken = [(style["color"], style.get("dashes")) for style in (style_of(v) for v in variables if v in STYLES)]
    styles, place = [], 0
    for variable in variables:
        if variable not in STYLES:
            while (style_of("", place)["color"], style_of("", place).get("dashes")) in taken:
                place += 1
        styles.append(style_of(variable, place))
        place += variable not in STYLES
    return styles


def symbol_of(name):
    """A name as a symbol, as in the paper: "E_B" with its subscript, "Gamma" as a Greek letter.

    Examples
    --------
    >>> import qbattery.plot
    >>> qbattery.plot.symbol_of("Delta_A")
    '$\\\\Delta_\\\\mathrm{A}$'
    """
    if name in SYMBOLS:
        return SYMBOLS[name]
    base, _, subscript = name.partition("_")
    if not base or (len(base) > 1 and base not in GREEK):
        return name.replace("_", " ")
    sign = f"\\{base}" if base in GREEK else base
    if not subscript:
        return f"${sign}$"
    below = f"\\{subscript}" if subscript in GREEK else f"\\mathrm{{{subscript.replace('_', ' ')}}}"
    return f"${sign}_{below}$"


def colour_map():
    """Viridis a third of the way to white, as a matplotlib colour map."""
    from matplotlib import colormaps
    from matplotlib.colors import ListedColormap

    colours = colormaps["viridis"](np.linspace(0, 1, 256))[:, :3]
    return ListedColormap((1 - LIGHTENED) * colours + LIGHTENED, name="qbattery")


def curves(ds, variables=None, ax=None):
    """Draw variables against time, or against the only axis of a sweep.

    Parameters
    ----------
    ds : xarray.Dataset
        Of one dimension; choose with ``ds.sel(F=2, method="nearest")`` where there are more.
    variables : str or list of str, optional
        Which; by default all numbers over time, or over the first dimension where there is no time.
    ax : matplotlib.axes.Axes, optional
        Where; the current ones by default.

    Returns
    -------
    list of matplotlib.lines.Line2D

    Examples
    --------
    >>> import matplotlib; matplotlib.use("Agg")
    >>> import matplotlib.pyplot as plt, numpy as np, qbattery as qb, qbattery.plot
    >>> ds = qb.evolve(qb.charger_battery(F=0, g=1), "eg", np.linspace(0, 3, 61))
    >>> [line.get_label() for line in qbattery.plot.curves(ds, ["E_A", "E_B"], plt.figure().gca())]
    ['$E_\\\\mathrm{A}$', '$E_\\\\mathrm{B}$']
    """
    ax = _axes(ax)
    if not hasattr(ds, "data_vars"):
        raise ValueError("ds must be a data set, as qb.run returns it; of one variable, ds[[name]]")
    names = _drawable(ds) if variables is None else _named(ds, variables)
    if not names:
        raise ValueError("ds has no numbers of one dimension; choose values of the others, such as ds.sel(F=2)")
    lines = []
    for name, style in zip(names, styles_of(names), strict=True):
        curve = ds[name]
        lines += ax.plot(ds[curve.dims[0]], curve, label=symbol_of(name), **style)
        ax.set_xlabel(_label(ds[curve.dims[0]]))
    if len(lines) == 1:
        ax.set_ylabel(lines[0].get_label())
    elif lines:
        ax.legend(framealpha=0.85, edgecolor="none")
    if lines:
        ax.margins(x=0)
    return lines


def map(da, ax=None, levels=None, x=None, y=None, colorbar=True, label_contours=True):  # noqa: A001
    """Draw a variable over two axes, with contours.

    Parameters
    ----------
    da : xarray.DataArray
        Of two dimensions.
    ax : matplotlib.axes.Axes, optional
        Where; the current ones by default.
    levels : list of float or int, optional
        Of the contours, or how many; none: no contours where it is an empty list.
    x, y : str, optional
        Which dimension lies where; the first one is x by default.
    colorbar : bool
        Whether a colour bar stands beside it.
    label_contours : bool
        Whether contours carry their values.

    Returns
    -------
    matplotlib.collections.QuadMesh

    Examples
    --------
    >>> import matplotlib; matplotlib.use("Agg")
    >>> import matplotlib.pyplot as plt, numpy as np, qbattery as qb, qbattery.plot
    >>> pair = qb.charger_battery(F=1, g=1, reservoir=qb.boson(Gamma=1, n=0))
    >>> ds = qb.sweep(pair, {"Gamma": np.geomspace(0.01, 5, 20), "F": np.linspace(0.1, 5, 20)})
    >>> mesh = qbattery.plot.map(ds.E_B, plt.figure().gca())
    >>> mesh.axes.get_xscale(), mesh.axes.get_yscale()
    ('log', 'linear')
    """
    if hasattr(da, "data_vars"):
        raise ValueError("da must be one variable, such as ds.E_B, got a data set")
    if da.ndim != 2:
        raise ValueError(
            f"a map has two dimensions, {da.name} has {da.ndim}; "
            "choose values of the others, such as da.sel(n=0, method='nearest')"
        )
    for name, dimension in (("x", x), ("y", y)):
        if dimension not in (None, *da.dims):
            raise ValueError(f"{name} must be one of the dimensions, {' or '.join(da.dims)}, got {dimension!r}")
    if levels is not None and np.ndim(levels) == 0 and not levels >= 1:
        raise ValueError(f"levels must be a list of values or how many, at least 1, got {levels!r}")
    with_contours = levels is None or np.ndim(levels) == 0 or len(levels) > 0
    if with_contours and min(da.shape) < 2:
        sizes = " and ".join(f"{size} along {name}" for name, size in da.sizes.items())
        raise ValueError(f"da must have at least 2 values along each axis, got {sizes}; levels=[] leaves contours out")
    ax = _axes(ax)
    x = x or next(each for each in da.dims if each != y)
    y = y or next(each for each in da.dims if each != x)
    table = da.transpose(y, x)
    mesh = ax.pcolormesh(da[x], da[y], table, cmap=colour_map(), shading="nearest", rasterized=True)
    if with_contours:
        lines = ax.contour(da[x], da[y], table, levels=levels, colors="black", linewidths=0.7, linestyles="solid")
        if label_contours:
            ax.clabel(lines, fontsize="x-small")
    for set_scale, set_label, axis in ((ax.set_xscale, ax.set_xlabel, x), (ax.set_yscale, ax.set_ylabel, y)):
        set_label(_label(da[axis]))
        if _is_logarithmic(da[axis].values):
            set_scale("log")
    if colorbar:
        ax.figure.colorbar(mesh, ax=ax, label=symbol_of(str(da.name)))
    return mesh


def _axes(ax):
    if ax is not None:
        if not hasattr(ax, "plot"):
            raise ValueError(f"ax must be axes of matplotlib, such as plt.figure().gca(), got {type(ax).__name__}")
        return ax
    import matplotlib.pyplot as plt

    return plt.gca()


def _drawable(ds):
    """Numbers over one dimension: time where there is that, else the first."""
    lines = {name: each.dims[0] for name, each in ds.data_vars.items() if each.ndim == 1 and each.dtype.kind == "f"}
    dimension = "time" if "time" in lines.values() else next(iter(lines.values()), None)
    return [name for name, each in lines.items() if each == dimension]


def _named(ds, variables):
    names = [variables] if isinstance(variables, str) else list(variables)
    for name in names:
        if name not in ds.data_vars:
            raise ValueError(f"ds has no variable {name!r}; it has {', '.join(str(each) for each in ds.data_vars)}")
        if ds[name].ndim != 1:
            raise ValueError(
                f"{name} has the dimensions {', '.join(ds[name].dims) or 'none'}; "
                "choose values of all but one, such as ds.sel(F=2, method='nearest')"
            )
    dimensions = sorted({ds[name].dims[0] for name in names})
    if len(dimensions) > 1:
        raise ValueError(f"variables are over {' and '.join(dimensions)}; draw those of each in axes of their own")
    return names


def _label(coordinate):
    units = coordinate.attrs.get("units", "")
    symbol = symbol_of(str(coordinate.name))
    return symbol if units in ("", "1", "rate", "1/rate") else f"{symbol} ({units})"


def _is_logarithmic(values):
    """Whether values have one ratio from each to the next rather than one difference."""
    if len(values) < 3 or values.dtype.kind != "f" or values.min() <= 0:
        return False
    ratios, steps = np.diff(np.log(values)), np.diff(values)
    return bool(np.ptp(ratios) < 1e-6 * abs(ratios).max() and np.ptp(steps) > 1e-6 * abs(steps).max())
