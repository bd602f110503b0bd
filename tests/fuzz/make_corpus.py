#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the seeds of the fuzz targets from what the repository holds already: cases of packs, packs, example dumps.
usage: make_corpus.py SOURCE_DIR OUT_DIR"""
import pathlib
import struct
import sys
import tomllib

source, out = map(pathlib.Path, sys.argv[1:])


def write(door, name, data):
    folder = out / door
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


texts = 0
for pack in sorted((source / "rules").rglob("*.toml")):
    name = "-".join(pack.relative_to(source / "rules").parts)
    book = tomllib.loads(pack.read_text(encoding="utf-8"))
    if pack.stat().st_size < 6000:
        write("packs", name, pack.read_bytes())
    cases = []
    for rule in book.get("rule", []) + book.get("lexicon", []) + book.get("composite", []):
        for case in rule.get("hit", []) + rule.get("ok", []):
            cases.append(case if isinstance(case, str) else case["text"])
    if cases:
        texts += 1
        write("text", name, b"\0" + "\n".join(cases)[:1500].encode())
for wrong in sorted((source / "tests/compile/errors").rglob("*.toml")):
    write("packs", "wrong-" + wrong.name, wrong.read_bytes())
for dump in sorted((source / "examples").glob("comments.*")):
    write("input", dump.name, dump.read_bytes()[:4000])
write("input", "bad.jsonl", b'{"text":"a"}\n{"text":}\n\n{"id":1,"text":"\\ud800"}\n[[[[\n')
write("input", "bad.csv", b'id;text\n1;"a ""b"" \nc"\n2;x;y\n3;"open')
for i in range(32):
    write("image", f"change-{i}", struct.pack("<IBIB", i * 37, 255, i * 91 + 5, i))
if not texts:
    sys.exit("no cases found; the corpus would be empty")
