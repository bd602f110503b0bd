# SPDX-License-Identifier: Apache-2.0
"""One comment at a time: the same as the command, field by field, with places counted in characters."""
import copy
import dataclasses
import datetime
import html.parser
import json
import os
import pathlib
import pickle
import re
import subprocess

import pytest

import pilah
from pilah._facts import FACTS

AUTHOR = {"followers": 120000, "following": 10, "account_days": 900, "posts_per_day": 3, "verified": True, "business": False,
          "bio": "dokter 🩺 dan kreator, 𝐞𝐧𝐝𝐨𝐫𝐬𝐞 DM"}


COMMENT = {"platform": "tiktok", "time": 1781200000, "now": 1781300000, "likes": 321, "replies": 12, "position": 0, "is_reply": False,
           "edited": True}
WIB = datetime.timezone(datetime.timedelta(hours=7))


def as_command(verdict, bio=AUTHOR["bio"]):
    """A verdict of Python's in the words and byte places of the command's JSON."""

    def span(item, source):
        return {"begin": len(source[:item.begin].encode()), "end": len(source[:item.end].encode()), "text": item.text}

    return {
        "label": verdict.label, "labels": list(verdict.labels), "scores": verdict.scores, "points": verdict.points, "kinds": verdict.kinds,
        "action": verdict.action, "priority": verdict.priority, "priority_parts": verdict.priority_parts,
        "respond_within_minutes": verdict.respond_within_minutes, "due": verdict.due and verdict.due.astimezone(WIB).isoformat(),
        "channel": verdict.channel, "route": verdict.route, "policy_row": verdict.policy_row,
        "reason": {"id": verdict.reasons.id, "en": verdict.reasons.en}, "checklist": list(verdict.checklist), "tags": list(verdict.tags),
        "tier": verdict.tier, "heard_from": list(verdict.heard_from), "who": list(verdict.who), "wants": list(verdict.wants),
        "tone": verdict.tone, "days": list(verdict.days), "language": verdict.language, "evasions": list(verdict.evasions),
        "entities": [{"type": e.type, **span(e, verdict.text)} for e in verdict.entities],
        "evidence": [{"rule": e.rule, "label": e.label, "points": e.points,
                      **span(e, verdict.text if e.field == "text" else bio if e.field == "bio" else ""), "field": e.field,
                      "flags": list(e.flags), "evasions": list(e.evasions), "rule_points": e.rule_points} for e in verdict.evidence],
        "campaign": verdict.campaign, "promotion": verdict.promotion, "ruleset": verdict.ruleset,
    }


def test_the_packs_cases_as_the_command_has_them(pack_texts, command_says):
    said = command_says([{"text": text} for text in pack_texts])
    for text, wanted in zip(pack_texts, said):
        assert as_command(pilah.classify(text)) == wanted


def test_the_rows_of_the_repositorys_tests_as_the_command_has_them(repository, command_says):
    """And those of other files of JSON lines, named by PILAH_ROWS with a colon between them."""
    files = [*sorted((repository / "tests/data").glob("*.jsonl")), *map(pathlib.Path, filter(None, os.environ.get("PILAH_ROWS", "").split(":")))]
    compared = informed = 0
    for file in files:
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        said = command_says([{key: row[key] for key in ("text", "author", "comment", "thread") if key in row} for row in rows])
        for row, wanted in zip(rows, said):
            facts = {**row.get("author", {}), **row.get("comment", {}), **{f"thread_{key}": value for key, value in row.get("thread", {}).items()}}
            facts = {name: datetime.datetime.fromisoformat(value) if name in ("time", "now") and isinstance(value, str) else value
                     for name, value in facts.items() if name in FACTS}
            wanted.pop("seen", None)  # facts that were given, told again
            verdict = pilah.classify(row["text"], **facts)
            found = as_command(verdict, facts.get("bio") or "")
            found["platform_action"] = [{"platform": facts["platform"], **step} for step in verdict.to_dict()["platform_action"]] if "platform" in facts else []
            assert found == {"platform_action": [], **wanted}, row
            compared += 1
            informed += bool(facts)
    assert compared > 500 and informed > 10


def test_with_all_that_is_known_of_an_author(pack_texts, command_says):
    texts = pack_texts[::7]
    said = command_says([{"text": text, "author": AUTHOR} for text in texts])
    fields = set()
    for text, wanted in zip(texts, said):
        verdict = pilah.classify(text, **AUTHOR)
        fields |= {e.field for e in verdict.evidence}
        assert as_command(verdict) == wanted
    assert fields == {"text", "bio", "facts"}


