"""Systems of many levels as a careful user of QuTiP computes them: every documented method that
suits, at the tolerance at which its result is just within the error that is asked for. What is timed begins with the operators."""

import time
import typing
import warnings

import numpy as np
import scipy.interpolate

warnings.filterwarnings("ignore", message="matplotlib not found")
import qutip  # noqa: E402

tolerances = (1e-7, 1e-8, 1e-9, 1e-10, 1e-11)


def driven_mode(levels=60, F=1.0, g=1.0, kappa=0.5, n=0.2):
    """A driven, damped mode that charges a two-level battery: H, jumps, initial state and what is
    measured, as in scenarios/driven_mode.toml."""
    a = qutip.tensor(qutip.destroy(levels), qutip.qeye(2))
    b = qutip.tensor(qutip.qeye(levels), qutip.sigmam())
    h = F * (a + a.dag()) + g * (a.dag() * b + a * b.dag())
    jumps = [np.sqrt(kappa * (n + 1)) * a, np.sqrt(kappa * n) * a.dag()]
    empty = qutip.ket2dm(qutip.tensor(qutip.basis(levels, 0), qutip.basis(2, 1)))
    return h, jumps, empty, [a.dag() * a, b.dag() * b]


def dicke(cells=10, levels=130, coupling=0.5):
    """The Dicke battery of Ferraro et al. as a spin J = N/2 and kets, with <J_z> + N/2."""
    j = cells / 2
    a = qutip.tensor(qutip.destroy(levels), qutip.qeye(cells + 1))
    spin = [qutip.tensor(qutip.qeye(levels), qutip.jmat(j, axis)) for axis in "xz"]
    h = a.dag() * a + spin[1] + 2 * coupling * spin[0] * (a + a.dag())
    start = qutip.tensor(qutip.basis(levels, cells), qutip.basis(cells + 1, cells))
    return h, start, spin[1] + j


def timed(work, repeats=2):
    """Seconds of the faster of some runs, and what came out."""
    best = np.inf
    for _ in range(repeats):
        begin = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - begin)
    return best, result


class Way(typing.NamedTuple):
    words: str
    tolerance: float
    error: float


def fastest(run, choices, exact, error):
    """Of all choices (words for people -> arguments), each at its loosest tolerance that meets the
    error: the fastest."""
    best, least = None, np.inf
    for words, arguments in choices.items():
        for tolerance in tolerances:
            seconds, values = timed(lambda: run(tolerance, **arguments))
            off = np.max(np.abs(values - exact))
            if off > error:
                continue
            if seconds < least:
                best, least = Way(words, tolerance, off), seconds
            break
    return best


def driven_mode_curves(times):
    """A function of a tolerance and how to solve, and the choices there are, the one that has been
    fastest so far first."""
    def run(tolerance, method, matrix_form):
        h, jumps, start, measured = driven_mode()
        options = {"method": method, "atol": tolerance, "rtol": tolerance, "progress_bar": "",
                   "nsteps": 10**6, "matrix_form": matrix_form}
        result = qutip.mesolve(h, start, times, jumps, e_ops=measured, options=options)
        return np.array(result.expect)

    methods = ("tsit5", "vern7", "dop853", "vern9", "adams")
    return run, {f"{method}, {'matrix' if form else 'superoperator'}":
                 {"method": method, "matrix_form": form} for method in methods
                 for form in ((True, False) if method == "vern7" else (True,))}


def dicke_power(couplings, to=0.8):
    """The same of the largest power E(t)/t up to a time, of each coupling: a spline through some
    samples."""
    def largest_power(coupling, tolerance, method, samples):
        h, start, energy = dicke(coupling=coupling)
        times = np.linspace(0.0, to, samples)
        options = {"method": method, "atol": tolerance, "rtol": tolerance, "progress_bar": "",
                   "nsteps": 10**6}
        stored = qutip.sesolve(h, start, times, e_ops=[energy], options=options).expect[0]
        power = scipy.interpolate.make_interp_spline(times[1:], stored[1:] / times[1:], k=5)
        around = times[1:][np.argmax(power(times[1:]))]
        fine = np.linspace(around - times[1], min(around + times[1], to), 20001)
        return np.max(power(fine))

    def run(tolerance, method, samples):
        return np.array([largest_power(each, tolerance, method, samples) for each in couplings])

    methods = ("dop853", "vern7", "vern9", "tsit5", "adams")
    return run, {f"{method}, {samples} samples": {"method": method, "samples": samples}
                 for method in methods for samples in (25, 50, 13)}
