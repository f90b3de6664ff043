"""A page for every ready model: its file, parameters, source and what its paper's numbers came to."""

import tomllib

from gallery import claims_table
from pages import REPOSITORY


def add_pages(site, papers):
    rows = ""
    for path in sorted((REPOSITORY / "models").glob("*.toml")):
        name, text = path.stem, path.read_text()
        model = tomllib.loads(text)
        rows += f"| [{name}]({name}.md) | {model['title']} | {model['source']} |\n"
        site.write(f"models/{name}.md", page_of(name, text, model, site, papers.get(name.split("-")[0])))
    site.write("models/index.md", INDEX + rows)


INDEX = """# Ready models

`model = "NAME"` in a scenario or `qb.ready_model("NAME", ...)` in Python takes one; each is a file in the [language of scenarios](../scenario.md#a-model-of-ones-own) and nothing else.
Besides them there is `"charger-battery"`, the pair of [Eq. (1)](../scenario.md#parameters-the-hamiltonian-eq-1), which admits every kind of [reservoir](../scenario.md#reservoir-the-dissipation-eq-2).

| model | what it is | source |
|---|---|---|
"""


def page_of(name, text, model, site, paper):
    page = f"# {name}\n\n{model['title']}.\n{intro_of(text)}\n\nSource: {model['source']}.\n\n"
    page += "## Parameters\n\n| parameter | value | |\n|---|---|---|\n"
    page += "".join(f"| `{key}` | {value} | {comment} |\n" for key, value, comment in parameters_of(text))
    page += f"\n## Its file\n\n`models/{name}.toml`:\n\n```toml\n{text}```\n"
    if paper is not None:
        page += f"\n## Its paper's numbers\n\n`qbattery reproduce {paper.name}` measures them"
        page += f" and draws [its figures](../gallery.md#{slug_of(paper.name)}).\n\n{claims_table(paper)}"
    return page


def intro_of(text):
    """The comment at the head of the file."""
    lines = text[: text.index("format =")].splitlines()
    return " ".join(line.lstrip("# ") for line in lines)


def parameters_of(text):
    """Key, value and comment of each line of [parameters]."""
    table = text[text.index("\n[parameters]\n") + 14 :]
    for line in table[: table.find("\n\n")].splitlines():
        assignment, _, comment = line.partition("#")
        key, _, value = assignment.partition("=")
        yield key.strip(), value.strip(), comment.strip()


def slug_of(paper):
    """What the gallery's heading of a paper is called in links."""
    title = tomllib.loads((REPOSITORY / f"papers/{paper}/paper.toml").read_text())["title"]
    return "".join(each for each in title.lower().replace(" ", "-") if each.isalnum() or each in "-_")
