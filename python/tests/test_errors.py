"""Wrong input is told by the name of the argument, with what would be right."""

import errno

import numpy as np
import pytest

import qbattery as qb

H = np.diag([1.0, 0.0])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"output": ["a.nc", "a.nc"]}, "output names 'a.nc' twice, once is enough"),
        ({"resume": True}, "resume goes on from what stands beside output: give output"),
        ({"tolerance": 1e-9}, "tolerance and keep_curves are of evolutions: give times"),
        ({"keep_curves": True}, "tolerance and keep_curves are of evolutions: give times"),
        ({"times": [0, 1], "long_time_limit": True}, "are of steady states: leave times or them out"),
        ({"times": [0, 1], "time_average": True}, "are of steady states: leave times or them out"),
    ],
)
def test_what_would_change_nothing_is_refused(arguments, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pair = qb.charger_battery(F=1, g=1, reservoir=qb.boson(Gamma=1, n=0))
    with pytest.raises(ValueError, match=words):
        qb.sweep(pair, {"F": [1.0, 2.0]}, **arguments)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: qb.model([[0, 1], [2, 0]]), "H must be Hermitian; it differs from its adjoint by 1"),
        (lambda: qb.model([[0, 1, 2], [1, 0, 2]]), "H must be a square matrix, got an array of shape"),
        (lambda: qb.model([[np.nan, 0], [0, 0]]), "H has entries that are NaN or infinite"),
        (lambda: qb.model("sigmax"), "H must be an array of numbers"),
        (lambda: qb.model(H, dims=[2, 2]), "H must be 4 x 4, as many as there are levels, got shape"),
        (lambda: qb.model(H, dims=[1, 2]), "dims must be a list of whole numbers of at least 2"),
        (lambda: qb.model(H, [H]), "jumps\\[0\\] must be a pair of rate and operator"),
        (lambda: qb.model(H, [("1", np.eye(3))]), "jumps\\[0\\] must be 2 x 2"),
        (lambda: qb.model([("F", H), ("F", [[0, 1], [0, 0]])], parameters={"F": 1}), "H\\[1\\] must be Hermitian"),
        (lambda: qb.model([(lambda t: t, H)]), "H\\[0\\]: the coefficient must be a real number or an expression"),
        (lambda: qb.model([("1i", H)]), "Hermitian"),
        (lambda: qb.model(H, [(1j, H)]), "jumps\\[0\\]: the rate must be a real number"),
        (lambda: qb.model(H, names=["a", "b"]), "names must be 1, one for each subsystem, got 2"),
        (lambda: qb.model(H, energies={"b": [0, 1]}), "energies names 'b', which is no subsystem"),
        (
            lambda: qb.model(H, [("gama", H)], parameters={"gamma": 1}),
            'jump.rate: there is no parameter or operator "gama", did you mean "gamma"',
        ),
        (lambda: qb.model(H, [(-1, H)]), "jump.rate must be at least 0"),
    ],
)
def test_matrices_that_are_no_model(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.parametrize(
    ("initial", "words"),
    [
        (np.zeros(3), "initial must be a ket of 4 amplitudes or a density matrix of 4 x 4, got .* shape \\(3,\\)"),
        (np.array([1, 1, 0, 0]), "the norm of initial must be 1"),
        (np.eye(4), "the trace of initial must be 1"),
        (np.diag([1.5, -0.5, 0, 0]), "initial must be positive; its lowest eigenvalue is -0.5"),
        (np.triu(np.full((4, 4), 0.25)), "initial must be Hermitian"),
        (np.full(4, np.nan), "initial has entries that are NaN"),
        ("zz", 'initial.state must be two letters .* got "zz"'),
        ({"chargr": "ground"}, 'unknown key "initial.chargr"'),
    ],
)
def test_states_that_are_none(pair, initial, words):
    with pytest.raises(ValueError, match=words):
        qb.evolve(pair, initial, [0.0, 1.0])


def test_letters_are_no_state_of_a_model_of_ones_own():
    atom = qb.model(np.eye(2))
    with pytest.raises(ValueError, match='initial must say the state of each subsystem, such as {"system": "ground"}'):
        qb.evolve(atom, "g", [0.0, 1.0])


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (None, "times must be given"),
        ([1.0, 0.5], "times must rise"),
        ([-1.0, 0.5], "times must rise and be at least 0"),
        ([[0.0, 1.0]], "times must be a list of real numbers"),
        ([0.0, np.inf], "times has entries that are NaN or infinite"),
    ],
)
def test_times_that_are_none(pair, times, words):
    with pytest.raises(ValueError, match=words):
        qb.evolve(pair, "gg", times)


