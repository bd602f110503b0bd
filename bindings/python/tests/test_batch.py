# SPDX-License-Identifier: Apache-2.0
"""Tables: every kind of column in, the whole verdict out, the same as one comment at a time."""
import array
import datetime
import io
import pathlib
import pickle

import duckdb
import numpy
import pandas
import polars
import pyarrow as pa
import pyarrow.dataset
import pytest
from test_classify import AUTHOR, as_command

import pilah
import pilah.frames
from pilah import _window
from pilah.batch import FIELDS

TEXTS = ["paket saya kok belum sampai ya min, udah 2 minggu", None, "adminnya 𝐠𝐨𝐛𝐥𝐨𝐤 banget 🥰 sih lo", "", "cek wa.me/62812345678 kak",
         "halo halo halo halo halo"] * 3


NOON = datetime.datetime(2025, 11, 22, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))


def row_of(verdict):
    """A verdict as a row of the table has it."""
    wanted = as_command(verdict)
    for kept, found in ((wanted["entities"], verdict.entities), (wanted["evidence"], verdict.evidence)):
        for one, source in zip(kept, found):
            del one["text"]
            one.update(begin=source.begin, end=source.end)
    wanted["kinds"] = {name: wanted["kinds"].get(name) for name in ("complaint", "abuse", "abuse_target", "spam", "influencer")}
    wanted["due"] = verdict.due
    wanted["platform_action"] = [{"use": step.use, "verb": step.verb, "possible": int(step.possible),
                                  "how": {"id": step.how.id, "en": step.how.en}, "source": step.source, "url": step.url}
                                 for step in verdict.platform_action]
    return {**wanted, **dict.fromkeys(_window.COUNTS), "invalid_sequences": verdict.invalid_sequences, "error": None}


NOTHING = {**dict.fromkeys(FIELDS), "ruleset": pilah.RuleSet.default().hash}


def wanted_rows(texts, **author):
    return [NOTHING if text is None else row_of(pilah.classify(text, **author)) for text in texts]


def test_the_packs_cases_as_one_at_a_time(pack_texts):
    table = pilah.classify_batch(pack_texts)
    assert tuple(table.column_names) == FIELDS
    table.validate(full=True)
    assert table.to_pylist() == wanted_rows(pack_texts)


@pytest.mark.parametrize("threads", [1, 2, 5, None])
def test_any_number_of_threads_gives_the_same(pack_texts, threads):
    many = (pack_texts * 12)[:20000]
    assert pilah.classify_batch(many, threads=threads, fields=["label", "campaign"]).equals(
        pilah.classify_batch(many, threads=1, fields=["label", "campaign"]))


def ways():
    plain = pa.array(TEXTS)
    yield "list", TEXTS
    yield "tuple", tuple(TEXTS)
    yield "generator", (text for text in TEXTS)
    yield "string", plain
    yield "large_string", plain.cast(pa.large_string())
    yield "string_view", plain.cast(pa.string_view())
    yield "binary", plain.cast(pa.binary())
    yield "dictionary int8", plain.dictionary_encode().cast(pa.dictionary(pa.int8(), pa.string()))
    yield "dictionary uint16", plain.dictionary_encode().cast(pa.dictionary(pa.uint16(), pa.large_string()))
    yield "sliced", pa.concat_arrays([pa.array(["x", None, "yy"]), plain, pa.array(["z"])])[3:-1]
    yield "sliced view", pa.concat_arrays([pa.array(["x"]), plain]).cast(pa.string_view())[1:]
    yield "sliced dictionary", pa.concat_arrays([pa.array(["x"]), plain]).dictionary_encode()[1:]
    yield "chunked", pa.chunked_array([plain[:1], plain[1:1], plain[1:7], plain[7:]])
    yield "chunked slice", pa.chunked_array([["x", "y"], plain[:4], plain[4:], [None]])[2:-1]
    yield "table", pa.table({"other": range(len(TEXTS)), "comment": plain})
    yield "batch", pa.record_batch({"text": plain})
    yield "sliced table", pa.table({"text": pa.concat_arrays([pa.array(["x"]), plain]), "n": range(len(TEXTS) + 1)})[1:]
    yield "polars", polars.Series(TEXTS)
    yield "polars categorical", polars.Series(TEXTS).cast(polars.Categorical)
    yield "polars frame", polars.DataFrame({"komentar": TEXTS, "n": range(len(TEXTS))})
    yield "polars lazy", polars.LazyFrame({"text": TEXTS})
    yield "pandas", pandas.Series(TEXTS)
    yield "pandas object", pandas.Series(TEXTS, dtype=object)
    yield "pandas arrow", pandas.Series(TEXTS, dtype=pandas.ArrowDtype(pa.string()))
    yield "pandas arrow binary", pandas.Series(TEXTS, dtype=pandas.ArrowDtype(pa.string())).astype(pandas.ArrowDtype(pa.binary()))
    yield "polars binary", polars.Series(TEXTS).cast(polars.Binary)
    yield "pandas category", pandas.Series(TEXTS, dtype="category")
    yield "pandas NaN", pandas.Series([float("nan") if text is None else text for text in TEXTS], dtype=object)
    yield "pandas frame", pandas.DataFrame({"comment": TEXTS, "mixed": [1, "x", None] * 6})
    yield "numpy", numpy.array(TEXTS, dtype=object)
    yield "duckdb", duckdb.connect().from_arrow(pa.table({"text": plain, "n": range(len(TEXTS))}))


