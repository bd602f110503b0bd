# SPDX-License-Identifier: Apache-2.0
"""JSONL in and out: what a row may look like, what its answer holds, and what is said of bad rows."""

import json

from support import CommandTest, RULES, classify, main, run

FIELDS = ["id", "label", "labels", "scores", "points", "kinds", "action", "priority", "priority_parts",
          "respond_within_minutes", "due", "channel", "route", "policy_row", "reason", "checklist", "tags", "tier", "heard_from",
          "who", "wants", "tone", "days", "language", "evasions", "entities", "evidence", "campaign", "promotion",
          "ruleset"]


class Answers(CommandTest):
    def test_numbers_too_large_for_any_machine_type(self):
        """They are JSON, so the row is read; as facts beside the text they make no sense."""
        for number in ("12345678901234567890123", "-98765432109876543210", "1E400"):
            done = run("classify", "--rules", RULES, feed=f'{{"text": "anjing", "customer": {number}, "likes": {number}}}\n')
            self.assertEqual((done.returncode, json.loads(done.stdout)["labels"]), (0, ["abuse"]), done.stdout)
            self.assertIn(f"count as unknown: 2, such as standard input:1: likes: {number}\n", done.stderr.decode())
            row, = classify(f'{{"text": "anjing", "comment": {{"likes": {number}}}}}', status=1)
            self.assertIn('"likes"', row["error"])

    def test_fields_and_their_order(self):
        text = "min paket saya belum sampai nih, dasar anjing"
        row, = classify(json.dumps({"id": "a1", "text": text}))
        self.assertEqual(list(row), FIELDS)
        self.assertEqual(row["id"], "a1")
        self.assertEqual(row["labels"], ["complaint", "abuse"])
        self.assertIn(row["label"], row["labels"])
        self.assertEqual(row["points"], {"complaint": 30, "abuse": 40, "spam": 0, "influencer": 0})
        self.assertEqual(row["kinds"]["complaint"], "delivery")
        self.assertEqual((row["action"], row["priority"], row["respond_within_minutes"]), ("respond", 70, 60))
        self.assertEqual((row["channel"], row["route"], row["policy_row"]), ("public", "customer-care", "complaint"))
        self.assertEqual(row["reason"], {"id": "Keluhan.", "en": "A complaint."})
        self.assertEqual(row["checklist"], ["apologise"])
        self.assertTrue(all(0 <= p <= 1 for p in row["scores"].values()))
        self.assertRegex(row["campaign"], "^[0-9a-f]{16}$")
        self.assertRegex(row["ruleset"], "^[0-9a-f]{32}$")

    def test_evidence_sums_and_quotes(self):
        text = "😀 paket belum sampai, anjing"
        row, = classify(json.dumps({"text": text}))
        for label in row["points"]:
            counted = sum(e["points"] for e in row["evidence"] if e["label"] == label)
            self.assertEqual(counted, row["points"][label])
        for e in row["evidence"]:
            self.assertEqual(text.encode()[e["begin"]:e["end"]].decode(), e["text"])

    def test_evidence_detail(self):
        feed = json.dumps({"text": "anjing"})
        self.assertNotIn("evidence", classify(feed, "--evidence", "none")[0])
        self.assertEqual(list(classify(feed, "--evidence", "short")[0]["evidence"][0]),
                         ["rule", "label", "points", "begin", "end", "text"])
        self.assertEqual(list(classify(feed, "--evidence", "full")[0]["evidence"][0]),
                         ["rule", "label", "points", "begin", "end", "text", "field", "flags", "evasions", "rule_points"])

    def test_no_label(self):
        row, = classify('{"text": "selamat pagi"}')
        self.assertEqual((row["label"], row["labels"], row["action"]), (None, [], "none"))

    def test_author_facts(self):
        table = [
            ('{"followers": 200000}', True),
            ('{"followers": 200000.0}', True),
            ('{"followers": "250K", "verified": true, "bio": "halo"}', True),
            ('{"followers": null, "verified": null, "business": 0}', False),
            ('{"followers": 99, "unheard-of": [1]}', False),
            ('{"followers": -1}', False),
            ("{}", False),
            ("null", False),
        ]
        for author, famous in table:
            row, = classify('{"text": "halo", "author": %s}' % author)
            self.assertEqual("influencer" in row["labels"], famous, author)

    def test_ids_stay_as_they_are(self):
        for given in ['"abc"', '"\\u0041\\"\\n"', "7", "-3", "1.50", "12345678901234567890123456789", "1e3", '""', '"é"']:
            done = run("classify", "--rules", RULES, "--input-format", "jsonl", feed='{"id": %s , "text": "x"}' % given)
            self.assertIn(b'{"id":%s,' % given.encode(), done.stdout)
        self.assertNotIn("id", classify('{"text": "x"}')[0])
        self.assertNotIn("id", classify('{"id": null, "text": "x"}')[0])

    def test_key_names(self):
        row, = classify('{"pesan": "anjing", "nomor": 5}', "--text-column", "pesan", "--id-column", "nomor")
        self.assertEqual((row["id"], row["labels"]), (5, ["abuse"]))

    def test_accepted_oddities(self):
        table = {
            "duplicate keys: the last one counts": ('{"text": "anjing", "text": "halo"}', []),
            "duplicate keys, other way round": ('{"text": 5, "text": "anjing", "id": [1], "id": 2}', None),
            "escaped key": ('{"te\\u0078t": "anjing"}', ["abuse"]),
            "CRLF": ('{"text": "anjing"}\r\n', ["abuse"]),
            "blank lines": ('\n  \n\t\r\n{"text": "anjing"}\n\n', ["abuse"]),
            "byte order mark": ('\ufeff{"text": "anjing"}', ["abuse"]),
            "half a surrogate pair": ('{"text": "anjing \\ud83d"}', ["abuse"]),
            "the other half": ('{"text": "\\udc00 anjing"}', ["abuse"]),
            "an escaped backslash is no escape": ('{"text": "\\\\ud83d anjing"}', ["abuse"]),
            "NUL as an escape": ('{"text": "\\u0000anjing"}', ["abuse"]),
            "empty": ('{"text": ""}', []),
            "unread nesting": ('{"x": %s%s, "text": "anjing"}' % ("[" * 5000, "]" * 5000), ["abuse"]),
            "no line feed at the end": ('{"text": "anjing"}', ["abuse"]),
        }
        for name, (line, labels) in table.items():
            with self.subTest(name):
                if labels is None:
                    self.assertIn("error", classify(line, status=1)[0])
                else:
                    row, = classify(line)
                    self.assertEqual(row["labels"], labels)

    def test_invalid_utf8_is_read_as_replacement(self):
        row, = classify(b'{"text": "anjing \xff\xc3", "id": "\xf0\x9f"}')
        self.assertEqual((row["labels"], row["id"]), (["abuse"], "\ufffd"))


