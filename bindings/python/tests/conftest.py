# SPDX-License-Identifier: Apache-2.0
"""What all tests share: the repository's files, the command that was built beside the package, and comments to try."""
import csv
import json
import os
import pathlib
import subprocess
import tomllib

import pytest

REPOSITORY = pathlib.Path(__file__).parents[3]


@pytest.fixture(scope="session")
def repository():
    return REPOSITORY


@pytest.fixture(scope="session")
def command():
    """The pilah command of the same build; run.py names it. Missing is a failure: without it nothing is compared."""
    path = os.environ.get("PILAH")
    assert path and os.access(path, os.X_OK), "set PILAH to the built command; run.py does"
    return path


@pytest.fixture(scope="session")
def dump(repository):
    """The example dump: dicts of text, followers, verified, bio."""
    with open(repository / "examples/comments.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 50
    return rows


def _cases(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("hit", "ok", "todo") and isinstance(inner, list):
                for case in inner:
                    text = case if isinstance(case, str) else case.get("text")
                    if text:
                        yield text
            else:
                yield from _cases(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _cases(inner)


@pytest.fixture(scope="session")
def pack_texts(repository):
    """Every case of every shipped pack, and comments that are awkward to count in."""
    texts = []
    for file in sorted((repository / "rules").rglob("*.toml")):
        texts += _cases(tomllib.loads(file.read_text(encoding="utf-8")))
    texts += ["", " ", "\0", "a\0b goblok", "𝐠𝐨𝐛𝐥𝐨𝐤 lo 🥰 cek wa.me/62812345678", "é\u0301 g.o.b.l.o.k \u200d👩‍👩‍👧", "\ufeffpaket belum sampai\r\n"]
    assert len(texts) > 1000
    return texts


@pytest.fixture(scope="session")
def command_says(command):
    """The command's JSON objects for rows of {"text": …, "author": {…}}."""

    def run(rows):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        out = subprocess.run([command, "classify", "--input-format", "jsonl", "--output-format", "jsonl", "--evidence", "full", "-"],
                             input=lines.encode("utf-8", "surrogatepass"), stdout=subprocess.PIPE, check=True).stdout
        answers = [json.loads(line) for line in out.splitlines()]
        assert len(answers) == len(rows)
        for answer in answers:
            assert answer["reason"].pop("internal").startswith(f"row {answer['policy_row']}; priority {answer['priority']} = ")
        return answers

    return run
