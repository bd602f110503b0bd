#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Comments a second through Python: one call at a time, batches on one thread and on all, other packages where they are installed.

usage: benchmarks.py [DUMP.csv | --cases rules] [--bench build/benchmarks/pilah_bench] [--rows N] [--memory ROWS]
Nine rounds in which everything has its turn, so that a machine that is busy for a while is busy for all; shown are the medians of the
rates, and of the ratios to C++ in the same round. Single threads by processor time; every answer is looked at before it is timed. The
C++ figure is that of pilah_bench (classify/dump) on the same comments. --cases takes the test cases of rule packs for a dump: thousands of
different comments, as a real dump has, where the example dump has eighty that come again and again. Spark: benchmarks_spark.py."""
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
import tomllib
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.parquet

import pilah
import pilah.files

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
RUNS = 9


def rate(work: Callable[[], object], rows: int, clock: Callable[[], float] = time.process_time) -> float:
    """By the time of the processor, as Google Benchmark counts, unless several threads share the work."""
    begin = clock()
    work()
    return rows / (clock() - begin)


def native(bench: str, dump: pathlib.Path) -> float:
    """What pilah_bench says of one thread of C++."""
    out = subprocess.run([bench, f"--dump={dump}", "--benchmark_filter=^classify/dump$", "--benchmark_min_time=0.5",
                          "--benchmark_format=json"], capture_output=True, text=True, check=True).stdout
    (found,) = json.loads(out)["benchmarks"]
    return float(found["items_per_second"])


def cases(folder: pathlib.Path) -> list[str]:
    """The comments in the packs that rules must fire on, and those that they must not."""
    found: list[str] = []
    for path in sorted(folder.rglob("*.toml")):
        pack = tomllib.loads(path.read_text(encoding="utf-8"))
        for rule in [one for kind in ("rule", "lexicon", "composite") for one in pack.get(kind, [])]:
            found += [case for key in ("hit", "ok") for case in rule.get(key, []) if isinstance(case, str)]
    return found


def say(name: str, value: float, more: str = "") -> None:
    print(f"{name:44} {value:12,.0f} comments/s{more}", flush=True)


def loop(classify: Callable[[str], object], texts: list[str]) -> Callable[[], object]:
    def work() -> None:
        for text in texts:
            classify(text)

    return work


def others(texts: list[str]) -> dict[str, Callable[[], float]]:
    """A Python loop over packages for profanity alone, in English; what is not installed is said so."""
    few = texts[:100]  # some of these need milliseconds for a comment
    made: dict[str, Callable[[], float]] = {}
    for package, module, function in (("better-profanity", "better_profanity", "profanity.contains_profanity"),
                                      ("alt-profanity-check", "profanity_check", "predict")):
        try:
            found: Any = importlib.import_module(module)
        except ImportError:
            print(f"{package:44} not installed")
            continue
        for name in function.split("."):
            found = getattr(found, name)
        call = found if package == "better-profanity" else lambda text, predict=found: predict([text])
        assert call("you are a fucking idiot")
        made[f"{package}, one at a time"] = lambda call=call: rate(loop(call, few), len(few))  # type: ignore[misc]
    return made


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
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dump", nargs="?", default=REPOSITORY / "examples/comments.csv")
    parser.add_argument("--cases", type=pathlib.Path, metavar="RULES", help="take the test cases of these packs for a dump")
    parser.add_argument("--bench", default=REPOSITORY / "build/benchmarks/pilah_bench")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--memory", type=int, default=0, metavar="ROWS")
    given = parser.parse_args()

    if given.cases:
        once = cases(given.cases)
    else:
        with open(given.dump, encoding="utf-8", newline="") as file:
            once = [row["text"] for row in csv.DictReader(file)]
    texts = (once * (given.rows // len(once) + 1))[:given.rows]
    column = pa.array(texts)
    one = pilah.classify_batch(column[:1000], fields=["label", "action"]).to_pylist()
    assert one == [{"label": v.label, "action": v.action} for v in map(pilah.classify, texts[:1000])]
    print(f"{len(texts):,} comments, {len(once):,} different, of {given.cases or given.dump}, "
          f"{column.nbytes / len(texts):.0f} bytes each with their places; Python {sys.version.split()[0]}, "
          f"{len(os.sched_getaffinity(0))} cores, rules {pilah.RuleSet.default().hash}")

    turns: dict[str, Callable[[], float]] = {}
    folder = tempfile.TemporaryDirectory()
    dump = pathlib.Path(folder.name, "dump.jsonl")
    dump.write_text("".join(json.dumps({"text": text}) + "\n" for text in once), encoding="utf-8")
    if os.access(given.bench, os.X_OK):
        turns["C++, one thread"] = lambda: native(given.bench, dump)
    few = texts[:20_000]
    for name, look in (("pilah.classify, one at a time", pilah.classify),
                       ("… its label, action and priority", lambda text: (v := pilah.classify(text)).label and v.action and v.priority),
                       ("… its tags and scores", lambda text: (v := pilah.classify(text)).tags and v.scores),
                       ("… and its evidence", lambda text: (v := pilah.classify(text)).tags and v.evidence)):
        turns[name] = lambda look=look: rate(loop(look, few), len(few))  # type: ignore[misc]
    for name, options in (("whole verdict", {}), ("… in dictionaries", {"dictionaries": True}),
                          ("label and action", {"fields": ["label", "action"]})):
        turns[f"batch, one thread, {name}"] = lambda options=options: rate(  # type: ignore[misc]
            lambda: pilah.classify_batch(column, threads=1, **options), len(texts))
        turns[f"batch, all cores, {name}"] = lambda options=options: rate(  # type: ignore[misc]
            lambda: pilah.classify_batch(column, **options), len(texts), time.perf_counter)
    turns.update(others(texts))
    rounds = [{name: turn() for name, turn in turns.items()} for _ in range(RUNS)]
    for name in turns:
        more = ""
        if "C++, one thread" in turns and name.startswith(("pilah", "…", "batch, one")):
            ratio = statistics.median(one[name] / one["C++, one thread"] for one in rounds)
            extra = statistics.median(1e6 / one[name] - 1e6 / one["C++, one thread"] for one in rounds)
            more = f"  {ratio:4.0%} of C++, {extra:+.2f} µs each"
        say(name, statistics.median(one[name] for one in rounds), more)
    if given.memory:
        memory(once, given.memory)


if __name__ == "__main__":
    main()
