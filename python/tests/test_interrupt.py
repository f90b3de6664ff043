"""Ctrl-C ends a computation within half a second, and what went to a file is gone on from."""

import os
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

import qbattery as qb

# Half a second and more each, on any machine: what is stopped must not have been over.
MOMENT = 0.15
LONG = {
    "a sweep": """
pair = qb.charger_battery(F=1, g=1, reservoir=qb.boson(Gamma=0.1, n=0.1))
times = np.linspace(0, 50, 4001)
work = lambda: qb.sweep(pair, {"F": np.linspace(0.1, 5, 400), "Gamma": np.geomspace(0.01, 5, 400)}, times=times,
                        reduce={"top": "max(S_AB)"}, threads=1)
""",
    "one evolution": """
model = qb.spell_out({"m": {"kind": "mode", "levels": 40}, "b": "two-level"},
                     ["a(m) * sp(b) + h.c.", "cos(t) * x(m)"], [(0.1, "a(m)")], truncation_tolerance=1)
work = lambda: qb.evolve(model, times=np.linspace(0, 1000, 11))
""",
    "a large steady state": """
model = qb.spell_out({"m": {"kind": "mode", "levels": 120}, "b": "two-level"},
                     ["a(m) * sp(b) + h.c.", "0.3 * x(m)"], [(0.3, "a(m)"), (0.1, "sm(b)")], truncation_tolerance=1)
work = lambda: qb.steady_state(model)
""",
    "a paper": """
import tempfile
work = lambda: qb.reproduce("song2026", tempfile.mkdtemp(), figures=False)
""",
}

CHILD = """
import signal, sys, time
import numpy as np, qbattery as qb
import xarray
signal.signal(signal.SIGINT, signal.default_int_handler)
{setup}
print("ready", flush=True)
try:
    work()
except KeyboardInterrupt:
    print("interrupted", time.monotonic(), flush=True)
else:
    print("done", flush=True)
"""


@pytest.fixture(autouse=True)
def ctrl_c_is_heard():
    """Shells let what runs in the background ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("name", LONG)
def test_ctrl_c_is_heard_within_half_a_second(name):
    code = CHILD.format(setup=LONG[name])
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout.readline() == "ready\n"
        time.sleep(MOMENT)
        began = time.monotonic()
        os.kill(child.pid, signal.SIGINT)
        said = child.stdout.readline().split()
        assert said[0] == "interrupted"
        assert float(said[1]) - began < 0.5


def test_a_sweep_that_ended_early_goes_on(tmp_path, pair):
    target = tmp_path / "map.nc"
    axes = {"F": np.linspace(0.1, 5, 100), "Gamma": np.geomspace(0.01, 5, 150)}
    task = {"times": np.linspace(0, 20, 4001), "reduce": {"top": "max(S_AB)"}}

    def stop():
        time.sleep(0.6)
        signal.raise_signal(signal.SIGINT)

    threading.Thread(target=stop).start()
    with pytest.raises(KeyboardInterrupt, match="points are kept in .*go on with resume=True"):
        qb.sweep(pair, axes, **task, threads=1, output=target)
    assert not target.exists()
    with pytest.raises(ValueError, match="resume=True"):
        qb.sweep(pair, axes, **task, output=target)
    ds = qb.sweep(pair, axes, **task, output=target, resume=True)
    assert target.exists()
    assert not target.with_name("map.nc.parts").exists()
    assert ds.identical(qb.sweep(pair, axes, **task))


def test_other_threads_go_on_meanwhile(pair):
    """The interpreter's lock is free: a thread counts while another computes."""
    counted = 0
    is_over = threading.Event()

    def count():
        nonlocal counted
        while not is_over.is_set():
            counted += 1
            time.sleep(0.001)

    counter = threading.Thread(target=count)
    counter.start()
    began = time.monotonic()
    qb.sweep(pair, {"F": np.linspace(0.1, 5, 3000)}, times=np.linspace(0, 20, 2001), reduce={"top": "max(S_AB)"})
    seconds = time.monotonic() - began
    is_over.set()
    counter.join()
    assert counted > 100 * seconds


def test_a_bar_appears_on_long_sweeps_alone(pair, capfd, monkeypatch):
    slow = {"times": np.linspace(0, 20, 2001), "reduce": {"top": "max(S_AB)"}, "threads": 1}
    monkeypatch.setattr("qbattery.progress.SECONDS_BEFORE", 0.0)
    qb.sweep(pair, {"F": np.linspace(0.1, 5, 40000)}, **slow, progress=True)
    assert "40.0k/40.0k" in capfd.readouterr().err
    qb.sweep(pair, {"F": np.linspace(0.1, 5, 6000)}, **slow, progress=False)
    assert capfd.readouterr().err == ""
    monkeypatch.setattr("qbattery.progress.SECONDS_BEFORE", 60.0)
    qb.sweep(pair, {"F": np.linspace(0.1, 5, 6000)}, **slow, progress=True)
    assert capfd.readouterr().err == ""