@pytest.mark.parametrize("kind, texts", [pytest.param(kind, texts, id=kind) for kind, texts in ways()])
def test_every_kind_of_column(kind, texts):
    table = pilah.classify_batch(texts)
    table.validate(full=True)
    assert table.to_pylist() == wanted_rows(TEXTS)


def test_nothing_in_nothing_out():
    for empty in ([], pa.array([], pa.string()), pa.chunked_array([], pa.string()), pandas.Series([], dtype=object), polars.Series([], dtype=polars.String),
                  pa.table({"text": pa.array([], pa.string_view())}), pandas.DataFrame({"text": []})):
        table = pilah.classify_batch(empty)
        assert table.num_rows == 0 and tuple(table.column_names) == FIELDS
        assert table.schema == pilah.classify_batch(["x"]).schema
    for nulls in (pa.nulls(3), [None] * 3, pa.array([None] * 3, pa.string_view())):
        assert pilah.classify_batch(nulls).to_pylist() == [NOTHING] * 3


COUNTS = [120000, None, 0, 5, 999, 10 ** 6]


def numbers():
    whole = pa.array(COUNTS)
    yield "int64", whole
    for kind in (pa.int32(), pa.uint32(), pa.uint64(), pa.float64()):
        yield str(kind), whole.cast(kind)
    yield "sliced", pa.concat_arrays([pa.array([None, 4]), whole])[2:]
    yield "list", COUNTS
    yield "polars", polars.Series(COUNTS)
    yield "pandas float", pandas.Series(COUNTS, dtype="float64")
    yield "pandas nullable", pandas.Series(COUNTS, dtype="Int64")
    yield "numpy", numpy.array([numpy.nan if count is None else count for count in COUNTS])
    yield "dictionary", whole.dictionary_encode()


@pytest.mark.parametrize("kind, followers", [pytest.param(*pair, id=pair[0]) for pair in numbers()])
def test_numbers_of_every_kind(kind, followers):
    texts = ["halo kak, mau endorse?"] * len(COUNTS)
    wanted = [row_of(pilah.classify(texts[0], followers=count)) for count in COUNTS]
    assert pilah.classify_batch(texts, followers=followers).to_pylist() == wanted
    assert len({row["priority"] for row in wanted} | {row["label"] for row in wanted}) > 2


def test_all_that_is_known_by_name_or_by_column(pack_texts):
    texts = pack_texts[::9]
    table = pa.table({"isi": texts, **{f"a_{name}": [value] * len(texts) for name, value in AUTHOR.items()}})
    named = pilah.classify_batch(table, text="isi", **{name: f"a_{name}" for name in AUTHOR})
    assert named.to_pylist() == wanted_rows(texts, **AUTHOR)
    given = pilah.classify_batch(texts, **{name: table[f"a_{name}"] for name in AUTHOR})
    assert given.equals(named)
    assert pilah.classify_batch(duckdb.connect().from_arrow(table), text="isi", **{name: f"a_{name}" for name in AUTHOR}).equals(named)
    assert pilah.classify_batch(table.to_pandas(), text="isi", **{name: f"a_{name}" for name in AUTHOR}).equals(named)
    chunked = {name: pa.chunked_array([table[f"a_{name}"].chunk(0)[:at], table[f"a_{name}"].chunk(0)[at:]])
               for at, name in enumerate(AUTHOR, 3)}
    assert pilah.classify_batch(texts, **chunked).to_pylist() == named.to_pylist()


