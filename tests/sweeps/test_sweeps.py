"""What sweeps promise, shown on the program itself: nothing finished is lost or computed again, and
results are the same to the last bit, read with what physicists have: xarray, pandas, json.

    QBATTERY_PROGRAM=build/qbattery QBATTERY_END_AT=build/libend-at.so \
        python3 -m unittest -v tests/sweeps/test_sweeps.py

QBATTERY_KILLS says how often a sweep is killed at a random moment (2)."""

import json
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

import numpy
import pandas
import xarray

PROGRAM = os.environ["QBATTERY_PROGRAM"]
END_AT = os.environ["QBATTERY_END_AT"]
KILLS = int(os.environ.get("QBATTERY_KILLS", "2"))

# Curves and numbers of them, in three sets of dimensions. The eigenvalue has no lanes: it makes the
# run slow enough to be killed in between.
CURVES = """
format = 1
model = "charger-battery"
task = "evolve"
parameters = {{ F = 3.0, g = 1.0 }}
reservoir = {{ Gamma = 0.1, n = 0.2 }}
time = {{ to = 12.5, points = 101 }}
[[sweep]]
parameter = "statistics"
values = ["boson", "fermion"]
[[sweep]]
parameter = "Gamma"
from = 0.01
to = 5.0
points = {points}
scale = "log"
[[sweep]]
parameter = "F"
from = 0.1
to = 3.0
points = 80
[reduce]
keep_curves = true
E_max = "max(E_B)"
tau = "argmax(E_B)"
zeros = "crossings(E_A - E_B, 3)"
[quantities]
E_A = "energy(charger)"
E_B = "energy(battery)"
lowest = "smallest_eigenvalue()"
"""

# Steady states, cheap; without a pump those of one common reservoir are not unique, and fail.
STEADY = """
format = 1
model = "charger-battery"
task = "steady-state"
parameters = {{ F = 3.0, g = 1.0 }}
reservoir = {{ Gamma = 0.1, n = 0.0 }}
[[sweep]]
parameter = "collectivity"
values = [0.0, 1.0]
[[sweep]]
parameter = "F"
from = 0.0
to = 3.0
points = {rows}
[[sweep]]
parameter = "Gamma"
from = 0.01
to = 5.0
points = {columns}
[quantities]
E_A = "energy(charger)"
E_B = "energy(battery)"
"""


def dataset(path):
    with xarray.open_dataset(path) as opened:
        return opened.load()


class Sweeps(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="qbattery-sweeps-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, text):
        (self.folder / name).write_text(text)
        return name

    def command(self, *arguments):
        return [PROGRAM, *map(str, arguments)]

    def run_program(self, *arguments, code=0, **options):
        ended = subprocess.run(self.command(*arguments), cwd=self.folder, text=True,
                               capture_output=True, **options)
        if code is not None:
            self.assertEqual(ended.returncode, code, ended.stderr)
        return ended

    def start(self, *arguments, **options):
        return subprocess.Popen(self.command(*arguments), cwd=self.folder, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)

    def parts(self, result="map.nc"):
        return sorted((self.folder / f"{result}.parts").rglob("*.part"))

    def assert_same(self, a, b):
        self.assertEqual(set(a.variables), set(b.variables))
        self.assertEqual(a.attrs, b.attrs)
        for name in a.variables:
            x, y = a[name].values, b[name].values
            self.assertEqual(x.shape, y.shape, name)
            self.assertEqual(x.dtype, y.dtype, name)
            self.assertEqual(a[name].attrs.keys(), b[name].attrs.keys(), name)
            same = (x == y).all() if x.dtype == object else x.tobytes() == y.tobytes()
            self.assertTrue(same, name)

    def assert_nothing_left(self, *names):
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), sorted(names))