def test_with_all_that_is_known_of_comment_and_thread(pack_texts, command_says):
    texts = pack_texts[::11]
    author = {"earlier_complaints": 4, "earlier_hidden": 0, "unanswered_reports": 1, "customer": True}
    said = command_says([{"text": text, "author": author, "comment": COMMENT, "thread": {"ours": True, "owner": False}} for text in texts])
    due = set()
    for text, wanted in zip(texts, said):
        verdict = pilah.classify(text, **author, **COMMENT, thread_ours=True, thread_owner=False)
        due.add(verdict.due is None)
        steps = [{"platform": COMMENT["platform"], "use": step.use, "verb": step.verb, "possible": step.possible,
                  "how": {"id": step.how.id, "en": step.how.en}, "source": step.source, "url": step.url}
                 for step in verdict.platform_action]
        assert {**as_command(verdict), "platform_action": steps} == wanted
        assert sum(verdict.priority_parts.values()) == verdict.priority
        assert "chronic" in verdict.who and "repeat" in verdict.who and "customer" in verdict.who
    assert due == {True, False}
    moment = datetime.datetime.fromtimestamp(COMMENT["time"], datetime.timezone.utc)
    assert pilah.classify(texts[0], time=moment) == pilah.classify(texts[0], time=COMMENT["time"])


def test_grounds_and_near_rows():
    explained = pilah.explain("paket saya belum sampai 2 minggu min", likes=20)
    assert explained.internal_reason.startswith(f"row {explained.verdict.policy_row}; priority {explained.verdict.priority} = severity")
    assert "unanswered" in [row.id for row in explained.near_rows]
    assert pilah.RuleSet.default().checklist_text("empathy", "en").startswith("Begin with empathy")
    assert pilah.RuleSet.default().policy_page().startswith("# The policy")
    assert pilah.RuleSet.default().policy_page("id").startswith("# Kebijakan")
    with pytest.raises(ValueError, match="none of id, en"):
        pilah.RuleSet.default().policy_page("jv")


def test_facts_do_not_stay_for_the_next_comment():
    plain = pilah.classify("halo kak")
    classifier = pilah.Classifier()
    assert classifier.classify("halo kak", **AUTHOR).label == "influencer"
    assert classifier.classify("halo kak") == plain
    with pytest.raises(ValueError):
        classifier.classify("halo kak", followers=5, following=-3)
    assert classifier.classify("halo kak") == plain


def test_evidence_adds_up_and_places_are_of_the_str(pack_texts):
    for text in pack_texts[::5]:
        verdict = pilah.classify(text)
        for label in pilah.LABELS:
            assert verdict.points[label] == sum(e.points for e in verdict.evidence if e.label == label)
        for found in (*verdict.evidence, *verdict.entities):
            assert text[found.begin:found.end] == found.text


