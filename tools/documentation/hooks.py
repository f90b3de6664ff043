"""Hooks of mkdocs: lists of pages that were made; equations as MathML, so that no script draws them; names
in docstrings, :func:`run`, as links."""

import html
import re
from pathlib import Path

from latex2mathml.converter import convert

EQUATION = re.compile(r'<(span|div) class="arithmatex">\\([(\[])(.*?)\\[)\]]</\1>', re.DOTALL)

ROLE = re.compile(r":(?:func|class|meth|attr):<code>([\w.]+)</code>")


def on_config(config):
    """In the navigation a folder's name stands for all pages in it, its index first."""
    config.nav = [_filled(each, Path(config.docs_dir)) for each in config.nav]
    return config


def on_page_content(content, **_):
    content = ROLE.sub(lambda role: _linked(role[1], content), content)
    return EQUATION.sub(_drawn, content)


def _filled(entry, pages):
    if isinstance(entry, dict):
        return {name: _filled(each, pages) for name, each in entry.items()}
    if isinstance(entry, list):
        return [page for each in entry for page in _pages_of(each, pages)]
    return entry


def _pages_of(entry, pages):
    folder = pages / str(entry)
    if not isinstance(entry, str) or not folder.is_dir():
        return [_filled(entry, pages)]
    names = sorted(page.name for page in folder.glob("*.md") if page.name != "index.md")
    return [f"{entry}/{name}" for name in ["index.md", *names]]


def _drawn(match):
    display = "block" if match[2] == "[" else "inline"
    return convert(html.unescape(match[3]), display=display)


def _linked(name, page):
    """A name as a link to where the page explains it, if it does."""
    place = next((each for each in (name, f"qbattery.{name}", f"qbattery.Model.{name}") if f'id="{each}"' in page), None)
    return f'<a href="#{place}"><code>{name}</code></a>' if place else f"<code>{name}</code>"