@pytest.mark.parametrize(
    ("axes", "words"),
    [
        ({"Gama": [1.0]}, '"Gama" has no value in this scenario, did you mean "Gamma"'),
        ({"F": []}, "sweep.values must be a list of numbers"),
        ({"F": "12"}, "the values of F must be a list"),
        ({"Gamma": [-1.0]}, "reservoir.Gamma must be at least 0, got -1"),
        ({"F": [np.nan]}, "parameters.F must be a finite number, got nan"),
    ],
)
def test_axes_that_are_none(pair, axes, words):
    with pytest.raises(ValueError, match=words):
        qb.sweep(pair, axes)


def test_quantities_that_are_none(pair):
    with pytest.raises(qb.ScenarioError, match='no quantity or function "ergotrpy", did you mean "ergotropy"'):
        qb.evolve(pair, "gg", [0.0, 1.0], quantities={"W": "ergotrpy(battery)"})
    with pytest.raises(TypeError, match="quantities must be a dictionary"):
        qb.evolve(pair, "gg", [0.0, 1.0], quantities=["ergotropy(battery)"])


def test_scenarios_are_told_with_file_and_line(tmp_path):
    file = tmp_path / "charge.toml"
    file.write_text("format = 1\nmodel = 'charger-battery'\ntask = 'evolve'\nparameters = { F = 'a' }\n")
    with pytest.raises(qb.ScenarioError) as raised:
        qb.run(file)
    assert any(each.startswith(f"{file}:4:20: parameters.F must be a number") for each in raised.value.complaints)
    assert len(raised.value.complaints) > 1
    with pytest.raises(qb.ScenarioError, match="set: Gama: there is no key"):
        qb.check(file, set={"Gama": 1})


def test_other_errors_have_the_class_that_python_has_for_them(tmp_path, pair):
    with pytest.raises(OSError, match="is a folder"):
        qb.run(tmp_path)
    with pytest.raises(ValueError, match=".nc"):
        qb.sweep(pair, {"F": [1.0]}, output=tmp_path / "map.txt")
    with pytest.raises(ValueError, match="threads must be a whole number"):
        qb.sweep(pair, {"F": [1.0]}, threads=0)
    with pytest.raises(ValueError, match="song2026"):
        qb.reproduce("song2025")
    with pytest.raises(TypeError, match="parameters.F must be a number, text, a list or a dictionary, got object"):
        qb.charger_battery(F=object(), g=1)


def nested(levels):
    value = 1.0
    for _ in range(levels):
        value = [value]
    return value


def holding_itself():
    table = {}
    table["a"] = table
    return table


@pytest.mark.parametrize("value", [nested(100_000), nested(300), holding_itself()], ids=["deep", "deeper", "cycle"])
def test_tables_without_an_end_are_refused(pair, value):
    for call in (
        lambda: qb.Model({"model": "charger-battery", "parameters": {"F": value}}),
        lambda: pair.set(F=value),
        lambda: qb.run(pair, set={"F": value}),
    ):
        with pytest.raises(ValueError, match="at most 256 deep"):
            call()


def test_lists_nested_as_deep_as_in_files_are_read(pair):
    with pytest.raises(qb.ScenarioError, match="F must be a number"):
        pair.set(F=nested(200))