@pytest.mark.parametrize("verified", [[True, False, None], pa.array([1, 0, None]), numpy.array([1.0, 0.0, numpy.nan]),
                                      pandas.Series([True, False, None], dtype="boolean"), polars.Series([True, False, None]),
                                      pandas.Series([True, False, None], dtype=object), pa.array([None, True, False, None])[1:]])
def test_yes_and_no_of_every_kind(verified):
    wanted = [row_of(pilah.classify("halo kak", verified=value)) for value in (True, False, None)]
    assert pilah.classify_batch(["halo kak"] * 3, verified=verified).to_pylist() == wanted


def test_rows_with_errors_are_marked_and_the_rest_goes_on():
    found = pilah.classify_batch(["halo"] * 5, followers=pa.array([1, -3, None, 2.5, float("nan")]), fields=["error", "action", "ruleset"])
    assert found["error"].to_pylist() == [None, "PILAH_BAD_ARGUMENT: followers", None, "PILAH_BAD_ARGUMENT: followers", None]
    assert [action is None for action in found["action"].to_pylist()] == [False, True, False, True, False]
    assert set(found["ruleset"].to_pylist()) == {pilah.RuleSet.default().hash}
    assert pilah.classify_batch(["halo"] * 2, verified=[7, 1])["error"].to_pylist() == ["PILAH_BAD_ARGUMENT: verified", None]
    huge = pilah.classify_batch(["halo", "x" * (64 * 2 ** 20 + 1), "halo"], fields=["error"])
    assert huge["error"].to_pylist() == [None, "PILAH_TEXT_TOO_LARGE", None]


def test_sums_of_sql_are_whole_numbers():
    sums = duckdb.sql("SELECT 'halo kak' AS text, sum(n) AS n, max(n)::HUGEINT AS who FROM (VALUES (120000), (5)) t(n)")
    assert "HUGEINT" in str(sums.types)
    found = pilah.classify_batch(sums, followers="n", author="who", window=pilah.Window(), fields=["label", "error"])
    assert found.equals(pilah.classify_batch(["halo kak"], followers=[120005], fields=["label", "error"]))
    with pytest.raises(TypeError, match=r"followers must hold whole numbers, not decimal128\(5, 1\)"):
        pilah.classify_batch(duckdb.sql("SELECT 'halo kak' AS text, 5.5::DECIMAL(5, 1) AS n"), followers="n")
    with pytest.raises(TypeError, match="followers cannot be read as one column"):
        pilah.classify_batch(duckdb.sql("SELECT 'halo kak' AS text, (2::HUGEINT ** 70)::HUGEINT AS n"), followers="n")


def test_minus_one_is_unknown():
    wanted = pilah.classify_batch(["halo"] * 3, followers=[None, 5, None])
    for given in ([-1, 5, None], pa.array([-1, 5, None], pa.int8()), numpy.array([-1.0, 5, float("nan")]), polars.Series([-1, 5, None])):
        assert pilah.classify_batch(["halo"] * 3, followers=given, time=[-1, None, -1]).equals(wanted)


def test_times_of_every_kind():
    wanted = pilah.classify_batch(["halo"] * 2, time=[int(NOON.timestamp()), None], fields=["due", "priority"])
    for given in ([NOON, None], [NOON, pandas.NaT], [NOON.astimezone(datetime.timezone.utc), float("nan")], numpy.array([NOON, None], dtype=object),
                  pandas.Series([NOON, None]), pandas.Series([NOON, pandas.NA], dtype=object), pa.array([NOON, None]), polars.Series([NOON, None])):
        assert pilah.classify_batch(["halo"] * 2, time=given, fields=["due", "priority"]).equals(wanted)


