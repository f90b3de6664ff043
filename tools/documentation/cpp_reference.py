"""The C++ API from its headers: a page a layer, a section a header. Comments that stand before a
declaration become text, the declaration with the comments inside it becomes code; private parts of
classes, what is in a namespace detail and headers that only kernels include are left out."""

import re

from pages import REPOSITORY

SOURCES = REPOSITORY / "src/qbattery"
HEAD = """# C++

`find_package(qbattery)` and `target_link_libraries(... qbattery::qbattery)`; headers are included as `qbattery/LAYER/FILE.hpp`, everything is in the namespace `qbattery`.
A layer includes only itself and those above it ([architecture](../architecture.md)).

| layer | what it holds |
|---|---|
"""


def add_pages(site):
    index = HEAD
    for place, (layer, what) in enumerate(layers(), start=1):
        headers = [each for each in sorted((SOURCES / layer).glob("*.hpp")) if is_public(each)]
        sections = [section for header in headers if (section := section_of(header))]
        name = f"{place:02}-{layer}.md"
        index += f"| [{layer}]({name}) | {what} |\n"
        site.write(f"cpp/{name}", f"# {layer}\n\n{what[0].upper()}{what[1:]}.\n\n" + "\n".join(sections))
    site.write("cpp/index.md", index)


def layers():
    """Names and descriptions, from the block that tools/check_layers.sh reads too."""
    text = (REPOSITORY / "docs/architecture.md").read_text()
    block = text[text.index("## Layers") :].split("```")[1]
    return [tuple(line.split(maxsplit=1)) for line in block.strip().splitlines()]


def is_public(header):
    return not header.name.endswith((".test.hpp", ".inl.hpp"))


def section_of(header):
    """A heading, and each declaration after what is said about it; nothing where nothing is left."""
    text = f"## {header.parent.name}/{header.name}\n\n"
    parts = list(entities(lines_of(header)))
    for comment, code in parts:
        text += f"{prose(comment)}\n" if comment else ""
        text += "```cpp\n" + "\n".join(without_private(code)) + "\n```\n\n" if code else "\n"
    return text if any(code for _, code in parts) else ""


def lines_of(header):
    """The lines inside namespace qbattery (and those within it but detail), without preprocessing."""
    lines, inside, skipped = [], 0, 0
    for line in header.read_text().splitlines():
        opened = re.match(r"namespace (\S+) \{$", line)
        if opened:
            inside += 1
            skipped = inside if "detail" in opened[1] and not skipped else skipped
        elif re.match(r"\}  // namespace", line):
            skipped = 0 if skipped == inside else skipped
            inside -= 1
        elif inside and not skipped and not line.startswith("#") and "NOLINT" not in line:
            lines.append(line)
    return lines


def entities(lines):
    """Pairs of comment lines and lines of code: declarations that follow each other without a blank
    line or a comment between them stay together."""
    comment, code, depth = [], [], 0
    for line in lines:
        starts_anew = depth == 0 and (not line.strip() or line.startswith("//"))
        if starts_anew and code:
            yield comment, code
            comment, code = [], []
        if starts_anew and line.strip():
            comment.append(re.sub(r"^///? ?", "", line))
        elif starts_anew and comment:
            yield comment, []
            comment = []
        elif line.strip() or depth:
            code.append(line)
            depth += bracket_depth(line)
    if code or comment:
        yield comment, code


def bracket_depth(line):
    code = re.sub(r'"(\\.|[^"\\])*"|//.*', "", line)
    return sum(code.count(each) for each in "{(") - sum(code.count(each) for each in "})")


def without_private(code):
    kept, private = [], False
    for line in code:
        if re.match(r" (private|public|protected):", line):
            private = "public" not in line
        if line.startswith("}"):
            private = False
        if not private:
            kept.append(line)
    while len(kept) > 1 and not kept[-2].strip():
        del kept[-2]
    return kept


def prose(comment):
    """Comment lines as text: formulas set in by spaces become code, signs that Markdown reads are escaped."""
    text = ""
    for line in comment:
        if line.startswith("  "):
            text += f"\n    {line}\n\n" if not text.endswith("\n\n") else f"    {line}\n\n"
        else:
            text += re.sub(r"([>*_\[\]\\])", r"\\\1", line).replace("<", "&lt;") + "\n"
    return text
