# SPDX-License-Identifier: Apache-2.0
"""Tables that are counted: the same as one comment after the other and as the command, whatever the number of threads."""
import copy
import csv
import json
import pickle
import subprocess

import numpy
import pandas
import polars
import pyarrow as pa
import pytest

import pilah
import pilah.files
import pilah.frames
from pilah.batch import classify_pieces

COUNTS = ["copies", "copy_authors", "promotions", "promotion_authors"]
FIELDS = ["label", "action", "priority", "policy_row", "tags", *COUNTS]


def feed(count):
    """A flood between talk, in which senders change what senders change."""
    rows = []
    for i in range(count):
        author = None if i % 7 == 0 else f"u{i * i % 31}"
        text = (f"jangan belanja di toko ini, penipu semua @user{i % 97}", f"main di ZETA88 aja, modal {i % 97}rb gampang banget",
                f"komentar biasa tentang hal ke-{i * 7919 % 1009} kak", "paket saya belum sampai juga, penipu, sudah dua minggu")[i % 4]
        rows.append({"text": None if i % 50 == 49 else text, "author": author, "time": 1_700_000_000 + 60 * i})
    return rows


ROWS = feed(9000)
TABLE = pa.Table.from_pylist(ROWS)


def one_by_one(rows, window):
    for row in rows:
        if row["text"] is None:
            yield dict.fromkeys(FIELDS)
            continue
        seen = window.note(row["text"], author=row["author"], time=row["time"])
        verdict = pilah.classify(row["text"], time=row["time"], **seen)
        yield {**{name: getattr(verdict, name) for name in FIELDS[:4]}, "tags": list(verdict.tags), **seen}


@pytest.mark.parametrize("options", [{}, {"comments": 500, "keys": 64}, {"seconds": 4 * 3600}], ids=["usual", "small", "time"])
@pytest.mark.parametrize("threads", [1, 3, None])
def test_a_batch_counts_as_one_by_one(options, threads):
    wanted = list(one_by_one(ROWS, pilah.Window(**options)))
    found = pilah.classify_batch(TABLE, text="text", author="author", time="time", window=pilah.Window(**options), fields=FIELDS,
                                 threads=threads)
    assert found.to_pylist() == wanted
    tags = {tag for row in wanted for tag in row["tags"] or ()}
    assert {"repeated", "coordinated"} <= tags


