# SPDX-License-Identifier: Apache-2.0
"""Frames and files: own columns stay, order and index stay, memory stays flat."""
import bz2
import csv
import gzip
import io
import json
import lzma
import os
import resource
import subprocess
import sys
import types

import duckdb
import pandas
import polars
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest

import pilah
import pilah.files
import pilah.frames
import pilah.spark
from pilah.batch import FIELDS

TEXTS = ["paket saya kok belum sampai ya min, udah 2 minggu", None, "adminnya goblok banget sih lo", "makasih kak"]


def test_pandas_keeps_index_and_columns():
    frame = pandas.DataFrame({"id": [9, 8, 7, 6], "label": list("abcd"), "isi": TEXTS, "n": [1.0, None, 5e6, 2]}, index=[3, 1, 3, 0])
    found = pilah.frames.pandas(frame, "isi", followers="n", fields=["label", "action", "tags"])
    assert list(found.columns) == ["id", "label", "isi", "n", "pilah_label", "action", "tags"]
    assert found.index.equals(frame.index) and list(frame.columns) == ["id", "label", "isi", "n"]
    wanted = pilah.classify_batch(TEXTS, followers=frame["n"], fields=["label", "action"]).to_pylist()
    assert [a if isinstance(a, str) else None for a in found["action"]] == [row["action"] for row in wanted]
    assert list(pilah.frames.pandas(frame[:0], "isi").columns)[-1] == "error"


def test_polars_keeps_columns():
    frame = polars.DataFrame({"comment": TEXTS, "label": [1, 2, 3, 4]})
    for given in (frame, frame.lazy()):
        found = pilah.frames.polars(given, fields=["label", "evidence"])
        assert found.columns == ["comment", "label", "pilah_label", "evidence"]
        assert found["pilah_label"].to_list() == ["complaint", None, "abuse", None]


def test_new_columns_never_take_a_name_that_is_there(tmp_path, command):
    own = {"text": TEXTS[2:], "label": ["a", "b"], "pilah_label": ["c", "d"], "pilah_pilah_label": ["e", "f"]}
    wanted = {**own, "pilah_pilah_pilah_label": ["abuse", None]}
    assert pilah.frames.pandas(pandas.DataFrame(own), fields=["label"]).replace({float("nan"): None}).to_dict("list") == wanted
    assert pilah.frames.polars(polars.DataFrame(own), fields=["label"]).to_dict(as_series=False) == wanted
    pyarrow.csv.write_csv(pa.table(own), tmp_path / "in.csv")
    for name, read in (("out.parquet", pyarrow.parquet.read_table), ("out.csv", pyarrow.csv.read_csv)):
        pilah.files.classify_file(tmp_path / "in.csv", tmp_path / name, fields=["label"])
        assert read(tmp_path / name).column_names == list(wanted)
    said = subprocess.run([command, "classify", "--output-format", "csv", tmp_path / "in.csv"], capture_output=True, text=True, check=True).stdout
    assert said.partition("\n")[0].replace('"', "").split(",")[:5] == list(wanted)


def test_names_of_several_levels_stay_apart():
    frame = pandas.DataFrame([[TEXTS[0], "mine", 5]], columns=pandas.MultiIndex.from_tuples([("text", ""), ("label", "x"), ("n", "now")]))
    found = pilah.frames.pandas(frame, "('text', '')", followers="('n', 'now')", fields=["label", "tier"])
    assert found.columns.to_list() == [*frame.columns, ("pilah_label", ""), ("tier", "")] and frame.shape == (1, 3)
    assert found.iloc[0].to_list() == [TEXTS[0], "mine", 5, "complaint", "ordinary"]


