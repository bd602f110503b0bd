# SPDX-License-Identifier: Apache-2.0
"""Everything but classify: explain, check, compile, eval, rules, version, help and wrong use."""

import json
import os
import re
from html.parser import HTMLParser
from pathlib import Path

from support import CommandTest, RULES, classify, main, run

COMMANDS = ["classify", "explain", "check", "compile", "eval", "tune", "diff", "suggest", "rules", "replay", "campaigns", "report", "bench",
            "policy"]
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


class Explain(CommandTest):
    def explain(self, *arguments, **options):
        done = run("explain", "--rules", RULES, *arguments, **options)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        return done.stdout.decode()

    def test_page(self):
        page = self.explain("paket belum sampai, dasar anjing")
        for expected in ["paket [belum sampai], dasar [anjing]", "complaint ", "delivery", "within          1 h", "customer care",
                         "apologise", "“A complaint.”", "policy row      complaint", "test.words.late", "“belum sampai”",
                         "+30", "= 30", "points; 20 are enough; probability", "+40", "swear words, aimed at: nobody"]:
            self.assertIn(expected, page)
        self.assertNotIn("\x1b", page)
        self.assertIn("wrong when it is about a dog", self.explain("-v", "anjing"))

    def test_what_counts_little_is_summed_up(self):
        hints = self.file("hints.toml", """pack = { id = "h", language = "id", owner = "tests" }
[[lexicon]]
id = "words"
label = "complaint"
words = { paket = 3, lama = 2, aduh = -1 }
[[rule]]
id = "mark"
label = "complaint"
points = 0
any = ["paket"]
[[rule]]
id = "near"
label = "spam"
points = 12
any = ["beli"]
""")
        page = self.explain("--rules", hints, "aduh paket belum sampai, lama")
        self.assertIn("aduh paket [belum sampai], lama", page)
        self.assertIn("    +4  hints that count little: “paket”, “lama”, “aduh”\n", page)
        self.assertIn("  = 34  points", page)
        self.assertNotIn("h.words", page)
        page = self.explain("--rules", hints, "-v", "aduh paket belum sampai, lama")
        for expected in ("+3  h.words", "+0  h.mark", "-1  h.words"):
            self.assertIn(expected, page)
        self.assertIn("+12  h.near", self.explain("--rules", hints, "beli"))
        self.assertIn("would be needed", self.explain("--rules", hints, "beli"))
        self.assertIn("nothing in it that counts for a label", self.explain("--rules", hints, "lama"))
        self.assertIn("no rule fired", self.explain("--rules", hints, "selamat pagi"))

    def test_indonesian(self):
        page = self.explain("--language", "id", "paket belum sampai")
        for expected in ["keluhan", "Yang harus dilakukan", "tanggapi", "cukup 20 poin", "layanan pelanggan", "pengiriman", "minta maaf", "“Keluhan.”"]:
            self.assertIn(expected, page)
        self.assertIn("keluhan", self.explain("belum sampai", environment={"LC_ALL": "id_ID.UTF-8"}))
        for language, expected in (("en", ["→  anjing", "as-written, spaced", "phone “08123456789”", "micro"]),
                                   ("id", ["→  anjing", "apa adanya, huruf direnggangkan", "telepon “08123456789”", "mikro"])):
            page = self.explain("-v", "--followers", "12000", "--language", language, "dasar a n j i n g, telp 08123456789")
            for words in expected:
                self.assertIn(words, page)

    def test_colour(self):
        for arguments, environment, coloured in [(["--color", "always"], {}, True), (["--color", "never"], {}, False), ([], {}, False),
                                                 (["--color", "always"], {"NO_COLOR": "1"}, True)]:
            page = self.explain(*arguments, "anjing", environment=environment)
            self.assertEqual("\x1b[" in page, coloured)
        self.assertIn("dasar anjing", ESCAPE.sub("", self.explain("--color", "always", "dasar anjing")))

    def test_ways_to_give_text(self):
        for arguments, feed, expected in [
            (["paket", "belum", "sampai"], "", "paket [belum sampai]"),
            (["-"], "paket belum sampai\n", "paket [belum sampai]"),
            (["--", "-5 anjing"], "", "-5 [anjing]"),
            (["[anjing]"], "", "[[anjing]]"),
            (["check"], "", "check"),
            ([""], "", "(an empty comment)"),
        ]:
            self.assertIn(expected, self.explain(*arguments, feed=feed))

    def test_author_facts(self):
        self.assertIn("test.words.reach", self.explain("--followers", "250K", "halo"))
        self.assertNotIn("test.words.reach", self.explain("--followers", "250", "halo"))
        self.assertEqual(run("explain", "--verified", "maybe", "halo").returncode, 2)

    def test_text_cannot_command_the_terminal(self):
        page = self.explain("\x1b[2Janjing\x07 \u202eterbalik")
        self.assertNotIn("\x1b", page)
        self.assertNotIn("\x07", page)
        self.assertNotIn("\u202e", page)
        self.assertIn("<U+202E>", page)

    def test_wrong_use(self):
        for arguments in ([], ["--oops", "halo"], ["--color", "blue", "halo"]):
            self.assertEqual(run("explain", *arguments).returncode, 2)


