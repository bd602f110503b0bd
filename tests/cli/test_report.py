# SPDX-License-Identifier: Apache-2.0
"""`pilah report`: what a dump complains of and asks for, week by week."""
import json

from support import CommandTest, main, run

MONDAY = 1790553600  # 28 September 2026, 07:00 in Jakarta
WEEK = 7 * 86400


def lines(rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def row(text, week=None, **more):
    return {"text": text, **({"comment": {"time": MONDAY + round(week * WEEK), **more}} if week is not None else {})}


class ReportTest(CommandTest):
    def report(self, rows, *arguments, status=0):
        done = run("report", "--json", *arguments, "-", feed=lines(rows))
        self.assertEqual(done.returncode, status, done.stderr.decode())
        return json.loads(done.stdout)

    def topic(self, report, name):
        return next(topic for topic in report["topics"] if topic["name"] == name)

    def test_topics_weeks_and_bursts(self):
        rows = [row("aplikasinya error terus pas login", week) for week in range(6) for _ in range(12 if week == 4 else 2)]
        rows += [row("paket saya belum sampai min, udah 2 minggu", week) for week in range(6) for _ in range(3)]
        rows += [row("paket saya belum sampai min, udah 2 minggu"), row("makasih kak", 2)]
        report = self.report(rows)
        self.assertEqual((report["rows"], report["dated"]), (len(rows), len(rows) - 1))
        self.assertEqual(sum(report["actions"].values()), len(rows))
        app = self.topic(report, "app")
        self.assertEqual(app["weeks"], {"2026-09-28": 2, "2026-10-05": 2, "2026-10-12": 2, "2026-10-19": 2, "2026-10-26": 12, "2026-11-02": 2})
        self.assertEqual(app["bursts"], ["2026-10-26"])
        delivery = self.topic(report, "delivery")
        self.assertEqual((delivery["rows"], sum(delivery["weeks"].values()), delivery["bursts"]), (19, 18, []))

    def test_the_rest_of_a_week_is_no_week_to_measure_by(self):
        """A dump that begins on a Sunday, as many complaints each week: half of the mean of two would be that of one."""
        late = "paket saya belum sampai min, udah 2 minggu"
        rows = [row(late, -1 / 7)] + [row(late, week) for week in range(4) for _ in range(10 + 3 * week)]
        self.assertEqual(self.topic(self.report(rows), "delivery")["bursts"], [])
        rows += [row(late, 4)] * 40
        self.assertEqual(self.topic(self.report(rows), "delivery")["bursts"], ["2026-10-26"])

    def test_weeks_begin_on_monday_in_the_policys_zone(self):
        text = "paket saya belum sampai min, udah 2 minggu"
        report = self.report([{"text": text, "comment": {"time": time}} for time in
                              ("2026-10-04T23:59:59+07:00", "2026-10-05T00:00:00+07:00", "2026-10-04T17:00:00Z")])
        self.assertEqual(self.topic(report, "delivery")["weeks"], {"2026-09-28": 1, "2026-10-05": 2})

    def test_wordings_are_read_as_rules_read_them(self):
        rows = [row("kak jam buka hari minggu berapa ya?"), row("min jam buka sampai kapan?"), row("tokonya jam buka brp?"),
                row("ongkir ke bandung berapa ya?"), row("ongkir ke bandung brp min?"), row("berapa ongkir ke bandung kak?"),
                row("kak @rara.olshop ini ada COD ga?"), row("paket blm nyampe min"), row("paketku belum sampai, udah 2 minggu"),
                row("paket belom nyampe juga kak")] + [row("makasih kak")] * 20
        report = self.report(rows)
        self.assertIn("belum sampai", [wording["words"] for wording in self.topic(report, "delivery")["wordings"]])
        questions = report["questions"]
        self.assertEqual(questions["rows"], 7)
        wordings = {wording["words"]: wording["rows"] for wording in questions["wordings"]}
        self.assertEqual(wordings, {"ongkir ke bandung": 3, "jam buka": 3})
        for wording in questions["wordings"]:
            self.assertIn(wording["example"], [r["text"] for r in rows])
        self.assertEqual(len(self.report(rows, "--most", "1")["questions"]["wordings"]), 1)

    def test_the_most_urgent_stands_for_its_topic(self):
        rows = [row("paket saya belum sampai min", 0), row("paket saya belum sampai ya, dari senin", 0, likes=300), row("paket belum sampai kak", 0)]
        self.assertEqual(self.topic(self.report(rows), "delivery")["most_urgent"], rows[1]["text"])

    def test_spam_is_no_question_and_nothing_is_told_of_nothing(self):
        report = self.report([row("mau cuan? main di slot gacor 88 link di bio")])
        self.assertEqual((report["topics"], report["questions"]["rows"], report["questions"]["most_urgent"]), ([], 0, None))
        self.assertEqual(self.report([])["rows"], 0)
        for language, words in (("en", "What is asked"), ("id", "Yang ditanyakan")):
            done = run("report", "--language", language, "-", feed=lines([row("jam buka sampai jam berapa kak?", 1)]))
            self.assertIn(words, done.stdout.decode())
            head, actions, labels, *_ = done.stdout.decode().split("\n\n")
            self.assertRegex(head, r"^(comments|komentar): 1, 1 ")
            figures = actions.splitlines()[1:] + labels.splitlines()[1:]
            self.assertEqual({len(line) for line in figures}, {2 + 18 + 9 + 2 + 7}, figures)  # columns
            self.assertFalse(any(line != line.rstrip() for line in done.stdout.decode().splitlines()))

    def test_shares_of_topics_are_shares_of_all_complaints(self):
        rows = [row("paket saya belum sampai min, udah 2 minggu")] * 3 + [row("aplikasinya error terus pas login"), row("makasih kak")]
        for language, head, all_of_them in (("en", "none with a time", "all complaints"), ("id", "tidak ada yang waktunya", "semua keluhan")):
            page = run("report", "--language", language, "-", feed=lines(rows)).stdout.decode()
            self.assertIn(head, page.splitlines()[0])
            self.assertRegex(page, rf"\n  {all_of_them} +4  100.0 %\n".replace(".", "[.,]"))
        page = run("report", "-", feed=lines([row("paket saya belum sampai min, udah 2 minggu", week) for week in (0, 0, 1)])).stdout.decode()
        self.assertRegex(page, r"\n  all complaints +3  100.0 % +2 +1\n")

    def test_bad_rows_are_told_and_the_rest_goes_on(self):
        done = run("report", "--json", "-", feed='{"text": 3}\n{"text": "makasih kak"}\n')
        self.assertEqual(done.returncode, 1)
        self.assertEqual(json.loads(done.stdout)["rows"], 1)
        self.assertEqual(run("report", "no-such-file.csv").returncode, 2)


if __name__ == "__main__":
    main()