@pytest.mark.parametrize("call, words", [
    (lambda: pilah.frames.pandas(pandas.Series(["x"])), r"frame must be a pandas.DataFrame, not pandas.Series; a column alone goes to pilah.classify_batch\(\)"),
    (lambda: pilah.frames.pandas(["x"]), "frame must be a pandas.DataFrame, not list"),
    (lambda: pilah.frames.pandas(polars.DataFrame({"text": ["x"]})), "frame must be a pandas.DataFrame, not polars.DataFrame"),
    (lambda: pilah.frames.polars(pandas.DataFrame({"text": ["x"]})), "frame must be a polars.DataFrame or LazyFrame, not pandas.DataFrame"),
    (lambda: pilah.frames.polars(polars.Series(["x"])), "frame must be a polars.DataFrame or LazyFrame, not polars.Series"),
    (lambda: pilah.frames.duckdb(duckdb.connect(), classifier=pilah.RuleSet.default()), "classifier must be a pilah.Classifier or None, not RuleSet"),
    (lambda: pilah.spark.classify(pandas.DataFrame({"text": ["x"]})), "df must be a Spark DataFrame, not pandas.DataFrame"),
    (lambda: pilah.files.iterate("x.csv", classifier=pilah.RuleSet.default()), "classifier must be a pilah.Classifier or None, not RuleSet"),
    (lambda: pilah.files.iterate(pandas.DataFrame()), "path must be str or os.PathLike, not DataFrame"),
    (lambda: pilah.files.iterate("x.csv", columns=5), "columns must be a name or several, not int"),
    (lambda: pilah.files.classify_file(5, "out.csv"), "path must be str or os.PathLike, not int"),
    (lambda: pilah.files.classify_file("x.csv", None), "out must be str or os.PathLike, not NoneType"),
    (lambda: pilah.files.iterate("x.csv", field=["label"]), "no argument 'field'; do you mean 'fields'[?]"),
    (lambda: pilah.files.iterate("x.csv", rules=5), "own rules go into a classifier"),
])
def test_what_is_no_frame_and_no_file_is_named(call, words):
    with pytest.raises(TypeError, match=words):
        call()


def test_modules_are_there_without_an_import_of_their_own():
    program = "import pilah, sys; assert 'pilah.frames' not in sys.modules; print(pilah.frames.USUAL, pilah.files.PIECE, pilah.spark.USUAL)"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert said.startswith(str(pilah.frames.USUAL))


def test_duckdb_function():
    connection = duckdb.connect()
    pilah.frames.duckdb(connection, fields=["label", "tags", "scores", "evidence"])
    connection.execute("CREATE TABLE comments AS SELECT unnest(?) AS isi", [TEXTS * 3000])
    rows = connection.execute("SELECT pilah(isi).label AS label, count(*) FROM comments GROUP BY 1 ORDER BY 1 NULLS LAST").fetchall()
    assert rows == [("abuse", 3000), ("complaint", 3000), (None, 6000)]
    (evidence,), = connection.execute("SELECT pilah('makasih kak').evidence").fetchall()
    assert evidence == pilah.classify_batch(["makasih kak"])["evidence"][0].as_py()
    pilah.frames.duckdb(connection, "all_of_it", fields=FIELDS)
    rows = connection.execute("SELECT all_of_it(text) FROM unnest(?) AS t(text)", [TEXTS]).fetchall()
    assert [row for row, in rows] == pilah.classify_batch(TEXTS).to_pylist()


def test_duckdb_function_may_be_made_again():
    connection = duckdb.connect()
    pilah.frames.duckdb(connection)
    pilah.frames.duckdb(connection, fields=["tags"])
    assert connection.execute("SELECT pilah('makasih kak')").fetchall() == [({"tags": ["thanks"]},)]
    with pytest.raises(ValueError, match="name: the database has a function 'pilah' already"):
        pilah.frames.duckdb(connection.cursor())
    with pytest.raises(TypeError, match="connection must be a DuckDB connection, not int"):
        pilah.frames.duckdb(5)
    with pytest.raises(TypeError, match="name must be str, not int"):
        pilah.frames.duckdb(connection, 5)