def test_platforms_as_people_write_them():
    texts = ["main di ZETA88 gampang menang, wa 0812-3456-7890"] * 4
    wanted = pilah.classify_batch(texts, platform=["instagram", "google-play", None, None]).to_pylist()
    wanted[3] = {**dict.fromkeys(FIELDS), "ruleset": wanted[3]["ruleset"], "error": "PILAH_BAD_ARGUMENT: platform"}
    written = ["Instagram", "Play Store", None, "myspace"]
    for given in (written, pa.array(written).dictionary_encode(), pa.array(written).cast(pa.binary()), pandas.Series(written, dtype="category"),
                  polars.Series(written), polars.Series(written, dtype=polars.Categorical)):
        assert pilah.classify_batch(texts, platform=given).to_pylist() == wanted


def test_a_mapping_of_columns_is_a_table():
    wanted = pilah.classify_batch(TEXTS, followers=range(len(TEXTS)))
    table = {"id": ["x"] * len(TEXTS), "Komentar": TEXTS, "n": range(len(TEXTS)), 7: []}
    assert pilah.classify_batch(table, followers="n").equals(wanted)
    assert pilah.classify_batch({"a": pandas.Series(TEXTS), "b": numpy.arange(len(TEXTS))}, text="a", followers="b").equals(wanted)


def test_frames_with_any_names():
    """Numbers, names that frames have for things of their own, and names that come twice."""
    wanted = pilah.classify_batch(TEXTS, followers=range(len(TEXTS)))
    frame = pandas.DataFrame({0: TEXTS, 1: range(len(TEXTS))})
    assert pilah.classify_batch(frame, text="0", followers="1").equals(wanted)
    assert pilah.frames.pandas(pandas.DataFrame({0: TEXTS}), fields=["label"]).columns.to_list() == [0, "label"]
    names = {"text": TEXTS, "columns": range(len(TEXTS)), "column_names": range(len(TEXTS)), "schema": TEXTS, "shape": TEXTS}
    for made in (pandas.DataFrame(names), pa.table(names), pa.RecordBatch.from_pydict(names), polars.DataFrame(names), names,
                 duckdb.connect().from_arrow(pa.table(names))):
        for column in ("columns", "column_names"):
            assert pilah.classify_batch(made, followers=column).equals(wanted)
    assert pilah.classify_batch(pandas.Series(["makasih kak", "halo"], index=["columns", "column_names"])).num_rows == 2
    double = [TEXTS, range(len(TEXTS)), range(len(TEXTS))]
    for made in (pandas.DataFrame(dict(enumerate(double))).set_axis(["text", "n", "n"], axis=1), pa.table([pa.array(one) for one in double], names=["text", "n", "n"])):
        assert pilah.classify_batch(made).num_rows == len(TEXTS)
        with pytest.raises(ValueError, match="followers: there are 2 columns 'n'; give each a name of its own"):
            pilah.classify_batch(made, followers="n")
    for made in (pandas.DataFrame([["a", "b"]], columns=["text", "text"]), pa.table([["a"], ["b"]], names=["text", "text"]), {7: ["x"], "7": ["y"]}):
        with pytest.raises(ValueError, match="text: there are 2 columns '(text|7)'"):
            pilah.classify_batch(made, text="7" if isinstance(made, dict) else None)
    with pytest.raises(ValueError, match="text: there is no column '', only text, n"):
        pilah.classify_batch(pa.table({"text": TEXTS, "n": TEXTS}), text="")


class MappedFrame(pandas.DataFrame):
    """As frames with maps are."""

    @property
    def _constructor(self):
        return MappedFrame


class OwnSeries(pandas.Series):
    pass


class OwnFrame(polars.DataFrame):
    pass


def test_classes_that_build_on_frames_are_frames():
    wanted = pilah.classify_batch(TEXTS, followers=range(len(TEXTS)))
    mixed = {"text": TEXTS, "n": range(len(TEXTS)), "place": [1, "x", None] * 6}
    assert pilah.classify_batch(MappedFrame(mixed), followers="n").equals(wanted)
    assert pilah.classify_batch(OwnFrame({"text": TEXTS, "n": range(len(TEXTS))}), followers="n").equals(wanted)
    texts = ["adminnya \ud83d goblok banget", float("nan")]
    assert pilah.classify_batch(OwnSeries(texts, dtype=object)).equals(pilah.classify_batch([texts[0], None]))
    judged = pilah.frames.pandas(MappedFrame(mixed), followers="n", fields=["label"])
    assert type(judged) is MappedFrame and judged["label"].notna().tolist() == [label is not None for label in wanted["label"].to_pylist()]


