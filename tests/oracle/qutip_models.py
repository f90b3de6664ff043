#!/usr/bin/env python3
"""Random models with what QuTiP makes of them: writes tests/data/qutip_models.json.

Each model is a scenario in the language of the program and, built beside it from QuTiP's own
operators, a problem for QuTiP's own solvers: mesolve (dop853, errors below 1e-10) or steadystate.
Figures of merit are QuTiP's where it has them, and NumPy's where it has none.

    pip install qutip==5.3.1 && python3 tests/oracle/qutip_models.py
"""

import json
import pathlib

import numpy as np
import qutip as qt

MODELS = 200
TIMES = [0.0, 0.4, 1.1, 2.0]
random = np.random.default_rng(20261124)


class Subsystem:
    """A name, what the scenario says of it, and QuTiP's operators on it alone."""

    def __init__(self, name):
        self.name = name
        kind = random.choice(["two-level", "mode", "spin", "levels"])
        self.energy = round(float(random.uniform(0.5, 2.0)), 3)
        self.text = f'[[subsystem]]\nname = "{name}"\nkind = "{kind}"\n'
        energy = f"energy = {self.energy}\n"
        if kind == "two-level":
            self.make(qt.sigmam(), 2, energy, falls=True)
            self.own = {"x": qt.sigmax(), "y": qt.sigmay(), "z": qt.sigmaz()}
        elif kind == "mode":
            levels = int(random.integers(2, 5))
            self.make(qt.destroy(levels), levels, f"levels = {levels}\n" + energy, falls=False)
            a = qt.destroy(levels)
            self.own = {"x": a + a.dag(), "y": 1j * (a.dag() - a)}
        elif kind == "spin":
            j = random.choice([0.5, 1.0, 1.5])
            self.make(qt.jmat(j, "-"), int(2 * j + 1), f"j = {j}\n" + energy, falls=True)
            self.own = {axis: qt.jmat(j, axis) for axis in "xyz"}
        else:
            energies = np.round(np.cumsum(random.uniform(0.3, 1.5, random.integers(2, 5))), 3)
            self.text += f"energies = {energies.tolist()}\n"
            self.order = list(range(len(energies)))
            self.hamiltonian = qt.Qobj(np.diag(energies))
            self.own = {}
            self.lowering = None

    def make(self, lowering, dimension, text, falls):
        """`falls`: the first state of the basis is the highest."""
        self.text += text
        self.lowering = lowering
        self.order = list(range(dimension))[::-1] if falls else list(range(dimension))
        self.hamiltonian = self.energy * qt.Qobj(np.diag(np.arange(dimension)[self.order]))

    @property
    def dimension(self):
        return len(self.order)

    def level(self, k):
        """|k>, counted from the lowest."""
        return qt.basis(self.dimension, self.order.index(k))

    def operator(self):
        """Text and matrix of some operator."""
        choices = ["projector", "ketbra"] + list(self.own)
        if self.lowering is not None:
            choices += ["lower", "raise", "number"]
        name = random.choice(choices)
        if name == "projector":
            k = int(random.integers(self.dimension))
            return f"projector({self.name}, {k})", self.level(k).proj()
        if name == "ketbra":
            i, j = (int(k) for k in random.integers(self.dimension, size=2))
            return f"ketbra({self.name}, {i}, {j})", self.level(i) * self.level(j).dag()
        if name == "number":
            return f"number({self.name})", self.hamiltonian / self.energy
        if name in self.own:
            return f"{name}({self.name})", self.own[name]
        matrix = self.lowering if name == "lower" else self.lowering.dag()
        return f"{name}({self.name})", matrix

    def state(self):
        """Text and density matrix of some initial state."""
        name = random.choice(["ground", "level", "thermal", "plus"])
        if name == "level":
            k = int(random.integers(self.dimension))
            return f"level({k})", self.level(k).proj()
        if name == "thermal":
            T = round(float(random.uniform(0.3, 3.0)), 3)
            return f"thermal({T})", (-self.hamiltonian / T).expm().unit()
        if name == "plus" and self.dimension == 2:
            return "plus", (self.level(0) + self.level(1)).unit().proj()
        return "ground", self.level(0).proj()


