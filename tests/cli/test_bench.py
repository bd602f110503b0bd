# SPDX-License-Identifier: Apache-2.0
"""bench: the three ways to show figures, what they add up to, and wrong use. Times themselves are no matter of a test."""

import json
import time
import xml.etree.ElementTree as xml

from support import RULES, CommandTest, main, run, sanitized

SHORT = ("--seconds", "0.1")


class Bench(CommandTest):
    def figures(self, *arguments, status=0, **options):
        done = run("bench", "--json", *SHORT, *arguments, **options)
        self.assertEqual(done.returncode, status, done.stderr.decode())
        return json.loads(done.stdout)

    def rows(self, count, name="rows.jsonl"):
        return self.file(name, "".join(json.dumps({"text": f"paket nomor {i} belum sampai"}) + "\n" for i in range(count)))

    def test_example(self):
        """The example dump is inside the command: it is there from any folder."""
        figures = self.figures(cwd=self.folder)
        self.assertEqual((figures["dump"], figures["rows_read"], figures["rows"]), ("example", 80, 80))
        self.assertGreater(figures["rows_per_second"], 0)
        self.assertAlmostEqual(figures["bytes_per_second"] / figures["rows_per_second"], figures["mean_bytes"], 0)
        self.assertEqual(list(figures["stages_ns"]), ["text", "match", "score", "answer"])
        self.assertTrue(all(0 < stage < 1e9 for stage in figures["stages_ns"].values()), figures["stages_ns"])
        self.assertGreater(figures["open_ms"], 0)
        self.assertGreater(figures["image_bytes"], 100000)
        self.assertGreater(figures["ruleset_resident_bytes"], 100000)
        if not sanitized():
            self.assertLess(figures["thread_resident_bytes"], 5 << 20)

    def test_latency(self):
        figures = self.figures()
        by_length = figures["latency_by_length"]
        self.assertEqual(sum(row["calls"] for row in by_length), figures["latency"]["calls"])
        for before, after in zip(by_length, by_length[1:]):
            self.assertLessEqual(before["up_to"], after["above"])
        for row in [figures["latency"], *by_length]:
            self.assertLessEqual(0, row["p50_ns"])
            self.assertLessEqual(row["p50_ns"], row["p99_ns"])
            self.assertEqual(row["p999_ns"] is None, row["calls"] < 1000)

    def test_dump(self):
        table = self.file("table.csv", "text,followers\n\"paket, belum sampai\",12\nkucing lucu,\n")
        figures = self.figures("--rules", RULES, table, self.rows(3))
        self.assertEqual((figures["dump"], figures["rows_read"], figures["rows"]), ("table.csv, rows.jsonl", 5, 5))
        self.assertNotEqual(figures["ruleset"], self.figures()["ruleset"])

    def test_large_dump_is_thinned_out(self):
        figures = self.figures("--rules", RULES, self.rows(50000))
        self.assertEqual(figures["rows_read"], 50000)
        self.assertTrue(10 <= figures["rows"] < 50000, figures["rows"])

    def test_long_comments_end_in_time(self):
        """Many long comments are thinned out to few; those of more than a megabyte are left out."""
        rows = [json.dumps({"text": "belum sampai " * size}) for size in (*[10000] * 100, 100000)]
        start = time.monotonic()
        figures = self.figures("--rules", RULES, self.file("long.jsonl", "\n".join(rows)))
        self.assertLess(time.monotonic() - start, 60)
        self.assertEqual(figures["rows_read"], 100)
        self.assertLess(figures["rows"], 50)
        [row] = figures["latency_by_length"]
        self.assertEqual((row["above"], row["up_to"]), (10000, None))

    def test_threads(self):
        self.assertEqual([row["threads"] for row in self.figures("--threads", "3")["threads"]], [1, 2, 3])
        self.assertEqual([row["threads"] for row in self.figures("--threads", "1")["threads"]], [1])

    def test_table(self):
        done = run("bench", *SHORT)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        page = done.stdout.decode()
        for words in ("80 comments of the example dump", "one thread", "rows/s", "stage", "p99.9", "threads", "resident"):
            self.assertIn(words, page)
        self.assertIn("satu utas", run("bench", *SHORT, "--language", "id").stdout.decode())

    def test_picture(self):
        target = self.folder / "speed.svg"
        done = run("bench", *SHORT, "--format", "svg", "-o", str(target), self.rows(5, "a<b>&.jsonl"))
        self.assertEqual((done.returncode, done.stdout), (0, b""))
        picture = xml.parse(target).getroot()
        words = " ".join(text.text for text in picture.iter("{http://www.w3.org/2000/svg}text"))
        self.assertIn("rows/s", words)
        self.assertIn("a<b>&", words)
        for shape in picture.iter("{http://www.w3.org/2000/svg}rect"):
            self.assertGreaterEqual(760, float(shape.get("x", 0)) + float(shape.get("width")))
            self.assertGreaterEqual(450, float(shape.get("y", 0)) + float(shape.get("height")))
        self.assertNotIn("href", target.read_text())

    def test_nothing_in_the_picture_stands_on_something_else(self):
        """All eight lengths, and more columns of threads than fit with long numbers."""
        lengths = self.file("lengths.jsonl", "".join(json.dumps({"text": "a " * (size // 2)}) + "\n" for size in (10, 50, 100, 200, 400, 900, 2000, 20000)))
        picture = xml.fromstring(run("bench", "--rules", RULES, *SHORT, "--threads", "64", "--format", "svg", lengths).stdout)
        texts = [(float(text.get("x")), float(text.get("y")), text.text) for text in picture.iter("{http://www.w3.org/2000/svg}text")]
        heights = sorted({y for _, y, _ in texts})
        self.assertGreater(heights[-1] - heights[-2], 12, texts)
        self.assertTrue(all(len(words) <= 6 for x, y, words in texts if x > 500 and 176 < y < 360), texts)

    def test_rows_that_cost_unlike_count_the_same_in_threads(self):
        rows = [json.dumps({"text": f"paket nomor {i}"}) for i in range(30)] + [json.dumps({"text": "paket belum sampai " * 30000})]
        figures = self.figures("--rules", RULES, "--threads", "1", self.file("sorted.jsonl", "\n".join(rows)))
        self.assertLess(figures["threads"][0]["rows_per_second"] / figures["rows_per_second"], 5)

    def test_unreadable_rows(self):
        broken = self.file("broken.jsonl", '{"text": "paket"}\nnot json\n')
        figures = self.figures("--rules", RULES, broken, status=1)
        self.assertEqual(figures["rows_read"], 1)

    def test_wrong_use(self):
        for arguments in (["/nowhere.csv"], [self.file("empty.jsonl", "")], ["--seconds", "0"], ["--format", "xml"],
                          ["--rules", "/nowhere"]):
            done = run("bench", *arguments)
            self.assertEqual((done.returncode, done.stdout), (2, b""), arguments)
            self.assertTrue(done.stderr)


if __name__ == "__main__":
    main()