def test_a_verdict_is_a_frozen_value():
    verdict = pilah.classify("adminnya goblok banget sih lo 🥰 wa.me/62812345678")
    for change in ("label", "evidence"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(verdict, change, None)
    with pytest.raises(dataclasses.FrozenInstanceError):
        verdict.evidence[0].points = 9
    with pytest.raises(AttributeError, match="nonsense"):
        verdict.nonsense
    again = pilah.classify(verdict.text)
    assert again == verdict and hash(again) == hash(verdict)
    assert pickle.loads(pickle.dumps(pilah.classify(verdict.text))) == verdict == copy.deepcopy(again)
    assert json.loads(json.dumps(verdict.to_dict()))["evidence"][0]["rule"] == verdict.evidence[0].rule
    assert set(verdict.to_dict()) == {f.name for f in dataclasses.fields(pilah.Verdict)}
    assert "evidence=(Evidence(" in repr(verdict)
    assert str(verdict).startswith(f"{verdict.action} {verdict.priority} {'+'.join(verdict.labels)}: ") and verdict.label == "abuse"


@pytest.mark.parametrize("first", [field.name for field in dataclasses.fields(pilah.Verdict)])
def test_fields_may_be_asked_for_in_any_order(first):
    """Most of a verdict is read when it is first asked for."""
    text, facts = "\ud800 adminnya goblok banget sih lo 🥰 wa.me/62812345678", {"followers": 9, "platform": "youtube", "bio": "🥰 endorse"}
    wanted = pickle.loads(pickle.dumps(pilah.classify(text, **facts)))
    verdict = pilah.classify(text, **facts)
    pilah.classify("makasih kak")  # the library's memory is used again
    assert getattr(verdict, first) == getattr(wanted, first)
    assert verdict == wanted and repr(verdict) == repr(wanted) and hash(verdict) == hash(wanted)
    assert copy.copy(pilah.classify(text, **facts)) == dataclasses.replace(pilah.classify(text, **facts)) == wanted
    assert dataclasses.replace(wanted, text="x") != wanted


def test_a_classifier_keeps_its_rules():
    classifier = pilah.Classifier()
    with pytest.raises(AttributeError):
        classifier.rules = pilah.RuleSet.default()


def test_the_verdict_outlives_its_rule_set():
    rules = pilah.RuleSet.from_toml('pack = { id = "a.b", language = "id", owner = "o" }\n[[rule]]\nid = "x"\nlabel = "spam"\npoints = 90\nany = ["zzz"]\n',
                                    base=True)
    verdict = pilah.Classifier(rules).classify("zzz 🥰 zzz")
    del rules
    assert "a.b.x" in [e.rule for e in verdict.evidence]


class Well(html.parser.HTMLParser):
    """Counts what is open, and keeps the text."""

    def __init__(self):
        super().__init__()
        self.open, self.text, self.tags = [], "", set()

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.tags.add(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize("text", ["<script>alert(1)</script> adminnya <b>goblok</b> banget & sih lo", "makasih kak", "", "\ud800 goblok lo"])
def test_notebooks_show_it_escaped(text):
    page = pilah.classify(text)._repr_html_()
    reader = Well()
    reader.feed(page)
    reader.close()
    assert reader.open == [] and "script" not in reader.tags and "b" in reader.tags
    assert text.encode("utf-8", "replace").decode() in reader.text
    if "goblok" in text:
        assert "<span title=" in page


def test_explain_reads_words():
    said = pilah.explain("𝐩𝐚𝐤𝐞𝐭 gk nyampe2 🥰", followers=12)
    assert [(t.text, t.standard) for t in said.tokens][:3] == [("𝐩𝐚𝐤𝐞𝐭", "paket"), ("gk", "tidak"), ("nyampe2", "sampai")]
    assert said.tokens[0].evasions and said.verdict.label == "complaint"
    assert "nyampe2" in str(said) and "<div" in said._repr_html_()


def test_an_explanation_reads_like_the_commands(command):
    text = "mantap bener, 3 minggu baru dibales 👏"
    said = str(pilah.explain(text)).splitlines()
    assert said[:3] == [f"  {text}", "", "  complaint  > 99 %  service"]
    assert "  priority    60 of 100" in said and "   = 112  points, enough; probability > 99 %" in said[-5:]
    assert said[-3:] == ["Words as read", "  bener    →  benar    slang", "  dibales  →  dibalas  slang"]
    of_command = subprocess.run([command, "explain", "--language", "en", "--color", "never", text], capture_output=True, text=True, check=True).stdout
    theirs, ours = ([line for line in page if re.match(" +[+-]", line)] for page in (of_command.splitlines(), said))
    assert len(theirs) == 8 and ours == theirs


def test_nothing_is_shown_as_certain(pack_texts):
    seen = 0
    for text in (text for text in pack_texts[::9] if "100" not in text):
        verdict = pilah.classify(text)
        seen += any(score > 0.995 for score in verdict.scores.values())
        for shown in (str(pilah.explain(text)), verdict._repr_html_()):
            assert "100 %" not in shown and "100%" not in shown
    assert seen > 10


def test_an_explanation_adds_up_and_nothing_in_it_steers_a_terminal():
    """Evidence from the bio and from facts, hints, caps, tricks; and a comment with escapes, line feeds and half a character."""
    said = str(pilah.explain("adminnya 𝐠𝐨𝐛𝐥𝐨𝐤 banget sih lo\ngabisa \x1b[31m \u202e\ud800", followers=120000, bio="kreator, endorse DM", platform="instagram"))
    assert "\n  gabisa ␛[31m <U+202E>\ufffd\n" in said and "facts about the author" in said and "in the author's bio" in said
    assert "disguise: math-letters" in said and "aimed at: person" in said and "points alone" in said and "→  tidak bisa" in said
    said.encode()
    for block in re.findall(r"  (?:abuse|influencer|complaint)\n(.*?)= (\d+)  points", said, re.S):
        assert sum(map(int, re.findall(r"^ +([+-]\d+)  ", block[0], re.M))) == int(block[1])
    assert "(an empty comment)\n\n  no label" in str(pilah.explain("")) and str(pilah.explain("")).endswith("no rule fired")
    assert "verdict.evidence has the hints" in str(pilah.explain("makasih kak"))
    assert "no label: tags and hints" in str(pilah.explain("jam operasional hari minggu sampai jam berapa ya?"))
    assert str(pilah.classify("halo\nkak \ud800")) == "none 0 -: halo kak \ufffd"


def test_mask():
    assert pilah.mask("𝐠𝐨𝐛𝐥𝐨𝐤 lo 🥰").count("*") >= 6
    assert pilah.mask("makasih kak") == "makasih kak"
    assert pilah.mask("adminnya goblok", labels=["spam"]) == "adminnya goblok"
    assert len(pilah.mask("adminnya goblok \ud800 banget sih lo")) == len("adminnya goblok \ud800 banget sih lo")
    with pytest.raises(ValueError, match="'rude' is none of complaint, abuse, spam, influencer"):
        pilah.mask("x", labels="rude")
    with pytest.raises(TypeError, match="text must be str, not bytes"):
        pilah.mask(b"x")
