"""Runs the notebooks, each in a folder of its own.

    python tools/documentation/notebooks.py FOLDER

They end up in FOLDER with what they printed and drew. A cell that fails ends the program in 1.
"""

import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbconvert import MarkdownExporter
from pages import REPOSITORY, place_of
from traitlets.config import Config

NOTEBOOKS = sorted((REPOSITORY / "examples/notebooks").glob("*.ipynb"))


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for path in NOTEBOOKS:
        print(f"{path.name} ...", flush=True)
        notebook = nbformat.read(path, as_version=4)
        with tempfile.TemporaryDirectory() as work:
            client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": work}})
            client.extra_arguments = ["--IPKernelApp.log_level=40"]  # of a kernel on this machine alone
            client.execute()
        nbformat.write(notebook, folder / path.name)


def add_pages(site, folder):
    """Pages of the notebooks that ran, with what they printed and drew."""
    settings = Config()
    settings.NbConvertBase.display_data_priority = ["image/png", "text/markdown", "text/plain"]
    for path in NOTEBOOKS:
        source = str(path.relative_to(REPOSITORY))
        place = place_of(source)
        notebook = nbformat.read(folder / path.name, as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                cell.source = site.turn_links(cell.source, source, place)
        text, resources = MarkdownExporter(config=settings).from_notebook_node(
            notebook, resources={"output_files_dir": path.stem})
        site.write(place, text)
        for name, picture in resources["outputs"].items():
            site.write_bytes(f"{Path(place).parent}/{name}", picture)


if __name__ == "__main__":
    main()
