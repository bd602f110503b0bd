# SPDX-License-Identifier: Apache-2.0
"""tune: points move where labelled comments say so, within their range, and nothing but scores.toml is written."""

import json
import os
import re
import subprocess
import tomllib
from pathlib import Path

from support import CommandTest, PILAH, RULES, main, run

PACK = """pack = { id = "t", language = "id", owner = "tests" }
[groups]
small = { cap = 22 }
%s"""
RULE = """[[rule]]
id = "%s"
label = "complaint"
points = %d
%s
any = ["%s"]
hit = ["%s"]
ok = ["lain", "lagi"]
"""
LEXICON = """[[lexicon]]
id = "words"
label = "complaint"
words = { jelek = 21 }
hit = ["jelek"]
ok = ["lain", "lagi"]
"""
# Words that people write around the one that a rule waits for, so that no two comments are near-copies.
AROUND = ["kak", "tadi pagi", "di sana", "sejak kemarin", "lagi lagi", "kata dia", "punya tetangga", "dari toko", "untuk ibu", "hari ini"]


class Tune(CommandTest):
    def setUp(self):
        super().setUp()
        self.rules = self.folder / "rules"
        self.rules.mkdir()
        (self.rules / "policy.toml").write_text(Path(RULES, "policy.toml").read_text())
        self.write_pack(("rusak", 12, ""), ("bocor", 12, ""), ("wangi", 26, ""), ("pecah", 12, 'group = "small"'), ("murah", -15, ""),
                        ("langka", 12, ""))

    def write_pack(self, *rules):
        text = PACK % "".join(RULE % (word, points, more, word, word) for word, points, more in rules)
        (self.rules / "pack.toml").write_text(text + LEXICON)

    def labelled(self, name, rows):
        """A file of (text, complaint) rows, each with different words around."""
        lines = []
        for number, (text, complaint) in enumerate(rows):
            around = f"{AROUND[number % 10]} {text} {AROUND[number // 10 % 10]} {AROUND[number // 100 % 10]} ya"
            lines.append(json.dumps({"id": number, "text": around, "gold": {"complaint": complaint}}) + "\n")
        return self.file(name, "".join(lines))

    def tune(self, *arguments, status=0):
        done = run("tune", str(self.rules), *arguments)
        self.assertEqual(done.returncode, status, done.stderr.decode())
        return done.stdout.decode()

    def scores(self):
        return tomllib.loads((self.rules / "scores.toml").read_text())

    def usual_rows(self):
        # A lone rusak and a lone pecah are complaints, wangi is none, murah says nothing.
        return ([("rusak", 1)] * 120 + [("rusak murah", 1)] * 80 + [("wangi", 0)] * 150 + [("wangi rusak", 1)] * 20 + [("pecah", 1)] * 100 +
                [("bocor", 0)] * 60 + [("langka", 1)] * 4 + [("halo", 0)] * 100)

    def test_points_move_where_rows_say_so(self):
        before = {path.name: path.read_bytes() for path in self.rules.iterdir()}
        page = self.tune(self.labelled("set.jsonl", self.usual_rows()))
        points = self.scores()["points"]
        self.assertGreaterEqual(points["t.rusak"], 20)
        self.assertLess(points["t.wangi"], 20)
        # Within the cap of the group, with the sign it had.
        self.assertEqual(range(20, 23).count(points["t.pecah"]), 1)
        self.assertIn(points["t.murah"], range(-14, 0))
        # Four comments are too few; words of a lexicon have points of their own.
        self.assertNotIn("t.langka", points)
        self.assertNotIn("t.words", points)
        self.assertRegex(page, r"t\.rusak +12 → +%d  comments it fires on: 220, of them complaint: 220" % points["t.rusak"])
        self.assertIn("fewer than 8 hits 1, words with points of their own 1", page)
        self.assertEqual(len(re.search("gain by trust in the rows:(.*)", page)[1].split()), 8)
        gain = float(re.search(r"had not seen \+([0-9.]+)", page)[1])
        self.assertGreater(gain, 0.2)
        for name, content in before.items():
            self.assertEqual((self.rules / name).read_bytes(), content)
        # What was written compiles without a word, and does what was promised.
        checked = run("check", str(self.rules))
        self.assertEqual(checked.returncode, 0, checked.stdout)
        self.assertNotIn(b"scores", checked.stdout)
        answers = run("classify", "--rules", str(self.rules), "--input-format", "jsonl", feed='{"text":"rusak"}\n{"text":"wangi"}\n')
        self.assertEqual([json.loads(line)["labels"] for line in answers.stdout.splitlines()], [["complaint"], []])

    def test_same_rows_same_bytes(self):
        path = self.labelled("set.jsonl", self.usual_rows())
        self.tune(path)
        first = (self.rules / "scores.toml").read_bytes()
        # Points that were fitted once are no starting point: fits do not add up.
        self.tune(path)
        self.assertEqual((self.rules / "scores.toml").read_bytes(), first)

    def test_points_that_do_not_help_stay(self):
        page = self.tune(self.labelled("set.jsonl", [("rusak bocor", 1)] * 100 + [("rusak", 0)] * 100 + [("bocor", 0)] * 100))
        self.assertIn("complaint: the points stay as written", page)
        self.assertEqual(self.scores()["points"], {})

    def test_caps_hold_on_both_sides(self):
        self.write_pack(("rusak", 40, ""), ("murah", -15, 'group = "small"'), ("lucu", -15, 'group = "small"'))
        rows = [("rusak murah lucu", 1)] * 60 + [("rusak", 1)] * 60 + [("murah lucu", 0)] * 60
        self.assertIn("complaint", self.tune(self.labelled("set.jsonl", rows)))

    def test_near_copies_count_once(self):
        rows = "".join(json.dumps({"text": f"barang saya rusak parah nih kak {number}", "gold": {"complaint": 1}}) + "\n" for number in range(50))
        page = self.tune(self.file("set.jsonl", rows))
        self.assertRegex(page, r"set +1 +1 ")

    def test_calibration_rises_and_is_used(self):
        self.tune(self.labelled("set.jsonl", self.usual_rows()), "--calibration-only")
        scores = self.scores()
        self.assertEqual(scores["points"], {})
        steps = scores["calibration"]["complaint"]
        self.assertGreater(len(steps), 2)
        self.assertEqual(steps, sorted(steps))
        self.assertEqual([step[1] for step in steps], sorted(step[1] for step in steps))

    def test_weights(self):
        # Two files that contradict each other: the heavier one wins.
        yes, no = [("rusak", 1)] * 100 + [("halo", 0)] * 50, [("rusak", 0)] * 300 + [("wangi", 1)] * 100
        files = [self.labelled("yes.jsonl", yes), self.labelled("no.jsonl", no)]
        self.tune(*files, "--weight", "yes=9")
        self.assertGreaterEqual(self.scores()["points"]["t.rusak"], 20)
        self.tune(*files, "--weight", "no=9", "--weight", "yes=1")
        self.assertLess(self.scores()["points"].get("t.rusak", 12), 20)
        def after(weight):
            self.tune(*files, "--weight", weight)
            return self.scores()["points"].get("t.rusak", 12)
        self.assertLess(after("no=1"), after("yes=1.4"))  # a file of one third more counts one third more
        self.assertLess(after("yes=1.4"), after("yes=3"))
        for wrong in ("nobody=2", "yes", "yes=", "yes=-1", "yes=x"):
            self.tune(*files, "--weight", wrong, status=2)

    def test_dry_run_and_output(self):
        path = self.labelled("set.jsonl", self.usual_rows())
        self.tune(path, "--dry-run")
        self.assertFalse((self.rules / "scores.toml").exists())
        elsewhere = self.folder / "fitted.toml"
        self.tune(path, "-o", str(elsewhere))
        self.assertTrue(elsewhere.exists())
        self.assertFalse((self.rules / "scores.toml").exists())
        done = run("tune", str(self.rules), path, "-o", "-")
        self.assertEqual((done.returncode, done.stdout), (0, elsewhere.read_bytes()))
        self.assertIn(b"complaint", done.stderr)
        self.assertFalse(done.stderr.endswith(b"\n-\n"))

    def test_by_file(self):
        rows = self.usual_rows()
        files = [self.labelled("a.jsonl", rows[::2]), self.labelled("b.jsonl", rows[::-2])]  # backwards: with other words around
        page = self.tune(*files, "--by-file")
        self.assertIn("fitted, mean gain", page)

    def test_by_file_counts_copies_across_files_once(self):
        rows = [(f"barang saya rusak {what} sekali kak", 1) for what in ("parah", "berat", "total")]
        files = [self.labelled("a.jsonl", rows), self.labelled("b.jsonl", rows + [("halo kak apa kabar hari ini", 0)])]
        self.assertRegex(self.tune(*files, "--dry-run"), r"b +1 +4 ")
        self.assertRegex(self.tune(*files, "--dry-run", "--by-file"), r"b +1 +1 ")

    def test_by_file_needs_another_file(self):
        done = run("tune", str(self.rules), self.labelled("a.jsonl", self.usual_rows()), "--by-file")
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertIn(b"there is one only", done.stderr)

    def test_rules_that_were_compiled(self):
        # Their points may be fitted ones, and a second fit would start from them.
        path, image = self.labelled("set.jsonl", self.usual_rows()), str(self.folder / "rules.pilah")
        self.assertEqual(run("compile", str(self.rules), "-o", image).returncode, 0)
        for rules in (image, "built-in", str(self.rules / "pack.toml")):
            done = run("tune", rules, path, "--dry-run")
            self.assertEqual((done.returncode, done.stdout), (2, b""), rules)
            self.assertIn(b"name the directory of its packs", done.stderr)

    def test_scores_are_written_even_if_nobody_listens(self):
        path = self.labelled("set.jsonl", self.usual_rows())
        read, write = os.pipe()
        os.close(read)
        done = subprocess.run([PILAH, "tune", str(self.rules), path], stdout=write, stderr=subprocess.PIPE, timeout=120)
        os.close(write)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertIn("t.rusak", self.scores()["points"])

    def test_points_that_are_left_alone_are_not_said_to_have_been_tried(self):
        page = self.tune(self.labelled("set.jsonl", self.usual_rows()), "--calibration-only")
        self.assertIn("complaint: the points stay as written\n", page)

    def test_bad_rows(self):
        self.tune(self.file("bad.jsonl", '{"text": "rusak", "gold": {"complaint": 1}}\noops\n'), status=1)


if __name__ == "__main__":
    main()
