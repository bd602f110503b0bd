# SPDX-License-Identifier: Apache-2.0
"""eval beyond its first table: what layers are worth, parts of a file, groups of rows, tables for documents."""

import json
import zlib
from pathlib import Path

from support import CommandTest, RULES, main, run

# One word or expression for each layer that alone can find it.
LAYERS = """pack = { id = "l", language = "id", owner = "tests" }
[[lexicon]]
id = "words"
label = "abuse"
kind = "profanity"
words = { anjing = 30, "kurang ajar" = 30 }
not_in = ["quotation"]
[[rule]]
id = "pattern"
label = "abuse"
kind = "insult"
points = 30
any = ["muka <0-2> keset"]
[[rule]]
id = "doubt"
any = ["mungkin"]
[[rule]]
id = "part"
any = ["dasar"]
[[composite]]
id = "both"
label = "abuse"
points = 30
all = ["part", "doubt"]
[[rule]]
id = "slow"
label = "abuse"
kind = "insult"
points = 5
any = ["lemot"]
"""
SHARED = """pack = { id = "s", language = "id", owner = "tests", shared = true }
[slang]
anjir = "anjing"
[roles]
report = ["kata"]
"""
SCORES = "[points]\n\"l.slow\" = 40\n"


class Ablation(CommandTest):
    def setUp(self):
        super().setUp()
        self.rules = self.folder / "rules"
        self.rules.mkdir()
        (self.rules / "policy.toml").write_text(Path(RULES, "policy.toml").read_text())
        for name, text in (("pack", LAYERS), ("shared", SHARED), ("scores", SCORES)):
            (self.rules / f"{name}.toml").write_text(text)

    def recalls(self, text, *arguments):
        """Whether abuse is found in one comment, stage by stage."""
        rows = self.file("row.jsonl", json.dumps({"text": text, "gold": {"abuse": 1}}) + "\n")
        done = run("eval", "--ablation", "--json", *(arguments or ("--rules", str(self.rules))), rows)
        self.assertEqual(done.returncode, 0, done.stderr)
        report = json.loads(done.stdout)
        self.assertEqual([row["stage"] for row in report["table"]], ["words", "spellings", "patterns", "context", "scores"])
        return [int(row["recall"]) for row in report["table"]]

    def test_each_layer_finds_what_it_is_for(self):
        for text, found in [
            ("anjing", [1, 1, 1, 1, 1]),
            ("kamu Anjing", [1, 1, 1, 1, 1]),
            ("memang kurang ajar", [1, 1, 1, 1, 1]),
            ("anjir", [0, 1, 1, 1, 1]),            # slang
            ("anjiiing", [0, 1, 1, 1, 1]),         # stretched
            ("𝐚𝐧𝐣𝐢𝐧𝐠 lu", [0, 1, 1, 1, 1]),        # in other letters
            ("anj1ng", [0, 1, 1, 1, 1]),
            ("muka lo kayak keset", [0, 0, 1, 1, 1]),
            ("mungkin dasar", [0, 0, 0, 1, 1]),    # a composite
            ("kata anjing", [1, 1, 1, 0, 0]),      # a context that cancels
            ("lemot", [0, 0, 0, 0, 1]),            # fitted points
            ("kucing", [0, 0, 0, 0, 0]),
        ]:
            self.assertEqual(self.recalls(text), found, text)

    def test_page(self):
        rows = self.file("rows.jsonl", "".join(json.dumps({"text": t, "gold": {"abuse": g, "action": "none"}}) + "\n" for t, g in [
            ("anjing", 1), ("anjir", 1), ("kata anjing", 0), ("kucing", 0)]))
        page = run("eval", "--ablation", "--rules", str(self.rules), rows).stdout.decode().splitlines()
        self.assertRegex(page[0], r"words +\+spellings +\+patterns +\+context +\+scores +Brier$")
        # By hand: one of two found and one false alarm; both found and one false alarm, twice; no false alarm.
        self.assertRegex(page[1], r"^rows +abuse +F1 +0\.500 +0\.800 +0\.800 +1\.000 +1\.000 +0\.\d{3} → 0\.\d{3}$")
        self.assertRegex(page[2], r"^rows +action +macro-F1( +1\.000){5}$")
        self.assertRegex(page[3], r"^rules that count +4 +4 +5 +6 +6$")

    def test_table_for_a_document(self):
        rows = self.file("rows.jsonl", '{"text": "anjing", "gold": {"abuse": 1}}\n{"text": "anjir", "gold": {"abuse": 1}}\n')
        aims = self.file("aims.jsonl", '{"set": "rows", "label": "abuse", "title": "Tweets", "aim": 0.8}\n')
        page = run("eval", "--ablation", "--format", "markdown", "--aims", aims, "--rules", str(self.rules), rows).stdout.decode()
        self.assertIn("| Tweets | abuse | recall | 0.500 | 1.000 | 1.000 | 1.000 | 1.000 | – |\n", page)
        self.assertEqual({line.count("|") for line in page.splitlines()}, {10})

    def test_built_in_rules(self):
        report = json.loads(run("eval", "--ablation", "--json", self.file("r.jsonl", '{"text": "halo", "gold": {"spam": 0}}\n')).stdout)
        counts = [stage["rules"] for stage in report["stages"]]
        self.assertEqual(counts, sorted(counts))
        self.assertLess(counts[0], counts[-1])
        self.assertEqual(report["ruleset"], json.loads(run("eval", "--json", self.file("s.jsonl", '{"text": "halo", "gold": {"spam": 0}}\n')).stdout)["ruleset"])

    def test_wrong_use(self):
        rows = self.file("rows.jsonl", '{"text": "halo", "gold": {"spam": 0}}\n')
        image = str(self.folder / "rules.pilah")
        run("compile", str(self.rules), "-o", image)
        for arguments in (["--rules", image, rows], ["-"], ["--format", "html", rows]):
            done = run("eval", "--ablation", *arguments)
            self.assertEqual((done.returncode, done.stdout), (2, b""), arguments)
            self.assertIn(b"help:", done.stderr)

    def test_bad_rows_are_told_once(self):
        done = run("eval", "--ablation", "--rules", str(self.rules), self.file("bad.jsonl", '{"text": "x", "gold": {"abuse": 0}}\noops\n'))
        self.assertEqual((done.returncode, done.stderr.count(b"bad.jsonl:2:")), (1, 1))