class Rules(CommandTest):
    def test_check(self):
        done = run("check", RULES)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertRegex(done.stdout.decode().splitlines()[-1], r"^4 rules, .*0 errors, \d+ warnings?$")

    def test_check_reports_all_problems(self):
        bad = self.file("bad.toml", 'pack = { id = "x.bad", language = "id", owner = "x" }\n[[rule]]\nid = "a"\nlabel = "nothing"\npoints = 9000\n')
        done = run("check", RULES, bad)
        self.assertEqual(done.returncode, 1)
        self.assertIn("bad.toml:4:", done.stdout.decode())
        self.assertNotIn("0 errors", done.stdout.decode())
        report = json.loads(run("check", "--json", RULES, bad).stdout)
        self.assertEqual(report["errors"], sum(d["severity"] == "error" for d in report["diagnostics"]))
        self.assertGreater(report["errors"], 0)
        first = report["diagnostics"][0]
        self.assertEqual(list(first), ["severity", "code", "source", "line", "column", "message", "help"])
        self.assertIn("\x1b[", run("check", "--color", "always", RULES, bad).stdout.decode())

    def test_check_runs_cases(self):
        words = Path(RULES, "words.toml").read_text().replace('"paket belum sampai"', '"paket sudah sampai"')
        self.file("policy.toml", Path(RULES, "policy.toml").read_text())
        self.file("words.toml", words)
        self.assertEqual(run("check", str(self.folder)).returncode, 1)

    def test_nothing_to_check(self):
        for arguments in ([], [str(self.folder)], [str(self.folder / "none")]):
            done = run("check", *arguments)
            self.assertEqual((done.returncode, done.stdout), (2, b""))

    def test_image_gives_the_same_answers(self):
        image = str(self.folder / "small.pilah")
        done = run("compile", RULES, "-o", image)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout.decode(), r"4 rules, [0-9,]+ bytes, [0-9a-f]{32}")
        self.assertEqual(os.listdir(self.folder), ["small.pilah"])
        feed = '{"text": "paket belum sampai, anjing"}'
        compiled = run("classify", "--rules", image, feed=feed)
        self.assertEqual(json.loads(compiled.stdout), classify(feed)[0])
        first = Path(image).read_bytes()
        run("compile", RULES, "-o", image)
        self.assertEqual(Path(image).read_bytes(), first)

    def test_rejected_rules_leave_the_image_alone(self):
        image = self.file("old.pilah", "old")
        bad = self.file("bad.toml", "[[rule]]\n")
        self.assertEqual(run("compile", RULES, bad, "-o", image).returncode, 1)
        self.assertEqual(Path(image).read_text(), "old")
        self.assertEqual(run("compile", RULES, "-o", str(self.folder / "none" / "x")).returncode, 2)

    def test_overlay(self):
        overlay = self.file("house.toml", 'pack = { id = "house.words", language = "id", owner = "house" }\n'
                            '[change]\n"test.words.swear" = { status = "retired" }\n')
        self.assertEqual(classify('{"text": "anjing"}', "--overlay", overlay)[0]["labels"], [])
        image = str(self.folder / "small.pilah")
        run("compile", RULES, "-o", image)
        self.assertEqual(run("classify", "--rules", image, "--overlay", overlay).returncode, 2)

    def test_list(self):
        lines = run("rules", "--rules", RULES).stdout.decode().splitlines()
        self.assertEqual([line.split()[0] for line in lines],
                         ["test.words.late", "test.words.reach", "test.words.slot", "test.words.swear"])
        rules = [json.loads(line) for line in run("rules", "--json", "--rules", RULES).stdout.splitlines()]
        self.assertEqual(rules[3]["wrong_when"], "it is about a dog")
        self.assertEqual((rules[3]["label"], rules[3]["points"], rules[3]["status"]), ("abuse", 40, "active"))
        self.assertNotIn("group", rules[3])

    def test_list_says_what_rules_are_made_of(self):
        pack = self.file("forms.toml", """pack = { id = "f", language = "id", owner = "tests" }
[groups]
small = { cap = 25 }
[[rule]]
id = "a"
label = "spam"
points = 10
group = "small"
any = ["satu"]
[[lexicon]]
id = "b"
label = "spam"
words = { dua = 11, tiga = 12 }
[[composite]]
id = "c"
label = "spam"
points = 13
all = ["a", "b"]
""")
        rules = [json.loads(line) for line in run("rules", "--json", "--rules", pack).stdout.splitlines()]
        self.assertEqual([(r["form"], r["points"], r.get("group"), r.get("cap")) for r in rules],
                         [("rule", 10, "small", 25), ("lexicon", 12, None, None), ("composite", 13, None, None)])


