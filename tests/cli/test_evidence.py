# SPDX-License-Identifier: Apache-2.0
"""Evidence records and their replay, personal data in exports, campaigns, and what an action means on a platform."""

import base64
import csv
import io
import json
from pathlib import Path

from support import RULES, CommandTest, main, run

COMMENTS = [
    {"id": "a", "text": "paket saya belum sampai, udah 2 minggu", "author": {"followers": 120, "verified": False, "bio": "tukang kopi 😀"}},
    {"id": 12345678901234567890, "text": "adminnya 𝐠𝐨𝐛𝐥𝐨𝐤 \u0000 banget \"sih\"\n", "comment": {"platform": "youtube", "likes": 3}},
    {"text": "", "thread": {"ours": True, "owner": False}},
    {"id": "b", "text": "main di ZETA88 gampang menang, wa 0812-3456-7890", "comment": {"copies": 4, "copy_authors": 3}},
]


def lines(rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


class RecordTest(CommandTest):
    def records(self, feed, *arguments, rules=(), status=0):
        path = str(self.folder / "records.jsonl")
        done = run("classify", "--record", path, *rules, *arguments, feed=feed)
        self.assertEqual(done.returncode, status, done.stderr.decode())
        return path

    def rows_of(self, path):
        with open(path, encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def replayed(self, path, *arguments, status=0):
        done = run("replay", path, *arguments)
        self.assertEqual(done.returncode, status, done.stdout.decode() + done.stderr.decode())
        return done.stdout.decode(), done.stderr.decode()

    def test_a_record_replays_byte_for_byte(self):
        path = self.records(lines(COMMENTS))
        out, said = self.replayed(path)
        self.assertEqual(out, "")
        self.assertIn("4 of 4", said)

    def test_a_record_holds_everything(self):
        first, second, third, fourth = self.rows_of(self.records(lines(COMMENTS)))
        self.assertEqual(first["author"], COMMENTS[0]["author"])
        self.assertEqual(second["text"], COMMENTS[1]["text"])
        self.assertEqual(second["id"], COMMENTS[1]["id"])
        self.assertEqual(second["comment"], COMMENTS[1]["comment"])
        self.assertEqual(third["thread"], COMMENTS[2]["thread"])
        self.assertNotIn("id", third)
        self.assertEqual(fourth["comment"], COMMENTS[3]["comment"])
        for row in (first, second, third, fourth):
            self.assertEqual(row["record"], 1)
            self.assertRegex(row["ruleset"], "^[0-9a-f]{32}$")
            self.assertEqual(row["verdict"]["ruleset"], row["ruleset"])
            for evidence in row["verdict"]["evidence"]:
                self.assertLessEqual({"rule", "points", "begin", "end", "text", "field", "flags", "rule_points"}, set(evidence))

    def test_a_record_is_a_line_of_input(self):
        path = self.records(lines(COMMENTS))
        again = run("classify", path, "--evidence", "full")
        self.assertEqual(again.returncode, 0)
        answers = [json.loads(line) for line in again.stdout.decode().splitlines()]
        for row, answer in zip(self.rows_of(path), answers, strict=True):
            answer.pop("id", None)
            answer["reason"].pop("internal")
            self.assertEqual(answer, row["verdict"])

    def test_bytes_that_are_no_utf8_come_back(self):
        text = b"paket \xff\xfe belum sampai \xc3"
        path = self.records(b"text,bio\n\"" + text + b"\",jual \xe2\x82 kopi\n", "--input-format", "csv")
        (row,) = self.rows_of(path)
        self.assertEqual(base64.b64decode(row["text_base64"]), text)
        self.assertEqual(base64.b64decode(row["author"]["bio_base64"]), b"jual \xe2\x82 kopi")
        self.replayed(path)
        self.assertEqual(run("classify", path).returncode, 0)

    def test_a_changed_verdict_is_told_field_by_field(self):
        path = self.records(lines(COMMENTS))
        rows = self.rows_of(path)
        rows[0]["verdict"]["priority"] += 1
        rows[1]["verdict"]["evidence"][0]["points"] = 1
        del rows[3]["verdict"]["tags"]
        changed = self.file("changed.jsonl", lines(rows))
        out, said = self.replayed(changed, status=1)
        self.assertIn("1 (id a)", out)
        self.assertRegex(out, r"priority: recorded \d+, now \d+")
        self.assertIn("evidence[0].points: recorded 1, now ", out)
        self.assertIn("tags: recorded -, now [", out)
        self.assertIn("1 of 4", said)
        out, _ = self.replayed(changed, "--json", status=1)
        told = [json.loads(line) for line in out.splitlines()]
        self.assertEqual([row["line"] for row in told], [1, 2, 4])
        self.assertEqual(told[0]["differences"][0]["field"], "priority")

    def test_a_changed_text_or_fact_shows(self):
        rows = self.rows_of(self.records(lines(COMMENTS)))
        rows[0]["text"] = rows[0]["text"].replace("belum", "sudah")
        self.replayed(self.file("text.jsonl", lines(rows)), status=1)
        rows = self.rows_of(self.records(lines(COMMENTS)))
        rows[1]["comment"]["platform"] = "tiktok"
        out, _ = self.replayed(self.file("fact.jsonl", lines(rows)), status=1)
        self.assertIn("platform_action", out)

    def test_another_spelling_of_the_same_values_is_the_same(self):
        rows = self.rows_of(self.records(lines(COMMENTS)))
        spaced = "".join(json.dumps(row, indent=None, separators=(", ", ": "), sort_keys=True) + "\n" for row in rows)
        self.replayed(self.file("spaced.jsonl", spaced))

    def test_other_rules_are_refused(self):
        path = self.records(lines(COMMENTS))
        _, said = self.replayed(path, "--rules", RULES, status=2)
        self.assertIn("other rules", said)
        self.assertIn("--rules", said)
        image = str(self.folder / "small.pilah")
        self.assertEqual(run("compile", RULES, "-o", image).returncode, 0)
        path = self.records(lines(COMMENTS), rules=("--rules", RULES))
        self.replayed(path, status=2)
        self.replayed(path, "--rules", image)

    def test_the_built_in_rules_can_be_kept(self):
        image = str(self.folder / "kept.pilah")
        self.assertEqual(run("compile", "built-in", "-o", image).returncode, 0)
        self.replayed(self.records(lines(COMMENTS)), "--rules", image)

    def test_rows_that_are_no_records(self):
        path = self.file("plain.jsonl", lines(COMMENTS[:1]) + "{broken\n" + '{"text_base64": "?", "verdict": {}}\n')
        _, said = self.replayed(path, status=1)
        self.assertIn("no evidence record", said)
        self.assertIn("base64", said)

    def test_error_rows_leave_no_record(self):
        path = self.records(lines(COMMENTS[:1]) + "{broken\n" + lines(COMMENTS[1:]), status=1)
        self.assertEqual(len(self.rows_of(path)), 4)

    def test_records_are_never_written_over_anything(self):
        comments = self.file("comments.jsonl", lines(COMMENTS))
        before = (self.folder / "comments.jsonl").read_bytes()
        self.assertEqual(run("classify", comments, "--record", comments).returncode, 2)
        self.assertEqual((self.folder / "comments.jsonl").read_bytes(), before)
        both = str(self.folder / "both.jsonl")
        self.assertEqual(run("classify", comments, "-o", both, "--record", both).returncode, 2)
        self.assertFalse(Path(both).exists())
        Path(both).write_text("kept")
        self.assertEqual(run("classify", comments, "-o", both, "--record", both).returncode, 2)
        self.assertEqual(Path(both).read_text(), "kept")

    def test_records_may_go_to_standard_output(self):
        comments, verdicts = self.file("comments.jsonl", lines(COMMENTS)), str(self.folder / "verdicts.jsonl")
        done = run("classify", comments, "-o", verdicts, "--record", "-")
        self.assertEqual((done.returncode, done.stdout), (0, Path(self.records(lines(COMMENTS))).read_bytes()))
        self.assertEqual(run("classify", comments, "--record", "-").returncode, 2)
        self.assertFalse(Path("-").exists())

    def test_order_does_not_depend_on_threads(self):
        feed = lines([{"id": i, "text": f"paket ke {i} belum sampai"} for i in range(9000)])
        first = Path(self.records(feed, "--threads", "1")).read_bytes()
        self.assertEqual(Path(self.records(feed, "--threads", "4")).read_bytes(), first)


class PersonalTest(CommandTest):
    FEED = {"id": "x", "text": "wa 0812-3456-7890, nik 3273011208900001, harga Rp 150.000", "author": {"id": "rara", "bio": "wa 081234567890"}}

    def test_jsonl(self):
        done = run("classify", "--mask-pii", "--evidence", "full", feed=lines([self.FEED]))
        out = done.stdout.decode()
        self.assertEqual(done.returncode, 0)
        self.assertNotIn("3456", out)
        self.assertNotIn("3273", out)
        self.assertIn('"type":"wa","begin":3,"end":17,"text":"**************"', out)
        self.assertIn("150.000", out)
        plain = run("classify", "--evidence", "full", feed=lines([self.FEED])).stdout.decode()
        self.assertIn("0812-3456-7890", plain)

    def test_csv(self):
        feed = 'id,username,comment,bio,note\n7,rara88,"paket belum sampai, email rara@contoh.id, ""order"" 1234567",wa 081234567890,0812\n'
        done = run("classify", "--mask-pii", "--input-format", "csv", "--output-format", "csv", feed=feed)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        (row,) = csv.DictReader(io.StringIO(done.stdout.decode()))
        self.assertEqual(row["comment"], 'paket belum sampai, email **************, "order" 1234567'.replace("rara@contoh.id", "*" * 14))
        self.assertEqual(row["username"], "******")
        self.assertEqual(row["bio"], "wa ************")
        self.assertEqual((row["id"], row["note"]), ("7", "0812"))
        self.assertEqual(row["label"], "complaint")

    def test_a_broken_row_is_covered_too(self):
        feed = "id,comment\n1,halo\n2,wa 081234567890,zu viel,mehr\n"
        done = run("classify", "--mask-pii", "--input-format", "csv", "--output-format", "csv", feed=feed)
        self.assertEqual(done.returncode, 1)
        self.assertNotIn("081234567890", done.stdout.decode())

    def test_what_names_the_author_is_covered_in_broken_rows_too(self):
        """Short rows, long rows, and lines that are no record."""
        feed = 'id,name,comment\n1,Rara\n2,Rara,halo norek,1234567890\n3,Rara,"halo wa 081234567890\n4,Rara,halo\n'
        done = run("classify", "--mask-pii", "--input-format", "csv", "--output-format", "csv", feed=feed)
        short, long, unended, sound = csv.DictReader(io.StringIO(done.stdout.decode()))
        self.assertEqual([row["error"] != "" for row in (short, long, unended, sound)], [True, True, True, False])
        self.assertEqual((short["id"], short["name"], short["comment"]), ("1", "****", ""))
        self.assertEqual((long["name"], long["comment"]), ("****", "halo norek,**********"))
        self.assertEqual((unended["name"], unended["comment"]), ("", "3,****,halo wa ************"))
        self.assertEqual(sound["name"], "****")

    def test_text(self):
        done = run("classify", "--mask-pii", "--output-format", "text", feed=lines([self.FEED]))
        self.assertNotIn("3456", done.stdout.decode())
        for language, word in (("en", "line"), ("id", "baris")):
            done = run("classify", "--language", language, "--output-format", "text", "--input-format", "jsonl", feed="oops\n")
            self.assertRegex(done.stdout.decode(), rf"^error +{word} 1: ")

    def test_all_names_of_the_author(self):
        feed = "text,name,user_name,username,author,User ID,product\nhalo,Rara,rara_1,rara,Rara P,7711,Tas\n"
        done = run("classify", "--mask-pii", "--input-format", "csv", "--output-format", "csv", feed=feed)
        self.assertTrue(done.stdout.decode().splitlines()[1].startswith("halo,****,******,****,******,****,Tas,"), done.stdout)
        done = run("classify", "--mask-pii", "--input-format", "csv", "--output-format", "csv", feed="name,text\nRara,halo,1\n")
        self.assertNotIn(b"Rara", done.stdout)
        done = run("classify", "--mask-pii", "--input-format", "csv", "--output-format", "csv",
                   feed="Komentar;Nama Akun;Link Profil;Nama Pengirim;Account Name;Produk\nhalo;rara;fb.com/rara;Rara;rara;Tas\n")
        self.assertTrue(done.stdout.decode().splitlines()[1].startswith("halo;****;***********;****;****;Tas;"), done.stdout)

    def test_records_keep_what_was_written(self):
        path = str(self.folder / "records.jsonl")
        run("classify", "--mask-pii", "--record", path, feed=lines([self.FEED]))
        self.assertIn("0812-3456-7890", Path(path).read_text(encoding="utf-8"))
        self.assertEqual(run("replay", path).returncode, 0)

    def test_nothing_to_replay(self):
        for content in ("", "\n\n"):
            done = run("replay", self.file("none.jsonl", content))
            self.assertEqual((done.returncode, done.stdout), (2, b""))
            self.assertIn(b"holds no evidence record", done.stderr)


class TextTest(CommandTest):
    def test_a_comment_cannot_command_the_terminal(self):
        feed = lines([{"text": "satu\n\tdua \u009b31m \u202etiga \u061c \x1b[2J"}])
        line = run("classify", "--output-format", "text", feed=feed).stdout.decode()
        self.assertTrue(line.endswith("satu  dua <U+009B>31m <U+202E>tiga <U+061C> \u241b[2J\n"), line)
        self.assertIn("<U+009B>31m <U+202E>lima <U+061C>", run("explain", "--rules", RULES, "-", feed="\u009b31m \u202elima \u061c").stdout.decode())
        done = run("classify", "--input-format", "csv", feed="id,\u009b31m\n1,x\n")
        self.assertIn("<U+009B>31m", done.stderr.decode())

    def test_a_long_comment_is_cut(self):
        line = run("classify", "--output-format", "text", feed=lines([{"text": "a" * 100000}])).stdout.decode()
        self.assertTrue(line.endswith(" " + "a" * 78 + "…\n"), line[:200])


class CampaignTest(CommandTest):
    COPIES = [{"id": i, "text": text, "author": {"id": author}} for i, (text, author) in enumerate([
        ("jangan belanja di toko ini, penipu semua", "rara"),
        ("makasih kak", "dina"),
        ("JANGAN belanja di toko ini!!! penipu semua 😡", "dina"),
        ("jangaaan belanja di toko ini, penipu semua", "rara"),
        ("jangan belanja di toko ini penipu semua @toko", "tono"),
        ("main di ZETA88 aja gampang", "budi"),
        ("kata temen 𝐙𝐄𝐓𝐀𝟴𝟴 emang gacor banget parah", "budi"),
    ])]

    def seen(self, feed, *arguments, status=0):
        done = run("classify", "--campaigns", *arguments, feed=feed)
        self.assertEqual(done.returncode, status, done.stderr.decode())
        return [json.loads(line) for line in done.stdout.decode().splitlines()]

    def test_counts_and_tags(self):
        rows = self.seen(lines(self.COPIES))
        self.assertEqual([row.get("seen", {}).get("copies") for row in rows], [1, None, 2, 3, 4, 1, 1])
        self.assertEqual([row.get("seen", {}).get("copy_authors") for row in rows], [1, None, 2, 2, 3, 1, 1])
        self.assertEqual([row.get("seen", {}).get("promotions") for row in rows[5:]], [1, 2])
        self.assertEqual(["repeated" in row["tags"] for row in rows], [False, False, False, True, True, False, False])
        self.assertEqual(["coordinated" in row["tags"] for row in rows], [False, False, False, False, True, False, False])

    def test_without_it_nothing_is_counted(self):
        for line in run("classify", feed=lines(self.COPIES)).stdout.decode().splitlines():
            self.assertNotIn("seen", json.loads(line))

    def test_counts_follow_the_input_whatever_the_threads(self):
        feed = lines([{"id": i, "text": f"modal {i} ribu jadi juta di sini aja bos", "author": {"id": f"u{i % 500}"}} for i in range(20000)])
        rows = self.seen(feed, "--threads", "4", "--evidence", "none", "--campaign-window", "0")
        self.assertEqual([row["seen"]["copies"] for row in rows], list(range(1, 20001)))
        self.assertEqual([row["seen"] for row in self.seen(feed, "--threads", "1", "--campaign-window", "0")], [row["seen"] for row in rows])

    def test_a_window_in_comments_and_in_time(self):
        rows = self.seen(lines(self.COPIES[:1] * 30), "--campaign-window", "10")
        counts = [row["seen"]["copies"] for row in rows]
        self.assertEqual(counts[:5], [1, 2, 3, 4, 5])
        self.assertLessEqual(max(counts), 10)
        self.assertGreaterEqual(min(counts[10:]), 5)
        hour = [{**self.COPIES[0], "comment": {"time": 1700000000 + 3600 * i}} for i in range(12)]
        counts = [row["seen"]["copies"] for row in self.seen(lines(hour), "--campaign-window", "4h")]
        self.assertEqual(max(counts), 4)
        for window in ("x", "5y", "-1", "3.5", ""):
            self.assertEqual(run("classify", f"--campaign-window={window}", feed=lines(hour)).returncode, 2, window)

    def test_csv_has_columns_for_it(self):
        feed = "id,username,comment\n" + "".join(f"{i},u{i},jangan belanja di toko ini penipu semua\n" for i in range(3))
        done = run("classify", "--campaigns", "--input-format", "csv", "--output-format", "csv", feed=feed)
        rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
        self.assertEqual([row["copies"] for row in rows], ["1", "2", "3"])
        self.assertEqual([row["copy_authors"] for row in rows], ["1", "2", "3"])
        self.assertEqual(rows[0]["promotions"], "")

    def test_a_coordinated_complaint_is_looked_at_and_never_hidden(self):
        feed = lines([{"text": "paket saya belum sampai juga, penipu, sudah dua minggu", "author": {"id": f"u{i}"}} for i in range(4)])
        rows = self.seen(feed)
        self.assertNotIn("hide", [row["action"] for row in rows])
        self.assertIn("coordinated", rows[-1]["tags"])
        self.assertEqual(rows[-1]["action"], "escalate")

    def test_a_roll_up(self):
        rows = [{**row, "gold": {"spam": int(row["id"] > 4)}} for row in self.COPIES]
        path = self.file("dump.jsonl", lines(rows))
        done = run("campaigns", path, "--least", "2")
        out = done.stdout.decode()
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.assertRegex(out, r"(?m)^ +4 +3 .*jangan belanja")
        self.assertIn("found (--least 2): 1; comments with them: 4 of 7\n", out)
        self.assertNotIn("--most", out)
        self.assertIn("  complaint     ", out)
        self.assertIn("shown (--most 1): the commonest\n", run("campaigns", path, "--least", "1", "--most", "1").stdout.decode())
        self.assertIn("  keluhan       ", run("campaigns", path, "--least", "2", "--language", "id").stdout.decode())
        self.assertIn("of rows labelled spam: 2 of 2", out)
        told = [json.loads(line) for line in run("campaigns", path, "--least", "2", "--json").stdout.decode().splitlines()]
        self.assertEqual([(row["by"], row.get("rows_in_keys", row["rows"])) for row in told],
                         [("copy", 4), ("copy", 4), ("promotion", 2), ("promotion", 2)])
        self.assertEqual(run("campaigns", str(self.folder / "none.jsonl")).returncode, 2)


class PlatformTest(CommandTest):
    SPAM = "main di ZETA88 gampang menang, daftar sekarang gacor"

    def action(self, text, platform):
        done = run("classify", feed=lines([{"text": text, "comment": {"platform": platform}}]))
        return json.loads(done.stdout.decode())

    def test_hiding_means_something_else_everywhere(self):
        verbs = {}
        for platform in ("instagram", "facebook", "youtube", "tiktok", "x", "threads", "google-play"):
            row = self.action(self.SPAM, platform)
            self.assertEqual(row["action"], "hide")
            (step,) = row["platform_action"]
            self.assertEqual((step["platform"], step["use"]), (platform, "hide"))
            self.assertTrue(step["url"].startswith("https://") and step["source"] and step["how"]["id"] and step["how"]["en"])
            verbs[platform] = (step["verb"], step["possible"])
        self.assertEqual(verbs["youtube"], ("hold-for-review", True))
        self.assertEqual(verbs["google-play"], ("report", False))

    def test_answers_go_by_the_channel(self):
        row = self.action("paket saya belum sampai, udah 2 minggu", "youtube")
        self.assertEqual(row["channel"], "public-then-private")
        self.assertEqual([(step["use"], step["possible"]) for step in row["platform_action"]], [("public", True), ("private", False)])

    def test_nothing_to_do_and_nothing_known(self):
        self.assertEqual(self.action("cuaca cerah hari ini", "instagram")["platform_action"], [])
        self.assertEqual(self.action(self.SPAM, "other")["platform_action"], [])
        self.assertNotIn("platform_action", self.action(self.SPAM, None))

    def test_explain_shows_it(self):
        out = run("explain", "--platform", "google-play", self.SPAM).stdout.decode()
        self.assertIn("google-play: report", out)
        self.assertIn("https://support.google.com/", out)


if __name__ == "__main__":
    main()
