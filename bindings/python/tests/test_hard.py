# SPDX-License-Identifier: Apache-2.0
"""What careless or unlucky callers do: wrong types, odd text, threads, forks, the end of the process. An exception that says what is
wrong, or the right answer; never a crash."""
import concurrent.futures
import datetime
import multiprocessing
import os
import subprocess
import sys
import threading

import numpy
import pandas
import polars
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pilah

TEXTS = ["paket saya kok belum sampai ya min, udah 2 minggu", "makasih kak", "adminnya goblok banget sih lo", "𝐑𝐀𝐉𝐀𝐖𝐀𝐍𝐈𝟖𝟖 gacor 🥰"]


@pytest.mark.parametrize("call, error, words", [
    (lambda: pilah.classify(None), TypeError, "text must be str, not NoneType"),
    (lambda: pilah.classify(float("nan")), TypeError, "text must be str, not float"),
    (lambda: pilah.classify(b"x"), TypeError, "text must be str, not bytes"),
    (lambda: pilah.classify("x", bio=3), TypeError, "bio must be str or None, not int"),
    (lambda: pilah.classify("x", followers="12"), TypeError, "followers must be a whole number or None, not str"),
    (lambda: pilah.classify("x", followers=True), TypeError, "followers must be a whole number or None, not bool"),
    (lambda: pilah.classify("x", followers=[1]), TypeError, "followers must be a whole number or None, not list"),
    (lambda: pilah.classify("x", followers=numpy.array([1, 2])), TypeError, "followers must be a whole number or None, not ndarray"),
    (lambda: pilah.classify("x", verified=pandas.Series([True, False])), TypeError, "verified must be True, False or None, not Series"),
    (lambda: pilah.classify("x", bio=numpy.array(["a", "b"])), TypeError, "bio must be str or None, not ndarray"),
    (lambda: pilah.classify("x", followers=polars.Series([1])), TypeError, "followers must be a whole number or None, not Series"),
    (lambda: pilah.classify("x", verified=polars.col("v")), TypeError, "verified must be True, False or None, not Expr"),
    (lambda: pilah.classify("x", bio=polars.Series(["a"])), TypeError, "bio must be str or None, not Series"),
    (lambda: pilah.classify("x", likes=numpy.array([numpy.nan])), TypeError, "likes must be a whole number or None, not ndarray"),
    (lambda: pilah.classify("x", field=1), TypeError, "unknown fact 'field'; facts are bio"),
    (lambda: pilah.classify("x", rules=1), TypeError, r"own rules go into a classifier: pilah.Classifier\(rules\)"),
    (lambda: pilah.mask("x", None), TypeError, "labels must be a name or several, not NoneType"),
    (lambda: pilah.personal("x", 5), TypeError, "kinds must be a name or several, not int"),
    (lambda: pilah.mask_personal("x", b"phone"), TypeError, "kinds must be a name or several, not bytes"),
    (lambda: pilah.record("x", classifier=pilah.RuleSet.default()), TypeError, "classifier must be a pilah.Classifier or None, not RuleSet"),
    (lambda: pilah.replay(5), TypeError, "records must be a path or a list of records, not int"),
    (lambda: pilah.replay({"verdict": {}}), TypeError, "records must be a path or a list of records, not dict"),
    (lambda: pilah.replay(pilah.record("x")), ValueError, "this is one record: put it in a list"),
    (lambda: pilah.Window(comments=-1), ValueError, "comments must be a whole number that is not negative, not -1"),
    (lambda: pilah.Window(seconds="1h"), ValueError, "seconds must be a whole number that is not negative, not '1h'"),
    (lambda: pilah.classify("x", following=-2), ValueError, "following must be between 0 and"),
    (lambda: pilah.classify("x", account_days=2 ** 63), ValueError, "account_days must be between"),
    (lambda: pilah.classify("x", posts_per_day=1.5), ValueError, "posts_per_day must be a whole number, not 1.5"),
    (lambda: pilah.classify("x", followers=float("inf")), ValueError, "followers must be"),
    (lambda: pilah.classify("x", verified=1), TypeError, "verified must be True, False or None, not int"),
    (lambda: pilah.classify("x", business="yes"), TypeError, "business must be True, False or None, not str"),
    (lambda: pilah.classify("x", folowers=1), TypeError, "folowers"),
    (lambda: pilah.classify("x", platform="myspace"), ValueError, "platform 'myspace' is none of instagram"),
    (lambda: pilah.classify("x", time=datetime.datetime(2025, 11, 22)), ValueError, "time must have a time zone, since .* could be anywhere; in Jakarta it is value.replace"),
    (lambda: pilah.classify("x", time="2025-11-22"), TypeError, "time must be seconds since 1970, a datetime with a time zone or None, not str"),
    (lambda: pilah.classify("x", time=datetime.datetime(1969, 12, 31, 23, 59, 59, tzinfo=datetime.timezone.utc)), ValueError, "time must not be before 1970"),
    (lambda: pilah.classify("x", platform=3), TypeError, "platform must be str or None, not int"),
    (lambda: pilah.classify("x", platform=pandas.Series(["ig"])), TypeError, "platform must be str or None, not Series"),
    (lambda: pilah.classify("x", now=10 ** 12), ValueError, "now must be in seconds before the year 10000, not 1000000000000; are these milliseconds"),
    (lambda: pilah.frame, AttributeError, "module 'pilah' has no attribute 'frame'"),
    (lambda: pilah.classify("x", thread_ours=1), TypeError, "thread_ours must be True, False or None, not int"),
    (lambda: pilah.classify(), TypeError, "text"),
    (lambda: pilah.explain("x", folowers=1), TypeError, "folowers"),
    (lambda: pilah.Classifier("rules"), TypeError, "rules must be a RuleSet, not str"),
])
def test_what_is_wrong_is_named(call, error, words):
    with pytest.raises(error, match=words):
        call()
    assert pilah.classify(TEXTS[0]).label == "complaint"