class Eval(CommandTest):
    def setUp(self):
        super().setUp()
        rows = [("anjing", 1, "none"), ("anjing", 0, "none"), ("kucing", 1, "hide"), ("kucing", 0, "none")] * 5
        self.rows = self.file("set.jsonl", "".join(
            json.dumps({"text": text, "gold": {"abuse": gold, "action": action}}) + "\n" for text, gold, action in rows))

    def test_figures(self):
        done = run("eval", "--rules", RULES, "--json", self.rows)
        report = json.loads(done.stdout)
        abuse, action = report["table"]
        self.assertEqual(done.returncode, 0)
        self.assertEqual((abuse["set"], abuse["label"], abuse["n"], abuse["positives"]), ("set", "abuse", 20, 10))
        self.assertEqual((abuse["precision"], abuse["recall"], abuse["f1"], abuse["false_alarm"]), (0.5, 0.5, 0.5, 0.5))
        # Wilson's interval for 5 of 10, from the formula in any textbook.
        self.assertEqual([round(x, 3) for x in abuse["recall_95"]], [0.237, 0.763])
        self.assertEqual((action["label"], action["accuracy"], action["complaints_hidden"]), ("action", 0.75, 0))
        self.assertAlmostEqual(action["f1_by_action"]["none"], 30 / 35, places=5)
        # F1 = 2J / (1 + J) for J = 5 of 15, whose interval is (0.152, 0.583).
        self.assertEqual([round(x, 3) for x in abuse["f1_95"]], [0.264, 0.736])

    def test_thresholds(self):
        steps = json.loads(run("eval", "--rules", RULES, "--json", self.rows).stdout)["thresholds"]
        by_threshold = {step["threshold"]: step for step in steps}
        self.assertEqual([t for t, step in by_threshold.items() if step["policy"]], [20])
        # anjing has 40 points: up to there nothing changes, above it nothing is found.
        self.assertEqual([by_threshold[t]["recall"] for t in (5, 40, 45)], [0.5, 0.5, 0])

    def test_probabilities(self):
        [found] = json.loads(run("eval", "--rules", RULES, "--json", self.rows).stdout)["reliability"]
        self.assertEqual([(b["rows"], b["share"]) for b in found["bins"]], [(10, 0.5), (10, 0.5)])
        low, high = (b["probability"] for b in found["bins"])
        self.assertLess(low, high)
        self.assertAlmostEqual(found["mean_error"], (0.5 - low + high - 0.5) / 2, places=5)
        self.assertAlmostEqual(found["brier"], ((1 - low) ** 2 + low ** 2 + (1 - high) ** 2 + high ** 2) / 4, places=5)

    def test_rules(self):
        # Two further rules: one that stands wherever `swear` does, one on trial.
        twin = self.file("twin.toml", """pack = { id = "twin", language = "id", owner = "tests" }
[[rule]]
id = "same"
label = "abuse"
points = 1
any = ["anj*"]
[[rule]]
id = "trial"
label = "abuse"
points = 30
status = "shadow"
any = ["kucing"]
""")
        done = run("eval", "--rules", RULES, "--rules", twin, "--json", self.rows)
        rules = {rule["rule"]: rule for rule in json.loads(done.stdout)["rules"]}
        swear = rules["test.words.swear"]
        self.assertEqual((swear["hits"], swear["judged"], swear["right"], swear["precision"]), (10, 10, 5, 0.5))
        self.assertEqual((swear["saves"], swear["spoils"], swear["companion"], swear["together"]), (5, 5, "twin.same", 10))
        self.assertEqual((rules["twin.same"]["saves"], rules["twin.same"]["spoils"]), (0, 0))
        self.assertEqual((rules["twin.trial"]["hits"], rules["twin.trial"]["status"]), (10, "shadow"))
        self.assertEqual(rules["test.words.slot"]["hits"], 0)
        # A rule that takes points away decides where the label does not hold.
        guard = self.file("guard.toml", """pack = { id = "guard", language = "id", owner = "tests" }
[[rule]]
id = "dog"
label = "abuse"
points = -30
any = ["anjing"]
""")
        rules = {rule["rule"]: rule for rule in json.loads(run("eval", "--rules", RULES, "--rules", guard, "--json", self.rows).stdout)["rules"]}
        self.assertEqual([(rules[r]["saves"], rules[r]["spoils"]) for r in ("guard.dog", "test.words.swear")], [(5, 5), (0, 0)])
        page = run("eval", "--rules", RULES, "--rules", twin, "--details", self.rows).stdout.decode()
        self.assertRegex(page, r"twin\.same +10/10  test\.words\.swear")
        self.assertRegex(page, r"never fire on these comments \(20\): 3\n  test\.words\.late\n")
        self.assertIn("on trial", page)

    def test_worst_errors_come_first_with_their_arithmetic(self):
        rows = self.file("worst.jsonl", "".join(json.dumps({"text": text, "gold": {"abuse": gold}}) + "\n" for text, gold in [
            ("satu", 1), ("anjing & <b>", 0), ("dua", 1)]))
        errors = json.loads(run("eval", "--rules", RULES, "--json", "--errors", "1", rows).stdout)["errors"]
        self.assertEqual([(e["kind"], e["points"]) for e in errors], [("missed", 0), ("false-alarm", 40)])
        self.assertEqual(errors[1]["evidence"], [{"rule": "test.words.swear", "points": 40, "text": "anjing"}])
        page = run("eval", "--rules", RULES, "--format", "html", "--errors", "1", rows).stdout.decode()
        self.assertRegex(page, "<th>set</th><th>label</th><th class=n>rows</th>")  # above <td class=n>
        self.assertIn("anjing &amp; &lt;b&gt;", page)

    def test_page_is_one_sound_file(self):
        path = str(self.folder / "page.html")
        done = run("eval", "--rules", RULES, "--format", "html", "-o", path, self.rows)
        self.assertEqual((done.returncode, done.stdout), (0, b""))
        page = Path(path).read_text()
        open_tags = []

        class Checker(HTMLParser):
            def handle_startendtag(self, tag, attributes):
                self.handle_starttag(tag, attributes)
                if tag not in ("path", "rect", "circle"):
                    self.handle_endtag(tag)

            def handle_starttag(self, tag, attributes):
                for name, value in attributes:
                    assert name not in ("src", "href", "onclick"), (tag, name, value)
                if tag not in ("meta", "br", "path", "rect", "circle"):
                    open_tags.append(tag)

            def handle_endtag(self, tag):
                assert open_tags.pop() == tag, tag

        Checker().feed(page)
        self.assertEqual(open_tags, [])
        self.assertNotIn("http://", page)
        self.assertEqual(page.count("<svg"), 2)
        self.assertIn("0.500", page)

    def test_table_and_wrong_rows(self):
        page = run("eval", "--rules", RULES, "--errors", "2", self.rows).stdout.decode()
        self.assertIn("0.500 (0.237–0.763)", page)
        self.assertEqual(len(re.findall(r"^  missed .*kucing$", page, re.M)), 2)
        self.assertEqual(len(re.findall(r"^  false alarm .*anjing$", page, re.M)), 2)
        self.assertEqual(len(re.findall(r"hide → none", page)), 2)

    def test_bad_rows(self):
        path = self.file("bad.jsonl", '{"text": "x", "gold": {"abuse": 0}}\noops\n')
        done = run("eval", "--rules", RULES, path)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"bad.jsonl:2:", done.stderr)


