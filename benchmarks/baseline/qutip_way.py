"""How a careful user of QuTiP computes it: terms prebuilt, the fastest documented options that keep
1e-8, figures of merit in vectorised NumPy afterwards."""

import time
import warnings

import numpy as np

warnings.filterwarnings("ignore", message="matplotlib not found")
import qutip  # noqa: E402

from figures_of_merit import figures_of_merit  # noqa: E402


def chain(count):
    """sigma_minus and sigma_z of each of `count` two-level systems."""
    def at(place, operator):
        return qutip.tensor([operator if k == place else qutip.qeye(2) for k in range(count)])
    # QuTiP's sigmam() lowers basis(2, 0) to basis(2, 1), as here.
    return ([at(k, qutip.sigmam()) for k in range(count)],
            [at(k, qutip.sigmaz()) for k in range(count)])


class Pair:
    def __init__(self, Delta, g=1.0):
        (a, b), (z_a, z_b) = chain(2)
        exchange = a.dag() * b + b.dag() * a
        self.hamiltonian = g * exchange + 0.5 * Delta * (z_a + z_b)
        self.pump = a + a.dag()
        self.jumps = [a, b]
        self.fixed = qutip.liouvillian(self.hamiltonian).to("dense")
        self.pumped = qutip.liouvillian(self.pump).to("dense")
        self.loss = sum(qutip.lindblad_dissipator(jump) for jump in self.jumps).to("dense")
        self.empty = qutip.tensor(qutip.basis(2, 1), qutip.basis(2, 1))

    def generator(self, Gamma, F):
        return self.fixed + F * self.pumped + Gamma * self.loss


def steady_states(points, Delta, method):
    """Times per state of the solver and of the quantities, and the numbers, (5, N). "svd" is the
    fastest method for as few levels, "direct" the default."""
    pair = Pair(Delta)
    begin = time.perf_counter()
    states = [qutip.steadystate(pair.generator(Gamma, F), method=method).full()
              for Gamma, F in points]
    solved = time.perf_counter()
    values = figures_of_merit(np.array(states))
    end = time.perf_counter()
    return (solved - begin) / len(points), (end - solved) / len(points), values


def curves(points, times, Delta):
    """The same along curves from |gg>, per sample; numbers (N, 5, samples)."""
    pair = Pair(Delta)
    # The fastest of its methods that keep 1e-8.
    options = {"method": "diag", "progress_bar": "", "store_states": True}
    solving = counting = 0.0
    values = []
    for Gamma, F in points:
        begin = time.perf_counter()
        result = qutip.mesolve(pair.generator(Gamma, F), pair.empty, times, options=options)
        solved = time.perf_counter()
        values.append(figures_of_merit(np.array([state.full() for state in result.states])))
        counting += time.perf_counter() - solved
        solving += solved - begin
    samples = len(points) * len(times)
    return solving / samples, counting / samples, np.array(values)


def steady_chain(points, detunings, J, n):
    """Energies of a detuned chain, the first driven, in thermal local baths: (count, N)."""
    lowering, z = chain(len(detunings))
    exchange = sum(a.dag() * b + b.dag() * a for a, b in zip(lowering, lowering[1:]))
    h = J * exchange + sum(0.5 * d * each for d, each in zip(detunings, z))
    fixed = qutip.liouvillian(h).to("dense")
    pumped = qutip.liouvillian(lowering[0] + lowering[0].dag()).to("dense")
    loss = sum((1 + n) * qutip.lindblad_dissipator(each)
               + n * qutip.lindblad_dissipator(each.dag()) for each in lowering).to("dense")
    number = [(a.dag() * a).full() for a in lowering]
    begin = time.perf_counter()
    states = [qutip.steadystate(fixed + F * pumped + Gamma * loss, method="svd").full()
              for Gamma, F in points]
    solved = time.perf_counter()
    values = np.einsum("nij,kji->kn", np.array(states), np.array(number)).real
    end = time.perf_counter()
    return (solved - begin) / len(points), (end - solved) / len(points), values
