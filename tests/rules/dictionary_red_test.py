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

PACK = """pack = { id = "x", language = "id", owner = "tests" }
[[lexicon]]
id = "words"
label = "abuse"
words = { tikus = 30, bangsat = 30 }
"""


def check(command, listed, least):
    with tempfile.TemporaryDirectory() as folder:
        files = {name: pathlib.Path(folder, name) for name in ("pack.toml", "listed.txt", "words.dic")}
        for name, text in (("pack.toml", PACK), ("listed.txt", listed), ("words.dic", "3\nbangsat\ntikus/A\nkucing/B\n")):
            files[name].write_text(text)
        with contextlib.redirect_stdout(io.StringIO()) as said:
            status = dictionary_test.main(command, str(files["pack.toml"]), files["listed.txt"],
                                          [(str(files["words.dic"]), "utf-8", "kata {} ada di buku")], least)
        return status, said.getvalue()


for listed, least, status, words in [
    ("bangsat\n? tikus an animal\n", 3, 0, "3 words, 2 taken for abuse or spam, 1 of them known"),
    ("bangsat\n", 3, 1, "tikus: abuse by x.words"),
    ("bangsat\n? tikus\n", 3, 1, "tikus: needs a reason"),
    ("bangsat\n? tikus an animal\n? kucing an animal\n", 3, 1, "kucing: is not taken"),
    ("bangsat\n? tikus an animal\n", 4, 1, "no dictionary"),
]:
    got, said = check(sys.argv[1], listed, least)
    if got != status or words not in said:
        sys.exit(f"expected {status} and {words!r}, got {got}: {said}")
print("the check goes red where it should")