class Killed(Sweeps):
    def setUp(self):
        super().setUp()
        # Ten seconds of two cores, in which parts are kept several times.
        self.write("map.toml", CURVES.format(points=300))

    def go_on(self, kept):
        """Resumes; points that are kept are not computed again (sweep.test.cpp counts them)."""
        ended = self.run_program("run", "map.toml", "-o", "map.nc", "--resume")
        if kept:
            self.assertRegex(ended.stderr, r"^going on: [1-9]\d* of 48000 points are kept")

    def test_at_random_moments(self):
        began = time.monotonic()
        self.run_program("run", "map.toml", "-o", "whole.nc")
        whole, seconds = dataset(self.folder / "whole.nc"), time.monotonic() - began
        moments = random.Random(20260101)
        for _ in range(KILLS):
            run = self.start("run", "map.toml", "-o", "map.nc")
            try:
                run.communicate(timeout=moments.uniform(0.0, seconds))
            except subprocess.TimeoutExpired:
                run.kill()
                run.communicate()
            kept = self.parts()
            self.go_on(kept)
            self.assert_same(dataset(self.folder / "map.nc"), whole)
            self.assert_nothing_left("map.toml", "map.nc", "whole.nc")
            (self.folder / "map.nc").unlink()


class EndedBetweenSteps(Sweeps):
    """Killed once between each two steps of keeping points, writing the result and cleaning up."""

    def setUp(self):
        super().setUp()
        # 39 MB: more than is held in memory (sweep.cpp), so that parts are kept before the end.
        self.write("map.toml", CURVES.format(points=100))
        self.run_program("run", "map.toml", "-o", "whole.nc")
        self.whole = dataset(self.folder / "whole.nc")

    def run_ended_at(self, step, *more):
        environment = {**os.environ, "LD_PRELOAD": END_AT, "END_AT": step}
        return subprocess.run(self.command("run", "map.toml", "-o", "map.nc", *more),
                              cwd=self.folder, env=environment, capture_output=True).returncode

    def test_while_points_are_kept(self):
        for step in ("fsync 1", "rename 1", "fsync 2"):
            with self.subTest(step):
                self.assertEqual(self.run_ended_at(step), -signal.SIGKILL)
                self.assertFalse((self.folder / "map.nc").exists())
                self.run_program("run", "map.toml", "-o", "map.nc", "--resume")
                self.assert_same(dataset(self.folder / "map.nc"), self.whole)
                self.assert_nothing_left("map.toml", "map.nc", "whole.nc")
                (self.folder / "map.nc").unlink()

    def test_while_the_result_is_made_and_the_parts_are_removed(self):
        # All points kept, no result: ended where the result would be renamed. There may be any
        # number of parts, each of which is renamed too; how many differs from run to run.
        number, left = 2, []
        for _ in range(40):
            shutil.rmtree(self.folder / "map.nc.parts", ignore_errors=True)
            ended = self.run_ended_at(f"rename {number}")
            if ended == 0:  # there were fewer than the last time
                (self.folder / "map.nc").unlink()
                number = 2
                continue
            self.assertEqual(ended, -signal.SIGKILL)
            left = [path.name for path in self.folder.glob(".map.nc.*")]
            if left:
                break
            number += 1
        self.assertTrue(left)
        shutil.copytree(self.folder / "map.nc.parts", self.folder / "kept")
        seen = set()
        for kind in ("fsync", "rename", "unlink", "remove"):
            for number in range(1, 20):
                shutil.rmtree(self.folder / "map.nc.parts", ignore_errors=True)
                shutil.copytree(self.folder / "kept", self.folder / "map.nc.parts")
                (self.folder / "map.nc").unlink(missing_ok=True)
                ended = self.run_ended_at(f"{kind} {number}", "--resume")
                if ended == 0:
                    break  # there are not as many calls of the kind
                with self.subTest(kind=kind, number=number):
                    self.assertEqual(ended, -signal.SIGKILL)
                    seen.add(kind)
                    there = (self.folder / "map.nc").exists()
                    parts = self.parts()
                    self.run_program("run", "map.toml", "-o", "map.nc", "--resume")
                    self.assertTrue(there or parts)
                    self.assert_same(dataset(self.folder / "map.nc"), self.whole)
                    self.assert_nothing_left("map.toml", "map.nc", "whole.nc", "kept")
        self.assertEqual(seen, {"fsync", "rename", "remove"} | (seen & {"unlink"}))


