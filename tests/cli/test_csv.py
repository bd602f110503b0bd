# SPDX-License-Identifier: Apache-2.0
"""CSV in and out: dialects, quoting, columns, and rows that do not fit."""

import csv
import io
import json
import subprocess

from support import CommandTest, PILAH, RULES, classify, main, run


def labels(feed, *arguments, status=0):
    return [row.get("labels", "error") for row in classify(feed, *arguments, status=status, format="csv")]


def table_of(output, delimiter=","):
    return list(csv.DictReader(io.StringIO(output.decode("utf-8-sig"), newline=""), delimiter=delimiter, strict=True))


class Reading(CommandTest):
    def test_dialects(self):
        table = {
            "plain": "id,text\n1,anjing\n",
            "semicolons": "id;text\n1;a, b anjing\n",
            "tabs": "id\ttext\n1\ta, b; anjing\n",
            "bars": "id|text\n1|a, b anjing\n",
            "a line for Excel": "\ufeffsep=;\r\nid;text\r\n1;a, b anjing\r\n",
            "blank lines above semicolons": "\ufeff\n \r\nid;text\n1;a, b anjing\n",
            "a blank line above the line for Excel": "\nsep=|\nid|text\n1|a, b anjing\n",
            "CRLF": "id,text\r\n1,anjing\r\n",
            "byte order mark": "\ufefftext,id\nanjing,1\n",
            "no line feed at the end": "id,text\n1,anjing",
            "blank lines": "\n\nid,text\n\n1,anjing\n\r\n\n",
            "quoted header": '"id","text"\n"1","anjing"\n',
            "space before a quote": 'id, "text"\n1, "a, anjing"\n',
            "one column": "apa saja\nanjing\n",
            "NUL bytes": "id,text\n1,\0anjing\0\n",
            "doubled quotes": 'id,text\n1,"dia bilang ""anjing"""\n',
            "careless quotes": 'id,text\n1,"dia "bilang" anjing"\n',
            "inches": 'id,text\n1,layar 5" anjing\n',
            "delimiter in quotes in the header": '"a;b","c;d",text\n1,2,anjing\n',
        }
        for name, feed in table.items():
            with self.subTest(name):
                self.assertEqual(labels(feed), [["abuse"]])

    def test_column_names(self):
        for name in ["comment", "Content", "KOMENTAR", "Comment Text", "message", "ulasan", "review", "body", "isi-komentar"]:
            self.assertEqual(labels(f"x,{name},y\n1,anjing,2\n"), [["abuse"]], name)
        self.assertEqual(labels("text,Isi Chat\nhalo,anjing\n", "--text-column", "Isi Chat"), [["abuse"]])
        self.assertEqual(labels("text,Isi Chat\nhalo,anjing\n", "--text-column", "isi_chat"), [["abuse"]])
        row, = classify("no,text,kode\n1,halo,x9\n", "--id-column", "kode", format="csv")
        self.assertEqual(row["id"], "x9")

    def test_header_that_may_be_a_comment(self):
        done = run("classify", "--rules", RULES, "--input-format", "csv", feed="barangnya rusak\nanjing\n")
        self.assertEqual(len(done.stdout.splitlines()), 1)
        self.assertIn("“barangnya rusak”, counts as the name of its column", done.stderr.decode())
        for feed, *named in [("text\nanjing\n",), ("apa saja\nanjing\n", "--text-column", "apa saja")]:
            self.assertEqual(run("classify", "--rules", RULES, "--input-format", "csv", *named, feed=feed).stderr, b"")

    def test_author_columns(self):
        for value, famous in {"200000": True, "200000.0": True, "200K": True, "1,2 jt": True, "": False, "nan": False, "12": False}.items():
            row, = classify(f'text;Pengikut\nhalo;"{value}"\n', format="csv")
            self.assertEqual("influencer" in row["labels"], famous, value)

    def test_author_columns_that_make_no_sense_are_counted(self):
        done = run("classify", "--rules", RULES, "--input-format", "csv", feed="text,followers\nhalo,banyak\nhalo,12.000\n")
        self.assertEqual(done.returncode, 0)
        self.assertIn(b"count as unknown: 2, such as standard input:2: followers: banyak\n  help: write a whole number", done.stderr)

    def test_facts_that_make_no_sense_are_told_by_every_command(self):
        path = self.file("dump.csv", "Komentar;Waktu\nhalo;2025-11-22 10:14\nhalo;22/11/2025\n")
        for command in (["report"], ["campaigns"], ["diff", RULES, RULES], ["bench", "--seconds", "0.1", "--threads", "1"]):
            done = run(*command, path, *(["--rules", RULES] if command[0] != "diff" else []))
            self.assertEqual(done.returncode, 0, done.stderr.decode())
            self.assertIn("count as unknown: 2, such as " + path + ":2: Waktu: 2025-11-22 10:14\n  help: the zone is missing", done.stderr.decode())
        done = run("classify", "--rules", RULES, "--language", "id", feed='{"text": "halo", "time": "2025-11-22 10:14"}\n')
        self.assertIn("  saran: zonanya tidak ada", done.stderr.decode())

    def test_columns_of_one_name(self):
        """Which of two is meant nobody can tell: of comments that is an error, of anything else it is said."""
        path = self.file("dump.csv", "id,text,likes,text,id\n1,halo,3,anjing,2\n")
        for more in ([], ["--text-column", "text"]):
            done = run("classify", "--rules", RULES, path, *more)
            self.assertEqual((done.returncode, done.stdout), (2, b""))
            self.assertIn(b'more than one column "text", and either could hold the comments\n  help: give each column a name', done.stderr)
        done = run("classify", "--rules", RULES, path, "--text-column", "likes")
        self.assertEqual((done.returncode, json.loads(done.stdout)["id"]), (0, "1"))
        self.assertTrue(done.stderr.decode().endswith("has columns of one name, of which the first counts: id\n"), done.stderr)

    def test_wrong_delimiter_is_told(self):
        path = self.file("dump.csv", "No;Isi;Komentar, isi\n1;2;anjing\n")
        for arguments, seems, was in ((["tab"], "';'", "tab"), (["|", "--text-column", "Komentar"], "';'", "'|'"), (["tab", "--text-column", "No"], "';'", "tab")):
            done = run("classify", "--rules", RULES, path, "--delimiter", *arguments)
            self.assertIn(f"its fields seem to end with {seems}, not with {was}: leave --delimiter out", done.stderr.decode())
        for name in ("comma", "semicolon", "tab", "bar"):
            self.assertIn(name, run("classify", "--help").stdout.decode().split("--delimiter ")[1].splitlines()[0])
        done = run("classify", "--rules", RULES, path, "--delimiter", "tab", "--language", "id")
        self.assertIn("isiannya tampaknya dipisah ';', bukan tab", done.stderr.decode())
        self.assertNotIn("seem", run("classify", "--rules", RULES, self.file("good.csv", "No;Komentar\n1;anjing\n"), "--delimiter", ";").stderr.decode())

    def test_utf16_without_its_mark(self):
        for code in ("utf-16-le", "utf-16-be"):
            done = run("classify", "--rules", RULES, self.file("dump.csv", "No;Komentar\n1;anjing\n".encode(code)))
            self.assertEqual((done.returncode, done.stdout), (2, b""))
            self.assertIn(b"is UTF-16 text\n  help: save it as UTF-8 (\"CSV UTF-8\" in a spreadsheet), or: iconv -f UTF-16", done.stderr)

    def test_lines_that_end_with_a_return_alone(self):
        for feed in ("text\ranjing\rhalo\r", "No;Komentar\r1;anjing\r", '"No","Komentar"\r"1","anjing"\r', '{"text": "anjing"}\r{"text": "halo"}\r'):
            done = run("classify", "--rules", RULES, "--input-format", "jsonl" if feed[0] == "{" else "csv", feed=feed)
            self.assertEqual((done.returncode, done.stdout), (2, b""))
            self.assertIn(b"end with a carriage return and no line feed\n  help: save it as \"CSV UTF-8\", or: tr '\\r' '\\n' <", done.stderr)
        self.assertEqual(labels('"a\rb",text\r\n1,anjing\r\n'), [["abuse"]])

    def test_the_column_is_named_wherever_csv_is_read(self):
        path = self.file("dump.csv", "No;Isi Chat\n1;anjing\n")
        for command in (["classify", "--rules", RULES], ["report", "--rules", RULES], ["campaigns", "--rules", RULES], ["diff", RULES, RULES],
                        ["bench", "--seconds", "0.1", "--threads", "1", "--rules", RULES]):
            done = run(*command, path)
            self.assertEqual(done.returncode, 2)
            self.assertIn(b"Name the right one with --text-column NAME", done.stderr)
            done = run(*command, path, "--text-column", "Isi Chat")
            self.assertEqual((done.returncode, done.stderr), (0, b""), command)

    def test_rows_with_bytes_that_are_no_utf8_are_counted(self):
        done = run("classify", "--rules", RULES, "--input-format", "csv", feed=b"text\nhalo caf\xe9\nhalo\nna\xefve\n")
        self.assertEqual(done.returncode, 0)
        self.assertIn("each read as \ufffd: 2;", done.stderr.decode())
        done = run("classify", "--rules", RULES, "--input-format", "csv", feed="text\nhalo café\n")
        self.assertEqual(done.stderr, b"")

    def test_embedded_line_feeds(self):
        rows = classify('id,text\n1,"satu\ndua\r\n\ntiga anjing"\n2,"halo"\n3\n', format="csv", status=1)
        self.assertEqual([r.get("labels") for r in rows], [["abuse"], [], None])
        self.assertEqual(rows[0]["evidence"][0]["text"], "anjing")
        self.assertEqual(rows[2]["line"], 7)

    def test_invalid_utf8(self):
        row, = classify(b"id,text\n\xff1,anjing \xe9\xff\n", format="csv")
        self.assertEqual((row["id"], row["labels"]), ("\ufffd1", ["abuse"]))

    def test_stray_quote_costs_one_line(self):
        """A quote that opens a field and never closes it must not swallow the rows behind it."""
        table = {
            "to the end of the file": 'id,text\n1,anjing\n2,"halo\n3,anjing\n4,anjing\n',
            "to the next quoted row": 'id,text\n1,anjing\n2,"halo\n3,"anjing"\n4,"anjing, ya"\n',
            "to a careless row": 'id,text\n1,anjing\n2,"halo\n3,"oh "anjing" ya"\n4,anjing\n',
        }
        for name, feed in table.items():
            with self.subTest(name):
                rows = classify(feed, format="csv", status=1)
                self.assertEqual([r.get("labels") for r in rows], [["abuse"], None, ["abuse"], ["abuse"]])
                self.assertEqual(rows[1]["line"], 3)

    def test_empty_fields_between_tabs_are_a_row(self):
        self.assertEqual(len(labels("id\ttext\n\t\n1\tanjing\n")), 2)

    def test_field_counts(self):
        rows = classify("id,text,mood\n1,anjing\n2,a,b,anjing\n3\n", format="csv", status=1)
        self.assertEqual(rows[0]["labels"], ["abuse"])
        self.assertEqual([(r["id"], r["line"]) for r in rows[1:]], [("2", 3), ("3", 4)])
        self.assertIn("4 fields", rows[1]["error"])


