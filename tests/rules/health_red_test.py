#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The check of idle rules can fail: each way in which it should is tried.
usage: health_red_test.py COMMAND LIBRARY REMOVAL"""
import contextlib
import io
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import health_test

HEAD = 'pack = { id = "x", language = "id", owner = "tests" }\n[groups]\nsmall = { cap = 20 }\n'
RULE = '[[rule]]\nid = "{}"\nlabel = "spam"\npoints = {}\nany = ["{}"]\n{}\n'
A = RULE.format("a", 20, "satu", 'group = "small"\nhit = ["satu", "satu lagi", "ini satu"]')
TWIN = RULE.format("b", 10, "satu*", "")
OTHER = RULE.format("b", 10, "dua", 'hit = ["dua"]')
SILENT = RULE.format("b", 10, "dua", 'todo = ["tiga"]')
DRAFT = RULE.format("b", 10, "dua", 'status = "draft"')
CAPPED = RULE.format("b", 1, "satu lagi", 'group = "small"')
ABSORBED = RULE.format("b", 9, "dua", 'hit = ["dua satu"]') + '[[composite]]\nid = "c"\nlabel = "spam"\npoints = 5\nall = ["a"]\nabsorbs = ["b"]\n'
TAGGED = '[[rule]]\nid = "b"\ntags = ["t"]\nany = ["satu*"]\n'
NEEDED = TWIN + '[[composite]]\nid = "c"\nlabel = "spam"\npoints = 5\nall = ["b"]\nnone = ["a"]\nhit = ["satuan"]\n'


def check(command, library, removal, pack, listed):
    with tempfile.TemporaryDirectory() as folder:
        rules = pathlib.Path(folder, "rules")
        rules.mkdir()
        (rules / "pack.toml").write_text(HEAD + pack)
        (rules / "tags.toml").write_text('[tags]\nt = "a tag"\n')
        if listed:
            pathlib.Path(folder, "idle_rules.jsonl").write_text(listed)
        with contextlib.redirect_stdout(io.StringIO()) as said:
            status = health_test.main(command, library, removal, rules, pathlib.Path(folder), [])
        return status, said.getvalue()


for pack, listed, status, words in [
    (A, "", 0, "0 wrong"),
    (A + OTHER, "", 0, "0 wrong"),
    (A + SILENT, "", 1, "x.b: fires nowhere"),
    (A + DRAFT, "", 0, "0 wrong"),
    (A + TWIN, "", 1, "x.b: fires on the same 3 comments as x.a"),
    (A + TAGGED, "", 0, "0 wrong"),
    (A + NEEDED, "", 0, "0 wrong"),
    (A + CAPPED, "", 1, "x.b: changes nothing"),
    (A + ABSORBED, "", 1, "x.b: changes nothing"),
    (A + SILENT, '{"rule": "x.b", "reason": "for later"}\n', 0, "1 kept though idle, 0 wrong"),
    (A + SILENT, '{"rule": "x.b"}\n', 1, "x.b: needs a reason"),
    (A + OTHER, '{"rule": "x.b", "reason": "for later"}\n', 1, "x.b: is not idle any more"),
]:
    got, said = check(*sys.argv[1:4], pack, listed)
    if got != status or words not in said:
        sys.exit(f"expected {status} and {words!r} of\n{pack}\ngot {got}: {said}")
    if not re.search(r"image [0-9,]+ bytes, (opened in [0-9.]+ ms|not timed)", said):
        sys.exit(f"no price: {said}")
print("the check goes red where it should")
