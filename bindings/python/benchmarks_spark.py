#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Comments a second on a standalone Spark cluster of this machine: one worker and two, of one core each, next to the plain batch call.

usage: benchmarks_spark.py [ROWS] [--workers 1,2] [--runs 3]
Rows are those of the example dump, again and again, from a temporary Parquet file. Each cluster classifies and counts them, and hands
them through a mapInArrow that does nothing (what Spark itself costs); the plain call on one thread does the same rows in this process.
Medians. Needs a JDK; run.py spark BUILD installs what it imports."""
from __future__ import annotations

import argparse
import csv
import pathlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable

import pyarrow as pa
import pyarrow.parquet

import pilah
import pilah.files
import pilah.spark

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "tests/spark"))
from cluster import Cluster  # noqa: E402

PARTS = 16
BATCH = 10_000  # Spark's own default


def took(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def write(folder: pathlib.Path, rows: int) -> str:
    with open(HERE.parents[1] / "examples/comments.csv", encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    block = (texts * (BATCH // len(texts) + 1))[:BATCH]
    folder.mkdir()
    for part in range(PARTS):
        first, last = part * rows // PARTS, (part + 1) * rows // PARTS
        schema = pa.schema([("id", pa.int64()), ("text", pa.string())])
        with pyarrow.parquet.ParquetWriter(folder / f"{part}.parquet", schema) as writer:
            for begin in range(first, last, BATCH):
                count = min(BATCH, last - begin)
                writer.write_table(pa.table({"id": range(begin, begin + count), "text": block[:count]}, schema=schema))
    return str(folder)


def on_spark(path: str, rows: int, workers: int, runs: int, folder: pathlib.Path) -> None:
    cluster = Cluster(folder, workers)
    try:
        spark = cluster.session(("spark.sql.execution.arrow.maxRecordsPerBatch", BATCH), ("spark.cores.max", workers))
        try:
            frame = spark.read.parquet(path)
            judged = pilah.spark.classify(frame)
            nothing = frame.mapInArrow(lambda batches: batches, frame.schema)

            def classify() -> None:
                # Counting needs every row of every task: an aggregate cannot see into mapInArrow and leave something out.
                assert tuple(judged.selectExpr("count(ruleset)", "count(error)").first()) == (rows, 0)

            def hand_on() -> None:
                assert tuple(nothing.selectExpr("count(text)").first()) == (rows,)

            judged.limit(1).count()  # executors are up, rules are there
            seconds = {work: statistics.median(took(work) for _ in range(runs)) for work in (classify, hand_on)}
        finally:
            spark.stop()
    finally:
        cluster.stop()
    print(f"{workers} worker{'s' * (workers > 1)}: {rows / seconds[classify]:10,.0f} comments/s; handed on alone "
          f"{rows / seconds[hand_on]:10,.0f}/s, {seconds[hand_on] / seconds[classify]:.0%} of the time", flush=True)


def plain(path: str, rows: int, runs: int) -> None:
    def work() -> None:
        counted = 0
        for part in sorted(pathlib.Path(path).iterdir()):
            for piece in pilah.files.iterate(part, text="text", fields=pilah.spark.USUAL, threads=1):
                counted += piece.num_rows
        assert counted == rows

    print(f"one thread without Spark: {rows / statistics.median(took(work) for _ in range(runs)):10,.0f} comments/s", flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("rows", nargs="?", type=int, default=5_000_000)
    options.add_argument("--workers", default="1,2", help="sizes of clusters")
    options.add_argument("--runs", type=int, default=3)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = write(pathlib.Path(folder, "in"), given.rows)
        plain(path, given.rows, given.runs)
        for workers in map(int, given.workers.split(",")):
            place = pathlib.Path(folder, f"cluster-{workers}")
            place.mkdir()
            on_spark(path, given.rows, workers, given.runs, place)


if __name__ == "__main__":
    main()