class Writing(CommandTest):
    def classify(self, feed, *arguments, status=0):
        done = run("classify", "--rules", RULES, "--output-format", "csv", *arguments, feed=feed)
        self.assertEqual(done.returncode, status, done.stderr)
        return done.stdout

    def test_columns_are_kept_and_added(self):
        out = self.classify('id,text,mood\n7,"paket, ""belum sampai""\nya",😀\n8,halo\n')
        first, second = table_of(out)
        self.assertEqual((first["id"], first["text"], first["mood"]), ("7", 'paket, "belum sampai"\nya', "😀"))
        self.assertEqual((first["label"], first["labels"], first["action"], first["priority"]),
                         ("complaint", "complaint", "respond", "70"))
        self.assertEqual((first["rules"], first["error"]), ("test.words.late", ""))
        self.assertGreater(float(first["score_complaint"]), float(first["score_spam"]))
        self.assertEqual((second["mood"], second["label"], second["action"]), ("", "", "none"))

    def test_own_dialect_is_kept(self):
        out = self.classify("\ufeffid;text\r\n1;anjing\r\n")
        self.assertTrue(out.startswith(b"\xef\xbb\xbfid;text;label;"))
        self.assertEqual(table_of(out, ";")[0]["label"], "abuse")

    def test_careless_records_are_quoted_anew(self):
        """Readers that cut fields by the letter of the standard would find our columns under the names of others."""
        records = ['1,"dia "bilang, ya" anjing",x', '2, "a, anjing",x', '3,anj\ring,x', '4,"anjing" ,x', '5,layar 5" anjing,x', '6,"a ""b"", anjing"', '7,"",x']
        texts = ['dia "bilang, ya" anjing', "a, anjing", "anj\ring", "anjing", 'layar 5" anjing', 'a "b", anjing', ""]
        out = self.classify('id,"text",note, "a, b"\n' + "".join(record + "\n" for record in records))
        for row, text in zip(table_of(out), texts, strict=True):
            self.assertEqual((row["text"], row["note"] or "x", row["a, b"], row["action"] in ("none", "hide")), (text, "x", "", True), row)
        for sound in ('\n5,layar 5" anjing,x,,', '\n6,"a ""b"", anjing",,,', '\n7,"",x,,'):
            self.assertIn(sound.encode(), out)

    def test_taken_names(self):
        row, = table_of(self.classify("label,text\nx,anjing\n"))
        self.assertEqual((row["label"], row["pilah_label"], row["labels"]), ("x", "abuse", "abuse"))
        row, = table_of(self.classify("pilah_label,label,text\nx,y,anjing\n"))
        self.assertEqual((row["pilah_label"], row["pilah_pilah_label"]), ("x", "abuse"))

    def test_errors_keep_the_row(self):
        rows = table_of(self.classify('id,text\n1,a,b;"c"\n2\n3,"x\n4,anjing\n', status=1))
        self.assertEqual((rows[0]["id"], rows[0]["text"]), ("1", 'a,b;"c"'))
        self.assertIn("line 2", rows[0]["error"])
        self.assertEqual((rows[1]["id"], rows[1]["label"]), ("2", ""))
        self.assertEqual(rows[2]["text"], '3,"x')
        self.assertEqual((rows[3]["id"], rows[3]["label"], rows[3]["error"]), ("4", "abuse", ""))

    def test_from_jsonl(self):
        rows = table_of(self.classify('{"id": 5, "text": "anjing, \\"x\\"\\n"}\noops\n', status=1))
        self.assertEqual((rows[0]["id"], rows[0]["text"], rows[0]["label"]), ("5", 'anjing, "x"\n', "abuse"))
        self.assertIn("line 2", rows[1]["error"])

    def test_name_of_the_output_decides(self):
        source = self.file("in.csv", "text\nanjing\n")
        target = self.folder / "out.csv"
        self.assertEqual(run("classify", "--rules", RULES, source, "-o", str(target)).returncode, 0)
        self.assertEqual(table_of(target.read_bytes())[0]["label"], "abuse")

    def test_header_without_rows(self):
        self.assertTrue(self.classify("id,text\n").startswith(b"id,text,label,"))

    def test_files_with_other_columns(self):
        one, two = self.file("1.csv", "id,text\n1,halo\n"), self.file("2.csv", "text,id\nanjing,2\n")
        done = run("classify", "--rules", RULES, one, two)
        self.assertEqual([json.loads(l)["id"] for l in done.stdout.splitlines()], ["1", "2"])
        done = run("classify", "--rules", RULES, one, two, "--output-format", "csv")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"other columns", done.stderr)

    def test_files_of_other_kinds(self):
        comma, other = self.file("1.csv", "id,text\n1,halo\n"), self.file("2.csv", "id;text\n2;halo\n")
        lines = self.file("3.jsonl", '{"text": "halo"}\n')
        for files in ((comma, other), (comma, lines), (lines, comma)):
            done = run("classify", "--rules", RULES, *files, "--output-format", "csv")
            self.assertEqual(done.returncode, 2, files)
            self.assertIn(b"other columns", done.stderr)
        self.assertEqual(run("classify", "--rules", RULES, lines, lines, "--output-format", "csv").returncode, 0)

    def test_output_over_standard_input(self):
        path = self.file("in.csv", "id,text\n1,halo\n")
        for more in ((), ("-",)):
            with open(path, "rb") as source:
                done = subprocess.run([PILAH, "classify", "--rules", RULES, "-o", path, *more], stdin=source, capture_output=True)
            self.assertEqual(done.returncode, 2)
            self.assertIn(b"both input and output", done.stderr)
        with open(path, "rb") as left:
            self.assertEqual(left.read(), b"id,text\n1,halo\n")