class Shared(Sweeps):
    def setUp(self):
        super().setUp()
        self.write("map.toml", STEADY.format(rows=60, columns=70))
        self.run_program("run", "map.toml", "-o", "whole.nc", "--threads", 1, code=1)
        self.whole = dataset(self.folder / "whole.nc")

    def run_shard(self, number):
        # Code 1 where one of its points failed.
        self.run_program("run", "map.toml", "--shard", f"{number}/7", "-o", "map.nc", code=None)

    def test_by_threads_and_shards(self):
        self.run_program("run", "map.toml", "-o", "map.nc", "--threads", 2, code=1)
        self.assert_same(dataset(self.folder / "map.nc"), self.whole)
        (self.folder / "map.nc").unlink()
        for shard in (3, 1, 7, 5, 2, 6):
            self.run_shard(shard)
        ended = self.run_program("merge", "map.nc", code=1)
        self.assertIn("1 of 7 shards are missing", ended.stderr)
        self.assertIn("shard 4/7: not there", ended.stderr)
        self.assertFalse((self.folder / "map.nc").exists())
        self.run_shard(4)
        ended = self.run_program("merge", "map.nc", code=1)
        self.assertIn("points failed", ended.stderr)
        self.assert_same(dataset(self.folder / "map.nc"), self.whole)
        self.assert_nothing_left("map.toml", "map.nc", "whole.nc")

    def test_by_one_shard_alone(self):
        self.run_program("run", "map.toml", "--shard", "1/1", "-o", "map.nc", code=None)
        self.run_program("merge", "map.nc", code=1)
        self.assert_same(dataset(self.folder / "map.nc"), self.whole)


class Forms(Sweeps):
    def test_have_equal_numbers(self):
        self.write("map.toml", CURVES.format(points=3))
        self.run_program("run", "map.toml", "-o", "r.nc", "-o", "r.csv", "-o", "r.json")
        nc = dataset(self.folder / "r.nc")
        written = json.loads((self.folder / "r.json").read_text())
        for name, body in written["data"].items():
            values = numpy.array(body["values"], dtype=float)
            self.assertEqual(list(nc[name].dims), body["dims"])
            self.assertEqual(values.tobytes(), nc[name].values.astype(float).tobytes(), name)
        for file in ("r.csv", "r.time.csv", "r.zeros_number.csv"):
            table = pandas.read_csv(self.folder / file, float_precision="round_trip")
            for name in set(table.columns) & set(nc.data_vars) - {"status"}:
                self.assertEqual(table[name].to_numpy().tobytes(), nc[name].values.tobytes(), name)
            grid = [nc[dim].values for dim in nc.sizes if dim in table.columns]
            for dim, column in zip([d for d in nc.sizes if d in table.columns],
                                   numpy.meshgrid(*grid, indexing="ij")):
                self.assertTrue((table[dim].to_numpy() == column.ravel()).all(), dim)
        self.assertEqual({name for file in ("r.csv", "r.time.csv", "r.zeros_number.csv")
                          for name in pandas.read_csv(self.folder / file).columns}
                         - {"status_meaning"}, set(nc.variables))


