"""Every code block of the documentation runs: scenarios through `qbattery run`, commands in a shell,
Python, C++ compiled, linked and run. Blocks of a page follow each other in one folder, in which the
repository's examples, models and papers lie. What is not run says why (blocks.py).

QBATTERY_BUILD is the folder of a release build, ../../build by default; the package `qbattery` is
that of the interpreter which runs this.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from blocks import LANGUAGES, blocks_of

REPOSITORY = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("QBATTERY_BUILD", REPOSITORY / "build")).resolve()
PAGES = sorted(
    str(page.relative_to(REPOSITORY))
    for page in [*REPOSITORY.glob("docs/*.md"), REPOSITORY / "README.md", REPOSITORY / "CONTRIBUTING.md",
                 REPOSITORY / "benchmarks/results.md"]
)


class Reader:
    """Somebody who types a page's blocks in, from the first to the last."""

    def __init__(self, folder, blocks):
        self.folder = folder
        self.blocks = blocks
        scenarios = (each.text for each in blocks if each.language == "toml" and "format = 1" in each.text)
        self.first_scenario = next(scenarios, None)
        for name in ("examples", "models", "papers"):
            (folder / name).symlink_to(REPOSITORY / name)
        (folder / "build").mkdir()
        (folder / "build/qbattery").symlink_to(BUILD / "qbattery")
        self.python = ["import matplotlib", "matplotlib.use('Agg')"]

    def take(self, block):
        if "file" in block.notes:
            self.write(block)
        if "not run" in block.notes:
            return
        assert block.language in LANGUAGES, f"a block of {block.language!r} without a reason not to run it"
        getattr(self, f"run_{LANGUAGES[block.language]}")(block)

    def write(self, block):
        path = self.folder / block.notes["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text)

    def run_toml(self, block):
        text = block.text
        if "file" in block.notes and "format = 1" not in text:
            return  # data beside scenarios; a command that follows reads them
        if "format = 1" not in text:
            frame = block.notes.get("with")
            text = ((REPOSITORY / frame).read_text() if frame else self.first_scenario) + text
        (self.folder / "block.toml").write_text(text)
        self.call([self.folder / "build/qbattery", "run", "block.toml", "--quiet"])

    def run_sh(self, block):
        done = self.call(["bash", "-euo", "pipefail", "-c", block.text], expect_failure="fails" in block.notes)
        if "fails" in block.notes:
            assert block.notes["fails"] in done.stdout + done.stderr

    def run_python(self, block):
        """With all earlier blocks of the page, as in one notebook."""
        if "file" in block.notes:
            return
        self.python.append(block.text)
        self.call([sys.executable, "-W", "error", "-c", "\n".join(self.python)])

    def run_cpp(self, block):
        """A whole program, tests, or what stands in main() after the includes of the page so far."""
        if "file" in block.notes:
            return
        is_whole = "int main" in block.text or "gtest/gtest.h" in block.text
        (self.folder / "block.cpp").write_text(block.text if is_whole else self.in_main(block))
        folders = [REPOSITORY / "src", BUILD / "generated", self.folder / "src", "/usr/include/eigen3"]
        libraries = ["-lgtest_main", "-lgtest"] if "gtest/gtest.h" in block.text else []
        libraries += [BUILD / "libqbattery.a", "-lfmt", "-ltomlplusplus", "-ldl", "-pthread"]
        self.call(["c++", "-std=c++20", "-ffp-contract=off", *(f"-I{each}" for each in folders), "block.cpp",
                   *libraries, "-o", "block"])
        self.call([self.folder / "block"])

    def in_main(self, block):
        before = self.blocks[: self.blocks.index(block) + 1]
        lines = [line for each in before if each.language == "cpp" for line in each.text.splitlines()]
        includes = [line for line in lines if line.startswith("#include")]
        names = "using namespace qbattery;"
        body = [line for line in block.text.splitlines() if line not in [*includes, names]]
        return "\n".join([*includes, names, "int main() {", *body, "}", ""])

    def call(self, command, expect_failure=False):
        path = f"{self.folder / 'build'}:{Path(sys.executable).parent}:{os.environ['PATH']}"
        done = subprocess.run(list(map(str, command)), cwd=self.folder, capture_output=True, text=True, timeout=280,
                              env={**os.environ, "PATH": path})
        if (done.returncode != 0) != expect_failure:
            raise AssertionError(done.stdout + done.stderr or f"{command[0]} ended in {done.returncode}")
        return done


@pytest.mark.parametrize("page", PAGES)
def test_blocks_run_in_the_order_of_the_page(page, tmp_path):
    blocks = blocks_of((REPOSITORY / page).read_text())
    reader = Reader(tmp_path, blocks)
    for block in blocks:
        failure = ""
        try:
            reader.take(block)
        except AssertionError as error:
            failure = f"{page}:{block.line}: {error}"
        if failure:
            pytest.fail(failure, pytrace=False)