class Refusals(CommandTest):
    def test_what_is_no_table_of_comments(self):
        table = {
            "no text column": ("a.csv", "id,nama\n1,x\n", b"its columns are: id, nama"),
            "empty": ("a.csv", "", b"no header row"),
            "header does not end": ("a.csv", '"id,text\n1,x\n', b"header row"),
            "spreadsheet": ("a.xlsx", "PK\x03\x04....", b"spreadsheet"),
            "gzip": ("a.csv.gz", b"\x1f\x8b\x08....", b"compressed"),
            "UTF-16": ("a.csv", "id,text\n1,x\n".encode("utf-16"), b"UTF-16"),
            "JSON array": ("a.json", '[{"text": "x"}]', b"JSON array"),
        }
        for name, (file, content, message) in table.items():
            with self.subTest(name):
                done = run("classify", "--rules", RULES, self.file(file, content))
                self.assertEqual((done.returncode, done.stdout), (2, b""))
                self.assertIn(message, done.stderr)
                self.assertIn(b"help: ", done.stderr)

    def test_named_column_is_missing(self):
        done = run("classify", "--rules", RULES, "--input-format", "csv", "--text-column", "isi", feed="id,text\n1,x\n")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b'no column "isi"', done.stderr)

    def test_format_is_found_by_content(self):
        self.assertEqual(json.loads(run("classify", "--rules", RULES, feed=' {"text": "anjing"}').stdout)["labels"], ["abuse"])
        self.assertEqual(json.loads(run("classify", "--rules", RULES, feed="text\nanjing").stdout)["labels"], ["abuse"])
        self.assertEqual(run("classify", "--rules", RULES).stdout, b"")


if __name__ == "__main__":
    main()