class Gold(CommandTest):
    """What people say of a comment is read to the letter: what is passed over in silence would be missing from all figures."""

    def judge(self, *golds, command=("eval",)):
        rows = self.file("set.jsonl", "".join(json.dumps({"text": "anjing", "gold": gold}) + "\n" for gold in golds))
        return run(*command, "--rules", RULES, rows)

    def test_what_makes_no_sense(self):
        for gold, expected in [
            ({"complain": 1}, 'set.jsonl:2: "complain" in "gold" is no label; did you mean "complaint"?'),
            ({"Complaint": 1}, 'did you mean "complaint"?'),
            ({"abuse": 1, "spma": 0}, 'did you mean "spam"?'),
            ({"actions": "hide"}, 'did you mean "action"?'),
            ({"complaint": "yes"}, 'set.jsonl:2: "complaint" in "gold" makes no sense: "yes"; a label is 1 or 0'),
            ({"complaint": 2}, 'makes no sense: 2; a label is 1 or 0'),
            ({"complaint": [1]}, '"complaint" in "gold" makes no sense'),
            ({"action": "delete"}, 'makes no sense: "delete"; an action is "none", "respond", "hide" or "escalate"'),
            ({"action": 1}, 'an action is "none"'),
            ("complaint", 'set.jsonl:2: "gold" is not an object; name what was judged'),
        ]:
            for command in (["eval"], ["suggest", "--label", "abuse"]):
                done = self.judge({"abuse": 0}, gold, {"abuse": 1}, command=command)
                self.assertEqual(done.returncode, 1, gold)
                self.assertIn(expected, done.stderr.decode())
                self.assertEqual(done.stderr.count(b"\n"), 1)
            [row, *_] = json.loads(run("eval", "--json", "--rules", RULES, str(self.folder / "set.jsonl")).stdout)["table"]
            self.assertEqual((row["label"], row["n"]), ("abuse", 2), "the other rows count")

    def test_what_is_fine(self):
        done = self.judge({"abuse": 1, "abusive_language": 3, "hate_speech": 0, "abuse_kind": "insult", "topic": "x"}, None,
                          {"abuse": 0.0}, {"abuse": 1.0, "complaint": None}, {"abuse": True})
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertRegex(done.stdout.decode(), r"\nset +abuse +4 +3 ")

    def test_no_labelled_row(self):
        good = self.file("good.jsonl", '{"text": "anjing", "gold": {"abuse": 1}}\n')
        for content in ("", "\n", '{"text": "anjing"}\n', '{"text": "anjing", "gold": {"hate_speech": 1}}\n', '{"text": "anjing", "gold": {}}\n'):
            bare = self.file("bare.jsonl", content)
            for command in (["eval"], ["eval", "--split"], ["eval", "--ablation"], ["eval", good], ["suggest", "--label", "abuse"], ["tune", RULES, "--dry-run"]):
                done = run(*command, bare)
                self.assertEqual(done.returncode, 2, (command, content))
                self.assertIn(b"no row of " + bare.encode() + b" is labelled", done.stderr)
        done = run("suggest", "--rules", RULES, "--label", "spam", good)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"no row says of spam whether it holds", done.stderr)

    def test_no_file_counts_twice(self):
        good = self.file("good.jsonl", '{"text": "anjing", "gold": {"abuse": 1}}\n')
        for command in (["eval"], ["suggest", "--label", "abuse"], ["tune", RULES, "--dry-run"]):
            done = run(*command, good, good)
            self.assertEqual((done.returncode, done.stdout), (2, b""), command)
            self.assertIn(good.encode() + b" is given twice", done.stderr)

    def test_other_commands_need_no_gold(self):
        dump = self.file("dump.jsonl", '{"text": "anjing", "gold": "member"}\n')
        self.assertEqual(run("report", "--rules", RULES, dump).returncode, 0)
        self.assertEqual(run("bench", "--seconds", "0.1", "--rules", RULES, dump).returncode, 0)

    def test_a_table_is_refused_once(self):
        for name in ("rows.csv", "rows", "rows.jsonl"):
            table = self.file(name, "id,text\n1,anjing\n2,anjing\n")
            for command in (["eval", "--rules", RULES], ["suggest", "--label", "abuse"], ["tune", RULES], ["replay"]):
                done = run(*command, table)
                if name == "rows.jsonl":
                    self.assertIn(b"rows.jsonl:1: the line is not valid JSON", done.stderr)
                    continue
                self.assertEqual((done.returncode, done.stdout), (2, b""))
                self.assertEqual(done.stderr.count(b"\n"), 2, done.stderr)
                self.assertIn(b"is no JSONL", done.stderr)
                self.assertIn(b"help: ", done.stderr)


