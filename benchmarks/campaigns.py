#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How well campaign keys tell copies from other comments, on labelled rows ({"text", "gold": {"spam": 0 or 1}}): copies made of each
comment as senders make them must keep its key; short comments of other words must not share one. Writes docs/QUALITY.md.
usage: campaigns.py BUILD LABELLED.jsonl"""
import json
import pathlib
import re
import subprocess
import sys

PAGE = pathlib.Path(__file__).resolve().parents[1] / "docs/QUALITY.md"
BEGIN, END = "<!-- campaigns: benchmarks/campaigns.py -->", "<!-- end of campaigns -->"
MATH = {ord(c): chr(0x1D400 + i) for i, c in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")}


def stretched(text):
    return re.sub(r"([aiueo])(?=[^\w]|$)", r"\1\1\1", text)


def one_word_disguised(text):
    words = text.split(" ")
    longest = max(range(len(words)), key=lambda i: len(words[i]))
    return " ".join(word.translate(MATH) if i == longest and word.isascii() and word.isalpha() else word for i, word in enumerate(words))


COPIES = {
    "emoji and exclamation marks added": lambda text: f"🔥 {text} !!! 😡",
    "written in capitals": str.upper,
    "a mention and a number added": lambda text: f"@toko_{len(text)} {text} {len(text) * 7}",
    "last vowels stretched": stretched,
    "the longest word in mathematical letters": one_word_disguised,
    "another word added": lambda text: f"{text} banget",
}


def keys_of(build, texts):
    feed = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    done = subprocess.run([f"{build}/pilah", "classify", "--evidence", "none", "--input-format", "jsonl", "--output-format", "jsonl", "-"],
                          input=feed.encode(), stdout=subprocess.PIPE, check=True)
    return [json.loads(line)["campaign"] for line in done.stdout.splitlines()]


def letters_of(text):
    return re.sub(r"[^a-z]+", " ", text.lower()).strip()


def tables(build, path):
    rows = [json.loads(line) for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines()]
    texts = list(dict.fromkeys(row["text"] for row in rows))
    keys = keys_of(build, texts)
    plain = [(text, key) for text, key in zip(texts, keys) if key and text.isascii()]
    yield "| copies made of each ASCII comment | comments with a key | copies with the same key |"
    yield "| --- | ---: | ---: |"
    for name, change in COPIES.items():
        copies = keys_of(build, [change(text) for text, _ in plain])
        same = sum(copy == key for copy, (_, key) in zip(copies, plain))
        yield f"| {name} | {len(plain):,} | {100 * same / len(plain):.1f} % |"
    ordinary = {row["text"] for row in rows if row["gold"].get("spam") == 0}
    short = [(letters_of(text), key) for text, key in zip(texts, keys) if key and text in ordinary and 5 <= len(text.split()) <= 8]
    words = {}
    for text, key in short:
        words.setdefault(key, set()).add(text)
    shared = sum(len(words[key]) > 1 for _, key in short)
    yield ""
    yield f"Of {len(short):,} different ordinary comments of five to eight words, {shared} share a key with one of other letters."
    done = subprocess.run([f"{build}/pilah", "campaigns", "--json", path], stdout=subprocess.PIPE, check=True)
    yield ""
    yield "| rows in keys of three rows or more | rows labelled spam | other rows |"
    yield "| --- | ---: | ---: |"
    for line in done.stdout.splitlines():
        roll = json.loads(line)
        if "rows_in_keys" in roll:
            share = lambda part, whole: f"{part:,} of {whole:,}, {100 * part / whole:.2f} %"
            yield (f"| {'copies of one text' if roll['by'] == 'copy' else 'the same site, telephone or link'} | "
                   f"{share(roll['spam_in_keys'], roll['spam'])} | {share(roll['other_in_keys'], roll['other'])} |")


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    page = PAGE.read_text(encoding="utf-8")
    head, rest = page.split(BEGIN)
    _, tail = rest.split(END)
    PAGE.write_text("\n".join([head + BEGIN, *tables(*sys.argv[1:]), END + tail]), encoding="utf-8")


if __name__ == "__main__":
    main()
