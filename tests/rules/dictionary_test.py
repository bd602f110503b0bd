#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""An ordinary word of the dictionary is not taken for abuse or spam: each stands in a sentence that says nothing of anybody.
usage: dictionary_test.py COMMAND RULES LISTED

LISTED names the words that are harsh wherever they stand, one a line, and behind `?` with a reason those that are not and are known to be
taken for it; the latter may only become fewer."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from word_lists import classify, words_of

SENTENCES = {"hunspell-id": "kemarin di sekolah kami membaca kata {} dalam buku",
             "wamerican": "yesterday we saw the word {} on a page of the book"}


def common(words):
    """Without names and what is written with signs, which no sentence of this kind holds."""
    return [word for word in words if len(word) > 2 and word.isascii() and word.isalpha() and word.islower()]


def listed_words(path):
    harsh, known = set(), {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("?"):
            word, _, reason = line[1:].strip().partition(" ")
            known[word] = reason.strip()
        elif line and not line.startswith("#"):
            harsh.add(line.strip())
    return harsh, known


def taken(command, rules, words, sentence):
    """Words on which abuse or spam holds, with the rule behind it."""
    found = {}
    for word, answer in zip(words, classify(command, rules, [sentence.format(word) for word in words])):
        for label in ("abuse", "spam"):
            if label in answer["labels"]:
                rule = next(e["rule"] for e in answer["evidence"] if e["label"] == label)
                found[word] = f"{label} by {rule}"
    return found


def main(command, rules, listed, dictionaries):
    """Dictionaries are words and the sentence for them."""
    harsh, known = listed_words(listed)
    wrong, found, count = [], {}, 0
    for words, sentence in dictionaries:
        count += len(words)
        found.update(taken(command, rules, words, sentence))
    wrong += [f"{word}: {why}" for word, why in sorted(found.items()) if word not in harsh and word not in known]
    wrong += [f"{word}: is not taken for anything any more; take its line out of {listed.name}" for word in sorted(set(known) - set(found))]
    wrong += [f"{word}: needs a reason" for word, reason in sorted(known.items()) if not reason]
    print("\n".join(wrong))
    print(f"{count} words, {len(found)} taken for abuse or spam, {len(known)} of them known to be wrong, {len(wrong)} new or stale")
    return 1 if wrong else 0


if __name__ == "__main__":
    DICTIONARIES = [(common(words_of(name)), sentence) for name, sentence in SENTENCES.items()]
    sys.exit(main(sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), DICTIONARIES))