def test_files_of_every_kind_say_the_same(tmp_path, dump):
    wanted = pilah.classify_batch([row["text"] for row in dump], verified=[{"1": True, "0": False}.get(r["verified"]) for r in dump],
                                  followers=[int(r["followers"]) if r["followers"] else None for r in dump], fields=["label", "priority"]).to_pylist()
    columns = {name: [row[name] for row in dump] for name in dump[0]}
    pyarrow.csv.write_csv(pa.table(columns), tmp_path / "dump.csv")
    (tmp_path / "dump.csv.gz").write_bytes(gzip.compress((tmp_path / "dump.csv").read_bytes()))
    pyarrow.csv.write_csv(pa.table(columns), tmp_path / "dump.tsv", pyarrow.csv.WriteOptions(delimiter="\t"))
    typed = {**columns, "followers": [int(n) if n else None for n in columns["followers"]],
             "verified": [{"1": True, "0": False}.get(v) for v in columns["verified"]]}
    pyarrow.parquet.write_table(pa.table(typed), tmp_path / "dump.parquet", row_group_size=7)
    for name in ("dump.csv", "dump.csv.gz", "dump.tsv", "dump.parquet"):
        pieces = list(pilah.files.iterate(tmp_path / name, followers="followers", bio=None, fields=["label", "priority"]))
        assert [row for piece in pieces for row in piece.select(["label", "priority"]).to_pylist()] == wanted, name
        rows = pilah.files.classify_file(tmp_path / name, tmp_path / "out.parquet", columns=["id", "text"])
        assert rows == len(dump) and pyarrow.parquet.read_table(tmp_path / "out.parquet")["id"].to_pylist() == columns["id"]
    assert sorted(os.listdir(tmp_path)) == ["dump.csv", "dump.csv.gz", "dump.parquet", "dump.tsv", "out.parquet"]


