"""The code blocks of a page, with what the comments before them say about how to run them.

A comment of Markdown right before a block says what is not plain from the block itself:

    <!-- file: NAME -->      it is the file NAME, for what follows on the page
    <!-- with: PATH -->      a fragment of a scenario, which the scenario PATH of the repository completes
    <!-- fails: WORDS -->    the commands end with an error that says WORDS
    <!-- not run: WHY -->    it is only read
"""

import re
from dataclasses import dataclass, field

LANGUAGES = {"sh": "sh", "bash": "sh", "toml": "toml", "python": "python", "cpp": "cpp"}
COMMENT = re.compile(r"<!-- (file|with|fails|not run): (.*?) -->$")


@dataclass
class Block:
    """`language` is what the fence says, "sh" of indented lines without one."""

    line: int
    language: str
    text: str
    notes: dict = field(default_factory=dict)


def blocks_of(text):
    """All code blocks, fenced or indented by four spaces after a blank line."""
    lines = text.splitlines()
    blocks, notes, k = [], {}, 0
    while k < len(lines):
        line = lines[k]
        note = COMMENT.match(line)
        begin = k
        if line.startswith("```"):
            k = lines.index("```", k + 1)
            blocks.append(Block(begin + 1, line[3:].strip(), joined(lines[begin + 1 : k]), notes))
            notes = {}
        elif line.startswith("    ") and k > 0 and not lines[k - 1].strip() and not in_list(lines, k):
            while k + 1 < len(lines) and lines[k + 1].startswith("    "):
                k += 1
            blocks.append(Block(begin + 1, "sh", joined(each[4:] for each in lines[begin : k + 1]), notes))
            notes = {}
        elif note:
            notes = {**notes, note[1]: note[2]}
        elif line.strip():
            notes = {}
        k += 1
    return blocks


def in_list(lines, k):
    """Whether indented lines go on with an item of a list."""
    before = [line for line in lines[:k] if line.strip() and not line.startswith(" ")]
    return bool(before) and before[-1].startswith(("* ", "- "))


def joined(lines):
    return "".join(f"{line}\n" for line in lines)
