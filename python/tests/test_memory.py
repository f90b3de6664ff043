"""A thousand calls of every function, and memory does not grow."""

import gc
import warnings

import numpy as np
import pytest

import qbattery as qb

PAIR = qb.charger_battery(F=3, g=1, reservoir=qb.boson(Gamma=1e-3, n=0))
TABLES = {
    "model": "charger-battery",
    "task": "steady-state",
    "parameters": {"F": 1, "g": 1},
    "reservoir": {"Gamma": 1, "n": 0},
}
SM = np.array([[0.0, 0.0], [1.0, 0.0]])
ATOM = qb.model(SM + SM.T, [(0.1, SM)])
STATES = np.tile(np.diag([0.4, 0.3, 0.2, 0.1]).astype(complex), (50, 1, 1))
FEW = STATES[:5]  # of what searches directions for each
CELL = np.diag([1.0, 0.0])
PAIR_ENERGY = np.diag([2.0, 1.0, 1.0, 0.0])
OF_ENERGY = (
    "antiergotropy capacity coherent_ergotropy energy energy_variance ergotropy "
    "incoherent_ergotropy passive_energy"
)
OF_PARTS = "logarithmic_negativity mutual_information negativity steering"
OF_STATES = (
    "chsh concurrence entropic_uncertainty entropic_uncertainty_bound entropy l1_coherence "
    "linear_entropy purity relative_entropy_coherence"
)


def fails(call):
    def failing():
        with pytest.raises((ValueError, ArithmeticError)):
            call()

    return failing


CALLS = {
    "run": lambda: qb.run(TABLES),
    "check": lambda: qb.check(TABLES),
    "evolve": lambda: qb.evolve(PAIR, "eg", [0.0, 1.0], states=True),
    "evolve in steps": lambda: qb.evolve(PAIR.set(F=2), np.eye(4) / 4, [0.0, 0.1]),
    "steady_state": lambda: qb.steady_state(PAIR).quantities,
    "gap": lambda: qb.steady_state(PAIR).gap,
    "sweep": lambda: qb.sweep(PAIR, {"F": np.linspace(0.1, 1, 50)}),
    "model": lambda: qb.model(SM + SM.T, [(0.1, SM)], energies={"system": np.diag([1, 0])}),
    "ready_model": lambda: qb.ready_model("ferraro2018", N=2),
    "spell_out": lambda: qb.spell_out({"a": "two-level"}, ["x(a)"]),
    "set": lambda: PAIR.set(F=2),
    "repr": lambda: repr(PAIR),
    "models": qb.models,
    "quantities": qb.quantities,
    "papers": qb.papers,
    "complaints": fails(lambda: qb.charger_battery(F="a", g=1)),
    "numerical errors": fails(lambda: qb.steady_state(qb.charger_battery(F=1, g=1))),
    "keys that are none": fails(lambda: PAIR.set(Gama=1)),
    "cjwr": lambda: qb.cjwr(STATES),
    "daemonic_ergotropy": lambda: qb.daemonic_ergotropy(FEW, CELL),
    "discord": lambda: qb.discord(FEW, (2, 2)),
    "fidelity": lambda: qb.fidelity(STATES, STATES[0]),
    "partial_trace": lambda: qb.partial_trace(STATES, (2, 2), 0),
    "states that are none": fails(lambda: qb.purity(np.eye(3))),
}
for name in OF_ENERGY.split():
    CALLS[name] = lambda call=getattr(qb, name): call(STATES, PAIR_ENERGY)
for name in OF_PARTS.split():
    CALLS[name] = lambda call=getattr(qb, name): call(STATES, (2, 2))
for name in OF_STATES.split():
    CALLS[name] = lambda call=getattr(qb, name): call(STATES)


def resident_kilobytes():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


@pytest.mark.parametrize("name", CALLS)
def test_memory_does_not_grow(name):
    def repeat(times):
        for _ in range(times):
            CALLS[name]()
        gc.collect()
        return resident_kilobytes()

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        before = repeat(200)
        # What the allocator keeps of threads' arenas varies; a leak of 1 kB a call would be 1000.
        assert repeat(1000) - before < 800