ATOM = {"atom": "two-level"}


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: qb.charger_battery(10**400, 1), ValueError, "parameters.F must be below 1.8e308"),
        (lambda: qb.charger_battery(np.longdouble(3), 1), TypeError, "F must be a number, .* got longdouble"),
        (lambda: qb.spell_out(ATOM, title="\ud800"), ValueError, "title must be Unicode text"),
        (lambda: qb.Model({"\ud800": 1}), ValueError, "a key of a scenario must be Unicode text"),
        (lambda: qb.Model({1: 2}), TypeError, "^a scenario must have text for keys, got 1 of type int"),
        (lambda: qb.spell_out(["atom"]), TypeError, "subsystems must be a dictionary of kinds by name"),
        (lambda: qb.spell_out({"atom": 2}), TypeError, "subsystems: atom must be a kind or a table, got an int"),
        (lambda: qb.spell_out(ATOM, "x(atom)"), TypeError, "hamiltonian must be a list of terms"),
        (lambda: qb.spell_out(ATOM, jumps=[(1, "lower(atom)", 2)]), ValueError, r"jumps\[0\] must be a pair \(rate"),
        (lambda: qb.spell_out(ATOM, jumps=["lower(atom)"]), ValueError, r"jumps\[0\] must be a pair \(rate"),
        (lambda: qb.spell_out(ATOM, jumps="lower(atom)"), TypeError, "jumps must be a list of pairs"),
        (lambda: qb.model(H, energies=[0, 1]), TypeError, "energies must be a dictionary of levels by subsystem"),
        (lambda: qb.model(H, parameters=[1]), TypeError, "parameters must be a dictionary of numbers by name"),
        (lambda: qb.model(H, dims=2), ValueError, "dims must be a list of whole numbers"),
    ],
)
def test_models_of_the_wrong_kind(call, error, words):
    with pytest.raises(error, match=words):
        call()


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda pair: qb.evolve(pair, "gg", [0.0], reduce="max(E_B)"), TypeError, "reduce must be a dictionary"),
        (lambda pair: qb.sweep(pair, ["F"]), TypeError, "axes must be a dictionary of values by key"),
        (lambda pair: qb.sweep(pair, {"F": np.eye(2)}), ValueError, r"values of F must be .* of shape \(2, 2\)"),
        (lambda pair: qb.sweep(pair, {"F": 3.0}), ValueError, "values of F must be a list of .*, got 3.0"),
        (lambda pair: qb.sweep(pair, {"F": [1.0]}, output=3), TypeError, "output must be a list of paths"),
        (lambda pair: qb.sweep(pair, {"F": [1.0]}, output=[3]), TypeError, "output must be a path or a list of paths"),
        (lambda pair: qb.run(pair, set="F=2"), TypeError, "set must be a dictionary of values by key"),
        (lambda pair: qb.check(pair, unset="n"), TypeError, "unset must be a list of keys"),
    ],
)
def test_tasks_of_the_wrong_kind(pair, call, error, words):
    with pytest.raises(error, match=words):
        call(pair)


@pytest.mark.parametrize("threads", [1.5, "a", 10**12, -5, 0, [1], np.nan, np.inf])
def test_numbers_of_threads_that_are_none(pair, threads):
    for call in (
        lambda: qb.purity(np.eye(2) / 2, threads=threads),
        lambda: qb.sweep(pair, {"F": [1.0]}, threads=threads),
    ):
        with pytest.raises(ValueError, match="threads must be a whole number from 1 to"):
            call()


def test_files_that_are_not_there_are_told_as_by_open(tmp_path, pair):
    absent = tmp_path / "absent.toml"
    for call in (qb.run, qb.check, qb.load):
        with pytest.raises(FileNotFoundError, match="absent.toml") as raised:
            call(absent)
        assert raised.value.errno == errno.ENOENT
    with pytest.raises(FileNotFoundError, match="folder"):
        qb.sweep(pair, {"F": [1.0]}, output=tmp_path / "folder" / "map.nc")


@pytest.mark.parametrize("name", ["rho", "row", "column"])
def test_names_of_the_density_matrices_are_not_taken_by_variables(pair, name):
    for asked in ({"quantities": {name: "energy(battery)"}}, {"reduce": {name: "max(E_B)"}}):
        with pytest.raises(ValueError, match=f"{next(iter(asked))} names '{name}', which states=True uses itself"):
            qb.evolve(pair, "gg", [0.0, 1.0], states=True, **asked)
    own = {**pair.tables, "quantities": {name: "energy(battery)"}}
    with pytest.raises(ValueError, match=f"quantities names '{name}'"):
        qb.evolve(own, "gg", [0.0, 1.0], states=True)
    assert name in qb.evolve(own, "gg", [0.0, 1.0])
