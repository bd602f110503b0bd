# SPDX-License-Identifier: Apache-2.0
"""CSV files as dumps have them, beside what the command makes of them."""
import csv
import io
import json
import re
import subprocess

import pytest

import pilah.files
from pilah._columns import NAMES, known_column, plain_name, reader_of
from pilah._csv import delimiter_of, fields_of

ODD = b"""\xef\xbb\xbfid;Komentar;Pengikut;verified;Waktu\r
1;paket saya kok belum sampai ya min, udah 2 minggu;;;2025-11-22 10:14 WIB\r
\r
2;halo kak;120rb;ya;\r
3;"adminnya goblok\r
banget sih lo";900;tidak;1763781249;9\r
4;makasih kak\r
5\r
6;g\xffblok \xc3;many;;\r
;;;;;;\r
7;"he said ""hi, min"" ";12.000;maybe;2025-11-22T10:14:09+07:00"""


def rows_of(path, **options):
    return [row for piece in pilah.files.iterate(path, fields=["label", "priority", "error"], **options) for row in piece.to_pylist()]


def test_a_csv_is_read_as_the_command_reads_it(tmp_path, command):
    """Delimiter, names of columns, cells of facts, rows with fields too many or too few, bytes that are no UTF-8."""
    path = tmp_path / "odd.csv"
    path.write_bytes(ODD)
    said = subprocess.run([command, "classify", "--output-format", "csv", path], capture_output=True).stdout.decode("utf-8", "replace")
    wanted = list(csv.DictReader(io.StringIO(said.lstrip("\ufeff"), newline=""), delimiter=";"))
    found = rows_of(path)
    assert [row["id"] for row in found] == ["1", "2", "3", "4", "5", "6", "", "7"]
    assert [row["label"] or "" for row in found] == [row["label"] for row in wanted] and found[1]["label"] == "influencer"
    assert [str(row["priority"] or 0) for row in found] == [row["priority"] or "0" for row in wanted]
    assert [row["error"] for row in found] == [re.sub("^line [0-9]+: ", "", row["error"]) or None for row in wanted]
    assert [row["Komentar"] for row in found][3:6] == ["makasih kak", None, "g\ufffdblok \ufffd"]
    assert found[2]["Waktu"] == "1763781249;9" and found[2]["Komentar"] == "adminnya goblok\r\nbanget sih lo"
    picked = rows_of(path, columns=["Komentar"])
    assert [row["error"] for row in picked] == [row["error"] for row in found] and picked[1]["label"] is None


def test_odd_rows_stay_in_their_places_in_a_large_file(tmp_path):
    path = tmp_path / "large.csv"
    rows = 150000
    odd = {n: f"{n}|x|y|z" if n % 2 else f"{n}" for n in (*range(0, rows, 997), *range(70000, 71000), rows - 1)}
    path.write_text("id|text|bio\n" + "".join((odd.get(n) or f"{n}|halo kak|") + "\n" for n in range(rows)))
    at = 0
    for piece in pilah.files.iterate(path, fields=["label", "error"]):
        for number, error in zip(piece["id"].to_pylist(), piece["error"].to_pylist()):
            assert number == str(at) and (error is not None) == (at in odd), (number, at, error)
            at += 1
    assert at == rows
    path.write_text("text|\n" + "halo\n" * 1000)  # no row has what the header says
    assert [row["error"] for row in rows_of(path)] == [None] * 1000


@pytest.mark.parametrize("head, wanted", [("text", ","), ("a;b", ";"), ("a\tb|c\td", "\t"), ("a|b\nx,y,z", "|"), ('"a;b;c",d', ","),
                                          ('"a\n;;;",d\n;;', ","), ("a;b,c", ","),
                                          ("\n \r\na;b,c;d", ";")])
def test_the_delimiter_is_told_by_the_header(head, wanted):
    assert delimiter_of(head) == wanted


