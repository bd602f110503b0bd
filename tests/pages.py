#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What docs/ have from the program is what it says: the policy, a verdict for each practice of a good desk, and figures of quality.

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
           "| practice | comment | known | what it is | what to do | what to mind | what may be told |",
           "| --- | --- | --- | --- | --- | --- | --- |"]
    for row, answer in zip(rows, answers):
        out.append("| " + " | ".join(map(cell, (row["practice"], row["text"], facts_of(row), people_of(answer), verdict_of(answer),
                                                ", ".join(answer["checklist"]), answer["reason"]["en"]))) + " |")
    out += ["", "## Over many comments", "",
            "Keep an FAQ for what is asked again and again; keep watching; use complaints to improve product and service: `pilah report` counts "
            "what is complained of and asked, week by week and in which words. Here over eight weeks of invented comments, in the seventh "
            "of which an app breaks:", "", "```", report(pilah, root).rstrip("\n"), "```", "",
            "The rules for what is fit to stay are written down in [POLICY.md](POLICY.md), and every verdict carries the hash of the rules it "
            "was made with. What has to be proved later is kept with `pilah classify --record` ([COMMAND.md](COMMAND.md#evidence-records))."]
    return "\n".join(out) + "\n"


# Said so many times a week; the week in which it is said more often, and how often.
SAID = [
    ("paket saya belum sampai juga min, udah {} hari", 4, None), ("paket blm nyampe nih kak, dari hari ke {}", 3, None),
    ("aplikasinya error terus pas mau bayar, udah {} kali", 2, (6, 17)), ("refund saya belum masuk {} hari", 2, None),
    ("kak jam buka hari minggu jam berapa ya?", 3, None), ("jam buka tokonya jam berapa kak?", 2, None),
    ("ongkir ke bandung berapa ya min?", 2, None), ("makasih kak, barangnya bagus banget", 5, None), ("main di RAJA88 modal {}rb gacor parah", 2, None),
]


def quality(pilah, root):
    """The page with the figures of the labelled example put in; the others come from rows that are not in the repository."""
    done = subprocess.run([pilah, "eval", "--rules", root / "rules", "--language", "en", "--format", "markdown", root / "examples/labelled.jsonl"],
                          capture_output=True, check=True)
    labels = done.stdout.decode().split("\n\n")[:2]  # the table, and how many complaints were hidden
    page = (root / "docs/QUALITY.md").read_text(encoding="utf-8")
    before, rest = page.split("<!-- labelled -->\n", 1)
    return before + "<!-- labelled -->\n\n" + "\n\n".join(labels) + "\n\n" + rest[rest.index("<!-- end -->"):]


def report(pilah, root):
    monday, rows = 1790553600, []  # 28 September 2026
    for week in range(8):
        for text, times, more in SAID:
            for i in range(more[1] if more and more[0] == week else times):
                rows.append({"text": text.format(3 + (i * 5 + week) % 9), "comment": {"time": monday + week * 7 * 86400 + (i % 6) * 86400 + 36000}})
    done = subprocess.run([pilah, "report", "--rules", root / "rules", "--language", "en", "-"], input="\n".join(map(json.dumps, rows)).encode(),
                          capture_output=True, check=True)
    return done.stdout.decode()


def main():
    pilah, root = sys.argv[1], pathlib.Path(sys.argv[2])
    update = os.environ.get("PILAH_UPDATE_PAGES") == "1"
    wrong = 0
    for name, make in (("POLICY.md", policy), ("PLAYBOOK.md", playbook), ("QUALITY.md", quality)):
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