def test_numbers_as_tables_have_them():
    wanted = pilah.classify("halo", followers=120000, verified=True)
    assert pilah.classify("halo", followers=numpy.int32(120000), verified=numpy.bool_(True)) == wanted
    assert pilah.classify("halo", followers=120000.0, verified=True) == wanted
    assert pilah.classify("halo", followers=float("nan"), verified=None) == pilah.classify("halo")
    assert pilah.classify("halo", followers=2 ** 63 - 1).action
    assert pilah.classify("halo", followers=-1, likes=-1, time=-1) == pilah.classify("halo")
    assert pilah.record("halo", followers=-1, copies=-1) == pilah.record("halo")


@pytest.mark.parametrize("nothing", [None, float("nan"), pandas.NA, pandas.NaT])
def test_nothing_as_tables_have_it(nothing):
    known = {"followers": 5, "verified": True, "time": 1763781249, "platform": "ig", "bio": "x"}
    facts = dict.fromkeys(known, nothing)
    assert pilah.classify(TEXTS[0], **facts, copies=nothing) == pilah.classify(TEXTS[0])
    assert pilah.record(TEXTS[0], **facts, copies=nothing) == pilah.record(TEXTS[0])
    wanted = pilah.classify_batch([TEXTS[0]] * 2, fields=["label", "priority", "tier", "due"])
    for columns in ({name: [nothing, nothing] for name in known}, pandas.DataFrame({name: [nothing, nothing] for name in known})):
        assert pilah.classify_batch([TEXTS[0]] * 2, **columns, fields=wanted.column_names).equals(wanted)
    for columns in ({name: [value, nothing] for name, value in known.items()},
                    {name: pandas.Series([value, nothing], dtype=object) for name, value in known.items()}):
        assert pilah.classify_batch([TEXTS[0]] * 2, **columns, fields=wanted.column_names)[1:].equals(wanted[1:])


@pytest.mark.parametrize("written, meant", [("Instagram", "instagram"), (" IG ", "instagram"), ("Google Play", "google-play"), ("play_store", "google-play"),
                                            ("Twitter", "x"), ("X", "x")])
def test_platforms_as_people_write_them(written, meant):
    spam = "main di ZETA88 gampang menang, wa 0812-3456-7890"
    assert pilah.classify(spam, platform=written) == pilah.classify(spam, platform=meant) != pilah.classify(spam)
    assert pilah.record(spam, platform=written) == pilah.record(spam, platform=meant)


