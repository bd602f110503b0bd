#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""An ordinary word of the dictionary is not taken for abuse or spam: each stands in a sentence that says nothing of anybody.
usage: dictionary_test.py COMMAND RULES LISTED [DICTIONARY...]

LISTED names the words that are harsh wherever they stand, one a line, and behind `?` with a reason those that are not and are known to be
taken for it; the latter may only become fewer. Dictionaries are those of Debian's hunspell-id and wamerican."""
import json
import pathlib
import subprocess
import sys

DICTIONARIES = [("/usr/share/hunspell/id_ID.dic", "latin-1", "kemarin di sekolah kami membaca kata {} dalam buku"),
                ("/usr/share/dict/american-english", "utf-8", "yesterday we saw the word {} on a page of the book")]
LEAST = 20_000  # words; fewer are no dictionary


def words_of(path, encoding):
    words = {line.split("/")[0].strip() for line in pathlib.Path(path).read_text(encoding=encoding).splitlines()}
    return sorted(word for word in words if len(word) > 2 and word.isascii() and word.isalpha() and word.islower())


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
    feed = "\n".join(json.dumps({"text": sentence.format(word)}) for word in words)
    done = subprocess.run([command, "classify", "--rules", rules, "--input-format", "jsonl"], input=feed.encode(), capture_output=True)
    if done.returncode:
        sys.exit(done.stderr.decode())
    found = {}
    for word, line in zip(words, done.stdout.decode().splitlines()):
        answer = json.loads(line)
        for label in ("abuse", "spam"):
            if label in answer["labels"]:
                rule = next(e["rule"] for e in answer["evidence"] if e["label"] == label)
                found[word] = f"{label} by {rule}"
    return found


def main(command, rules, listed, dictionaries, least=LEAST):
    harsh, known = listed_words(listed)
    wrong, found, count = [], {}, 0
    for path, encoding, sentence in dictionaries:
        words = words_of(path, encoding)
        if len(words) < least:
            wrong.append(f"{path}: {len(words)} words are no dictionary")
        count += len(words)
        found.update(taken(command, rules, words, sentence))
    wrong += [f"{word}: {why}" for word, why in sorted(found.items()) if word not in harsh and word not in known]
    wrong += [f"{word}: is not taken for anything any more; take its line out of {listed.name}" for word in sorted(set(known) - set(found))]
    wrong += [f"{word}: needs a reason" for word, reason in sorted(known.items()) if not reason]
    print("\n".join(wrong))
    print(f"{count} words, {len(found)} taken for abuse or spam, {len(known)} of them known to be wrong, {len(wrong)} new or stale")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), DICTIONARIES))