def test_files_that_cannot_be_read(tmp_path):
    (tmp_path / "bad.csv").write_text('id,text\n1,"x\n' + "y,z\n" * 600000)  # a quote that never ends
    with pytest.raises(pa.ArrowInvalid):
        list(pilah.files.iterate(tmp_path / "bad.csv"))
    with pytest.raises(pa.ArrowInvalid):
        pilah.files.classify_file(tmp_path / "bad.csv", tmp_path / "out.parquet")
    assert os.listdir(tmp_path) == ["bad.csv"]
    (tmp_path / "none.csv").write_text("\n")
    with pytest.raises(ValueError, match="none.csv is empty"):
        pilah.files.iterate(tmp_path / "none.csv")
    plain = b"id;text\n" + b"1;makasih kak\n" * 9
    for other in (plain.decode().encode("utf-16"), plain.decode().encode("utf-16-le"), gzip.compress(plain), bz2.compress(plain), lzma.compress(plain),
                  b"PK\3\4\n" + plain):
        (tmp_path / "none.csv").write_bytes(other)
        with pytest.raises(ValueError, match=r"none.csv is no text in UTF-8; save it as CSV \(UTF-8\)"):
            pilah.files.iterate(tmp_path / "none.csv")
    (tmp_path / "none.csv").unlink()
    with pytest.raises(FileNotFoundError):
        pilah.files.iterate(tmp_path / "none.csv")
    with pytest.raises(ValueError, match="must end in"):
        pilah.files.iterate(tmp_path / "x.xlsx")
    with pytest.raises(FileNotFoundError, match="'/nowhere'"):
        pilah.files.classify_file(tmp_path / "bad.csv", "/nowhere/out.csv")
    with pytest.raises(ValueError, match="is the file that is read"):
        pilah.files.classify_file(tmp_path / "bad.csv", tmp_path / "." / "bad.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(IsADirectoryError, match="directory: '.*/folder.csv'$"):
        pilah.files.classify_file(tmp_path / "bad.csv", tmp_path / "folder.csv")
    with pytest.raises(TypeError, match="no argument 'folowers'"):
        pilah.files.iterate(tmp_path / "bad.csv", folowers="n")
    with pytest.raises(TypeError, match="followers must name a column"):
        pilah.files.iterate(tmp_path / "bad.csv", followers=3)
    with pytest.raises(ValueError, match="followers: there is no column 'n', only id, text"):
        pilah.files.iterate(tmp_path / "bad.csv", followers="n")
    with pytest.raises(ValueError, match="columns: there is no column 'n', only id, text"):
        pilah.files.iterate(tmp_path / "bad.csv", columns=["n"])
    with pytest.raises(ValueError, match="delimiter must be one character or None, not ', '"):
        pilah.files.iterate(tmp_path / "bad.csv", delimiter=", ")
    for delimiter in ('"', "\n", "\0", "·"):
        with pytest.raises(ValueError, match="delimiter must be in ASCII and neither a double quote nor the end of a line, not "):
            pilah.files.iterate(tmp_path / "bad.csv", delimiter=delimiter)
    pyarrow.parquet.write_table(pa.table({"id": [1], "text": ["x"]}), tmp_path / "x.parquet")
    with pytest.raises(ValueError, match="columns: there is no column 'n', only id, text"):
        pilah.files.iterate(tmp_path / "x.parquet", columns=["text", "n"])
    (tmp_path / "two.csv").write_text("a,b\nx,y\n")
    with pytest.raises(ValueError, match="text must name"):
        list(pilah.files.iterate(tmp_path / "two.csv"))


def test_a_file_without_rows_has_columns(tmp_path, command):
    (tmp_path / "none.csv").write_text("id,text,followers\n")
    pyarrow.parquet.write_table(pa.table({"id": ["1"], "text": TEXTS[:1], "kind": pa.array(["a"]).dictionary_encode()})[:0], tmp_path / "none.parquet")
    said = subprocess.run([command, "classify", "--output-format", "csv", tmp_path / "none.csv"], capture_output=True, text=True, check=True).stdout
    assert said.startswith("id,text,followers,label,") and said.count("\n") == 1
    for name in ("none.csv", "none.parquet"):
        options = {"columns": ["text", "id"], "fields": ["label", "evidence", "error"], "window": pilah.Window()}
        (piece,) = pilah.files.iterate(tmp_path / name, **options)
        assert piece.num_rows == 0 and piece.column_names == ["text", "id", "label", "evidence", "error"]
        assert piece.schema.field("evidence").type == pilah.classify_batch([])["evidence"].type
        for out in ("out.csv", "out.jsonl", "out.parquet"):
            assert pilah.files.classify_file(tmp_path / name, tmp_path / out, **options) == 0
        assert (tmp_path / "out.csv").read_text() == '"text","id","label","evidence","error"\n' and not (tmp_path / "out.jsonl").read_text()
        assert pyarrow.parquet.read_table(tmp_path / "out.parquet").schema == piece.schema


def test_cells_are_read_in_every_layout_of_text(tmp_path):
    """What pandas writes for categories, and Arrow's views."""
    cells = {"text": TEXTS[:3], "followers": ["120rb", None, "-5"], "verified": ["ya", "tidak", "?"], "platform": ["IG", "myspace", None]}
    fields = ["labels", "tier", "priority", "platform_action", "error"]
    path = tmp_path / "x.parquet"
    found = []
    for kind in (pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())):
        columns = {name: pa.array(values).dictionary_encode() if pa.types.is_dictionary(kind) else pa.array(values, kind) for name, values in cells.items()}
        pyarrow.parquet.write_table(pa.table(columns), path)
        for named in ({}, {name: name for name in columns}):
            (piece,) = pilah.files.iterate(path, fields=fields, **named)
            found.append(piece.select(fields).to_pylist())
    assert found == [found[0]] * 8 and [row["tier"] for row in found[0]] == ["macro", None, None]