class Parts(CommandTest):
    def write(self, rows):
        return self.file("set.jsonl", "".join(json.dumps({"id": i, "text": t, "gold": {"abuse": g}}) + "\n" for i, t, g in rows))

    def ids(self, kept):
        """Ids of rows that are kept apart, or not, by the rule that docs/COMMAND.md gives."""
        return [str(i) for i in range(1000) if (zlib.crc32(str(i).encode()) % 4 == 3) == kept]

    def figures(self, path, *arguments):
        report = json.loads(run("eval", "--rules", RULES, "--split", "--json", *arguments, path).stdout)
        return report, {row.get("part", "whole"): (row["n"], row["positives"], row["recall"]) for row in report["table"]}

    def test_three_figures(self):
        tuned, kept = self.ids(False), self.ids(True)
        rows = [(tuned[0], "anjing satu", 1), (tuned[1], "anjing dua", 1), (tuned[2], "kucing", 0),
                (kept[0], "anjing empat", 1), (kept[1], "kelinci putih", 1)]
        report, parts = self.figures(self.write(rows), "--errors", "9")
        self.assertEqual(parts, {"whole": (5, 4, 0.75), "tuned": (3, 2, 1.0), "kept": (2, 2, 0.5)})
        self.assertEqual(report["rows"], 5)
        self.assertEqual(report["errors"], [], "wrong rows that are kept apart are not shown")

    def test_near_copies_of_what_was_seen_are_not_kept_apart(self):
        tuned, kept = self.ids(False), self.ids(True)
        text = "promo besar di toko kami hari ini saja jangan lewat"
        rows = [(tuned[0], text + " 100", 0), (kept[0], text.upper() + " 200", 0), (kept[1], "lain sekali dari yang tadi itu ya", 0)]
        self.assertEqual({k: v[0] for k, v in self.figures(self.write(rows))[1].items()}, {"whole": 3, "tuned": 2, "kept": 1})

    def test_standard_input_cannot_be_read_twice(self):
        self.assertEqual(run("eval", "--split", "-").returncode, 2)


