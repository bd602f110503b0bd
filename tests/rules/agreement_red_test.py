#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The check that rules agree about their cases can fail: each way in which it should is tried.
usage: agreement_red_test.py COMMAND"""
import contextlib
import io
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import agreement_test

HEAD = 'pack = { id = "x", language = "id", owner = "tests" }\n'
RULE = '[[rule]]\nid = "{}"\nlabel = "{}"\npoints = {}\nany = ["{}"]\nhit = [{}]\nok = [{}]\n'
POLICY = """[[row]]
id = "spam"
when = ["spam"]
action = "hide"
why_id = "x"
why_en = "x"
[[row]]
id = "rest"
action = "none"
why_id = "x"
why_en = "x"
"""
SPAM = RULE.format("a", "spam", 20, "satu", '"satu lagi"', "")
NEAR = SPAM + RULE.format("b", "spam", 10, "dua", '"dua"', '"satu kali"')
LISTED = '{"text": "satu kali", "reason": "spam all the same"}\n'


def check(command, pack, listed):
    with tempfile.TemporaryDirectory() as folder:
        rules = pathlib.Path(folder, "rules")
        rules.mkdir()
        (rules / "pack.toml").write_text(HEAD + pack)
        (rules / "policy.toml").write_text(POLICY)
        if listed:
            pathlib.Path(folder, "near_misses.jsonl").write_text(listed)
        with contextlib.redirect_stdout(io.StringIO()) as said:
            status = agreement_test.main(command, rules, pathlib.Path(folder))
        return status, said.getvalue()


for pack, listed, status, words in [
    (SPAM, "", 0, "1 cases, 0 near-misses"),
    (SPAM + RULE.format("b", "complaint", 30, "rusak", '"rusak satu"', ""), "", 1, "x.b: its hit is hidden: rusak satu"),
    (SPAM + RULE.format("b", "complaint", 9, "rusak", '"rusak satu"', ""), "", 0, "0 wrong"),
    (SPAM + RULE.format("b", "complaint", 30, "rusak", '"rusak"', '"satu"'), "", 0, "0 wrong"),
    (NEAR, "", 1, "x.b: its near-miss is spam by another rule: satu kali"),
    (NEAR, LISTED, 0, "1 near-misses that are hidden all the same, 0 wrong"),
    (NEAR, '{"text": "satu kali"}\n', 1, "needs a reason: satu kali"),
    (SPAM, LISTED, 1, "is judged rightly now, take it out: satu kali"),
]:
    got, said = check(sys.argv[1], pack, listed)
    if got != status or words not in said:
        sys.exit(f"expected {status} and {words!r} of\n{pack}\ngot {got}: {said}")
print("the check goes red where it should")