def test_columns_of_parquet_are_known_by_name_where_their_type_fits(tmp_path):
    path = tmp_path / "x.parquet"
    table = {"Komentar": ["halo kak"] * 3, "Pengikut": [120000, -1, None], "created_at": pa.array([1, 2, 3], pa.timestamp("s")),
             "likes": [b"x", b"y", b"z"], "platform": pa.array(["IG", "X", "x"]).dictionary_encode(), "verified": ["ya", "", "?"]}
    pyarrow.parquet.write_table(pa.table(table), path)
    wanted = pilah.classify_batch(table["Komentar"], followers=[120000, None, None], verified=[True, None, None], platform=["instagram", "x", "x"])
    (piece,) = pilah.files.iterate(path, fields=["labels", "priority", "platform_action", "error"])
    assert piece.select(["labels", "priority", "platform_action", "error"]).to_pylist() == \
        wanted.select(["labels", "priority", "platform_action", "error"]).to_pylist()
    assert piece["labels"][0].as_py() == ["influencer"]


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl", "out.parquet"])
def test_the_name_says_what_is_written(tmp_path, dump, name):
    path, out = tmp_path / "dump.parquet", tmp_path / name
    pyarrow.parquet.write_table(pa.table({"text": TEXTS, "n": [1, None, 3, 4], "kind": pa.array(list("abab")).dictionary_encode()}), path)
    assert pilah.files.classify_file(path, out, fields=["label", "labels", "action", "due", "evidence"]) == 4
    wanted = pilah.classify_batch(TEXTS, fields=["label", "labels", "evidence"]).to_pylist()
    if name.endswith(".csv"):
        rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
        assert [row["text"] for row in rows] == [text or "" for text in TEXTS] and [row["kind"] for row in rows] == list("abab")
        assert [row["labels"].split() for row in rows] == [row["labels"] or [] for row in wanted]
        assert [json.loads(row["evidence"] or "null") for row in rows] == [row["evidence"] for row in wanted]
    elif name.endswith(".jsonl"):
        rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        assert [row["text"] for row in rows] == TEXTS and [row["evidence"] for row in rows] == [row["evidence"] for row in wanted]
    else:
        assert pyarrow.parquet.read_table(out)["evidence"].to_pylist() == [row["evidence"] for row in wanted]
    with pytest.raises(ValueError, match="out.xyz: the name must end in .parquet, .pq, .csv, .jsonl or .ndjson"):
        pilah.files.classify_file(path, tmp_path / "out.xyz")
    assert sorted(os.listdir(tmp_path)) == ["dump.parquet", name]


def test_columns_of_one_name_stay_beside_each_other_in_jsonl(tmp_path):
    path, out = tmp_path / "in.csv", tmp_path / "out.jsonl"
    path.write_text("text,note,note,note_2,note\nhalo,a,b,c,d\n")
    assert pilah.files.classify_file(path, out, fields=["action"]) == 1
    assert json.loads(out.read_text()) == {
        "text": "halo", "note": "a", "note_3": "b", "note_2": "c", "note_4": "d", "action": "none"}


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl"])
def test_columns_of_the_file_are_written_whatever_they_hold(tmp_path, name):
    """Lists with gaps and blanks, and numbers that JSON has no form for."""
    path, out = tmp_path / "in.parquet", tmp_path / name
    own = {"text": ["makasih kak", "adminnya goblok banget sih lo"], "hashtags": [["a b", None, "c"], []], "labels": [["x y"], None],
           "inside": [{"n": float("nan"), "m": [1.5, float("inf")]}, {"n": 2.0, "m": [float("-inf")]}], "likes": [float("nan"), 1.0]}
    pyarrow.parquet.write_table(pa.table(own), path)
    assert pilah.files.classify_file(path, out, fields=["tags", "labels"], likes=None) == 2
    inside = [{"n": None, "m": [1.5, None]}, {"n": 2.0, "m": [None]}]

    def no_json(word):
        raise AssertionError(f"{word} is no JSON")

    if name.endswith(".csv"):
        rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
        assert [row["pilah_labels"] for row in rows] == ["", "abuse"] and rows[0]["tags"] == "thanks"
        for row in rows:
            row.update({column: json.loads(row[column] or "null", parse_constant=no_json) for column in ("hashtags", "labels", "inside")})
    else:
        rows = [json.loads(line, parse_constant=no_json) for line in out.read_text(encoding="utf-8").splitlines()]
        assert [row["pilah_labels"] for row in rows] == [[], ["abuse"]] and [row["likes"] for row in rows] == [None, 1.0]
    assert [[row[column] for row in rows] for column in ("hashtags", "labels", "inside")] == [own["hashtags"], own["labels"], inside]


@pytest.mark.parametrize("kind, value, wanted", [
    (pa.string_view(), 'x, "y"', 'x, "y"'), (pa.binary_view(), b"x", "x"), (pa.binary(), b"\xffx", "\ufffdx"), (pa.large_binary(), b"\xff", "\ufffd"),
    (pa.binary(2), b"\xff\xfe", "\ufffd\ufffd"), (pa.dictionary(pa.int32(), pa.binary()), b"\xffx", "\ufffdx"), (pa.float64(), 1.5, "1.5"),
    (pa.dictionary(pa.int32(), pa.string()), "x", "x"), (pa.uuid(), bytes(range(16)), "00010203-0405-0607-0809-0a0b0c0d0e0f"),
    (pa.large_list(pa.binary()), [b"\xff"], '["\ufffd"]'),
], ids=str)
def test_columns_of_every_type_are_written_as_csv(tmp_path, kind, value, wanted):
    """Also those that pyarrow writes into no CSV."""
    path, out = tmp_path / "in.parquet", tmp_path / "out.csv"
    pyarrow.parquet.write_table(pa.table({"text": ["halo", "kak"], "own": pa.array([value, None], kind)}), path)
    assert pilah.files.classify_file(path, out, fields=["label"]) == 2
    assert [row["own"] for row in csv.DictReader(io.StringIO(out.read_text(encoding="utf-8")))] == [wanted, ""]


