# SPDX-License-Identifier: Apache-2.0
"""A standalone cluster on this machine's loopback: one master, two workers, each a process of its own; one is killed in the middle."""
import os
import signal
import subprocess
import time

import pyarrow as pa
import pyarrow.parquet
import pytest
from cluster import Cluster

import pilah
import pilah.spark
from pilah.batch import FIELDS as ALL_FIELDS

TEXTS = ["paket saya kok belum sampai ya min, udah 2 minggu", "makasih kak", "adminnya goblok banget sih lo", None,
         "modal receh 20rb WD 4jt cuma di 𝐑𝐀𝐉𝐀𝐖𝐀𝐍𝐈𝟖𝟖 gacor parah", "jam operasional hari minggu sampai jam berapa ya?"]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    made = None
    try:
        made = Cluster(tmp_path_factory.mktemp("cluster"))
        yield made
    finally:
        if made:
            made.stop()


@pytest.fixture(scope="module")
def session(cluster):
    spark = cluster.session(("spark.default.parallelism", 8), ("spark.sql.shuffle.partitions", 4),
                            ("spark.sql.execution.arrow.maxRecordsPerBatch", 4096), ("spark.task.maxFailures", 8))
    yield spark
    spark.stop()


def parquet(folder, rows, parts):
    """Rows with an id each, in several files."""
    folder.mkdir()
    for part in range(parts):
        ids = range(part * rows // parts, (part + 1) * rows // parts)
        table = pa.table({"id": pa.array(ids, pa.int64()), "comment": pa.array([TEXTS[i % len(TEXTS)] for i in ids], pa.string()),
                          "n": pa.array([-5 if i % 1000 == 7 else i for i in ids], pa.int64())})
        pyarrow.parquet.write_table(table, folder / f"{part}.parquet")
    return str(folder)


def on_one_machine(path, fields):
    table = pyarrow.parquet.read_table(path).sort_by("id")
    found = pilah.classify_batch(table, text="comment", followers="n", fields=fields)
    return [dict(id=i, **row) for i, row in zip(table["id"].to_pylist(), found.to_pylist())]


FIELDS = ["label", "labels", "scores", "action", "priority", "tags", "evidence", "campaign", "ruleset", "error"]


def test_the_same_rows_as_on_one_machine(session, tmp_path):
    path = parquet(tmp_path / "in", 20000, 8)
    judged = pilah.spark.classify(session.read.parquet(path), text="comment", followers="n", fields=FIELDS)
    assert judged.columns == ["id", "comment", "n", *FIELDS]
    rows = [row.asDict(recursive=True) for row in judged.drop("comment", "n").collect()]
    assert sorted(rows, key=lambda row: row["id"]) == on_one_machine(path, FIELDS)
    assert {row["ruleset"] for row in rows} == {pilah.RuleSet.default().hash}
    assert sum(row["error"] == "PILAH_BAD_ARGUMENT: followers" for row in rows) > 10


def test_every_field_comes_through(session):
    times = [1763781249 + 3600 * i for i in range(len(TEXTS))]
    df = session.createDataFrame([(text, times[i], "instagram") for i, text in enumerate(TEXTS)], "text string, t long, p string").coalesce(1)
    wanted = pilah.classify_batch(TEXTS, time=times, platform=["instagram"] * len(TEXTS)).to_pylist()
    for row in wanted:  # Spark gives times back in the zone of the session, without saying so
        row["due"] = row["due"] and row["due"].timestamp()
    assert any(row["due"] for row in wanted)
    rows = [row.asDict(recursive=True) for row in pilah.spark.classify(df, time="t", platform="p", fields=ALL_FIELDS).drop("text", "t", "p").collect()]
    assert [{**row, "due": row["due"] and row["due"].timestamp()} for row in rows] == wanted
    dues = [row["due"] for row in pilah.spark.classify(df, time="t", fields=["due"]).select("due").collect()]
    assert [due and due.timestamp() for due in dues] == [row["due"] for row in wanted]


def test_names_that_spark_would_not_tell_apart(session):
    df = session.createDataFrame([("makasih kak", "a", "b", "c"), ("adminnya goblok banget sih lo", "d", "e", "f")],
                                 "text string, Action string, label string, PILAH_label string")
    judged = pilah.spark.classify(df, fields=["label", "action"])
    assert judged.columns == ["text", "Action", "label", "PILAH_label", "pilah_pilah_label", "pilah_action"]
    assert [tuple(row) for row in judged.select("action", "pilah_action", "pilah_pilah_label").orderBy("action").collect()] == \
        [("a", "none", None), ("d", "hide", "abuse")]


def test_own_rules_are_shipped(session):
    rules = pilah.RuleSet.from_toml('pack = { id = "a.b", language = "id", owner = "o" }\n[[rule]]\nid = "x"\nlabel = "spam"\npoints = 90\nany = ["zzz"]\n',
                                    base=True)
    df = session.createDataFrame([(1, "zzz"), (2, "halo")], "label int, text string")
    rows = pilah.spark.classify(df, rules=rules).orderBy("label").collect()
    assert [row["pilah_label"] for row in rows] == ["spam", None] and {row["ruleset"] for row in rows} == {rules.hash}
    again = pilah.spark.classify(df, rules=rules).count()  # shipped once, used twice
    assert again == 2 and sum(rules.hash in str(file) for file in session.sparkContext.listFiles) == 1


def test_campaigns(session):
    df = session.createDataFrame([(t,) for t in TEXTS for _ in range(4) if t] + [("cuma satu kali ditulis orang begini panjang",)], "text string")
    found = pilah.spark.campaigns(pilah.spark.classify(df)).collect()
    assert len(found) >= 3 and all(row["comments"] >= 4 for row in found) and sum(row["spam"] for row in found) == 4


def test_campaigns_beside_columns_of_their_names(session):
    """A shop has campaigns of its own; they are none of the answer."""
    rows = [(f"shop-{n}", TEXTS[4], "mine", "mine") for n in range(4)]
    for own in ("Campaign string, text string, labels string, x string", "pilah_campaign string, text string, pilah_labels string, x string"):
        judged = pilah.spark.classify(session.createDataFrame(rows, own))
        (found,) = pilah.spark.campaigns(judged).collect()
        assert found.asDict() == {"campaign": pilah.classify(TEXTS[4]).campaign, "comments": 4, "example": TEXTS[4], "spam": 4}
    with pytest.raises(ValueError, match="judged has no column 'labels', only text, campaign"):
        pilah.spark.campaigns(judged.select("text", "campaign"))


def test_wrong_arguments_fail_before_any_job(session):
    with pytest.raises(ValueError, match="df: there are 2 columns 'n'; give each a name of its own"):
        pilah.spark.classify(session.createDataFrame([("halo", 1, 2)], "text string, n int, m int").toDF("text", "n", "n"))
    df = session.createDataFrame([("halo",)], "text string")
    for call, words in ((lambda: pilah.spark.classify(df, text="isi"), "text: there is no column 'isi', only text"),
                        (lambda: pilah.spark.classify(df, followers="n"), "followers: there is no column"),
                        (lambda: pilah.spark.classify(df, fields=["labell"]), "fields: 'labell'")):
        with pytest.raises(ValueError, match=words):
            call()
    with pytest.raises(TypeError, match="rules must be a RuleSet"):
        pilah.spark.classify(df, rules="x")
    typed = session.createDataFrame([("halo", "12rb", 5, None, None)], "text string, n string, i int, t timestamp_ntz, a array<int>")
    for options, words in (({"followers": "n"}, "followers must hold whole numbers, not str"), ({"text": "i"}, "text must hold str, not int32"),
                           ({"verified": "n"}, "verified must hold True, False or None, not str"), ({"time": "t"}, "time must hold .* with a time zone, not timestamp"),
                           ({"likes": "a"}, "likes cannot be a column of array<int>")):
        with pytest.raises(TypeError, match=words):
            pilah.spark.classify(typed, **options)


def test_every_type_of_number_and_time_goes(session):
    df = session.sql("SELECT 'halo kak' AS text, CAST(120000 AS TINYINT) IS NULL AS v, CAST(120000 AS DECIMAL(12, 0)) AS d, 120000D AS f, "
                     "TIMESTAMP '2025-11-22 10:14:09' AS t, CAST('ig' AS BINARY) AS p, NULL AS n")
    wanted = pilah.classify_batch(["halo kak"], followers=[120000], verified=[False], fields=["labels", "tier", "error"]).to_pylist()
    for followers in ("d", "f"):
        judged = pilah.spark.classify(df, followers=followers, verified="v", time="t", platform="p", likes="n", fields=["labels", "tier", "error"])
        assert [row.asDict() for row in judged.select("labels", "tier", "error").collect()] == wanted


def test_no_fields_named_are_all_of_them(session):
    df = session.createDataFrame([("halo",)], "text string")
    assert pilah.spark.classify(df, fields=None).columns == ["text", *ALL_FIELDS]
    assert pilah.spark.classify(df).columns == ["text", *pilah.spark.USUAL]


def test_a_worker_dies_in_the_middle(session, cluster, tmp_path):
    """Nothing is lost and nothing doubled. Last of all: the cluster has one worker less afterwards."""
    rows = 600_000
    path = parquet(tmp_path / "in", rows, 24)
    fields = ["label", "action", "priority", "campaign", "ruleset", "error"]
    judged = pilah.spark.classify(session.read.parquet(path), text="comment", followers="n", fields=fields)
    import threading

    failed = []

    def write():
        try:
            judged.drop("comment", "n").write.parquet(str(tmp_path / "out"))
        except Exception as error:  # noqa: BLE001: told by the test below
            failed.append(error)

    job = threading.Thread(target=write)
    job.start()
    tracker = session.sparkContext.statusTracker()
    end, killed_at = time.monotonic() + 120, None
    while time.monotonic() < end and job.is_alive():
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        done = [stage.numCompletedTasks for stage in stages if stage and stage.numTasks >= 4]
        if done and done[0] >= 2:
            killed_at = done[0]
            break
        time.sleep(0.05)
    assert killed_at is not None and job.is_alive(), "the job was over before a worker could be killed; give it more rows"
    cluster.kill(2)
    # The executor has a session of its own in some versions: end what the killed worker left, by its id.
    for line in subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True, check=True).stdout.splitlines():
        if "CoarseGrainedExecutorBackend" in line and str(cluster.folder / "worker-2") in line:
            os.kill(int(line.split()[0]), signal.SIGKILL)
    job.join(180)
    assert not job.is_alive() and not failed, failed
    found = pyarrow.parquet.read_table(tmp_path / "out").sort_by("id")
    assert found["id"].to_pylist() == list(range(rows))
    assert found.to_pylist() == on_one_machine(path, fields)
    print(f"killed a worker after {killed_at} tasks; {rows} rows, none lost, none doubled")
