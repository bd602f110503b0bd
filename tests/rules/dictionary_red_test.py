#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The check of dictionary words can fail: each way in which it should is tried.
usage: dictionary_red_test.py COMMAND"""
import contextlib
import io
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import dictionary_test
import word_lists

PACK = """pack = { id = "x", language = "id", owner = "tests" }
[[lexicon]]
id = "words"
label = "abuse"
words = { tikus = 30, bangsat = 30 }
"""


def check(command, listed):
    with tempfile.TemporaryDirectory() as folder:
        files = {name: pathlib.Path(folder, name) for name in ("pack.toml", "listed.txt", "words.dic")}
        for name, text in (("pack.toml", PACK), ("listed.txt", listed), ("words.dic", "3\nbangsat\ntikus/A\nkucing/B\n")):
            files[name].write_text(text)
        with contextlib.redirect_stdout(io.StringIO()) as said:
            words = dictionary_test.common(word_lists.words_in(files["words.dic"], "latin-1"))
            status = dictionary_test.main(command, str(files["pack.toml"]), files["listed.txt"], [(words, "kata {} ada di buku")])
        return status, said.getvalue()


def leaves(what):
    """What is said when the program ends."""
    try:
        what()
    except SystemExit as end:
        return str(end)
    return ""


for listed, status, words in [
    ("bangsat\n? tikus an animal\n", 0, "3 words, 2 taken for abuse or spam, 1 of them known"),
    ("bangsat\n", 1, "tikus: abuse by x.words"),
    ("bangsat\n? tikus\n", 1, "tikus: needs a reason"),
    ("bangsat\n? tikus an animal\n? kucing an animal\n", 1, "kucing: is not taken"),
]:
    got, said = check(sys.argv[1], listed)
    if got != status or words not in said:
        sys.exit(f"expected {status} and {words!r}, got {got}: {said}")
with tempfile.TemporaryDirectory() as folder:
    short = pathlib.Path(folder, "short.dic")
    for text, words in (("2\nbangsat\n", "holds 1 words, fewer than 2"), (None, "is missing: install the package short")):
        short.write_text(text) if text else short.unlink()
        word_lists.LISTS["short"] = (short, "latin-1", 2)
        if words not in leaves(lambda: word_lists.words_of("short")):
            sys.exit(f"expected {words!r}")
print("the check goes red where it should")