def test_who_may_read_a_file_stays_when_it_is_replaced(tmp_path):
    (tmp_path / "in.csv").write_text("text\nhalo\n")
    out, image = tmp_path / "out.csv", tmp_path / "rules.pilah"
    for path in (out, image):
        path.touch(0o600)
    pilah.files.classify_file(tmp_path / "in.csv", out)
    pilah.RuleSet.default().save(image)
    assert [path.stat().st_mode & 0o777 for path in (out, image)] == [0o600] * 2 and out.stat().st_size > 0 < image.stat().st_size


FULL = """
import resource, signal, sys, pilah.files
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (10000, 10000))
try:
    pilah.files.classify_file(sys.argv[1], sys.argv[2], fields=None)
except OSError as error:
    print(error)
"""


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl", "out.parquet"])
def test_a_full_disk_leaves_nothing_behind(tmp_path, name):
    path, out = tmp_path / "in.csv", tmp_path / name
    path.write_text("text\n" + "".join(f"adminnya goblok banget sih lo {n}\n" for n in range(500)))
    said = subprocess.run([sys.executable, "-c", FULL, path, out], capture_output=True, text=True, check=True)
    assert "File too large" in said.stdout and os.listdir(tmp_path) == ["in.csv"]


class Bar:
    """What is used of tqdm's."""

    def __init__(self, *, total, unit, unit_scale, desc):
        self.said, self.closed = [total, desc], False
        Bar.last = self

    def update(self, rows):
        self.said.append(rows)

    def close(self):
        self.closed = True


def test_a_bar_tells_how_far_it_is(tmp_path, monkeypatch):
    pyarrow.parquet.write_table(pa.table({"text": TEXTS * 10000}), tmp_path / "dump.parquet")
    monkeypatch.setitem(sys.modules, "tqdm", types.ModuleType("tqdm"))
    monkeypatch.setitem(sys.modules, "tqdm.auto", types.SimpleNamespace(tqdm=Bar))
    pieces = pilah.files.iterate(tmp_path / "dump.parquet", progress=True, fields=["label"])
    next(pieces)
    assert Bar.last.said == [40000, "dump.parquet"] and not Bar.last.closed
    rest = sum(piece.num_rows for piece in pieces)
    assert Bar.last.said[:2] == [40000, "dump.parquet"] and sum(Bar.last.said[2:]) == 40000 and Bar.last.closed
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)  # not installed
    assert sum(piece.num_rows for piece in pilah.files.iterate(tmp_path / "dump.parquet", progress=True, fields=["label"])) == 40000 > rest


MEMORY = """
import resource, sys, pilah.files
rows = 0
for piece in pilah.files.iterate(sys.argv[1], threads=2, fields=None):
    rows += piece.num_rows
print(rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_file(tmp_path, dump):
    """Six times the rows, the same memory; all answers together would take hundreds of megabytes more."""
    peaks = []
    for size in (1000, 6000):
        path = tmp_path / f"{size}.parquet"
        table = pa.table({"text": [row["text"] for row in dump]})
        with pyarrow.parquet.ParquetWriter(path, table.schema) as writer:
            for _ in range(size // 250):
                writer.write_table(pa.concat_tables([table] * 250).combine_chunks())
        out = subprocess.run([sys.executable, "-c", MEMORY, path], check=True, capture_output=True, text=True).stdout.split()
        assert int(out[0]) == size * len(dump)
        peaks.append(int(out[1]) / 1024)
    assert peaks[1] - peaks[0] < 120, peaks
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > 0