def test_a_hundred_megabytes():
    with pytest.raises(pilah.TextTooLargeError, match="text: The text is longer than 64 MiB in UTF-8; .*PILAH_TEXT_TOO_LARGE") as caught:
        pilah.classify("x" * 100_000_000)
    assert isinstance(caught.value, ValueError)
    with pytest.raises(pilah.TextTooLargeError, match="bio"):
        pilah.classify("x", bio="x" * 70_000_000)
    with pytest.raises(pilah.TextTooLargeError):
        pilah.mask("𝐠" * 20_000_000)
    assert pilah.classify(TEXTS[0]).label == "complaint"


def test_long_texts_are_counted_in_one_walk():
    text = "é adminnya goblok banget 🥰 " * 3000
    verdict = pilah.classify(text)
    assert all(text[e.begin:e.end] == e.text for e in verdict.evidence) and "adminnya goblok" in {e.text for e in verdict.evidence}
    rows = pilah.classify_batch([text], fields=["evidence"])["evidence"][0].as_py()
    assert [(e["begin"], e["end"]) for e in rows] == [(e.begin, e.end) for e in verdict.evidence]


def test_lone_surrogates_keep_their_places():
    text = "\ud83d adminnya goblok \udc00 banget"
    verdict = pilah.classify(text)
    assert verdict.invalid_sequences == 2 and verdict.text == text
    assert all(text[e.begin:e.end] == e.text for e in verdict.evidence) and verdict.evidence
    assert [t.text for t in pilah.explain(text).tokens if "goblok" in t.text] == ["goblok"]
    assert pilah.classify("\x00" * 5).text == "\x00" * 5


any_text = st.text(st.one_of(st.characters(), st.sampled_from("goblk 🥰𝐠𝟖\u200d\ud800\udfff\ufe0f\u0301\n\0wa.me/628")), max_size=120)
count = st.one_of(st.none(), st.integers(0, 2 ** 63 - 1))
yes_no = st.sampled_from([None, True, False])


@settings(max_examples=300, deadline=None)
@given(any_text, count, count, yes_no, st.one_of(st.none(), any_text))
def test_any_text_and_author(text, followers, posts_per_day, verified, bio):
    facts = {"followers": followers, "posts_per_day": posts_per_day, "verified": verified, "bio": bio}
    verdict = pilah.classify(text, **facts)
    assert verdict == pilah.classify(text, **facts)
    for found in verdict.evidence:
        source = {"text": text, "bio": bio or "", "facts": ""}[found.field]
        assert 0 <= found.begin <= found.end <= len(source) and source[found.begin:found.end] == found.text
    for label in pilah.LABELS:
        assert verdict.points[label] == sum(e.points for e in verdict.evidence if e.label == label)
        assert 0 <= verdict.scores[label] <= 1 and (label in verdict.labels) == (label in verdict.kinds)
    assert verdict.label is None or verdict.label in verdict.labels
    assert not ("hide" == verdict.action and "complaint" in verdict.labels and "spam" not in verdict.labels)
    assert len(pilah.mask(text, pilah.LABELS)) == len(text)
    for token in pilah.explain(text, **facts).tokens:
        assert text[token.begin:token.end] == token.text
    assert isinstance(verdict._repr_html_(), str)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(st.none(), st.text(max_size=40)), max_size=30), st.integers(0, 5), st.integers(0, 5),
       st.sampled_from([pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.dictionary(pa.int16(), pa.string())]))
def test_any_slice_of_any_column(texts, before, after, kind):
    column = pa.array(texts, type=pa.string())
    column = column.dictionary_encode().cast(kind) if pa.types.is_dictionary(kind) else column.cast(kind)
    sliced = column[before:max(len(texts) - after, before)]
    rows = pilah.classify_batch(sliced, fields=["label", "points", "campaign"]).to_pylist()
    wanted = [None if text is None else pilah.classify(text) for text in texts[before:max(len(texts) - after, before)]]
    assert [(row["label"], row["points"], row["campaign"]) for row in rows] == [
        (None, None, None) if v is None else (v.label, v.points, v.campaign) for v in wanted]


def test_one_classifier_in_many_threads():
    wanted = [pilah.classify(text) for text in TEXTS]
    classifier = pilah.Classifier()
    barrier = threading.Barrier(8)

    def work(start):
        barrier.wait()
        return all(classifier.classify(TEXTS[(start + i) % 4], followers=5 if i % 7 == 0 else None).evidence ==
                   (wanted[(start + i) % 4] if i % 7 else classifier.classify(TEXTS[(start + i) % 4], followers=5)).evidence
                   for i in range(500))

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(8)))
    assert 1 <= len(classifier._slots) <= 16


