#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Which files throughput.py takes for dumps, and what it says of others."""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import throughput  # noqa: E402

FINE = {"a.csv": "\ufeffid,text\n1,\"halo, kak\"\n2,\n3,\"makasih\nkak\"\n", "a.jsonl": '{"text": "halo, kak"}\n\n{"text": "makasih\\nkak"}\n'}
WRONG = {
    "b.csv": ("komentar;pengikut\nhalo kak;12\n", 'b.csv has no column "text"'),
    "b.tsv": ("id\ttext\n1\thalo\n", 'b.tsv has no column "text"'),
    "none.csv": ("", 'none.csv has no column "text"'),
    "blank.csv": ("id,text\n1,\n2\n", "blank.csv holds no comments"),
    "b.jsonl": ('{"text": "halo"}\n{"id": 1}\n', 'b.jsonl has a line without "text"'),
    "c.jsonl": ("[1]\n", 'c.jsonl has a line without "text"'),
    "d.jsonl": ("text,id\n", 'd.jsonl has a line without "text"'),
    "none.jsonl": ("\n", "none.jsonl holds no comments"),
}

with tempfile.TemporaryDirectory() as folder:
    def written(name, text):
        pathlib.Path(folder, name).write_text(text, encoding="utf-8")
        return str(pathlib.Path(folder, name))

    for name, text in FINE.items():
        rows = throughput.rows_of(written(name, text))
        assert rows == ["halo, kak", "makasih kak"], (name, rows)
    for name, (text, words) in WRONG.items():
        try:
            rows = throughput.rows_of(written(name, text))
        except SystemExit as said:
            assert words in str(said), (name, said)
        else:
            sys.exit(f"{name}: {rows} instead of {words}")
print(f"{len(FINE)} dumps read, {len(WRONG)} refused")
