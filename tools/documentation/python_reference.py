"""The page of the Python API: everything that the package exports, by module, from its docstrings."""

import ast

from pages import REPOSITORY

PACKAGE = REPOSITORY / "python/qbattery"
# Modules in the order of the page, and their headings; others follow under their own names.
HEADINGS = {
    "modelling": "Models",
    "reservoirs": "Reservoirs",
    "matrices": "Models from matrices",
    "solving": "Running them",
    "steady": "Steady states",
    "work": "Energy and work of arrays of states",
    "states": "Mixedness and coherence of arrays of states",
    "correlations": "Correlations of arrays of states",
    "catalogue": "What there is, and papers redone",
    "errors": "Errors",
}

HEAD = """# Python

```python
import qbattery as qb
```

Keys are the scenario's, whole or by their last part; hbar = k_B = 1. Results are `xarray.Dataset`s, equal to the command line's to the last bit. Examples run as tests.
"""


def add_page(site):
    exported = exported_names()
    text = HEAD
    for module in [*HEADINGS, *(each for each in exported if each not in HEADINGS)]:
        if module in exported:
            text += f"\n## {HEADINGS.get(module, module)}\n\n"
            text += "".join(f"::: qbattery.{name}\n\n" for name in exported[module])
    text += "\n## Figures\n\n`import qbattery.plot`; matplotlib is needed (`pip install \".[plot]\"`).\n\n"
    text += "".join(f"::: qbattery.plot.{name}\n\n" for name in public_functions("plot"))
    site.write("python.md", text)


def exported_names():
    """What `qbattery` exports, by the module that it comes from."""
    tree = ast.parse((PACKAGE / "__init__.py").read_text())
    return {
        each.module: [name.name for name in each.names]
        for each in tree.body
        if isinstance(each, ast.ImportFrom) and each.level == 1 and each.module not in (None, "_core")
    }


def public_functions(module):
    tree = ast.parse((PACKAGE / f"{module}.py").read_text())
    return [each.name for each in tree.body if isinstance(each, ast.FunctionDef) and not each.name.startswith("_")]
