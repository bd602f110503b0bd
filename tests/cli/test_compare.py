# SPDX-License-Identifier: Apache-2.0
"""diff and suggest: what changed between two rule sets and why, and which words missed comments share."""

import json
import tomllib
from pathlib import Path

from support import CommandTest, RULES, main, run


class Diff(CommandTest):
    def setUp(self):
        super().setUp()
        for name in ("policy.toml", "words.toml"):
            self.file(name, Path(RULES, name).read_text())
        self.words = Path(RULES, "words.toml").read_text()
        rows = [("paket belum sampai", 1, "respond"), ("kucing lucu", 0, "none"), ("slot gacor", 0, "hide")]
        self.rows = self.file("rows.jsonl", "".join(
            json.dumps({"id": str(i), "text": t, "gold": {"complaint": c, "action": a}}) + "\n" for i, (t, c, a) in enumerate(rows)))

    def change(self, before, after):
        self.assertIn(before, self.words)
        self.file("words.toml", self.words.replace(before, after))

    def diff(self, *arguments):
        done = run("diff", RULES, str(self.folder), *arguments)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        return done.stdout.decode()

    def test_same_rules(self):
        self.assertEqual(self.diff(self.rows), "comments: 3, with another verdict: 0\n")

    def test_points(self):
        self.change("points     = 30\nany        = [\"belum sampai\"]", "points     = 10\nany        = [\"belum sampai\"]")
        report = json.loads(self.diff("--json", self.rows))
        self.assertEqual((report["rows"], report["changed"]), (3, 1))
        [flip] = report["labels"]
        self.assertEqual((flip["label"], flip["holds"], flip["rows"], flip["better"], flip["worse"]), ("complaint", False, 1, 0, 1))
        self.assertEqual(flip["rules"], {"test.words.late": 1})
        self.assertEqual(flip["samples"][0]["causes"], [{"rule": "test.words.late", "before": 30, "after": 10}])
        self.assertEqual((flip["samples"][0]["id"], flip["samples"][0]["change"]), ("0", "30 → 10"))
        [action] = report["actions"]
        self.assertEqual((action["before"], action["after"], action["worse"]), ("respond", "none", 1))
        page = self.diff(self.rows)
        self.assertIn("- complaint: 1  (better 0, worse 1)", page)
        self.assertIn("-20  test.words.late  30 → 10", page)
        self.assertIn("respond → none: 1", page)

    def test_patterns(self):
        self.change('any        = ["anjing"]', 'any        = ["anjing", "kucing"]')
        [flip] = json.loads(self.diff("--json", self.rows))["labels"]
        self.assertEqual((flip["label"], flip["holds"]), ("abuse", True))
        self.assertEqual(flip["samples"][0]["causes"], [{"rule": "test.words.swear", "before": 0, "after": 40}])

    def test_policy(self):
        self.file("policy.toml", Path(RULES, "policy.toml").read_text().replace('action   = "hide"', 'action   = "escalate"'))
        report = json.loads(self.diff("--json", self.rows))
        self.assertEqual(report["labels"], [])
        self.assertEqual([(a["before"], a["after"], a["rules"]) for a in report["actions"]], [("hide", "escalate", {"": 1})])
        self.assertIn("thresholds or policy", self.diff(self.rows))

    def test_unlabelled_csv_and_images(self):
        image = str(self.folder / "old.pilah")
        run("compile", RULES, "-o", image)
        self.change("points     = 50", "points     = 5")
        rows = self.file("rows.csv", "text\nslot gacor\n\"kucing, lucu\"\n")
        done = run("diff", image, str(self.folder / "words.toml"), rows)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("- spam: 1\n", done.stdout.decode())
        self.assertEqual(run("diff", RULES, "built-in", rows).returncode, 0)

    def test_overlay(self):
        house = self.folder / "house"
        house.mkdir()
        (house / "cats.toml").write_text('pack = { id = "house.cats", language = "id", owner = "house" }\n[[rule]]\nid = "cat"\n'
                                         'label = "complaint"\npoints = 90\nany = ["kucing lucu"]\n')
        done = run("diff", RULES, RULES, self.rows, "--json", "--overlay", str(house))
        self.assertEqual(done.returncode, 0, done.stderr)
        [flip] = json.loads(done.stdout)["labels"]
        self.assertEqual((flip["label"], list(flip["rules"])), ("complaint", ["house.cats.cat"]))

    def test_samples(self):
        self.change("points     = 50", "points     = 5")
        rows = self.file("many.jsonl", '{"text": "slot gacor"}\n' * 9)
        [flip] = json.loads(self.diff("--json", "--samples", "2", rows))["labels"]
        self.assertEqual((flip["rows"], len(flip["samples"])), (9, 2))

    def test_wrong_use(self):
        for arguments in ([], [RULES], [RULES, RULES], [RULES, "/nowhere", self.rows], [RULES, RULES, "/nowhere"]):
            self.assertEqual(run("diff", *arguments).returncode, 2, arguments)


class Suggest(CommandTest):
    def suggest(self, rows, *arguments):
        path = self.file("set.jsonl", "".join(json.dumps({"text": t, "gold": {"complaint": c}}) + "\n" for t, c in rows))
        done = run("suggest", "--rules", RULES, "--label", "complaint", *arguments, path)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        return done.stdout.decode()

    def rows(self):
        names = ["ani", "budi", "citra", "dewi", "eka", "fajar", "gita", "hadi"]
        return ([(f"{n} bilang layar mati total", 1) for n in names] + [(f"{n} bilang layar bagus", 0) for n in names] +
                [(f"{n} punya paket belum sampai mati", 1) for n in names] + [(f"kata {n} lampu mati", 0) for n in names[:2]])

    def test_table(self):
        lines = self.suggest(self.rows()).splitlines()
        self.assertEqual(lines[0], "complaint: different comments that are missed: 8")
        # One candidate says it all: total stands in all eight, in no other, and is the shortest that does.
        self.assertEqual([line.split()[-1] for line in lines[2:]], ["total"])
        self.assertEqual(lines[2].split()[:3], ["8", "0", "0"])

    def test_counts_and_precision(self):
        rows = [(t.replace(" total", ""), c) for t, c in self.rows()]
        # Without it the best is a pair; "mati" alone stands in two that are no complaints and in eight that are found.
        lines = self.suggest(rows).splitlines()
        self.assertIn("layar", lines[2])
        self.assertIn("mati", lines[2])
        self.assertEqual(self.suggest([("anjing", 0)] * 9), "complaint: different comments that are missed: 0\n")
        self.assertEqual(self.suggest(rows, "--least", "9").splitlines()[1], "no word or phrase that tells them from the others stands in 9 of them; see --least")

    def test_drafts_compile(self):
        toml = self.suggest(self.rows(), "--toml")
        [rule] = tomllib.loads(toml)["rule"]
        self.assertEqual((rule["label"], rule["status"], rule["any"]), ("complaint", "draft", ["total"]))
        done = run("check", self.file("draft.toml", toml))
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_wrong_use(self):
        for arguments in ([], ["--label", "complaint"], ["--label", "nonsense", "x"], ["x"]):
            self.assertEqual(run("suggest", *arguments).returncode, 2, arguments)


if __name__ == "__main__":
    main()