def test_a_batch_counts_as_the_command(command):
    rows = [row for row in ROWS[:3000] if row["text"] is not None]
    lines = "".join(json.dumps({"text": row["text"], "author": {"id": row["author"]} if row["author"] else {},
                                "comment": {"time": row["time"]}}) + "\n" for row in rows)
    out = subprocess.run([command, "classify", "--campaigns", "--campaign-window", "2h", "--input-format", "jsonl", "--output-format", "jsonl", "-"],
                         input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    said = [json.loads(line) for line in out.splitlines()]
    wanted = [{**{name: one[name] for name in FIELDS[:5]}, **{name: one.get("seen", {}).get(name) for name in COUNTS}} for one in said]
    found = pilah.classify_batch(pa.Table.from_pylist(rows), text="text", author="author", time="time", window=pilah.Window(seconds=7200),
                                 fields=FIELDS)
    assert found.to_pylist() == wanted


def test_a_window_goes_on_from_table_to_table():
    window, wanted = pilah.Window(), list(one_by_one(ROWS[:200], pilah.Window()))
    found = []
    for begin in range(0, 200, 40):
        found += pilah.classify_batch(TABLE[begin:begin + 40], text="text", author="author", time="time", window=window, fields=FIELDS).to_pylist()
    assert found == wanted


def test_authors_may_be_numbers_and_come_from_anywhere():
    texts = ["jangan belanja di toko ini, penipu semua"] * 4
    for author in ([7, 8, 8, None], pandas.Series([7, 8, 8, None], dtype="Int64"), pandas.Series([7, 8, 8, None]),
                   polars.Series([7.0, 8.0, 8.0, float("nan")]), polars.Series(["7", "8", "8", None]),
                   pa.array(["7", "8", "8", None]).dictionary_encode(), ["7", "8", "8", ""]):
        found = pilah.classify_batch(texts, author=author, window=pilah.Window(), fields=["copies", "copy_authors"])
        assert found.to_pydict() == {"copies": [1, 2, 3, 4], "copy_authors": [1, 2, 2, 2]}
    assert pilah.classify_batch(texts, author=numpy.array([1, 2, 3, 4]), window=pilah.Window())["tags"].to_pylist()[-1].count("coordinated") == 1


def test_rows_that_are_refused_are_not_counted():
    found = pilah.classify_batch(["jangan belanja di toko ini, penipu semua"] * 4, followers=[1, -3, None, 2], window=pilah.Window(),
                                 fields=["copies", "error"])
    assert found.to_pydict() == {"copies": [1, None, 2, 3], "error": [None, "PILAH_BAD_ARGUMENT: followers", None, None]}


def test_what_does_not_go_together_is_named(tmp_path):
    path = tmp_path / "comments.csv"
    path.write_text("text,created_at\nhalo,2025-11-22 10:14 WIB\n")
    with pytest.raises(TypeError, match=r"author is for a window to count; give one: window=pilah.Window\(\)"):
        pilah.classify_batch(["a"], author=["b"])
    with pytest.raises(TypeError, match=r"window must be a pilah\.Window"):
        pilah.classify_batch(["a"], window=100)
    with pytest.raises(TypeError, match="copies is what the window counts"):
        pilah.classify_batch(["a"], copies=[1], window=pilah.Window())
    for author in (1.5, 2.0 ** 53 + 2, float("inf")):  # no number of an account, or one that may have lost its last digits
        with pytest.raises(TypeError, match=r"author must hold names or whole numbers below 2\^53, not float64"):
            pilah.classify_batch(["a"], author=[author], window=pilah.Window())
    for call in (lambda: pilah.classify_batch(["a"], window=pilah.Window(seconds=60)), lambda: pilah.classify_batch(["a"], time=None, window=pilah.Window(seconds=60)),
                 lambda: pilah.files.iterate(path, time=None, window=pilah.Window(seconds=60))):
        with pytest.raises(ValueError, match="time is what a window in seconds goes by"):
            call()
    assert pilah.classify_batch(["a"], time=[None], window=pilah.Window(seconds=60)).num_rows == 1
    assert next(pilah.files.iterate(path, window=pilah.Window(seconds=60))).num_rows == 1
    with pytest.raises(ValueError, match="author has 2 rows"):
        pilah.classify_batch(["a"], author=["x", "y"], window=pilah.Window())


def test_what_owns_memory_of_the_library_is_copied_whole_or_not_at_all():
    window, slot = pilah.Window(), pilah.Classifier()._slot()
    window.note(ROWS[0]["text"])
    for one, words in ((window, "a Window can be neither copied nor pickled"), (slot, "a Slot can be neither copied nor pickled")):
        for way in (copy.copy, copy.deepcopy, pickle.dumps):
            with pytest.raises(TypeError, match=words):
                way(one)
    assert window.note(ROWS[0]["text"])["copies"] == 2
    rules = pilah.RuleSet.load(pilah.RuleSet.default().image)
    for one in (rules, pilah.Classifier(rules)):
        for made in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
            assert made is not one
            own, theirs = (each if isinstance(each, pilah.RuleSet) else each.rules for each in (one, made))
            assert own is theirs or own._handle.value != theirs._handle.value


def test_without_a_window_the_tables_own_counts_are_told():
    found = pilah.classify_batch(["halo"] * 3, copies=[None, 3, 0], fields=COUNTS).to_pylist()
    assert [row["copies"] for row in found] == [None, 3, 0]
    assert all(row["promotions"] is None for row in found)


class Broken:
    """A piece that cannot be handed over."""

    def _export_to_c(self, *_):
        raise MemoryError("no room")


@pytest.mark.parametrize("threads", [1, 3])
def test_a_piece_that_fails_stops_those_behind_it(threads):
    good = TABLE.select(["text"]).to_batches(max_chunksize=1000)
    window, found = pilah.Window(), []
    with pytest.raises(MemoryError, match="no room"):
        for answer in classify_pieces(pilah.Classifier(pilah.RuleSet.default()), [*good, Broken(), *good], ["copies"], threads, window=window):
            found.append(answer)
    assert len(found) == len(good)
    again = pilah.classify_batch(["jangan belanja di toko ini, penipu semua"], window=window, fields=["copies"])
    assert again["copies"].to_pylist() == [2251]  # what came before the piece, and nothing of what came behind it


def test_files_and_frames(tmp_path):
    path = tmp_path / "comments.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["text", "author", "time", "platform", "thread_ours"])
        writer.writeheader()
        writer.writerows({**row, "text": row["text"] or "", "platform": ("instagram", "")[i % 2], "thread_ours": ("ya", "")[i % 2]}
                         for i, row in enumerate(ROWS))
    rows = [{**row, "text": row["text"] or ""} for row in ROWS]
    wanted = [row["copies"] for row in one_by_one(rows, pilah.Window())]
    found = pa.concat_tables(pilah.files.iterate(path, text="text", author="author", time="time", platform="platform",
                                                 thread_ours="thread_ours", window=pilah.Window()))
    assert found["copies"].to_pylist() == wanted
    assert found["error"].null_count == len(rows)
    with pytest.raises(TypeError, match=r"author is for a window to count; give one: window=pilah.Window\(\)"):
        pilah.files.iterate(path, author="author")

    frame = pilah.frames.pandas(pandas.DataFrame(rows[:60]), "text", author="author", window=pilah.Window())
    assert [None if pandas.isna(count) else count for count in frame["copies"]] == wanted[:60]
    other = pilah.frames.polars(polars.DataFrame(rows[:60]), "text", author="author", window=pilah.Window())
    assert other["copies"].to_list() == wanted[:60]
    assert "copies" not in pilah.frames.polars(polars.DataFrame(rows[:60]), "text").columns
