#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Two pages of docs/ are what the program says: the policy, and a verdict for each practice of a good desk.

usage: pages.py PILAH SOURCE_DIR

Fails with the difference. PILAH_UPDATE_PAGES=1 writes them anew."""
import difflib
import json
import os
import pathlib
import subprocess
import sys

FACTS = ("author", "comment", "thread")


def policy(pilah, root):
    page = subprocess.run([pilah, "policy", "--rules", root / "rules"], capture_output=True, check=True).stdout.decode()
    title, rest = page.split("\n", 1)
    note = ("\n*Written by `pilah policy` from `rules/policy.toml`; what its words mean stands in [RULES.md](RULES.md#policy). "
            "`pilah policy --matrix` shows what it does for label, severity, target and author.*\n")
    return title + "\n" + note + rest


def cell(text):
    return str(text).replace("|", "\\|")


def facts_of(row):
    said = []
    for group in FACTS:
        for name, value in row.get(group, {}).items():
            said.append(f"{group}.{name} {json.dumps(value, ensure_ascii=False)}")
    return ", ".join(said)


def verdict_of(answer):
    parts = answer["priority_parts"]
    added = "".join(f" + {name} {points}" for name, points in parts.items() if points and name != "severity")
    said = [f"**{answer['action']}** {answer['priority']}" + (f" = severity {parts['severity']}{added}" if added else "")]
    if answer["respond_within_minutes"]:
        said.append(f"within {answer['respond_within_minutes']} min")
    if answer["due"]:
        said.append(f"due {answer['due']}")
    if answer["route"]:
        said.append(f"{answer['route']}, {answer['channel']}" if answer["channel"] != "none" else answer["route"])
    said.append(f"row {answer['policy_row']}")
    return "; ".join(said)


def people_of(answer):
    said = []
    if answer["labels"]:
        kinds = [answer["kinds"][label] for label in answer["labels"]]
        said.append(", ".join(f"{label} ({kind})" for label, kind in zip(answer["labels"], kinds)))
    who = ([answer["tier"]] if answer["tier"] else []) + answer["who"]
    for name, values in (("who", who), ("wants", answer["wants"]), ("tone", [answer["tone"]] if answer["tone"] != "calm" else []),
                         ("day", answer["days"])):
        if values:
            said.append(f"{name}: {', '.join(values)}")
    return "; ".join(said)


def playbook(pilah, root):
    rows = [json.loads(line) for line in (root / "tests/data/playbook.jsonl").read_text(encoding="utf-8").splitlines()]
    feed = "\n".join(json.dumps({"text": row["text"], **{group: row[group] for group in FACTS if group in row}}) for row in rows)
    done = subprocess.run([pilah, "classify", "--rules", root / "rules", "--input-format", "jsonl", "--output-format", "jsonl"],
                          input=feed.encode(), capture_output=True, check=True)
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert len(answers) == len(rows), "one answer a row"
    out = ["# What a good desk does, and what pilah says", "",
           "Each practice with an invented comment, what is known beside it, and the verdict. Made by `tests/pages.py` from "
           "`tests/data/playbook.jsonl`.", "",
           "| practice | comment | known | what it is | what to do | what to mind |", "| --- | --- | --- | --- | --- | --- |"]
    for row, answer in zip(rows, answers):
        out.append("| " + " | ".join(map(cell, (row["practice"], row["text"], facts_of(row), people_of(answer), verdict_of(answer),
                                                ", ".join(answer["checklist"])))) + " |")
    return "\n".join(out) + "\n"


def main():
    pilah, root = sys.argv[1], pathlib.Path(sys.argv[2])
    update = os.environ.get("PILAH_UPDATE_PAGES") == "1"
    wrong = 0
    for name, make in (("POLICY.md", policy), ("PLAYBOOK.md", playbook)):
        path, wanted = root / "docs" / name, make(pilah, root)
        if update:
            path.write_text(wanted, encoding="utf-8")
        here = path.read_text(encoding="utf-8") if path.exists() else ""
        if here != wanted:
            wrong += 1
            sys.stdout.writelines(difflib.unified_diff(here.splitlines(True), wanted.splitlines(True), f"docs/{name}", "the program"))
            print(f"docs/{name} is not what the program says; run it again with PILAH_UPDATE_PAGES=1")
    return 1 if wrong else 0


sys.exit(main())