class InTheWay(Sweeps):
    def setUp(self):
        super().setUp()
        self.write("map.toml", CURVES.format(points=200))

    def interrupt_after_a_part(self, number=signal.SIGTERM, parts=1, resume=()):
        run = self.start("run", "map.toml", "-o", "map.nc", *resume)
        while len(self.parts()) < parts and run.poll() is None:
            time.sleep(0.05)
        run.send_signal(number)
        return run, run.communicate()[1]

    def test_a_signal_keeps_what_is_finished(self):
        run, said = self.interrupt_after_a_part()
        self.assertEqual(run.returncode, 130, said)
        kept = int(re.match(r"interrupted: (\d+) of 32000 points are kept in map.nc.parts; "
                            r"go on with --resume\n$", said)[1])
        self.assertGreater(kept, 0)
        ended = self.run_program("run", "map.toml", "-o", "map.nc", code=2)
        self.assertIn("go on from there with --resume", ended.stderr)

    def test_damaged_parts_are_noticed_and_done_again(self):
        self.interrupt_after_a_part()
        if len(self.parts()) == 1:  # nothing was finished between the part and the signal
            self.interrupt_after_a_part(parts=2, resume=["--resume"])
        first = self.parts()[0]
        bytes_of = bytearray(first.read_bytes())
        bytes_of[len(bytes_of) // 3] ^= 4
        first.write_bytes(bytes_of)
        last = self.parts()[-1]
        self.assertNotEqual(first, last)
        last.write_bytes(last.read_bytes()[:-100])
        ended = self.run_program("run", "map.toml", "-o", "map.nc", "--resume")
        self.assertIn("000001.part is damaged: its checksum is wrong. What it held is computed again.",
                      ended.stderr)
        self.assertIn(f"{last.name} is damaged", ended.stderr)
        self.run_program("run", "map.toml", "-o", "whole.nc")
        self.assert_same(dataset(self.folder / "map.nc"), dataset(self.folder / "whole.nc"))

    def test_a_second_run_on_a_target_is_refused(self):
        first = self.start("run", "map.toml", "-o", "map.nc")
        lock = self.folder / "map.nc.parts/1-of-1/lock"
        while not (lock.exists() and lock.read_text()):
            time.sleep(0.02)
        ended = self.run_program("run", "map.toml", "-o", "map.nc", "--resume", code=4)
        self.assertIn(f"map.nc is being computed by process {first.pid} on host ", ended.stderr)
        first.kill()
        first.communicate()
        ended = self.run_program("run", "map.toml", "-o", "map.nc", "--resume", "--set", "n=0",
                                 "--unset", "sweep")
        self.assertNotIn("computed by", ended.stderr)


class FullDisk(Sweeps):
    def test_keeps_what_fits_and_goes_on_after_making_room(self):
        self.write("map.toml", CURVES.format(points=200))
        self.run_program("run", "map.toml", "-o", "whole.nc")
        script = f"""
            set -u
            mount -t tmpfs -o size=55m tmpfs disk
            cp map.toml disk
            cd disk
            head -c 25m /dev/zero > ballast
            {PROGRAM} run map.toml -o map.nc; echo "code $?"
            ls map.nc; ls map.nc.parts/1-of-1
            rm ballast
            mount -o remount,size=800m .
            {PROGRAM} run map.toml -o map.nc --resume; echo "code $?"
            ls -A; cp map.nc ..
        """
        (self.folder / "disk").mkdir()
        ended = subprocess.run(["unshare", "--mount", "--map-root-user", "bash", "-c", script],
                               cwd=self.folder, text=True, capture_output=True)
        self.assertRegex(ended.stdout, r"code 4\n(0000\d\d.part\n)*code 0\nmap.nc\nmap.toml\n$",
                         ended.stderr)
        self.assertRegex(ended.stderr, r"cannot write it \(No space left on device.*points are kept in "
                                       r"map.nc.parts: make room, \d+ MB more for them and the result, and "
                                       r"go on with --resume")
        self.assert_same(dataset(self.folder / "map.nc"), dataset(self.folder / "whole.nc"))


class Memory(Sweeps):
    def test_does_not_grow_with_the_number_of_points(self):
        self.write("map.toml", STEADY.format(rows=2000, columns=2500))
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        self.assertLess(before, 200e3)
        self.run_program("run", "map.toml", "-o", "map.nc", "--set",
                         "quantities.S=steering(charger, battery)", code=1)
        self.assertEqual(dataset(self.folder / "map.nc").E_B.size, 10**7)
        # Kilobytes; the numbers of this result are 240 MB and more.
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        print(f"memory {most / 1e3:.0f} MB", end=" ", flush=True)
        self.assertLess(most, 200e3)


if __name__ == "__main__":
    unittest.main()
