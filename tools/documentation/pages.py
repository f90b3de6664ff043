"""Pages that lie in the repository, with their links turned to places of the site."""

import os
import re
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]

# Where pages outside docs/ go; those of docs/ keep their names.
ELSEWHERE = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "benchmarks/results.md": "benchmarks.md",
    "examples/notebooks/song2026.ipynb": "notebooks/song2026.md",
    "examples/notebooks/central_claim.ipynb": "notebooks/central_claim.md",
    "examples/notebooks/own_protocol.ipynb": "notebooks/own_protocol.md",
    "examples/notebooks/from_qutip.ipynb": "notebooks/from_qutip.md",
}
LANGUAGES = {".toml": "toml", ".py": "python", ".hpp": "cpp", ".cpp": "cpp", ".sh": "bash", ".json": "json"}

LINK = re.compile(r"\]\(([^)#\s]+)(#[^)\s]*)?\)")
# A bra in running text, |e><e|, which Markdown would take for a tag; code is matched to be left alone.
BRA = re.compile(r"(`+[^`]*`+)|<(?=[A-Za-z])(?!br>)")
FENCE = re.compile(r"^(```.*?^```[^\n]*$)", re.DOTALL | re.MULTILINE)


class Site:
    """The folder in which the site's pages are gathered."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def write(self, place, text):
        self.write_bytes(place, text.encode())

    def write_bytes(self, place, content):
        path = self.folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def copy(self, source, place):
        self.write_bytes(place, Path(source).read_bytes())

    def take_page(self, source):
        """Takes a page of the repository; `source` is its path there."""
        place = place_of(source)
        self.write(place, self.turn_links((REPOSITORY / source).read_text(), source, place))

    def turn_links(self, text, source, place):
        """The text for `place` on the site, its links as seen from `source` in the repository."""
        parts = FENCE.split(text)
        for k in range(0, len(parts), 2):
            text = LINK.sub(lambda link: self._turned(link, source, place), parts[k])
            parts[k] = BRA.sub(lambda bra: bra[1] or "&lt;", text)
        return "".join(parts)

    def _turned(self, link, source, place):
        target, anchor = link[1], link[2] or ""
        if "://" in target:
            return link[0]
        path = os.path.normpath(os.path.join(os.path.dirname(source), target))
        if not (REPOSITORY / path).exists():
            raise FileNotFoundError(f"{source}: the link to {target} leads nowhere")
        return f"]({os.path.relpath(self._page_of(path), os.path.dirname(place) or '.')}{anchor})"

    def _page_of(self, path):
        """Where something of the repository is on the site; a source file gets a page that shows it."""
        if path.endswith(".md") or path in ELSEWHERE:
            return place_of(path)
        if path.startswith("docs/images/"):
            return path.removeprefix("docs/")
        if (REPOSITORY / path).is_dir():
            raise ValueError(f"the site has no page for the folder {path}")
        place = f"files/{path}.md"
        language = LANGUAGES.get(Path(path).suffix, "text")
        self.write(place, f"# {path}\n\n```{language}\n{(REPOSITORY / path).read_text()}```\n")
        return place


def place_of(source):
    """Where a page of the repository stands on the site."""
    return ELSEWHERE.get(source, source.removeprefix("docs/"))