class Tables(CommandTest):
    def setUp(self):
        super().setUp()
        rows = [("a", "anjing", 1, "none"), ("a", "kucing", 0, "none"), ("b", "anjing", 0, "hide"), ("b", "anjing", 1, "none")]
        self.rows = self.file("set.jsonl", "".join(
            json.dumps({"id": i, "text": t, "group": g, "gold": {"abuse": a, "action": c}}) + "\n" for i, (g, t, a, c) in enumerate(rows)))

    def markdown(self, *arguments):
        done = run("eval", "--rules", RULES, "--format", "markdown", *arguments, self.rows)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        return done.stdout.decode()

    def test_groups(self):
        report = json.loads(run("eval", "--rules", RULES, "--json", self.rows).stdout)
        self.assertEqual(report["groups"], [
            {"set": "set", "group": "a", "rows": 2, "labels_right": 2, "actions": 2, "actions_right": 2},
            {"set": "set", "group": "b", "rows": 2, "labels_right": 1, "actions": 2, "actions_right": 1}])
        self.assertRegex(run("eval", "--rules", RULES, "--groups", self.rows).stdout.decode(), r"\n  b +2  labels right 0\.500  action right 0\.500\n")
        page = self.markdown()
        self.assertIn("| a | 2 | 1.000 | 1.000 |\n| b | 2 | 0.500 | 0.500 |\n\nbelow 0.80: b\n", page)

    def test_aims(self):
        aims = self.file("aims.jsonl", '{"set": "set", "label": "abuse", "title": "Tweets", "aim": 0.8}\n\n{"set": "set", "label": "action", "aim": 0.9}\n')
        page = self.markdown("--aims", aims)
        # Two true hits and one false: P 2/3, R 1, F1 0.8.
        self.assertRegex(page, r"\| Tweets \| abuse \| 4 \| 2 \| 0\.667 \| 1\.000 \| 0\.800 \([^|]*\) \| 0\.800 ✓ \|")
        self.assertRegex(page, r"\| Tweets \| action \| 4 \| – \| – \| – \| macro 0\.\d{3} \| 0\.900, 0\.\d{3} off \|")
        self.assertIn("Tweets: complaints hidden 0.", page)

    def test_sets_of_one_kind(self):
        aims = self.file("aims.jsonl", '{"set": "quiet", "label": "abuse", "aim": 0.1}\n')
        quiet = self.file("quiet.jsonl", '{"text": "anjing", "gold": {"abuse": 0}}\n{"text": "ayam", "gold": {"abuse": 0}}\n')
        page = run("eval", "--rules", RULES, "--format", "markdown", "--aims", aims, quiet).stdout.decode()
        self.assertIn("| quiet | abuse | 2 | 0 | – | – | alarm 0.500 (", page)
        self.assertIn("| 0.100, 0.400 off |", page)

    def test_how_wrong_rows_come_about(self):
        rules = self.file("faults.toml", """pack = { id = "f", language = "id", owner = "tests" }
[[rule]]
id = "little"
label = "abuse"
points = 12
any = ["satu"]
[[rule]]
id = "more"
label = "abuse"
points = 12
any = ["dua"]
[[rule]]
id = "guard"
label = "abuse"
points = -30
any = ["bukan"]
""")
        rows = self.file("rows.jsonl", "".join(json.dumps({"text": t, "gold": {"abuse": g}}) + "\n" for t, g in [
            ("kucing", 1), ("bukan kucing", 1), ("satu", 1), ("bukan anjing", 1), ("bukan satu dua", 1), ("anjing", 0), ("satu dua", 0),
            ("satu anjing", 0), ("anjing", 1), ("kucing", 0)]))
        [row] = json.loads(run("eval", "--rules", RULES, "--rules", rules, "--json", rows).stdout)["table"]
        self.assertEqual(row["faults"], {"nothing-found": 2, "too-little": 1, "taken-away": 2, "one-rule": 2, "several-rules": 1})
        page = run("eval", "--rules", RULES, "--rules", rules, "--format", "markdown", rows).stdout.decode()
        self.assertIn("| rows | abuse | 2 | 1 | 2 | 2 | 1 |\n", page)
        self.assertIn("rows  abuse: nothing-found 2 too-little 1", run("eval", "--rules", RULES, "--rules", rules, "--details", rows).stdout.decode())

    def test_side_by_side(self):
        head, rule, abuse, *_ = self.markdown("--split").splitlines()
        self.assertEqual(head.count("|"), rule.count("|"))
        self.assertEqual(head.count("|"), abuse.count("|"))
        self.assertIn("| rows kept apart | F1 kept apart (95 %) |", head)

    def test_bad_aims(self):
        for text in ("oops\n", '{"label": "abuse", "aim": 1}\n', '{"set": "sett", "label": "abuse", "aim": 1}\n',
                     '{"set": "set", "label": "abused", "aim": 1}\n', '{"set": "set", "aim": 1}\n', '{"set": "set", "label": "abuse"}\n',
                     '{"set": "set", "label": "abuse", "aim": "high"}\n', '{"set": "set", "label": "abuse", "aim": 85}\n'):
            done = run("eval", "--rules", RULES, "--format", "markdown", "--aims", self.file("aims.jsonl", text), self.rows)
            self.assertEqual(done.returncode, 2)
            self.assertIn(b"aims.jsonl:1:", done.stderr)


if __name__ == "__main__":
    main()
