"""Reservoirs: tables ``[reservoir]`` of a scenario."""


def boson(Gamma, n=None, *, T=None, omega=None, collectivity=None, on=None):
    """A local reservoir of bosons: weight Gamma (1 + n) on emission, Gamma n on absorption, Eq. (2).

    Parameters
    ----------
    Gamma : float
        Rate, at least 0.
    n : float, optional
        Mean occupation.
    T, omega : float, optional
        Temperature and frequency instead of n: n = 1/(exp(omega/T) - 1).
    collectivity : float, optional
        From 0, a jump operator per subsystem, to 1, one for their sum.
    on : list of str, optional
        The subsystems that it acts on; all by default.

    Returns
    -------
    dict
        A table ``[reservoir]``.

    Examples
    --------
    >>> import qbattery as qb
    >>> qb.boson(Gamma=1e-3, n=0)
    {'statistics': 'boson', 'Gamma': 0.001, 'n': 0}
    """
    return given(statistics="boson", Gamma=Gamma, n=n, T=T, omega=omega, collectivity=collectivity, on=on)


def fermion(Gamma, n=None, *, T=None, omega=None, mu=None, collectivity=None, on=None):
    """A local reservoir of fermions: weight Gamma (1 - n) on emission, Gamma n on absorption.

    Parameters
    ----------
    Gamma : float
        Rate, at least 0.
    n : float, optional
        Mean occupation, at most 1.
    T, omega, mu : float, optional
        Temperature, energy and chemical potential instead: n = 1/(exp((omega - mu)/T) + 1).
    collectivity, on
        As in :func:`boson`.

    Returns
    -------
    dict
        A table ``[reservoir]``.

    Examples
    --------
    >>> import qbattery as qb
    >>> qb.fermion(0.1, T=1.0, omega=2.0, mu=0.5)["mu"]
    0.5
    """
    return given(statistics="fermion", Gamma=Gamma, n=n, T=T, omega=omega, mu=mu, collectivity=collectivity, on=on)


def dephasing(Gamma, *, collectivity=None, on=None):
    """A reservoir that takes phases between levels: neighbouring ones lose coherence as exp(-Gamma t).

    Parameters
    ----------
    Gamma : float
        Rate, at least 0.
    collectivity, on
        As in :func:`boson`.

    Returns
    -------
    dict
        A table ``[reservoir]``.

    Examples
    --------
    >>> import qbattery as qb
    >>> qb.dephasing(0.1, on=["battery"])
    {'kind': 'dephasing', 'Gamma': 0.1, 'on': ['battery']}
    """
    return given(kind="dephasing", Gamma=Gamma, collectivity=collectivity, on=on)


def global_reservoir(Gamma, T, omega_L, *, statistics="boson", mu=None, collectivity=None, on=None):
    """A reservoir that acts between the eigenstates of the whole Hamiltonian, in the secular approximation.

    Parameters
    ----------
    Gamma, T : float
        Rate and temperature.
    omega_L : float
        Frequency of one excitation in the laboratory.
    statistics : {"boson", "fermion"}
    mu, collectivity, on
        As in :func:`fermion`.

    Returns
    -------
    dict
        A table ``[reservoir]``.

    Examples
    --------
    >>> import qbattery as qb
    >>> qb.global_reservoir(0.01, T=0.5, omega_L=1.0)["kind"]
    'global'
    """
    return given(
        kind="global", statistics=statistics, Gamma=Gamma, T=T, omega_L=omega_L, mu=mu, collectivity=collectivity, on=on
    )


def given(**keys):
    """Those keys that have a value."""
    return {key: value for key, value in keys.items() if value is not None}