def pulse():
    """Text of a function of time, the function, and where it jumps."""
    a, b = (round(float(x), 3) for x in random.uniform(0.2, 1.5, 2))
    w = round(float(random.uniform(0.5, 4.0)), 3)
    return [
        (f"{a} * cos({w}*t)", lambda t: a * np.cos(w * t), []),
        (f"{a} * sech(2*(t - {b}))", lambda t: a / np.cosh(2 * (t - b)), []),
        (f"{a} * exp(-(t - {b})^2)", lambda t: a * np.exp(-((t - b) ** 2)), []),
        (f"{a} * ramp(t/{b})", lambda t: a * min(t / b, 1.0), [b]),
        (f"{a} * (1 - step(t - {b}))", lambda t: a * (t < b), [b]),
        (f"{a} * table(t, 0, 1, {b}, 0.5)", lambda t: a * np.interp(t, [0, b], [1, 0.5]), [b]),
    ][random.integers(6)]


class Model:
    """Terms and jumps as text, and as (operator, function of time) for QuTiP."""

    def __init__(self, changes):
        count = int(random.integers(1, 4))
        self.parts = [Subsystem("abc"[k]) for k in range(count)]
        while np.prod([p.dimension for p in self.parts]) > 16:
            self.parts.pop()
        self.changes, self.kinks = changes, set()
        self.text, self.terms, self.jumps = "", [], []
        for _ in range(int(random.integers(2, 5))):
            self.add_term()
        for _ in range(int(random.integers(1, 4))):
            self.add_jump()

    def embed(self, place, matrix):
        return qt.tensor([matrix if k == place else qt.qeye(p.dimension)
                          for k, p in enumerate(self.parts)])

    def product(self):
        """One operator, or two of different subsystems."""
        count = min(int(random.integers(1, 3)), len(self.parts))
        texts, whole = [], 1
        for place in random.choice(len(self.parts), count, replace=False):
            text, matrix = self.parts[place].operator()
            texts.append(text)
            whole = whole * self.embed(int(place), matrix)
        return " * ".join(texts), whole

    def coefficient(self, positive):
        if self.changes and random.random() < 0.6:
            text, function, kinks = pulse()
            if positive and "cos" in text:
                text, old = f"({text} + 2)", function
                function = lambda t: old(t) + 2
            self.kinks.update(kinks)
            return text, function
        value = round(float(random.uniform(0.1, 1.0)), 3)
        return f"{value}", lambda t: value

    def add_term(self):
        text, function = self.coefficient(positive=False)
        op_text, op = self.product()
        phase = random.choice(["", "1i * "])
        op = (1j if phase else 1) * op
        self.text += f'[[hamiltonian]]\nterm = "{text} * ({phase}{op_text} + h.c.)"\n'
        self.terms.append((op + op.dag(), function))

    def add_jump(self):
        text, function = self.coefficient(positive=True)
        op_text, op = self.product()
        self.text += f'[[jump]]\noperator = "{op_text}"\nrate = "{text}"\n'
        self.jumps.append((op, function))

    def liouvillian(self, between=None):
        """For one stretch of time, in which functions with jumps are those of its inside."""
        def inside(function):
            if between is None:
                return function
            low, high = between
            return lambda t: function(min(max(t, low + 1e-12), high - 1e-12))
        parts = [[-1j * (qt.spre(h) - qt.spost(h)), inside(f)] for h, f in self.terms]
        return qt.QobjEvo(parts + [[qt.lindblad_dissipator(j), inside(f)] for j, f in self.jumps])

    def evolve(self, rho):
        stops = sorted(set(TIMES) | {k for k in self.kinks if k < TIMES[-1]})
        states = {0.0: rho}
        options = {"method": "dop853", "atol": 1e-13, "rtol": 1e-12, "nsteps": 100000}
        for low, high in zip(stops, stops[1:]):
            rho = qt.mesolve(self.liouvillian((low, high)), rho, [low, high],
                             options=options).states[-1]
            states[high] = rho
        return [states[t] for t in TIMES]

    def steady(self):
        """The only stationary state, where there is but one by far."""
        L = self.liouvillian()(0.0)
        values = np.linalg.svd(L.full(), compute_uv=False)
        if values[-2] < 1e-2:
            return None
        return qt.steadystate(L)

    def quantities(self):
        """Text, function of the state, and whether roots of eigenvalues are taken."""
        yield "purity()", lambda r: (r * r).tr().real, False
        yield "entropy()", lambda r: qt.entropy_vn(r, base=2), False
        for k, part in enumerate(self.parts):
            h = self.embed(k, part.hamiltonian - part.hamiltonian.full().real.min() * 0)
            yield f"energy({part.name})", lambda r, h=h: qt.expect(h, r), False
            yield f"ergotropy({part.name})", lambda r, k=k, p=part: ergotropy(r.ptrace(k), p), False
            yield f"entropy({part.name})", lambda r, k=k: qt.entropy_vn(r.ptrace(k), base=2), False
            yield (f"l1_coherence({part.name})",
                   lambda r, k=k: float(np.abs(r.ptrace(k).full() - np.diag(r.ptrace(k).diag())).sum()),
                   False)
        if len(self.parts) < 2:
            return
        pair = lambda r: r.ptrace([0, 1])
        yield ("mutual_information(a, b)",
               lambda r: qt.entropy_mutual(pair(r), 0, 1, base=2), False)
        yield "negativity(a, b)", lambda r: qt.negativity(pair(r), 0), True
        yield ("logarithmic_negativity(a, b)",
               lambda r: qt.negativity(pair(r), 0, logarithmic=True), True)
        if self.parts[0].dimension == self.parts[1].dimension == 2:
            yield "concurrence(a, b)", lambda r: qt.concurrence(pair(r)), True


