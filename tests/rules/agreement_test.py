#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What one rule says of its cases, the others do not undo: no hit of a complaint rule is hidden, which another rule would have taken for
spam or for nothing but an attack, and no near-miss of a rule of abuse or spam is hidden for just that label by another rule.
usage: agreement_test.py COMMAND RULES DATA

DATA/near_misses.jsonl lists {"text", "reason"} for near-misses that are hidden nevertheless: what is near to one rule may be a hit of
another. The list should shrink; a line that is not needed any more fails too."""
import pathlib
import sys

sys.path[:0] = [str(pathlib.Path(__file__).parent), str(pathlib.Path(__file__).parent.parent)]
from pack_cases import cases_below, read_listed
from verdicts import classify

WEIGHTY = 14  # points; a rule with fewer leaves it to others whether there is a grievance


def main(command, rules, data):
    listed = data / "near_misses.jsonl"
    known = read_listed(listed, "text")
    cases = cases_below(rules)
    wrong, found = [], set()
    for case, answer in zip(cases, classify(command, rules, [case.row for case in cases])):
        label, text = case.source.get("label"), case.row["text"]
        if answer["action"] != "hide":
            continue
        if case.key == "hit" and label == "complaint" and case.source.get("points", 0) >= WEIGHTY:
            wrong.append(f"{case.rule}: its hit is hidden: {text}")
        if case.key == "ok" and label in ("abuse", "spam") and label in answer["labels"] and text not in found:
            found.add(text)
            if text not in known:
                wrong.append(f"{case.rule}: its near-miss is {label} by another rule: {text}")
    wrong += [f"{listed.name}: is judged rightly now, take it out: {text}" for text in known if text not in found]
    wrong += [f"{listed.name}: needs a reason: {text}" for text, reason in known.items() if not reason]
    print("\n".join(wrong))
    print(f"{len(cases)} cases, {len(known)} near-misses that are hidden all the same, {len(wrong)} wrong")
    if wrong:
        print("next: narrow the other rule (pilah explain names it), or, if it is right, list the near-miss with a reason")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])))
