"""How blocks are found on a page: a block that is not found would not be run."""

from blocks import blocks_of


def test_fenced_and_indented_blocks_are_found_with_their_notes():
    page = "Text\n\n<!-- file: a.toml -->\n```toml\nx = 1\n```\n\n    qbattery list\n    make\n\nMore `code`.\n"
    fenced, indented = blocks_of(page)
    assert (fenced.language, fenced.text, fenced.notes) == ("toml", "x = 1\n", {"file": "a.toml"})
    assert (indented.language, indented.text, indented.notes, indented.line) == ("sh", "qbattery list\nmake\n", {}, 8)


def test_a_note_speaks_of_the_next_block_alone():
    first, second = blocks_of("<!-- not run: why -->\n```sh\na\n```\n\n```sh\nb\n```\n")
    assert first.notes and not second.notes


def test_text_between_takes_a_note_away():
    assert blocks_of("<!-- not run: why -->\nText\n\n    a\n")[0].notes == {}


def test_items_of_lists_may_go_on_in_the_next_line():
    assert blocks_of("* item\n\n    goes on\n") == []