def ergotropy(rho, part):
    energies = np.sort(np.linalg.eigvalsh(part.hamiltonian.full()))
    populations = np.sort(np.linalg.eigvalsh(rho.full()))[::-1]
    return float(qt.expect(part.hamiltonian, rho) - energies @ populations)


def scenario(model, states, steady):
    text = "format = 1\n"
    text += 'task = "steady-state"\n' if steady else f'task = "evolve"\ntime = {{ values = {TIMES} }}\n'
    initial = ", ".join(f'{p.name} = "{s}"' for p, s in zip(model.parts, states))
    text += f"initial = {{ {initial} }}\n"
    text += "".join(p.text for p in model.parts) + model.text + "[quantities]\n"
    for k, (name, _, _) in enumerate(model.quantities()):
        text += f'q{k} = "{name}"\n'
    return text


def draw(number):
    changes = number % 2 == 1
    model = Model(changes)
    texts, matrices = zip(*(p.state() for p in model.parts))
    steady = model.steady() if number % 6 == 0 and not changes else None
    states = [steady] if steady is not None else model.evolve(qt.tensor(list(matrices)))
    return {"scenario": scenario(model, texts, steady is not None),
            "values": [[float(of(r)) for r in states] for _, of, _ in model.quantities()],
            "takes_roots": [roots for _, _, roots in model.quantities()]}


if __name__ == "__main__":
    path = pathlib.Path(__file__).parent.parent / "data" / "qutip_models.json"
    models = [draw(number) for number in range(MODELS)]
    path.write_text(json.dumps({"QuTiP": qt.__version__, "models": models}, indent=0) + "\n")
    print(f"{path}: {len(models)} models")