def test_a_line_that_tells_excel_the_delimiter_is_no_header(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("\ufeffsep=;\nid;text\n1;halo, kak\n", encoding="utf-8")
    assert [(row["id"], row["text"]) for row in rows_of(path)] == [("1", "halo, kak")]


def test_lines_may_end_with_a_carriage_return_alone(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(b'id;text\r1;halo, kak, apa, kabar\r2;"makasih;\rkak"\r')
    assert [(row["id"], row["text"]) for row in rows_of(path)] == [("1", "halo, kak, apa, kabar"), ("2", "makasih;\rkak")]


def test_a_delimiter_may_be_named(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("id:text,bio\n1:halo, kak\n")
    assert [row["text,bio"] for row in rows_of(path, delimiter=":", text="text,bio")] == ["halo, kak"]
    with pytest.raises(ValueError, match="delimiter is for CSV"):
        pilah.files.iterate(tmp_path / "x.parquet", delimiter=";")


def test_nul_bytes_are_text_wherever_they_stand_in_the_rows(tmp_path, command):
    path = tmp_path / "x.csv"
    path.write_bytes(b"id,text\n\0,paket \0 belum sampai min, \n" + b"2,makasih\0kak\n" * 9)
    said = subprocess.run([command, "classify", "--output-format", "csv", path], capture_output=True, text=True).stdout
    rows = rows_of(path)
    assert [row["label"] or "" for row in rows] == [row["label"] for row in csv.DictReader(io.StringIO(said))] and len(rows) == 10
    assert rows[0]["id"] == "\0" and rows[9]["text"] == "makasih\0kak"


def test_columns_of_one_name(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("text,n,n,bio,bio\nhalo,1,2,a,b\n")
    assert [row["label"] for row in rows_of(path)] == [None]
    with pytest.raises(ValueError, match="followers: there are 2 columns 'n'; give each a name of its own"):
        rows_of(path, followers="n")


def test_columns_of_one_name_keep_their_values_in_odd_rows(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("text,n,n\nhalo,1,2\nhalo,1\nhalo,1,2,3\n")
    (piece,) = pilah.files.iterate(path, fields=["label"])
    assert [column.to_pylist() for column in piece.columns[:3]] == [["halo"] * 3, ["1", "1", "1"], ["2", None, "2,3"]]


def test_long_fields_of_odd_rows_are_read_whole(tmp_path, command):
    """Longer than the csv module reads; a comma in it parts nothing."""
    comment = "makasih kak " * 12000 + ', "tapi" paket belum sampai, udah 2 minggu'
    path = tmp_path / "x.csv"
    path.write_text("text,a,b,c\n" + '"{}",1\n'.format(comment.replace('"', '""')), newline="")
    said = subprocess.run([command, "classify", "--output-format", "csv", path], capture_output=True, text=True, check=True).stdout
    wanted = dict(zip(*(fields_of(line, ",") for line in said.splitlines())))
    (row,) = rows_of(path)
    assert [row[name] for name in ("text", "a", "b", "c")] == [comment, "1", None, None] == [wanted["text"], wanted["a"], None, None]
    assert (row["label"], str(row["priority"]), row["error"] or "") == (wanted["label"], wanted["priority"], wanted["error"])
    assert row["label"] == "complaint"


@pytest.mark.parametrize("record", ["a", ",", "a,,b", '"a,b",c', '"a ""b"", c"', '"",', '"""",x', '"a"b"c,d', 'a"b,c"d', '"a,b', '"a""', '"\n\r",é 🥰', '"""a,"'])
def test_a_record_is_cut_as_the_csv_module_cuts_it(record):
    assert fields_of(record, ",") == next(csv.reader([record]))
    assert fields_of(record.replace(",", "|"), "|") == [field.replace(",", "|") for field in fields_of(record, ",")]


def test_a_reader_may_stop_early(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("text\n" + "halo kak\n" * 500000)
    pieces = pilah.files.iterate(path, fields=["label"])
    assert next(pieces)["label"][0].as_py() is None
    pieces.close()


def test_names_of_columns_are_those_of_the_command(repository):
    source = (repository / "src/cli/table.cc").read_text(encoding="utf-8")
    table = source.split("kKnown[] = {")[1].split("\n};")[0]
    named = {meaning: tuple(re.findall(r'"(\w+)"', names)) for meaning, names in re.findall(r"Meaning::(\w+),\s*\{(.*?)\}", table, re.S)}
    assert {meaning: names for meaning, names in named.items() if meaning != "id"} == NAMES
    assert plain_name(" Comment-Text (ID)") == "comment_text_id" and known_column(["x", "Isi Komentar"], "text") == "Isi Komentar"


CELLS = ["", " ", "null", "N/A", "-", "-1", "-5", "0", "007", "12", " 12 ", "12.0", "12.000", "12.5", "1,5 jt", "12rb", "12 RB", "3k", "2.345m", "1.", ".5",
         "1e3", "99999999999999999999", "9223372036854775807", "10000000 jt", "many", "ya", "Yes", "1.0", "0.0", "T", "tidak", "maybe", "Instagram",
         "IG", "play store", "Google_Play", "myspace", "1763781249", "1763781249.0", "253402300800", "2025-11-22T10:14:09+07:00", "2025-11-22 10:14 WIB",
         "2025-11-22 10:14", "2025-11-22t23:59:60.123z", "2025-11-22t24:00z", "2025-11-22 24:01z", "2025-02-31 00:00 wit", "2025-13-01 00:00Z", "1970-01-01 00:00+07:00", "2025-11-22 10:14-0330",
         "2025-11-22 10:14+15:00", "2025-11-22 10:14:+07", "22/11/2025 10:14"]


def test_cells_are_read_as_the_command_reads_them(tmp_path, command):
    facts = ("followers", "verified", "platform", "time")
    path = tmp_path / "cells.csv"
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("text", *facts), *(["halo", *[cell] * len(facts)] for cell in CELLS)])
    subprocess.run([command, "classify", "--record", tmp_path / "record.jsonl", "-o", tmp_path / "out.csv", path], capture_output=True, check=True)
    for cell, line in zip(CELLS, (tmp_path / "record.jsonl").read_text(encoding="utf-8").splitlines()):
        record = json.loads(line)
        known = {**record.get("author", {}), **record.get("comment", {})}
        assert {name: value for name in facts if (value := reader_of(name)(cell)) is not None} == known, cell
