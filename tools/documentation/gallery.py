"""The gallery: every paper redone, its figures with the command that draws them, its claims."""

import shutil
import subprocess
import tomllib

from pages import REPOSITORY

EXAMPLES = ("charge", "map")

HEAD = """# Gallery

Each figure is drawn by the command above it. What became of a paper's claims stands below its figures.
"""

OTHERS = """
## A scenario file

```sh
qbattery run examples/charge.toml -o charge.nc
qbattery plot charge.nc
```

![Energy, ergotropy and steering over time](gallery/charge.png)

## A map with contours

```sh
qbattery run examples/map.toml -o map.nc
qbattery plot map.nc
```

![Maps of the largest energy and when it is reached](gallery/map.png)

## Where a claim holds

[Two maps of 143,000 curves](central_claim.md):

```sh
examples/central_claim/run.sh build/qbattery out/central_claim
```

![Maps of imbalance and inversion over Gamma and F](images/central_claim_pump.png)
"""


def redo_papers(program, folder):
    """Redoes what the program can redo, where the program is newer; returns the folders by name."""
    papers = {}
    for path in sorted((REPOSITORY / "papers").glob("*/paper.toml")):
        name = path.parent.name
        papers[name] = folder / name
        newest = max(each.stat().st_mtime for each in (program, *path.parent.iterdir()))
        done = folder / name / "claims.json"
        if done.exists() and done.stat().st_mtime > newest:
            continue
        shutil.rmtree(folder / name, ignore_errors=True)
        subprocess.run([program, "reproduce", name, "-o", folder / name], check=True, stdout=subprocess.DEVNULL)
    return papers


def draw_examples(program, folder):
    """Runs and draws the scenarios of examples/ that the page shows."""
    for name in EXAMPLES:
        for command in (["run", REPOSITORY / f"examples/{name}.toml", "-o", f"{name}.nc"], ["plot", f"{name}.nc"]):
            subprocess.run([program, *command], check=True, cwd=folder, capture_output=True)


def add_page(site, papers, examples):
    """`papers` are folders by name, `examples` is that of draw_examples()."""
    text = HEAD + OTHERS
    for name in EXAMPLES:
        site.copy(examples / f"{name}.png", f"gallery/{name}.png")
    for name, folder in papers.items():
        paper = tomllib.loads((REPOSITORY / f"papers/{name}/paper.toml").read_text())
        text += f"\n## {paper['title']}\n\n{paper['citation']}\n\n```sh\nqbattery reproduce {name}\n```\n"
        for figure in sorted(folder.glob("fig*.png")):
            site.copy(figure, f"gallery/{name}/{figure.name}")
            text += f"\n![Figure {figure.stem.removeprefix('fig')}](gallery/{name}/{figure.name})\n"
        text += f"\n{claims_table(folder)}"
    site.write("gallery.md", text)


def claims_table(folder):
    """The table that the program wrote about a paper's claims, without its heading."""
    text = (folder / "claims.md").read_text()
    return text[text.index("\n|") + 1 :]