class Use(CommandTest):
    def test_help_everywhere(self):
        for language, example, status in [("en", "Example", "Exit status"), ("id", "Contoh", "Status akhir")]:
            for command in [[]] + [[c] for c in COMMANDS]:
                done = run(*command, "--help", "--language", language)
                self.assertEqual((done.returncode, done.stderr), (0, b""))
                page = done.stdout.decode()
                self.assertIn(example, page)
                self.assertIn(status, page)
                self.assertTrue(page.endswith("\n"))
                self.assertNotIn("\n\n\n", page)
                self.assertEqual(page.count("\nOptions:\n" if language == "en" else "\nOpsi:\n"), 1)
                self.assertNotIn("Opsi:" if language == "en" else "Options:", page)
        self.assertEqual(run().stdout, run("--help").stdout)

    def test_version(self):
        done = run("--version")
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stdout.decode(), r"^pilah \d+\.\d+\.\d+\nlibrary \d+\.\d+\.\d+, ABI \d+\nrule set [0-9a-f]{32}, \d+ rules\n$")

    def test_wrong_use(self):
        for arguments in (["frobnicate"], ["classify", "--oops"], ["classify", "--threads", "many"], ["classify", "--evidence", "all"],
                          ["compile", RULES], ["eval"], ["tune"], ["tune", RULES], ["--language", "xx"], ["classify", "--rules"]):
            done = run(*arguments)
            self.assertEqual((done.returncode, done.stdout), (2, b""), arguments)
            self.assertIn(b"--help", done.stderr)

    def test_wrong_use_is_explained(self):
        rows = self.file("rows.jsonl", '{"text": "anjing", "gold": {"abuse": 1}}\n')
        for arguments, expected in [
            (["clasify"], 'there is no command "clasify"\n  help: did you mean "classify"?'),
            (["--language", "en", "evl", rows], 'did you mean "eval"?'),
            (["classify", "--evidence", "lots"], '"lots" is none of none, short, full'),
            (["classify", "--delimiter", "x"], '"x" is none of auto, comma, semicolon, tab, bar'),
            (["suggest", "--label", "spam", "--most", "0", rows], '"0" is no whole number from 1 to'),
            (["eval", "--errors", "-1", rows], '"-1" is no whole number'),
            (["eval", "--errors", "1e3", rows], '"1e3" is no whole number'),
            (["classify", "--threads", "999999999999999999999"], "is no whole number from 0 to 1024"),
            (["bench", "--seconds", "0"], '"0" is no number from 0.1 to 600'),
            (["suggest", "--label", "spam", "--precision", "most", rows], '"most" is no number from 0 to 1'),
            (["rules", "--language", "xx"], '"xx" is none of id, en'),
            (["eval", "--format", "html", "--json", rows], "--format excludes --json"),
            (["bench", "--format", "svg", "--json"], "--format excludes --json"),
            (["eval", "--aims", rows, rows], "--aims goes with --format markdown only"),
            (["eval", "--errors", "3", "--format", "markdown", rows], "--errors goes with --format text, json, html only"),
            (["eval", "--details", "--format", "markdown", rows], "--details goes with --format text only"),
            (["eval", "--ablation", "--errors", "3", rows], "--errors goes with the figures of one rule set"),
            (["eval", rows, rows], "rows.jsonl is given twice"),
            (["tune", RULES, "--weight", "foo=3", rows], "--weight foo\" is none of rows"),
            (["tune", RULES, "--weight", "rows=many", rows], "write NAME=W"),
            (["tune", "built-in", rows], "name the directory of its packs"),
            (["check", "--overlay", RULES, RULES], "--overlay takes one directory"),
            (["explain", "--time", "2025-11-22", "halo"], "the zone is missing"),
            (["explain", "--time", "2025-11-22 10:14", "halo"], "the zone is missing"),
            (["explain", "--time", "kemarin", "halo"], "help: write seconds since 1970"),
            (["explain", "--followers", "many", "halo"], "help: write a whole number"),
            (["explain", "--verified", "perhaps", "halo"], "help: write yes or no"),
            (["explain", "--platform", "myspace", "halo"], '"myspace" is none of instagram'),
        ]:
            done = run(*arguments)
            self.assertEqual((done.returncode, done.stdout), (2, b""), arguments)
            self.assertIn(expected, done.stderr.decode(), arguments)

    def test_wrong_use_in_indonesian(self):
        for arguments, expected in [
            (["clasify"], 'tidak ada perintah "clasify"'), (["classify", "--oops"], "argumen tidak dikenal: --oops"),
            (["eval"], "FILE wajib diisi"), (["classify", "--rules"], "--rules: nilainya"),
            (["bench", "--format", "svg", "--json"], "--format tidak dapat dipakai bersama --json"),
            (["classify", "--threads", "banyak"], '"banyak" bukan bilangan bulat dari 0 sampai 1024'),
            (["bench", "--seconds", "0"], '--seconds: "0" bukan bilangan dari 0.1 sampai 600'),
        ]:
            done = run(*arguments, environment={"LANG": "id_ID.UTF-8"})
            self.assertEqual(done.returncode, 2, arguments)
            self.assertIn(expected, done.stderr.decode(), arguments)

    def test_what_the_system_says_of_files(self):
        file, loop = self.file("file", "x"), self.folder / "loop"
        loop.symlink_to(loop)
        for path, english, indonesian in [
            ("/nowhere/rows.csv", "No such file or directory", "berkas atau direktori tidak ada"), (RULES, "Is a directory", "berupa direktori"),
            (file + "/rows.csv", "Not a directory", "bukan direktori"), (str(loop), "Too many levels of symbolic links", "Too many levels of symbolic links"),
        ]:
            for language, reason in (("en", english), ("id", indonesian)):
                done = run("classify", "--language", language, path)
                self.assertEqual((done.returncode, done.stdout), (2, b""), path)
                self.assertIn(f"{path}: {reason}\n", done.stderr.decode() + "\n")
        self.assertIn("/nowhere: berkas atau direktori tidak ada", run("check", "--language", "id", "/nowhere").stderr.decode())

    def test_a_pack_that_is_a_link_to_nothing_is_told(self):
        pack = self.folder / "house" / "gone.toml"
        pack.parent.mkdir()
        pack.symlink_to("nowhere.toml")
        done = run("check", str(pack.parent))
        self.assertEqual(done.returncode, 2)
        self.assertIn(f"{pack}: No such file or directory", done.stderr.decode())

    def test_pages_in_indonesian(self):
        indonesian = {"environment": {"LANG": "id_ID.UTF-8"}}
        dump = self.file("dump.jsonl", '{"text": "paket belum sampai"}\n')
        page = run("report", "--rules", RULES, dump, **indonesian).stdout.decode()
        self.assertRegex(page, r"\n  tanggapi +1 ")
        self.assertRegex(page, r"\n  keluhan +1 ")
        page = run("explain", "--followers", "200", "mantap bener pelayanannya, 3 minggu baru dibales", **indonesian).stdout.decode()
        self.assertRegex(page, r"\n  nada +menyindir\n")
        self.assertRegex(page, r"\n  penulis +biasa")
        done = run("classify", "--rules", self.file("no.pilah", "bukan image"), **indonesian)
        self.assertIn("saran: Ini bukan set aturan yang dikompilasi", done.stderr.decode())
        done = run("classify", "--rules", "/nowhere", **indonesian)
        self.assertIn("tidak dapat membuka /nowhere: berkas atau direktori tidak ada", done.stderr.decode())
        matrix = run("policy", "--matrix", **indonesian).stdout.decode()
        self.assertIn("| label | jenis | sasaran |", matrix)
        self.assertRegex(matrix, r"\n\| keluhan \+ ujaran kasar \| hinaan \| petugas \| berlaku \| tanggapi, \d+ \(angry-complaint\) ")
        for name in ("none", "respond", "hint", "strong", "nobody", "profanity"):
            self.assertNotIn(f"| {name}", matrix)

    def test_numbers_in_indonesian(self):
        """Pages for people have the comma of the language; what scripts and documents take over has the point in both."""
        judged = [("anjing", 1, 0, "none"), ("anjing kecil", 0, 1, "respond"), ("selamat pagi", 0, 1, "none"), ("beli sekarang", 1, 0, "none")]
        rows = self.file("rows.jsonl", "".join(json.dumps({"text": f"{text} {i}", "gold": {"abuse": abuse, "spam": spam, "action": action}}) + "\n"
                                               for text, abuse, spam, action in judged for i in range(5)))
        bench = ["bench", "--rules", RULES, "--seconds", "0.1", "--threads", "1", rows]
        for arguments, figure in [
            (["explain", "--rules", RULES, "anjing"], r"\d.\d %\n"),
            (["report", "--rules", RULES, rows], r" 50.0 %\n"),
            (["eval", "--rules", RULES, rows], r" 0.500 \(0.\d{3}–0.\d{3}\)"),
            (["eval", "--rules", RULES, rows], r"macro-F1 0.\d{3}: respond 0.00 "),
            (["eval", "--rules", RULES, "--details", rows], r"\(Brier 0.\d{4}, [a-z -]+ 0.\d{4}\)\n    0.\d{3}  0.\d{3} "),
            (["eval", "--rules", RULES, "--details", rows], r"  F1 0.500\n"),
            (["eval", "--rules", RULES, "--ablation", rows], r" 0.500  0.\d{3} → 0.\d{3}\n"),
            (["eval", "--rules", RULES, "--format", "html", rows], r">0.500 <small>0.\d{3}–0.\d{3}<"),
            (["eval", "--rules", RULES, "--format", "html", rows], r">0.75</text>"),
            (["eval", "--rules", RULES, "--format", "html", rows], r"Brier 0.\d{3}<"),
            (["campaigns", "--rules", RULES, "--least", "1", rows], r" 0.00 % \(0.00–27.75\)"),
            (["suggest", "--rules", RULES, "--label", "abuse", "--least", "2", rows], r" 1.000 \(0.\d{3}–1.000\) "),
            (["tune", RULES, "--dry-run", "--weight", "rows=0.5", rows], r"rows +0.5 +20 +0.500 +0.\d{3} +\+0.\d{3}\n"),
            (bench, r" \d+.\d\d MiB"),
            (bench, r"\d.\d MB/\w+, \d+.\d\d µs"),
            ([*bench, "--format", "svg"], r" · \d+.\d MB/\w+ · "),
            ([*bench, "--format", "svg"], r" \d.\d\d ms</text>"),
        ]:
            for language, point, other in (("en", r"\.", ","), ("id", ",", r"\.")):
                done = run(*arguments, "--language", language)
                self.assertEqual((done.returncode, done.stderr), (0, b""), arguments)
                self.assertRegex(done.stdout.decode(), figure.replace(".", point), arguments)
                self.assertNotRegex(done.stdout.decode(), figure.replace(".", other), arguments)
        for arguments in (["eval", "--json"], ["eval", "--format", "markdown"], ["report", "--json"], ["campaigns", "--json", "--least", "1"]):
            numbers = [re.findall(r"[\d.,]+", run(*arguments, "--rules", RULES, "--language", language, rows).stdout.decode()) for language in ("en", "id")]
            self.assertEqual(*numbers)

    def test_a_comment_that_is_too_long_is_told_by_its_name(self):
        done = run("explain", "--rules", RULES, "-", feed=b"a" * (64 * 2**20 + 1))
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"pilah: standard input is larger than 64 MiB", done.stderr)

    def test_nothing_behind_an_option(self):
        """A shell's variable that nobody set must not send evidence nowhere, or fitted points into the packs."""
        rows = self.file("rows.jsonl", '{"text": "anjing", "gold": {"abuse": 1}}\n')
        folder = str(self.folder)
        for arguments in (["classify", rows, "--record", ""], ["classify", rows, "-o", ""],
                          ["classify", rows, "--text-column", ""], ["classify", rows, "--campaign-window", ""], ["classify", ""],
                          ["eval", rows, "--format", "markdown", "--aims", ""], ["tune", folder, rows, "-o", ""]):
            done = run(*arguments)
            self.assertEqual((done.returncode, done.stdout), (2, b""), arguments)
            self.assertIn(b"nothing stands behind ", done.stderr)
        self.assertEqual(os.listdir(folder), ["rows.jsonl"])
        self.assertEqual(run("explain", "--rules", RULES, "--followers", "", "halo").returncode, 0)

    def test_help_shows_what_options_take(self):
        for command in COMMANDS:
            page = run(command, "--help").stdout.decode()
            self.assertNotRegex(page, r"--(overlay|rules|weight)[^\n]*\.\.\.")
            self.assertNotIn("{false}", page)

    def test_words_that_a_reader_would_stumble_over(self):
        for command in COMMANDS:
            self.assertNotIn("Excludes", run(command, "--help", "--language", "id").stdout.decode())
        rows = self.file("rows.jsonl", '{"text": "anjing", "gold": {"abuse": 1}}\n')
        self.assertRegex(run("eval", "--rules", RULES, "--language", "id", rows).stdout.decode(), r"^set +label +baris +gold ")  # the key of the rows
        self.assertIn(" byte, ", run("compile", RULES, "-o", str(self.folder / "image"), "--language", "id").stdout.decode())
        page = run("eval", "--rules", RULES, "--format", "html", rows).stdout.decode()
        self.assertIn("@media(prefers-color-scheme:dark){.bad{", page)

    def test_rules_that_are_not_there_are_told_as_any_file(self):
        for arguments in (["classify", "--rules", "/nowhere"], ["diff", "built-in", "/nowhere", "-"], ["tune", "/nowhere", "-"]):
            done = run(*arguments)
            self.assertEqual((done.returncode, done.stderr), (2, b"pilah: cannot open /nowhere: No such file or directory\n"), arguments)

    def test_rules_of_an_overlay_are_counted(self):
        house = self.file("house.toml", 'pack = { id = "house.words", language = "id", owner = "house" }\n[change]\n"test.words.beast" = { status = "retired" }\n'
                          '[[rule]]\nid = "a"\nlabel = "spam"\npoints = 5\nany = ["kucing"]\nhit = ["kucing"]\nok = ["kuda", "kura"]\n')
        first = json.loads(run("rules", "--rules", RULES, "--json").stdout.splitlines()[0])["rule"]
        Path(house).write_text(Path(house).read_text().replace("test.words.beast", first))
        done = run("check", RULES, "--overlay", house)
        self.assertIn(b"(1 of the overlay)", done.stdout)
        self.assertIn(b"(1 dari overlay)", run("check", RULES, "--overlay", house, "--language", "id").stdout)
        self.assertEqual(json.loads(run("check", RULES, "--overlay", house, "--json").stdout)["overlay_rules"], 1)
        self.assertNotIn(b"overlay", run("check", RULES).stdout)

    def test_files_of_one_name_are_told_apart(self):
        (self.folder / "other").mkdir()
        rows = '{"text": "anjing", "gold": {"abuse": 1}}\n'
        one, other = self.file("rows.jsonl", rows), self.file("other/rows.jsonl", rows)
        table = json.loads(run("eval", "--rules", RULES, "--json", one, other).stdout)["table"]
        self.assertEqual([row["set"] for row in table], [one, other])

    def test_built_in_is_a_name_everywhere(self):
        self.assertEqual(run("rules", "--rules", "built-in").stdout, run("rules").stdout)
        self.assertEqual(run("classify", "--rules", "built-in", feed='{"text": "halo"}').stdout, run("classify", feed='{"text": "halo"}').stdout)
        house = self.file("house.toml", 'pack = { id = "house.words", language = "id", owner = "house" }\n[[rule]]\nid = "a"\nlabel = "spam"\npoints = 5\nany = ["kucing"]\n')
        images = [str(self.folder / name) for name in ("named", "unnamed")]
        for image, named in zip(images, (["built-in"], [])):
            done = run("compile", *named, "--overlay", house, "-o", image)
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(Path(images[0]).read_bytes(), Path(images[1]).read_bytes())
        self.assertEqual(run("check", "built-in", "--overlay", house).stdout, run("check", "--overlay", house).stdout)
        self.assertRegex(run("check", "--overlay", house).stdout.decode(), r"\n[0-9,]+ rules \(1 of the overlay\), 0 errors, 1 warning\n$")
        done = run("check", "built-in")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertRegex(done.stdout.decode(), r"^[0-9,]+ rules, 0 errors, ")


if __name__ == "__main__":
    main()
