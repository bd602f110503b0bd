#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""No ordinary word alone is abuse or spam: every word of Debian's hunspell-id and wamerican lists and of the lists of
Indonesian names and places here is classified as a comment of its own. Words that a rule means to catch stand in
data/dictionary-exceptions.txt, under the rule and with a reason; any other word that is labelled fails the test.
usage: dictionary.py COMMAND RULES    (PILAH_UPDATE_EXCEPTIONS=1 writes the list anew; reasons are kept)"""
import os
import sys
import textwrap

from word_lists import DATA, LISTS, classify, words_of

EXCEPTIONS = DATA / "dictionary-exceptions.txt"
LABELS = {"abuse", "spam"}


def read_exceptions():
    """Rule -> (reason, words)."""
    out, rule = {}, None
    for line in EXCEPTIONS.read_text(encoding="utf-8").split("\n") if EXCEPTIONS.exists() else []:
        if line.startswith("["):
            rule, _, reason = line[1:].partition("]")
            out[rule] = (reason.strip(), set())
        elif line and not line.startswith("#"):
            out[rule][1].update(line.split())
    return out


def main():
    command, rules = sys.argv[1], sys.argv[2]
    words = sorted({word for name in LISTS for word in words_of(name)})
    flagged = {}
    for word, answer in zip(words, classify(command, rules, words)):
        if LABELS & set(answer["labels"]):
            rule = max(answer["evidence"], key=lambda e: e["points"])["rule"]
            flagged.setdefault(rule, set()).add(word)
    exceptions = read_exceptions()
    if os.environ.get("PILAH_UPDATE_EXCEPTIONS"):
        head = "# Words of the lists that rules mean to catch, by the rule that counts most. The list should shrink.\n"
        parts = []
        for rule in sorted(flagged):
            reason = exceptions.get(rule, ("", set()))[0]
            parts.append(f"\n[{rule}] {reason}\n" + textwrap.fill(" ".join(sorted(flagged[rule])), 118,
                         break_long_words=False, break_on_hyphens=False) + "\n")
        EXCEPTIONS.write_text(head + "".join(parts), encoding="utf-8")
        return 0
    allowed = {word for _, some in exceptions.values() for word in some}
    found = {word for some in flagged.values() for word in some}
    wrong = 0
    for rule in sorted(flagged):
        new = sorted(flagged[rule] - allowed)
        if new:
            wrong += len(new)
            print(f"{rule} takes ordinary words: {' '.join(new)}")
    for rule, (reason, some) in exceptions.items():
        if not reason:
            wrong += 1
            print(f"{EXCEPTIONS.name}: [{rule}] gives no reason")
        gone = sorted(some - found)
        if gone:
            print(f"no exception any more, take out of {EXCEPTIONS.name}: {' '.join(gone)}")
    print(f"{len(words)} words, {len(found)} labelled, {len(found & allowed)} of them exceptions, {wrong} wrong")
    if wrong:
        print("next: protect the word in a shared pack, or, if the rule is right, add it under its rule with a reason")
    return 1 if wrong else 0


sys.exit(main())