def test_the_interpreter_goes_on_while_the_library_runs():
    """A long text takes a second or so; another thread must not wait for it."""
    steps, done = [], threading.Event()

    def count():
        while not done.is_set():
            steps.append(1)
            done.wait(0.001)

    counter = threading.Thread(target=count)
    counter.start()
    before = len(steps)
    pilah.classify("adminnya goblok banget " * 100_000)
    during = len(steps) - before
    done.set()
    counter.join()
    assert during > 5


def answers(_):
    return [pilah.classify(text).to_dict() for text in TEXTS], pilah.classify_batch(TEXTS * 3000, threads=2, fields=["label"]).num_rows


def test_forked_processes_and_new_ones():
    wanted = ([pilah.classify(text).to_dict() for text in TEXTS], len(TEXTS) * 3000)
    for how in ("fork", "spawn"):
        if how == "fork":
            code = ("import multiprocessing, sys; sys.path.insert(0, sys.argv[1]); import test_hard; before = test_hard.answers(0)[0]\n"
                    "with multiprocessing.get_context('fork').Pool(2) as pool: after = pool.map(test_hard.answers, range(4))\n"
                    "assert all(a == before for a, _ in after); print(len(after))")
            # In a process of its own: forking this one, with its many threads, would be pytest's risk and not ours.
            out = subprocess.run([sys.executable, "-W", "ignore::DeprecationWarning", "-c", code, os.path.dirname(__file__)],
                                 check=True, capture_output=True, text=True).stdout
            assert out.split() == ["4"]
        else:
            with multiprocessing.get_context("spawn").Pool(2) as pool:
                assert pool.map(answers, range(2)) == [wanted] * 2


FORK_WHILE_BUSY = """
import os, threading, pilah
stop = threading.Event()
def busy():
    while not stop.is_set(): pilah.classify("adminnya goblok banget " * 50)
threads = [threading.Thread(target=busy) for _ in range(3)]
[t.start() for t in threads]
wanted = pilah.classify("makasih kak")
for _ in range(20):
    child = os.fork()
    if child == 0:
        os._exit(0 if pilah.classify("makasih kak") == wanted and pilah.RuleSet.default() else 3)
    assert os.waitpid(child, 0)[1] == 0
stop.set(); [t.join() for t in threads]
print("fine")
"""


def test_forking_while_other_threads_classify():
    out = subprocess.run([sys.executable, "-W", "ignore", "-c", FORK_WHILE_BUSY], capture_output=True, text=True, timeout=60)
    assert (out.returncode, out.stdout.strip()) == (0, "fine"), out.stderr


@pytest.mark.parametrize("code", [
    "import pilah; v = pilah.classify('adminnya goblok')",
    "import pilah, threading\ndef f():\n    while True: pilah.classify('adminnya goblok ' * 20)\n"
    "for _ in range(4): threading.Thread(target=f, daemon=True).start()\nimport time; time.sleep(0.2)",
    "import pilah, builtins; builtins.kept = [pilah.classify('halo'), pilah.Classifier(), pilah.RuleSet.default(), pilah]",
    "import pilah, atexit; atexit.register(lambda: print(pilah.classify('makasih kak').evidence, flush=True))",
    "import pilah; t = pilah.classify_batch(['halo'] * 9000, threads=2); import builtins; builtins.t = t; del pilah",
    "import pilah\nclass L:\n    def __del__(self, p=pilah): p.classify('halo')\nl = L(); l.me = l",
])
def test_the_end_of_the_process(code):
    for _ in range(3):
        out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
        assert out.returncode == 0 and "Error" not in out.stderr and "Fatal" not in out.stderr, out.stderr


def test_memory_of_rule_sets_is_given_back():
    import gc
    import resource

    image = pilah.RuleSet.default().image
    def some(count):
        for _ in range(count):
            pilah.Classifier(pilah.RuleSet.load(image)).classify(TEXTS[0])
        gc.collect()
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    first = some(30)
    assert some(150) - first < 30  # an image alone is megabytes
