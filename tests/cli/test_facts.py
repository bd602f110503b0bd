# SPDX-License-Identifier: Apache-2.0
"""Every fact of author, comment and thread reaches the rules, whichever way it is given, and what is no fact is said."""

import json
import tempfile
from pathlib import Path

from support import CommandTest, main, run

# How JSONL, CSV and the command line give a fact, and the condition that it meets.
FACTS = [
    ("author", "followers", 1200, "followers", "followers >= 1200"),
    ("author", "following", 7, "following", "author.following < 8"),
    ("author", "account_days", 3, "account_days", "account-days < 30"),
    ("author", "posts_per_day", 90, "posts_per_day", "posts-per-day >= 90"),
    ("author", "earlier_complaints", 2, "earlier_complaints", "earlier-complaints >= 2"),
    ("author", "earlier_hidden", 0, "earlier_hidden", "earlier-hidden < 1"),
    ("author", "unanswered_reports", 1, "unanswered_reports", "unanswered-reports >= 1"),
    ("author", "verified", True, "verified", "verified"),
    ("author", "business", False, "business", "not business"),
    ("author", "customer", True, "pelanggan", "customer"),
    ("comment", "platform", "tiktok", "platform", "platform:tiktok"),
    ("comment", "likes", 51, "like_count", "comment.likes >= 51"),
    ("comment", "replies", 4, "reply_count", "comment.replies >= 4"),
    ("comment", "position", 0, "position", "comment.position < 1"),
    ("comment", "is_reply", True, "is_reply", "comment.is-reply"),
    ("comment", "edited", True, "edited", "comment.edited"),
    ("thread", "ours", True, "thread_ours", "thread.ours"),
    ("thread", "owner", False, "thread_owner", "not thread.owner"),
]


class Facts(CommandTest):
    @classmethod
    def setUpClass(cls):
        cls.rules = tempfile.TemporaryDirectory()
        rules = ['pack = { id = "t.facts", language = "id", owner = "tests" }']
        conditions = [(f"f{i}", fact[4]) for i, fact in enumerate(FACTS)] + [("waiting", "comment.waiting >= 90")]
        for name, condition in conditions:
            rules.append(f'[[rule]]\nid = "{name}"\nlabel = "influencer"\npoints = 1\nauthor = ["{condition}"]')
        Path(cls.rules.name, "facts.toml").write_text("\n".join(rules))

    @classmethod
    def tearDownClass(cls):
        cls.rules.cleanup()

    def fired(self, *arguments, feed):
        done = run("classify", "--rules", self.rules.name, "--output-format", "jsonl", *arguments, feed=feed)
        return [[e["rule"].removeprefix("t.facts.") for e in json.loads(line).get("evidence", [])]
                for line in done.stdout.decode().splitlines()], done

    def test_jsonl(self):
        for i, (group, name, value, _, _) in enumerate(FACTS):
            rows, _ = self.fired("--input-format", "jsonl", feed=json.dumps({"text": "x", group: {name: value}}))
            self.assertEqual(rows, [[f"f{i}"]], name)
        rows, _ = self.fired("--input-format", "jsonl", feed='{"text": "x", "comment": "not ours", "thread": [1]}')
        self.assertEqual(rows, [[]])

    def test_jsonl_beside_the_text(self):
        for i, (group, name, value, _, _) in enumerate(FACTS):
            key = f"thread_{name}" if group == "thread" else name
            rows, _ = self.fired("--input-format", "jsonl", feed=json.dumps({"text": "x", key: value}))
            self.assertEqual(rows, [[f"f{i}"]], name)
        rows, done = self.fired("--input-format", "jsonl", feed='{"text": "x", "ours": true, "replies": [4], "likes": "many", "followers": null}')
        self.assertEqual((rows, done.returncode), ([[]], 0))
        self.assertIn(b'count as unknown: 1, such as standard input:1: likes: "many"', done.stderr)
        rows, done = self.fired("--input-format", "jsonl", feed=b'{"likes": "many", "text": "\xff"}')
        self.assertIn(b"count as unknown: 1,", done.stderr)

    def test_csv(self):
        for i, (_, _, value, column, _) in enumerate(FACTS):
            rows, _ = self.fired("--input-format", "csv", feed=f"text,{column}\nx,{value}\nx,\n")
            self.assertEqual(rows, [[f"f{i}"], []], column)

    def test_csv_with_a_column_of_dates(self):
        for column in ("Tanggal", "date", "Waktu Komentar"):
            rows, _ = self.fired("--input-format", "csv", feed=f"komentar,{column},now\nx,2025-11-22 10:00 WIB,2025-11-22 12:30 WITA\n")
            self.assertEqual(rows, [["waiting"]], column)

    def test_explain(self):
        for i, (group, name, value, _, _) in enumerate(FACTS):
            option = "--" + ("thread-" if group == "thread" else "") + name.replace("_", "-")
            done = run("explain", "--verbose", "--rules", self.rules.name, option, str(value), "x")
            self.assertIn(f"t.facts.f{i} ", done.stdout.decode(), option)

    def test_waiting_is_from_time_to_now(self):
        for time, now, waits in [(1000, 6400, True), (1000, 6399, False), ("2025-11-22T10:00:00+07:00", "2025-11-22 12:30 WITA", True),
                                 ("2025-11-22 03:00:00.25Z", "2025-11-22T04:29:00Z", False), (6400, 1000, False), (1000, None, False)]:
            rows, _ = self.fired("--input-format", "jsonl", feed=json.dumps({"text": "x", "comment": {"time": time, "now": now}}))
            self.assertEqual(rows, [["waiting"] if waits else []], (time, now))

    def test_days_that_there_are(self):
        for time in ("2024-02-29T00:00Z", "2000-02-29T00:00Z", "2025-12-31T24:00Z", "2016-12-31T23:59:60Z"):
            self.assertEqual(run("explain", "--time", time, "halo").returncode, 0, time)
        for time in ("2025-02-29T00:00Z", "2100-02-29T00:00Z", "2025-11-31T00:00Z", "2025-13-01T00:00Z"):
            self.assertEqual(run("explain", "--time", time, "halo").returncode, 2, time)

    def test_what_makes_no_sense(self):
        for group, name, value in [("comment", "time", "2025-11-22 10:00"), ("comment", "time", 1e15),
                                   ("comment", "time", "2025-02-30T00:00Z"), ("comment", "time", "2025-02-29 10:00 WIB"),
                                   ("comment", "now", "2025-04-31T00:00Z"), ("comment", "now", "2025-04-30T24:01Z"), ("comment", "time", "kemarin"),
                                   ("comment", "platform", "myspace"), ("comment", "platform", 3), ("comment", "likes", -5),
                                   ("thread", "ours", 2), ("author", "customer", "mungkin")]:
            _, done = self.fired("--input-format", "jsonl", feed=json.dumps({"text": "x", group: {name: value}}))
            self.assertEqual(done.returncode, 1, (name, value))
            self.assertIn(f'fact \\"{name}\\"', done.stdout.decode())


if __name__ == "__main__":
    main()
