#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Comments a second through Python: one call at a time, batches on one thread and on all, other packages where they are installed.

usage: benchmarks.py [DUMP.csv] [--bench build/benchmarks/pilah_bench] [--rows N] [--memory ROWS] [--spark MASTER]
Medians of nine runs, single threads by processor time; every answer is looked at before it is timed. The C++ figure is that of pilah_bench on the same dump."""
from __future__ import annotations

import argparse
import csv
import importlib
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

import pyarrow as pa
import pyarrow.parquet

import pilah
import pilah.files

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
RUNS = 9


def rate(work: Callable[[], object], rows: int, clock: Callable[[], float] = time.process_time) -> float:
    """By the time of the processor, as Google Benchmark counts, unless several threads share the work."""
    took = []
    for _ in range(RUNS):
        begin = clock()
        work()
        took.append(clock() - begin)
    return rows / statistics.median(took)


def say(name: str, value: float, unit: str = "comments/s") -> None:
    print(f"{name:44} {value:12,.0f} {unit}", flush=True)


def loop(classify: Callable[[str], object], texts: list[str]) -> Callable[[], object]:
    def work() -> None:
        for text in texts:
            classify(text)

    return work


def others(texts: list[str]) -> None:
    """A Python loop over packages for profanity alone, in English; what is not installed is said so."""
    few = texts[:2000]
    for package, module, function in (("better-profanity", "better_profanity", "profanity.contains_profanity"),
                                      ("alt-profanity-check", "profanity_check", "predict")):
        try:
            found: object = importlib.import_module(module)
        except ImportError:
            print(f"{package:44} not installed")
            continue
        for name in function.split("."):
            found = getattr(found, name)
        call = found if package == "better-profanity" else lambda text, predict=found: predict([text])  # type: ignore[operator]
        assert call("you are a fucking idiot")  # type: ignore[operator]
        say(f"{package}, one at a time", rate(loop(call, few), len(few)))  # type: ignore[arg-type]


def memory(texts: list[str], rows: int) -> None:
    """The most memory of a process that iterates over a Parquet file of so many rows."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "dump.parquet")
        block = pa.table({"text": (texts * (100_000 // len(texts) + 1))[:100_000]})
        with pyarrow.parquet.ParquetWriter(path, block.schema) as writer:
            for _ in range(max(rows // block.num_rows, 1)):
                writer.write_table(block)
        begin = time.perf_counter()
        counted = 0
        for piece in pilah.files.iterate(path, fields=["label", "action"]):
            counted += piece.num_rows
            if counted % 1_000_000 < piece.num_rows:
                print(f"  {counted:,} rows, at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB so far", flush=True)
        say(f"Parquet file of {counted:,} rows", counted / (time.perf_counter() - begin))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("dump", nargs="?", default=REPOSITORY / "examples/comments.csv")
    options.add_argument("--bench", default=REPOSITORY / "build/benchmarks/pilah_bench")
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--memory", type=int, default=0, metavar="ROWS")
    given = options.parse_args()

    with open(given.dump, encoding="utf-8", newline="") as file:
        once = [row["text"] for row in csv.DictReader(file)]
    texts = (once * (given.rows // len(once) + 1))[:given.rows]
    column = pa.array(texts)
    one = pilah.classify_batch(column[:1000], fields=["label", "action"]).to_pylist()
    assert one == [{"label": v.label, "action": v.action} for v in map(pilah.classify, texts[:1000])]
    print(f"{len(texts):,} comments of {given.dump}, {column.nbytes / len(texts):.0f} bytes each with their places; "
          f"Python {sys.version.split()[0]}, {len(os.sched_getaffinity(0))} cores, rules {pilah.RuleSet.default().hash}")

    native = 0.0
    if os.access(given.bench, os.X_OK) and pathlib.Path(given.dump).resolve() == REPOSITORY / "examples/comments.csv":
        out = subprocess.run([given.bench, "--benchmark_filter=^classify$", f"--benchmark_repetitions={RUNS}", "--benchmark_format=json",
                              "--benchmark_report_aggregates_only=true"], capture_output=True, text=True, check=True).stdout
        for line in json.loads(out)["benchmarks"]:
            if line.get("aggregate_name") == "median" and "items_per_second" in line:
                native = line["items_per_second"]
                say("C++, one thread", native)
    say("pilah.classify, one at a time", rate(loop(pilah.classify, texts[:20_000]), min(20_000, len(texts))))
    say("… and its evidence", rate(loop(lambda text: pilah.classify(text).evidence, texts[:20_000]), min(20_000, len(texts))))
    for name, fields in (("whole verdict", None), ("label and action", ["label", "action"])):
        single = rate(lambda fields=fields: pilah.classify_batch(column, fields=fields, threads=1), len(texts))  # type: ignore[misc]
        say(f"batch, one thread, {name}", single)
        if native:
            print(f"{'':44} {single / native:12.0%} of C++")
        say(f"batch, all cores, {name}", rate(lambda fields=fields: pilah.classify_batch(column, fields=fields), len(texts), time.perf_counter))  # type: ignore[misc]
    others(texts)
    if given.memory:
        memory(once, given.memory)


if __name__ == "__main__":
    main()