def test_fields_in_the_order_asked_for():
    full = pilah.classify_batch(TEXTS)
    wanted = ["evidence", "ruleset", "label"]
    assert pilah.classify_batch(TEXTS, fields=wanted).equals(full.select(wanted))
    assert pilah.classify_batch(TEXTS, fields="action").equals(full.select(["action"]))


@pytest.mark.parametrize("call, error, words", [
    (lambda: pilah.classify_batch("text"), TypeError, "text must be a column or a sequence with a value for each row, not str; one comment goes to pilah.classify"),
    (lambda: pilah.classify_batch(None), TypeError, "text must be a column or a sequence with a value for each row, not NoneType"),
    (lambda: pilah.classify_batch(5), TypeError, "text must be .* not int"),
    (lambda: pilah.classify_batch([1, 2]), TypeError, "text must hold str, not int64"),
    (lambda: pilah.classify_batch(["x", 2]), TypeError, r"text must hold str, not int \(row 1\)"),
    (lambda: pilah.classify_batch(pa.array([1])), TypeError, "text must hold str, not int64"),
    (lambda: pilah.classify_batch(pandas.Series(["x", 2, None], dtype=object)), TypeError, r"text must hold str, not int \(row 1\)"),
    (lambda: pilah.classify_batch([b"x", None]), TypeError, "text must hold str, not bytes; of bytes, Arrow's binary columns alone are text"),
    (lambda: pilah.classify_batch(["x", b"x"]), TypeError, "text must hold str, not bytes"),
    (lambda: pilah.classify_batch([b"x", "\ud83d"]), TypeError, "text must hold str, not bytes"),
    (lambda: pilah.classify_batch(numpy.array([b"x"])), TypeError, "text must hold str, not bytes"),
    (lambda: pilah.classify_batch(numpy.array([b"x", None], dtype=object)), TypeError, "text must hold str, not bytes"),
    (lambda: pilah.classify_batch(pandas.DataFrame({"text": [b"x"]})), TypeError, "text must hold str, not bytes"),
    (lambda: pilah.classify_batch(pandas.Series([b"x"], dtype="category")), TypeError, "text must hold str, not bytes"),
    (lambda: pilah.classify_batch(["x"], bio=(b"x",)), TypeError, "bio must hold str, not bytes"),
    (lambda: pilah.classify_batch(["x"], platform=[b"ig"]), TypeError, "platform must hold str, not bytes"),
    (lambda: pilah.classify_batch(["x"], author=[b"u"], window=pilah.Window()), TypeError, "author must hold str, not bytes"),
    (lambda: pilah.classify_batch(["x"], followers=["many"]), TypeError, "followers must hold whole numbers, not str; pilah.files reads cells as people write them"),
    (lambda: pilah.classify_batch(["x"], followers=[10 ** 30]), TypeError, "followers cannot be read"),
    (lambda: pilah.classify_batch(["x"], followers=3), TypeError, "followers must be a column or a sequence with a value for each row, not int"),
    (lambda: pilah.classify_batch(["x"], followers="n"), TypeError, "followers must be a column.*no table"),
    (lambda: pilah.classify_batch(["x"], verified=["yes"]), TypeError, "verified must hold True, False or None, not str; pilah.files reads"),
    (lambda: pilah.classify_batch(["x"], bio=[1]), TypeError, "bio must hold str, not int64"),
    (lambda: pilah.classify_batch(["x"], followers=[1, 2]), ValueError, "followers has 2 rows, the comments have 1"),
    (lambda: pilah.classify_batch(["x"], text="x"), ValueError, "no table"),
    (lambda: pilah.classify_batch(pa.table({"a": ["x"], "b": ["y"]})), ValueError, "text must name the column of comments, one of a, b"),
    (lambda: pilah.classify_batch(pa.table({"a": ["x"]}), text="c"), ValueError, "text: there is no column 'c', only a"),
    (lambda: pilah.classify_batch(pandas.DataFrame({"text": ["x"]}), followers="n"), ValueError, "followers: there is no column 'n'"),
    (lambda: pilah.classify_batch({"text": "goblok lu"}), TypeError, "text must be a column or a sequence with a value for each row, not str; one comment goes to pilah.classify"),
    (lambda: pilah.classify_batch({"a": ["x"], "b": ["y"]}), ValueError, "text must name the column of comments, one of a, b"),
    (lambda: pilah.classify_batch({}), ValueError, "text must name the column of comments, but the table has no columns"),
    (lambda: pilah.classify_batch(pandas.DataFrame()), ValueError, "the table has no columns"),
    (lambda: pilah.classify_batch({"x", "y"}), TypeError, "text must be a column or a sequence with a value for each row, not set"),
    (lambda: pilah.classify_batch(numpy.array("x")), TypeError, "text cannot be read as one column: only handle 1-dimensional arrays"),
    (lambda: pilah.classify_batch(numpy.array([["x", 2]], dtype=object)), TypeError, "text cannot be read as one column: only handle 1-dim"),
    (lambda: pilah.classify_batch([1.5]), TypeError, "text must hold str, not float64"),
    (lambda: pilah.classify_batch(["x"], verified=True), TypeError, "verified must be a column or a sequence with a value for each row, not bool"),
    (lambda: pilah.classify_batch(["x"], followers=[True]), TypeError, "followers must hold whole numbers, not bool"),
    (lambda: pilah.classify_batch(["x"], time=["2025-11-22"]), TypeError, "time must hold seconds since 1970 or datetimes with a time zone, not str"),
    (lambda: pilah.classify_batch(["x"], time=pandas.to_datetime(["2025-11-22"])), TypeError, r"not timestamp.*; in pandas, .dt.tz_localize\('Asia/Jakarta'\)"),
    (lambda: pilah.classify_batch(["x"] * 2, time=[NOON, NOON.replace(tzinfo=None)]), TypeError,
     r"time must hold seconds .*, not datetime.datetime\(2025, 11, 22, 12, 0\) among datetimes that have one \(row 1\)"),
    (lambda: pilah.classify_batch(["x"] * 3, now=pandas.Series([NOON, None, 1763781249], dtype=object)), TypeError,
     r"now must hold seconds .*, not 1763781249 among datetimes that have one \(row 2\)"),
    (lambda: pilah.classify_batch(["x"] * 2, followers={0: 120000, 1: 5}), TypeError, "followers must be a column or a sequence .*, not dict"),
    (lambda: pilah.classify_batch(pandas.DataFrame({"isi": ["x"]}), text=["isi"]), TypeError, "text must name a column, not be list; there are isi"),
    (lambda: pilah.classify_batch(pandas.DataFrame([["x", 1]]), text=0), TypeError, "text must name a column, not be int; there are 0, 1"),
    (lambda: pilah.classify_batch(pyarrow.dataset.dataset(pa.table({"text": ["x"]}))), TypeError, "text must be a column or .*, not InMemoryDataset"),
    (lambda: pilah.classify_batch({"text": ["x"]}, platform="IG"), ValueError, r"platform must name a column .*: \['IG'\] \* rows for the same everywhere"),
    (lambda: pilah.classify_batch({"text": ["x"]}, platform="myspace"), ValueError, "platform: there is no column 'myspace', only text"),
    (lambda: pilah.classify_batch(["x"], classifier=pilah.RuleSet.default()), TypeError,
     r"classifier must be a pilah.Classifier or None, not RuleSet; pilah.Classifier\(rules\) is one with these rules"),
    (lambda: pilah.classify_batch(["x"], rules=pilah.RuleSet.default()), TypeError, r"own rules go into a classifier: pilah.Classifier\(rules\)"),
    (lambda: pilah.classify_batch([{"text": "x", "n": 1}]), TypeError, "text has rows of several columns, text, n; make a table"),
    (lambda: pilah.classify_batch(pathlib.Path("x.csv")), TypeError, "not PosixPath; a file goes to pilah.files"),
    (lambda: pilah.classify_batch(["x"], classifer=1), TypeError, "unknown fact 'classifer'; do you mean 'classifier'[?]"),
    (lambda: pilah.classify_batch(["x"], follower=[1]), TypeError, "unknown fact 'follower'; do you mean 'followers'[?] facts are bio, "),
    (lambda: pilah.classify_batch(["x"], fields=5), TypeError, "fields must be a name or several, not int"),
    (lambda: pilah.classify_batch(["x"], threads=0), ValueError, "threads must be at least 1"),
    (lambda: pilah.classify_batch(["x"], threads="2"), TypeError, "threads must be a whole number or None, not str"),
    (lambda: pilah.classify_batch(["x"], fields=["labell"]), ValueError, "fields: 'labell' is none of label, labels"),
    (lambda: pilah.classify_batch(["x"], fields=[]), ValueError, "fields must name"),
    (lambda: pilah.classify_batch(["x"], fields=["label", "label"]), ValueError, "none twice"),
])
def test_what_is_wrong_is_named(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_lone_surrogates_in_lists():
    texts = ["adminnya \ud83d goblok banget", "\udfff", None]
    rows = pilah.classify_batch(texts).to_pylist()
    for text, row in zip(texts[:2], rows):
        one = pilah.classify(text)
        assert [(e["rule"], e["begin"], e["end"]) for e in row["evidence"]] == [(e.rule, e.begin, e.end) for e in one.evidence]
    assert pilah.classify_batch(pandas.Series(texts, dtype=object)).to_pylist() == rows
    assert pilah.classify_batch(numpy.array(texts[:2])).to_pylist() == rows[:2]


def test_a_struct_of_one_column_is_that_column():
    assert pilah.classify_batch(pa.array([{"x": "halo"}, {"x": None}])).num_rows == 2
    with pytest.raises(TypeError, match=r"text has rows of several columns, x, y; make a table of them, such as pandas.DataFrame\(rows\)"):
        pilah.classify_batch(pa.array([{"x": "halo", "y": 1}]))


def test_own_rules_and_a_consumer_that_lives_longer():
    rules = pilah.RuleSet.from_toml('pack = { id = "a.b", language = "id", owner = "o" }\n[[rule]]\nid = "x"\nlabel = "spam"\npoints = 90\nany = ["zzz"]\n',
                                    base=True)
    classifier = pilah.Classifier(rules)
    table = classifier.classify_batch(["zzz", "halo"])
    hash_ = rules.hash
    del rules, classifier
    assert table["ruleset"].to_pylist() == [hash_] * 2 and table["label"].to_pylist() == ["spam", None]
    evidence = table["evidence"]
    del table
    assert "a.b.x" in [e["rule"] for e in evidence[0].as_py()]
    assert pickle.loads(pickle.dumps(evidence)) == evidence


def test_dictionaries_hold_the_same_in_half_the_memory(pack_texts):
    texts = [*TEXTS, *pack_texts] * 2
    plain = pilah.classify_batch(texts, platform=["youtube"] * len(texts))
    encoded = pilah.classify_batch(texts, platform=["youtube"] * len(texts), dictionaries=True)
    encoded.validate(full=True)
    assert encoded.to_pylist() == plain.to_pylist()
    assert encoded.nbytes < 0.6 * plain.nbytes
    kind = pa.dictionary(pa.int32(), pa.string())
    assert encoded.schema.field("action").type == kind and encoded.schema.field("campaign").type == pa.string()
    assert encoded.schema.field("evidence").type.value_type.field("rule").type == kind
    assert polars.from_arrow(encoded)["label"].cast(polars.String).to_list() == plain["label"].to_pylist()
    assert duckdb.sql("SELECT count(*) FROM encoded WHERE action = 'hide'").fetchall() == duckdb.sql("SELECT count(*) FROM plain WHERE action = 'hide'").fetchall()
    assert str(encoded.select(["action"]).to_pandas()["action"].dtype) == "category"
    for nothing in ([], [None, None]):
        table = pilah.classify_batch(nothing, fields=["evidence", "label"], dictionaries=True)
        table.validate(full=True)
        assert table.to_pylist() == [{"evidence": None, "label": None}] * len(nothing)


def test_to_other_tools(tmp_path):
    table = verdicts = pilah.classify_batch(TEXTS)
    assert polars.from_arrow(table)["label"].to_list() == table["label"].to_pylist()
    assert table.to_struct_array().type.num_fields == len(FIELDS)
    assert list(table.to_pandas()["action"].dropna()) == [a for a in table["action"].to_pylist() if a]
    assert duckdb.sql("SELECT count(*) FROM verdicts WHERE label = 'complaint'").fetchall() == [(3,)]
    import pyarrow.parquet
    sink = io.BytesIO()
    pyarrow.parquet.write_table(table, sink)
    assert pyarrow.parquet.read_table(sink).equals(table)


def test_arrays_of_the_standard_library_are_columns():
    assert pilah.classify_batch(["x"] * 3, followers=array.array("q", [1, 2, 3])).num_rows == 3
