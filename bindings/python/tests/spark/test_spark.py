# SPDX-License-Identifier: Apache-2.0
"""A standalone cluster on this machine's loopback: one master, two workers, each a process of its own; one is killed in the middle."""
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import time

import pyarrow as pa
import pyarrow.parquet
import pyspark
import pytest
from pyspark.sql import SparkSession

import pilah
import pilah.spark

HOME = pathlib.Path(pyspark.__file__).parent
TEXTS = ["paket saya kok belum sampai ya min, udah 2 minggu", "makasih kak", "adminnya goblok banget sih lo", None,
         "modal receh 20rb WD 4jt cuma di 𝐑𝐀𝐉𝐀𝐖𝐀𝐍𝐈𝟖𝟖 gacor parah", "jam operasional hari minggu sampai jam berapa ya?"]


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Cluster:
    """Processes of our own, ended by their ids."""

    def __init__(self, folder):
        self.folder, self.processes, self.logs = folder, [], {}
        self.env = {**os.environ, "SPARK_HOME": str(HOME), "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable,
                    "SPARK_WORKER_DIR": str(folder / "work"), "SPARK_NO_DAEMONIZE": "1"}
        port = free_port()
        self.url = f"spark://127.0.0.1:{port}"
        self.start("master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", str(free_port()))
        self.wait("master", r"New state: ALIVE")
        for name in ("worker-1", "worker-2"):
            self.start(name, "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "1g",
                       "--webui-port", str(free_port()), "--work-dir", str(folder / name), self.url)
        for name in ("worker-1", "worker-2"):
            self.wait(name, r"Successfully registered with master")

    def start(self, name, *arguments):
        log = self.logs[name] = self.folder / f"{name}.log"
        # A group of its own, so that a killed worker takes its executor along, as a machine that dies does.
        with log.open("wb") as out:
            self.processes.append(subprocess.Popen([HOME / "bin/spark-class", *arguments], env=self.env, stdout=out,
                                                   stderr=subprocess.STDOUT, start_new_session=True))

    def wait(self, name, words, seconds=90):
        end = time.monotonic() + seconds
        while not re.search(words, self.logs[name].read_text(errors="replace")):
            assert time.monotonic() < end, self.logs[name].read_text(errors="replace")[-3000:]
            time.sleep(0.2)

    def kill(self, index, how=signal.SIGKILL):
        process = self.processes[index]
        if process.poll() is None:
            os.killpg(process.pid, how)
            process.wait(30)

    def stop(self):
        for index in range(len(self.processes)):
            self.kill(index)


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
    os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
    spark = (SparkSession.builder.master(cluster.url).appName("pilah-test")
             .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1").config("spark.ui.enabled", "false")
             .config("spark.executor.memory", "512m").config("spark.executor.cores", "1").config("spark.default.parallelism", "8")
             .config("spark.sql.shuffle.partitions", "4").config("spark.sql.execution.arrow.maxRecordsPerBatch", "4096")
             .config("spark.task.maxFailures", "8").getOrCreate())
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
    assert sum(row["error"] == "PILAH_BAD_ARGUMENT" for row in rows) > 10


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


def test_wrong_arguments_fail_before_any_job(session):
    df = session.createDataFrame([("halo",)], "text string")
    for call, words in ((lambda: pilah.spark.classify(df, text="isi"), "text: there is no column 'isi', only text"),
                        (lambda: pilah.spark.classify(df, followers="n"), "followers: there is no column"),
                        (lambda: pilah.spark.classify(df, fields=["labell"]), "fields: 'labell'")):
        with pytest.raises(ValueError, match=words):
            call()
    with pytest.raises(TypeError, match="rules must be a RuleSet"):
        pilah.spark.classify(df, rules="x")


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
