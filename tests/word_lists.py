# SPDX-License-Identifier: Apache-2.0
"""Ordinary words: Debian's hunspell-id and wamerican lists, and the lists of Indonesian names and places here. Two tests read them:
dictionary.py classifies each word alone, rules/dictionary_test.py in a sentence that says nothing of anybody."""
import json
import pathlib
import subprocess
import sys

DATA = pathlib.Path(__file__).parent / "data"
LISTS = {  # where they are, how they are written, and how many words at least must be there for a test to mean anything
    "hunspell-id": (pathlib.Path("/usr/share/hunspell/id_ID.dic"), "latin-1", 20000),
    "wamerican": (pathlib.Path("/usr/share/dict/american-english"), "utf-8", 60000),
    "names": (DATA / "names-id.txt", "utf-8", 600),
    "places": (DATA / "places-id.txt", "utf-8", 400),
}


def words_in(path, encoding):
    """The words of a file: several on a line, or one with flags behind a slash or a tab, as Hunspell has them."""
    lines = path.read_text(encoding=encoding).split("\n")
    if path.suffix == ".dic":
        lines = lines[1:]  # how many there are
    words = []
    for line in lines:
        if path.suffix == ".txt":
            words += [] if line.startswith("#") else line.split()
        else:
            words.append(line.split("/")[0].split("\t")[0].strip())
    return sorted({word for word in words if word and not word.endswith("'s")})


def words_of(name):
    path, encoding, fewest = LISTS[name]
    if not path.exists():
        sys.exit(f"{path} is missing: install the package {name} (cmake/setup.sh does)")
    words = words_in(path, encoding)
    if len(words) < fewest:
        sys.exit(f"{path} holds {len(words)} words, fewer than {fewest}: the check would show nothing")
    return words


def classify(command, rules, texts):
    """The verdicts on some texts."""
    feed = "".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)
    done = subprocess.run([command, "classify", "--rules", rules, "--input-format", "jsonl", "--output-format", "jsonl"],
                          input=feed.encode(), capture_output=True)
    if done.returncode:
        sys.exit(done.stderr.decode())
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    if len(answers) != len(texts):
        sys.exit(f"{len(texts)} texts in, {len(answers)} answers out")
    return answers