class BadRows(CommandTest):
    def test_each_is_reported_in_its_place(self):
        table = {
            "not JSON": ("halo", None),
            "unclosed": ('{"text": "x"', None),
            "unclosed string": ('{"text": "x', None),
            "trailing comma": ('{"text": "x",}', None),
            "two objects": ('{"text": "x"} {"text": "y"}', None),
            "array": ('["x"]', None),
            "string": ('"x"', None),
            "number": ("5", None),
            "null": ("null", None),
            "no text": ('{"id": 7}', 7),
            "text is null": ('{"id": 7, "text": null}', 7),
            "text is a number, id behind it": ('{"text": 1, "id": "z"}', "z"),
            "text is nested": ('{"id": 8, "text": %s%s}' % ("[" * 2000, "]" * 2000), 8),
            "nested without end": ("[" * 100000, None),
            "objects without end": ('{"a":' * 100000, None),
            "raw control character": ('{"text": "a\x01b"}', None),
            "bad escape": ('{"id": 9, "text": "\\q"}', 9),
            "short escape": ('{"text": "\\u12"}', None),
            "author is a string": ('{"id": 1, "text": "x", "author": "me"}', 1),
            "followers is a list": ('{"id": 1, "text": "x", "author": {"followers": []}}', 1),
            "followers is a fraction": ('{"id": 1, "text": "x", "author": {"followers": 1.5}}', 1),
            "followers below zero": ('{"id": 1, "text": "x", "author": {"followers": -7}}', 1),
            "verified is a word": ('{"id": 1, "text": "x", "author": {"verified": "maybe"}}', 1),
            "id is a list": ('{"id": [], "text": "x"}', None),
        }
        good = '{"id": "good", "text": "anjing"}'
        feed = "".join(f"{good}\n{line}\n" for line, _ in table.values()) + good
        rows = classify(feed, status=1)
        self.assertEqual(len(rows), 2 * len(table) + 1)
        for i, (name, (_, known_id)) in enumerate(table.items()):
            with self.subTest(name):
                self.assertEqual(rows[2 * i]["labels"], ["abuse"])
                bad = rows[2 * i + 1]
                self.assertTrue(bad["error"] and bad["help"])
                self.assertEqual(bad["line"], 2 * i + 2)
                self.assertEqual(bad.get("id"), known_id)

    def test_column_of_the_mistake(self):
        row, = classify('{"id": "é", "text" "x"}', status=1)
        self.assertIn("column 20", row["error"])

    def test_errors_speak_indonesian(self):
        done = run("classify", "--rules", RULES, "--language", "id", feed='{"id": 1}')
        self.assertIn("tidak ada", json.loads(done.stdout)["error"])
        self.assertIn("baris", done.stderr.decode())
        done = run("classify", "--rules", RULES, feed='{"id": 1}', environment={"LANG": "id_ID.UTF-8"})
        self.assertIn("tidak ada", json.loads(done.stdout)["error"])

    def test_file_is_named_when_there_are_many(self):
        one = self.file("one.jsonl", '{"text": "halo"}\n')
        two = self.file("two.jsonl", "\noops\n")
        done = run("classify", "--rules", RULES, one, two)
        bad = json.loads(done.stdout.splitlines()[1])
        self.assertEqual((done.returncode, bad["file"], bad["line"]), (1, two, 2))

    def test_what_is_wrong_with_a_line(self):
        for line, expected in [
            ("not json", "the line is not valid JSON, near column 1"),
            ("nul", "not valid JSON"),
            ("id,text", "not valid JSON"),
            ('"text"', "the line is JSON but not an object"),
            ("[1, 2]", "the line is JSON but not an object"),
            ("17", "the line is JSON but not an object"),
            ('{"text":"x"} y', "not valid JSON, near column 14"),
            ('{"text":"é}"} {', "not valid JSON, near column 15"),
            ('{"text":"x"', "not valid JSON, near column 12"),
        ]:
            row, = classify(line, status=1)
            self.assertIn(expected, row["error"], line)


if __name__ == "__main__":
    main()
