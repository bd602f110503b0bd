# SPDX-License-Identifier: Apache-2.0
"""Records that either side replays, windows, personal data, and what an action means on a platform."""
import datetime
import json
import re
import subprocess

import numpy
import pytest

import pilah

ROWS = [
    ("paket saya belum sampai, udah 2 minggu 😡", {"followers": 120, "verified": False, "bio": "tukang kopi 😀"}),
    ("adminnya 𝐠𝐨𝐛𝐥𝐨𝐤 \0 banget \"sih\"\n", {"platform": "youtube", "likes": 3}),
    ("", {"thread_ours": True, "thread_owner": False}),
    ("main di ZETA88 gampang menang, wa 0812-3456-7890", {"copies": 4, "copy_authors": 3, "promotions": 9, "platform": "google-play"}),
    (b"paket \xff\xfe belum sampai \xc3", {"time": datetime.datetime(2025, 11, 22, 10, 14, tzinfo=datetime.timezone.utc)}),
]


def records():
    return [pilah.record(text, id=i, **facts) for i, (text, facts) in enumerate(ROWS)]


def test_records_replay():
    result = pilah.replay(records())
    assert result, result.differences
    assert (result.same, result.differing) == (len(ROWS), 0)


def test_the_command_replays_what_python_recorded(command, tmp_path):
    path = tmp_path / "records.jsonl"
    path.write_text("".join(line + "\n" for line in records()), encoding="utf-8")
    done = subprocess.run([command, "replay", str(path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert pilah.replay(path)


def test_python_replays_what_the_command_recorded(command, dump, tmp_path):
    feed = tmp_path / "feed.jsonl"
    feed.write_text("".join(json.dumps({"id": i, "text": row["text"], "author": {"bio": row.get("bio") or None}}) + "\n"
                            for i, row in enumerate(dump)), encoding="utf-8")
    path = tmp_path / "records.jsonl"
    subprocess.run([command, "classify", str(feed), "--record", str(path)], check=True, capture_output=True)
    result = pilah.replay(path)
    assert result and result.same == len(dump), result.differences[:5]


def test_a_time_at_the_end_of_the_calendar(command, tmp_path):
    """Nothing is due past the year 9999, and nothing else is lost."""
    text, last = "paket belum sampai udah 2 minggu", 253402300799
    for time, due in ((last, None), (last - 20 * 3600, datetime.datetime(9999, 12, 31, 4, 59, 59, tzinfo=datetime.timezone.utc))):
        verdict = pilah.classify(text, time=time)
        assert (verdict.due, verdict.label, verdict.respond_within_minutes) == (due, "complaint", 60)
        assert verdict.to_dict()["due"] == (due and due.isoformat())
        found = pilah.classify_batch([text, text], time=[1763781249, time], fields=["label", "due"]).to_pylist()
        assert found == [{"label": "complaint", "due": pilah.classify(text, time=1763781249).due}, {"label": "complaint", "due": due}]
    path = tmp_path / "records.jsonl"
    path.write_text("".join(pilah.record(text, time=last - i * 3600) + "\n" for i in range(24)), encoding="utf-8")
    assert "10000" not in path.read_text(encoding="utf-8")
    done = subprocess.run([command, "replay", str(path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert pilah.replay(path)


def test_what_differs_is_named():
    rows = [json.loads(line) for line in records()]
    rows[0]["verdict"]["priority"] += 1
    rows[1]["verdict"]["evidence"][0]["points"] = 1
    rows[3]["text"] = rows[3]["text"].replace("ZETA88", "kebun")
    result = pilah.replay(rows)
    assert not result and (result.same, result.differing) == (2, 3)
    first = result.differences[0]
    assert (first.line, first.id, first.field, first.recorded - first.now) == (1, 0, "priority", 1)
    assert any(d.field == "evidence[0].points" and d.recorded == 1 for d in result.differences)


def test_other_rules_and_other_rows_are_refused():
    row = json.loads(records()[0])
    with pytest.raises(pilah.OtherRulesError, match="RuleSet.open"):
        pilah.replay([{**row, "ruleset": "0" * 32}])
    with pytest.raises(ValueError, match="no evidence record"):
        pilah.replay([{"text": "halo"}])
    with pytest.raises(TypeError, match="folowers"):
        pilah.record("halo", folowers=3)
    image = pilah.RuleSet.load(pilah.RuleSet.default().image)
    assert pilah.replay(records(), rules=image)


@pytest.mark.parametrize("wrong, words", [
    ({"text": 5}, "text must be str, not int"),
    ({"text": None}, "there is no text"),
    ({"text_base64": "%%%"}, "text_base64 is no base64: "),
    ({"text_base64": ["aGFsbw=="]}, "text_base64 must be str, not list"),
    ({"author": [1]}, "author must be an object, not list"),
    ({"comment": "x"}, "comment must be an object, not str"),
    ({"thread": True}, "thread must be an object, not bool"),
    ({"author": {"bio": 3}}, "bio must be str, not int"),
    ({"author": {"followers": "12"}}, "followers must be a whole number or None, not str"),
    ({"comment": {"platform": "zz"}}, "platform 'zz' is none of"),
    ({"comment": {"likes": -7}}, "likes must be between 0 and"),
    ({"thread": {"ours": 1}}, "thread_ours must be True, False or None, not int"),
    ({"verdict": []}, "no evidence record: it has no \"verdict\" and \"ruleset\""),
    ({"ruleset": 7}, "no evidence record: it has no \"verdict\" and \"ruleset\""),
])
def test_a_row_that_is_no_record_is_told_by_its_line(wrong, words):
    rows = [json.loads(line) for line in records()]
    with pytest.raises(ValueError, match=f"^line 4: {re.escape(words)}"):
        pilah.replay([*rows[:3], {**rows[3], **wrong}, *rows[4:]])


@pytest.mark.parametrize("line, words", [(b"{not json", "no JSON: Expecting property name enclosed in double quotes at column 2"),
                                         (b'{"z": ' + b"[" * 200000, "no record: it is nested too deeply"),
                                         (b'{"text": "\xff"}', "no UTF-8"), (b"[]", "no evidence record"), (b"7", "no evidence record")])
def test_a_line_that_is_no_record_is_told_by_its_number(tmp_path, line, words):
    path = tmp_path / "records.jsonl"
    path.write_bytes(records()[0].encode() + b"\r\n\n" + line + b"\n")
    with pytest.raises(ValueError, match=f"^line 3: {words}"):
        pilah.replay(path)
    with pytest.raises(pilah.OtherRulesError, match="^line 2: recorded with rule set 0000"):
        pilah.replay([records()[0], {**json.loads(records()[1]), "ruleset": "0" * 32}])


def test_files_of_records_as_editors_leave_them(tmp_path):
    path = tmp_path / "records.jsonl"
    path.write_text("\r\n".join(["", *records()]), encoding="utf-8-sig")
    assert pilah.replay(path).same == len(ROWS)
    path.write_text("\n")
    for nothing, words in ((path, "records.jsonl holds no evidence record"), ([], "there is no evidence record")):
        with pytest.raises(ValueError, match=words):
            pilah.replay(nothing)


def test_numbers_of_records_are_plain():
    wanted = pilah.record("makasih kak", id=7, followers=120, copies=3, promotions=2)
    assert pilah.record("makasih kak", id=numpy.int64(7), followers=numpy.int32(120), copies=numpy.int64(3), promotions=2.0) == wanted
    assert json.loads(wanted)["verdict"]["seen"] == {"copies": 3, "promotions": 2} and "3.0" not in pilah.record("makasih kak", copies=3.0)
    assert json.loads(pilah.record("makasih kak", id="\ud83d7").encode())["id"] == "\ufffd7"
    assert pilah.record("makasih kak", id="7", bio=None, copies=float("nan")) == pilah.record("makasih kak", id="7")


@pytest.mark.parametrize("facts, words", [
    ({"bio": b"abc"}, "bio must be str or None, not bytes"), ({"bio": 5}, "bio must be str or None, not int"),
    ({"id": 1.5}, "id must be str, a whole number or None, not float"), ({"id": True}, "id must be .* not bool"),
    ({"id": b"7"}, "id must be .* not bytes"), ({"copies": "3"}, "copies must be a whole number or None, not str")])
def test_what_is_wrong_with_a_record_is_named(facts, words):
    with pytest.raises(TypeError, match=words):
        pilah.record("makasih kak", **facts)


def test_a_window_counts_copies_and_authors():
    window = pilah.Window()
    texts = ["jangan belanja di toko ini, penipu semua", "makasih kak", "JANGAN belanja di toko ini!!! penipu semua 😡",
             "jangaaan belanja di toko ini, penipu semua"]
    seen = [window.note(text, author=author) for text, author in zip(texts, ("rara", "dina", "dina", "rara"))]
    assert [one["copies"] for one in seen] == [1, None, 2, 3]
    assert [one["copy_authors"] for one in seen] == [1, None, 2, 2]
    assert "repeated" in pilah.classify(texts[3], **seen[3]).tags
    assert "repeated" not in pilah.classify(texts[3]).tags


def test_a_window_by_time():
    window = pilah.Window(seconds=4 * 3600)
    counts = [window.note("jangan belanja di toko ini, penipu semua", time=1_700_000_000 + 3600 * i)["copies"] for i in range(12)]
    assert max(counts) == 4
    assert window.note("jangan belanja di toko ini, penipu semua", time=None)["copies"] > 1
    with pytest.raises(ValueError, match="time is what a window in seconds goes by; give the comment's, or None where it is not known"):
        window.note("jangan belanja di toko ini, penipu semua")
    for wrong in ({"keys": 3}, {"keys": 1 << 30}, {"comments": -1}, {"seconds": 1.5}):
        with pytest.raises(ValueError):
            pilah.Window(**wrong)
    with pytest.raises(TypeError):
        pilah.Window(comments=1, seconds=1)


def test_personal_data():
    text = "😀 wa 0812-3456-7890, nik 3273011208900001, ig: rara_shop, harga Rp 150.000"
    assert [(found.type, found.text) for found in pilah.personal(text)] == [
        ("phone", "0812-3456-7890"), ("national-id", "3273011208900001"), ("handle", "rara_shop")]
    assert all(text[found.begin:found.end] == found.text for found in pilah.personal(text))
    assert pilah.mask_personal(text, "phone") == text.replace("0812-3456-7890", "*" * 14)
    assert pilah.mask_personal(text, []) == text
    with pytest.raises(ValueError, match="telepon"):
        pilah.personal(text, "telepon")
    with pytest.raises(TypeError):
        pilah.mask_personal(3)


def test_what_an_action_means_on_a_platform():
    spam = "main di ZETA88 gampang menang, daftar sekarang gacor"
    (step,) = pilah.classify(spam, platform="google-play").platform_action
    assert (step.use, step.verb, step.possible) == ("hide", "report", False)
    assert step.url.startswith("https://") and step.how.en and step.how.id
    assert pilah.classify(spam).platform_action == ()
    table = pilah.classify_batch([spam], platform=["youtube"], fields=["platform_action", "promotion"]).to_pylist()
    assert table[0]["platform_action"][0]["verb"] == "hold-for-review"
    assert table[0]["promotion"] == pilah.classify(spam).promotion
