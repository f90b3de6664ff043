"""Measures the engine beside QuTiP and NumPy and writes what came out.

    bench.py BUILD_FOLDER [--short] [--check RATIOS.json] [--write FOLDER]

Every ratio is of two sides measured one after the other in the same round, on one thread. The
baselines take some of the points of a scenario and are counted per point; the engine takes all.
--short takes three rounds of fewer points; --check ends in 1 where the best ratio of the rounds is
below half of the one kept in a file, but for a plain time, which is the machine's; --write writes
results.md and ratios.json.
"""

import argparse
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
here = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(here / "baseline"))

import warnings  # noqa: E402

warnings.filterwarnings("ignore", message="matplotlib not found")
import numpy as np  # noqa: E402
import qutip  # noqa: E402

import numpy_way  # noqa: E402
import qutip_large  # noqa: E402
import qutip_way  # noqa: E402
import reference  # noqa: E402

names = ("E_A", "E_B", "W_B", "S_AB", "S_BA")


class Engine:
    """qbattery-bench and qbattery of a build."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder).resolve()
        self.scratch = tempfile.TemporaryDirectory()
        self.numbers = pathlib.Path(self.scratch.name) / "numbers"

    def bench(self, *arguments):
        done = subprocess.run([self.folder / "qbattery-bench", *map(str, arguments)],
                              capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"qbattery-bench {' '.join(map(str, arguments))}: {done.stderr}")
        return json.loads(done.stdout)

    def scenario(self, name, threads=1, keep=False):
        """Seconds per point and sample."""
        extra = [self.numbers] if keep else []
        told = self.bench("scenario", here / "scenarios" / f"{name}.toml", threads, *extra)
        return told["seconds"] / told["points"] / told["samples"]

    def values(self):
        return np.fromfile(self.numbers)

    def chain(self, points):
        file = pathlib.Path(self.scratch.name) / "points"
        np.savetxt(file, points, fmt="%.17g")
        return self.bench("chain", file, self.numbers)

    def whole_run(self, name):
        """Seconds of `qbattery run` from a scenario to a NetCDF file."""
        target = pathlib.Path(self.scratch.name) / f"{name}.nc"
        seconds = wall([self.folder / "qbattery", "run", here / "scenarios" / f"{name}.toml",
                        "--threads", "1", "-o", target])
        target.unlink()
        return seconds

    def one_curve(self):
        target = pathlib.Path(self.scratch.name) / "curve.csv"
        return wall([self.folder / "qbattery", "run", here / "scenarios" / "one_curve.toml",
                     "-o", target])

    def reproduce(self):
        return wall([self.folder / "qbattery", "reproduce", "song2026", "--data-only", "-o",
                     pathlib.Path(self.scratch.name) / "song2026"])


def wall(command):
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return time.perf_counter() - begin


class Row:
    """One line of the results: ratios of the rounds, with what stands beside them."""

    def __init__(self, work, bar, is_of_two_sides=True):
        self.work, self.bar, self.is_of_two_sides = work, bar, is_of_two_sides
        self.ratios, self.per_second, self.errors = [], "", ""

    def add(self, ratio):
        self.ratios.append(float(ratio))

    def median(self):
        return statistics.median(self.ratios)

    def line(self):
        low, high = min(self.ratios), max(self.ratios)
        verdict = "met" if self.median() >= self.bar else "falls short"
        return (f"| {self.work} | {self.bar:,g} | {number(low)} | {number(self.median())} | "
                f"{number(high)} | {verdict} | {self.per_second} | {self.errors} |")


def number(x):
    return f"{x:,.0f}" if x >= 100 else f"{x:.3g}"


def rate(seconds, unit):
    return f"{1.0 / seconds:,.0f} {unit}"


def largest(values, exact):
    return f"{np.nanmax(np.abs(values - exact)):.0e}"


def grid(low, high, count):
    axis = np.geomspace(low, high, count)
    return np.array([(Gamma, F) for Gamma in axis for F in axis])


def maps(engine, rounds, some):
    rows = []
    points = grid(1e-4, 1e2, 400)
    chosen = np.linspace(0, len(points) - 1, some).astype(int)
    many = np.linspace(0, len(points) - 1, 40 * some).astype(int)
    for name, Delta, bar, bar_numpy in (("resonant", 0.0, 1e4, 200), ("detuned", 0.3, 7e3, 120)):
        title = f"400 x 400 steady states, {name}"
        fastest = Row(f'{title}, against QuTiP steadystate, method "svd"', bar)
        default = Row(f"{title}, against QuTiP steadystate, default method", bar)
        batched = Row(f"{title}, against batched NumPy", bar_numpy)
        exact = reference.steady_states(points[chosen], Delta)
        for _ in range(rounds):
            ours = engine.scenario(f"map_{name}", keep=True)
            values = engine.values().reshape(5, -1)[:, chosen]
            solver, counted, theirs = qutip_way.steady_states(points[chosen], Delta, "svd")
            fastest.add((solver + counted) / ours)
            fastest.per_second = (f"{rate(ours, 'states')}; QuTiP {solver * 1e6:.0f} us + "
                                  f"{counted * 1e6:.1f} us quantities")
            fastest.errors = f"{largest(values, exact)}; QuTiP {largest(theirs, exact)}"
            solver, counted, theirs = qutip_way.steady_states(points[chosen[::10]], Delta, "direct")
            default.add((solver + counted) / ours)
            default.per_second = f"QuTiP {solver * 1e6:.0f} us"
            default.errors = f"QuTiP {largest(theirs, exact[:, ::10])}"
            solver, counted, theirs = numpy_way.steady_states(points[many], Delta)
            batched.add((solver + counted) / ours)
            batched.per_second = f"NumPy {solver * 1e6:.2f} us + {counted * 1e6:.2f} us quantities"
            batched.errors = f"NumPy {largest(theirs, reference_of(points[many], Delta, theirs))}"
        rows += [fastest, default, batched]
    return rows


def reference_of(points, Delta, like):
    """The reference at every hundredth point, NaN elsewhere."""
    exact = np.full_like(like, np.nan)
    exact[:, ::100] = reference.steady_states(points[::100], Delta)
    return exact


def curves(engine, rounds, some):
    axes = np.geomspace(1e-3, 3.0, 100), np.geomspace(0.03, 3.0, 100)
    points = np.array([(Gamma, F) for Gamma in axes[0] for F in axes[1]])
    times = np.linspace(0.0, 6.5, 1001)
    chosen = np.linspace(0, len(points) - 1, some).astype(int)
    many = np.linspace(0, len(points) - 1, 20 * some).astype(int)
    against_qutip = Row("10,000 curves of 1,001 samples, against QuTiP mesolve", 1e3)
    against_numpy = Row("the same, against NumPy by an expert", 100)
    reduced = Row("refined extrema instead of stored curves, against storing them", 1.0)
    exact = reference.curves(points[chosen], times, 0.0)
    for _ in range(rounds):
        ours = engine.scenario("curves", keep=True)
        values = engine.values().reshape(5, len(points), len(times))[:, chosen].transpose(1, 0, 2)
        solver, counted, theirs = qutip_way.curves(points[chosen], times, 0.0)
        against_qutip.add((solver + counted) / ours)
        against_qutip.per_second = (f"{rate(ours, 'samples')}; QuTiP {solver * 1e6:.1f} us + "
                                    f"{counted * 1e6:.1f} us quantities")
        against_qutip.errors = f"{largest(values, exact)}; QuTiP {largest(theirs, exact)}"
        solver, counted, theirs = numpy_way.curves(points[many], times, 0.0)
        against_numpy.add((solver + counted) / ours)
        against_numpy.per_second = f"NumPy {solver * 1e6:.2f} us + {counted * 1e6:.2f} us quantities"
        against_numpy.errors = f"NumPy {largest(theirs[0], exact[0])}"
        stored, reductions = engine.whole_run("curves"), engine.whole_run("reductions")
        reduced.add(stored / reductions)
        computed = ours / engine.scenario("reductions")
        reduced.per_second = (f"{stored:.2f} s stored, {reductions:.2f} s reduced; {computed:.2f} "
                              "where nothing is written")
    return [against_qutip, against_numpy, reduced]


def threads(engine, rounds):
    rows = []
    for name, work in (("map_million", "a map of 10^6 points"), ("curves", "10,000 curves")):
        row = Row(f"two threads against one, {work}", 1.8)
        for _ in range(rounds):
            row.add(engine.scenario(name, 1) / engine.scenario(name, 2))
        rows.append(row)
    return rows


def extremes(engine, rounds):
    rows = []
    for name, work in (("tiny", "1e-300 to 1e-100, none of which can be told from 0"),
                       ("huge", "1e100 to 1e300")):
        row = Row(f"a map against one with rates of {work}", 0.33)
        for _ in range(rounds):
            row.add(engine.scenario("map_resonant") / engine.scenario(f"map_{name}"))
        rows.append(row)
    return rows


def process(engine, rounds):
    row = Row("one scenario file to a CSV of 1,001 x 6 numbers, the whole process, against a QuTiP "
              "script", 50)
    script = [sys.executable, here / "baseline" / "one_curve.py",
              pathlib.Path(engine.scratch.name) / "qutip.csv"]
    for _ in range(rounds):
        ours = min(engine.one_curve() for _ in range(5))
        theirs = wall(script)
        row.add(theirs / ours)
        row.per_second = f"{ours * 1e3:.1f} ms; QuTiP {theirs * 1e3:.0f} ms"
    return row


def chain(engine, rounds, some):
    row = Row("400 x 400 steady states of three two-level systems in a detuned chain (63 unknowns), against QuTiP "
              'steadystate, method "svd"', 400)
    points = grid(1e-2, 1e1, 400)
    chosen = np.linspace(0, len(points) - 1, some).astype(int)
    for _ in range(rounds):
        told = engine.chain(points)
        values = engine.values().reshape(3, -1)[:, chosen]
        ours = told["seconds"] / told["points"]
        solver, counted, theirs = qutip_way.steady_chain(points[chosen], (0.3, 0.1, -0.2), 1.0, 0.2)
        row.add((solver + counted) / ours)
        row.per_second = f"{rate(ours, 'states')}; QuTiP {solver * 1e6:.0f} us"
        row.errors = f"{largest(values, theirs)} between both"
    return row


def large(engine, rounds, all_choices):
    """Evolutions of many levels, at errors of at most 1e-8 on both sides, each the fastest of some
    runs of one process. QuTiP begins with the operators; the engine with a checked scenario, of
    which it makes them ("lone"), or with the file ("whole")."""
    rows = []
    times = np.linspace(0.0, 10.0, 101)
    mode = Row("a driven mode of 60 levels with a two-level battery, open, to t = 10, against the "
               "fastest way of QuTiP mesolve", 10)
    run, choices = qutip_large.driven_mode_curves(times)
    exact = run(1e-12, "vern9", True)
    rows.append(compared(engine, rounds, mode, "whole driven_mode", run, choices, exact, all_choices))
    dicke = Row("Dicke's battery of 10 cells and 130 levels, closed, its largest power, against the "
                "fastest way of QuTiP sesolve", 10)
    from_file = Row("the same, the engine from a file", 10)
    swept = Row("the same, the engine from a file, a sweep of 20 couplings", 10)
    for row, work, couplings in ((dicke, "lone dicke", [0.5]), (from_file, "whole dicke", [0.5]),
                                 (swept, "whole dicke_sweep", np.linspace(0.31, 0.5, 20))):
        run, choices = qutip_large.dicke_power(couplings)
        exact = run(1e-13, "dop853", 200)
        rows.append(compared(engine, rounds, row, work, run, choices, exact, all_choices))
    return rows


def compared(engine, rounds, row, work, run, choices, exact, all_choices):
    if not all_choices:
        choices = dict([next(iter(choices.items()))])
    repeats = 30
    way = qutip_large.fastest(run, choices, exact, 1e-8)
    mode, scenario = work.split()
    file = here / "scenarios" / f"{scenario}.toml"
    for _ in range(rounds):
        theirs, _ = qutip_large.timed(lambda: run(way.tolerance, **choices[way.words]), repeats)
        ours = engine.bench(mode, file, *([1] if mode == "whole" else []), repeats)["seconds"]
        engine.bench("scenario", file, 1, engine.numbers)
        off = np.max(np.abs(engine.values().reshape(np.shape(exact)) - exact))
        row.add(theirs / ours)
        row.per_second = f"{ours * 1e3:.1f} ms; QuTiP {theirs * 1e3:.0f} ms ({way.words})"
        row.errors = f"{off:.0e}; QuTiP {way.error:.0e}"
    return row


def spelt(engine, rounds):
    row = Row("the paper's model spelt out against the ready one, a map of 160,000 points", 0.95)
    for _ in range(rounds):
        ready = min(engine.scenario("map_resonant") for _ in range(5))
        row.add(ready / min(engine.scenario("map_spelt") for _ in range(5)))
    return row


def steps(engine, rounds):
    row = Row("share of the FMA peak in steps of 16 components, in %", 40)
    for _ in range(rounds):
        told = engine.bench("steps")
        row.add(100.0 * told["flops"] / told["peak"])
        whole = told["lanes"] * 2 * 2 * told["clock"]
        row.per_second = (f"peak {told['peak'] / 1e9:.0f} GFLOP/s, {told['peak'] / whole:.2f} of "
                          f"{told['lanes']} lanes x 2 units x 2 x {told['clock'] / 1e9:.2f} GHz")
    return row


def paper(engine, rounds):
    row = Row("the paper's data in at most 0.5 s: 0.5 s over the time", 1.0, is_of_two_sides=False)
    for _ in range(rounds):
        seconds = engine.reproduce()
        row.add(0.5 / seconds)
        row.per_second = f"{seconds:.2f} s"
    return row


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo")
                  if line.startswith("model name")), platform.processor())
    return (f"{model}, {os.cpu_count()} cores; Python {platform.python_version()}, "
            f"QuTiP {qutip.__version__}, NumPy {np.__version__}")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("build")
    options.add_argument("--short", action="store_true")
    options.add_argument("--check", type=pathlib.Path)
    options.add_argument("--write", type=pathlib.Path)
    chosen = options.parse_args()
    engine = Engine(chosen.build)
    rounds = 3 if chosen.short else 5
    some = 20 if chosen.short else 200
    rows = maps(engine, rounds, some)
    rows += curves(engine, rounds, 2 if chosen.short else 6)
    rows += threads(engine, rounds)
    rows += extremes(engine, rounds)
    rows += large(engine, rounds, not chosen.short)
    rows += [spelt(engine, rounds), process(engine, rounds), chain(engine, rounds, some // 2), steps(engine, rounds),
             paper(engine, rounds)]
    head = ("| work | bar | least | median | most | | work per second, and the other side | largest "
            "error |\n|---|---|---|---|---|---|---|---|")
    table = "\n".join([head] + [row.line() for row in rows])
    print(f"{machine()}\n\n{table}")
    if chosen.write:
        (chosen.write / "results.md").write_text(
            "# The engine beside QuTiP and NumPy\n\nPrinted by `make bench`; how it is measured "
            "stands at the head of [bench.py](bench.py). Ratios are of times, larger is faster, each "
            "of two sides measured in the same round\non one thread; errors are the largest absolute "
            "ones of all five quantities against extended precision (steering near pure marginals "
            "has a floor of about 1e-8).\n\n"
            f"{machine()}\n\n{table}\n")
        (chosen.write / "ratios.json").write_text(
            json.dumps({row.work: round(row.median(), 2) for row in rows}, indent=1) + "\n")
    if chosen.check:
        kept = json.loads(chosen.check.read_text())
        slow = [f"{row.work}: {number(max(row.ratios))}, of {number(kept[row.work])} before"
                for row in rows if row.is_of_two_sides and max(row.ratios) < 0.5 * kept[row.work]]
        if slow:
            sys.exit("Less than half of what was measured before:\n" + "\n".join(slow))


if __name__ == "__main__":
    main()
