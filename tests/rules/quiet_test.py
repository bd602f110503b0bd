#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Benign comments stay alone: no label holds on them, and none of them is hidden or escalated.
usage: quiet_test.py COMMAND RULES DATA

DATA/quiet.jsonl holds the comments, all invented; DATA/quiet_exceptions.jsonl those on which rules are known to be wrong, with
{"id", "text", "reason"}. The list of exceptions may only shrink: one that is not needed any more fails too, and
PILAH_UPDATE_QUIET=1 takes such lines out. Nothing adds lines but a person with a reason."""
import json
import os
import pathlib
import subprocess
import sys

LEAST = 400


def rows_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def main(command, rules, data):
    corpus, listed = data / "quiet.jsonl", data / "quiet_exceptions.jsonl"
    rows, exceptions = rows_of(corpus), rows_of(listed)
    by_id = {row["id"]: row for row in rows}
    wrong = []
    if len(by_id) != len(rows) or len({row["text"] for row in rows}) != len(rows):
        wrong.append("ids or texts of the corpus repeat")
    if len(rows) < LEAST:
        wrong.append(f"{len(rows)} comments are fewer than {LEAST}")
    for exception in exceptions:
        if by_id.get(exception["id"], {}).get("text") != exception["text"]:
            wrong.append(f"{exception['id']}: no such comment in the corpus: {exception['text']!r}")
        if not exception.get("reason"):
            wrong.append(f"{exception['id']}: an exception needs a reason")
    done = subprocess.run([command, "classify", "--rules", rules, str(corpus)], capture_output=True)
    if done.returncode:
        sys.exit(done.stderr.decode())
    excepted = {exception["id"] for exception in exceptions}
    loud = set()
    for line in done.stdout.decode().splitlines():
        answer = json.loads(line)
        if not answer["labels"] and answer["action"] not in ("hide", "escalate"):
            continue
        loud.add(answer["id"])
        if answer["id"] in excepted:
            continue
        grounds = ", ".join(f"{e['points']:+} {e['rule']} “{e['text']}”" for e in answer["evidence"][:4] if e["points"])
        wrong.append(f"{answer['id']}: {by_id[answer['id']]['text']!r} is {answer['labels']}, {answer['action']}: {grounds}")
    stale = sorted(excepted - loud)
    if stale and os.environ.get("PILAH_UPDATE_QUIET"):
        kept = [exception for exception in exceptions if exception["id"] in loud]
        listed.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept), encoding="utf-8")
    elif stale:
        wrong.append(f"exceptions that are not needed any more (PILAH_UPDATE_QUIET=1 takes them out): {', '.join(stale)}")
    print("\n".join(wrong))
    print(f"{len(rows)} benign comments, {len(exceptions)} exceptions, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])))
