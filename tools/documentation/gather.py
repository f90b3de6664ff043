"""Gathers the pages of the documentation site: those of the repository, and those made from it.

    python tools/documentation/gather.py PROGRAM FOLDER

PROGRAM is the built qbattery, which redoes the papers for the gallery (what it redid is kept in
FOLDER/papers until the program changes). FOLDER/notebooks has the notebooks as they ran
(tools/documentation/notebooks.py). Pages go to FOLDER/pages.
"""

import shutil
import sys
from pathlib import Path

import cpp_reference
import gallery
import model_pages
import notebooks
import python_reference
from pages import REPOSITORY, Site


def main():
    program, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    shutil.rmtree(folder / "pages", ignore_errors=True)
    site = Site(folder / "pages")
    for page in sorted((REPOSITORY / "docs").glob("*.md")):
        site.take_page(f"docs/{page.name}")
    for page in ("README.md", "CONTRIBUTING.md", "benchmarks/results.md"):
        site.take_page(page)
    for image in sorted((REPOSITORY / "docs/images").iterdir()):
        site.copy(image, f"images/{image.name}")
    site.copy(REPOSITORY / "tools/documentation/site.css", "site.css")
    notebooks.add_pages(site, folder / "notebooks")
    papers = gallery.redo_papers(program, folder / "papers")
    gallery.draw_examples(program, folder / "papers")
    gallery.add_page(site, papers, folder / "papers")
    model_pages.add_pages(site, papers)
    cpp_reference.add_pages(site)
    python_reference.add_page(site)


if __name__ == "__main__":
    main()
