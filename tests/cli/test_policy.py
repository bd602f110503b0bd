# SPDX-License-Identifier: Apache-2.0
"""The policy as people see it: the page, the matrix, and what an answer says of people, time and priority."""

import csv
import io
import json
import re

from support import CommandTest, RULES, main, run

HOUSE = """
sooner = [["platform:x", "10m"]]
[conditions]
loud = "comment.likes >= 10"
[priority]
caps = { exposure = 9, waiting = 5 }
exposure = [["loud", 4], ["comment.likes >= 100", 8]]
waiting = [["comment.waiting >= 60", 3]]
[who]
customer = "customer"
[wants]
fix = "complaint"
[tone]
angry = "abuse"
[hours]
zone = "WIT"
weekdays = "08:00-17:00"
sat = "closed"
sun = "closed"
on = { fair = "20:00-24:00" }
[days]
fair = ["2026-01-10"]
[[row]]
id = "loud-complaint"
before = "complaint"
when = ["complaint", "loud", "not spam"]
action = "escalate"
priority = 80
respond_within = "2h"
"""


class Policy(CommandTest):
    def house(self):
        return ["--rules", RULES, "--overlay", self.file("policy.toml", HOUSE)]

    def answers(self, *rows, **options):
        done = run("classify", *self.house(), "--input-format", "jsonl", *options.get("more", ()), feed="\n".join(map(json.dumps, rows)))
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.decode()

    def test_page(self):
        page = run("policy", *self.house()).stdout.decode()
        self.assertIn("| loud-complaint | `complaint` and `loud` and `not spam` | **escalate** | 80 | 2 h |", page)
        self.assertLess(page.index("| loud-complaint"), page.index("| complaint | `complaint` | **respond**"))
        for line in ("| loud | `comment.likes >= 10` |", "| exposure | 9 | +8 | `comment.likes >= 100` |", "| 10 min | `platform:x` |",
                     "| Saturday | closed |", "| fair | 2026-01-10 | 20:00 to 24:00 |", "| customer | `customer` |"):
            self.assertIn(line, page)

    def test_matrix(self):
        rows = [line.split(" | ") for line in run("policy", "--matrix").stdout.decode().splitlines()[2:]]
        self.assertGreater(len(rows), 60)
        actions = set()
        for row in rows:
            for cell in row[4:]:
                action, priority, _ = re.fullmatch(r"(\w+), (\d+) \(([a-z-]+)\)(?: \|)?", cell).groups()
                actions.add(action)
                self.assertLessEqual(int(priority), 100)
                if row[0].startswith("| complaint") and row[3] != "hint":
                    self.assertIn(action, ("respond", "escalate"), row)
                if row[1] == "threat" and row[3] != "hint":
                    self.assertEqual(action, "escalate", row)
        self.assertEqual(actions, {"none", "respond", "hide", "escalate"})

    def test_answers(self):
        text = "paket belum sampai, anjing"
        calm, loud = map(json.loads, self.answers(
            {"text": "paket belum sampai", "comment": {"time": "2026-01-09 15:30 WIT"}},
            {"text": text, "author": {"customer": True, "followers": 1500},
             "comment": {"likes": 100, "platform": "X", "time": "2026-01-10T10:00:00+09:00", "now": "2026-01-10T12:00:00+09:00"}},
        ).splitlines())
        self.assertEqual((calm["priority"], calm["priority_parts"]["severity"], calm["tone"], calm["who"]), (70, 70, "calm", []))
        self.assertEqual(calm["due"], "2026-01-09T16:30:00+09:00")
        self.assertIsNone(calm["tier"])
        self.assertEqual(loud["priority_parts"], {"severity": 80, "exposure": 9, "author": 0, "waiting": 3, "repetition": 0})
        self.assertEqual(loud["priority"], 92)
        self.assertEqual((loud["respond_within_minutes"], loud["due"], loud["days"]), (10, "2026-01-10T20:10:00+09:00", ["fair"]))
        self.assertEqual((loud["tier"], loud["heard_from"], loud["who"]), ("nano", ["facts"], ["customer"]))
        self.assertEqual((loud["wants"], loud["tone"]), (["fix"], "angry"))

    def test_reasons(self):
        row = json.loads(self.answers({"text": "paket belum sampai", "comment": {"likes": 20}}, more=["--evidence", "full"]))
        self.assertEqual(row["reason"]["internal"],
                         "row loud-complaint; priority 84 = severity 80 + exposure 4; complaint 30 = 30 test.words.late [6,18)")
        comment = ("--likes", "20", "--time", "2026-01-10T10:00:00+09:00", "paket belum sampai")
        page = run("explain", *self.house(), *comment).stdout.decode()
        for said in ("84 of 100 = severity 80 + exposure 4", "2026-01-10T22:00:00+09:00", "came close", "fair"):
            self.assertIn(said, page)
        self.assertIn("84 dari 100 = bobot 80 + jangkauan 4", run("explain", *self.house(), "--language", "id", *comment).stdout.decode())
        self.assertIn("only loud does not hold", run("explain", *self.house(), "-v", "paket belum sampai").stdout.decode())

    def test_csv(self):
        rows = list(csv.DictReader(io.StringIO(self.answers(
            {"text": "paket belum sampai", "author": {"customer": True}, "comment": {"time": 1767942000}}, more=["--output-format", "csv"]))))
        self.assertEqual([rows[0][name] for name in ("route", "due", "tier", "who", "wants", "tone")],
                         ["customer-care", "2026-01-09T17:00:00+09:00", "", "customer", "fix", "calm"])


if __name__ == "__main__":
    main()
