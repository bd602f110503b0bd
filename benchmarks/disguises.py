#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What undoing disguises is worth, and what it costs: figures on labelled comments with and without it, and the time of
comments with and without looking for words in disguise, in one run. Writes both tables into docs/EVASION.md.
usage: disguises.py BUILD LABELLED.jsonl...    (CPU time, medians of nine that take turns; some minutes)"""
import json
import pathlib
import subprocess
import sys

PAGE = pathlib.Path(__file__).resolve().parents[1] / "docs/EVASION.md"
RULES = pathlib.Path(__file__).resolve().parents[1] / "rules"
BEGIN, END = "<!-- worth: benchmarks/disguises.py -->", "<!-- end of worth -->"
KINDS = {"plain": "ordinary, ASCII", "quiet": "ordinary, no rule fires", "hits": "every one hits", "emoji": "with emoji",
         "disguised": "words of abuse in disguise"}


def judged(build, files, *options):
    done = subprocess.run([f"{build}/pilah", "eval", "--rules", RULES, "--format", "json", *options, *files], stdout=subprocess.PIPE, check=True)
    return {(row["set"], row["label"]): row for row in json.loads(done.stdout)["table"] if row["label"] != "action"}


def quality(build, files):
    off, on = judged(build, files, "--without-disguises"), judged(build, files)
    yield "| set | label | rows | precision | recall | false alarms | F1 |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
    for key, after in on.items():
        before = off[key]
        cells = [f"{before[name]:.3f} → {after[name]:.3f}" if before.get(name) is not None and after.get(name) is not None else "–"
                 for name in ("precision", "recall", "false_alarm", "f1")]
        yield f"| {key[0]} | {key[1]} | {after['n']:,} | {' | '.join(cells)} |"


def speed(build):
    done = subprocess.run([f"{build}/benchmarks/pilah_bench", f"--benchmark_filter=^(text|classify|classify-disguises)/({'|'.join(KINDS)})$",
                           "--benchmark_format=json", "--benchmark_min_time=0.05", "--benchmark_repetitions=9",
                           "--benchmark_enable_random_interleaving=true", "--benchmark_report_aggregates_only=true"],
                          stdout=subprocess.PIPE, check=True)
    median = {run["run_name"]: 1e9 / run["items_per_second"] for run in json.loads(done.stdout)["benchmarks"] if run["aggregate_name"] == "median"}
    yield "| comments | folding alone | whole, not looking for disguises | whole | more |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for kind, title in KINDS.items():
        before, after = median[f"classify-disguises/{kind}"], median[f"classify/{kind}"]
        yield f"| {title} (`{kind}`) | {median[f'text/{kind}']:,.0f} ns | {before:,.0f} ns | {after:,.0f} ns | {100 * (after / before - 1):+.1f} % |"


def main():
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    build, files = sys.argv[1], sys.argv[2:]
    page = PAGE.read_text(encoding="utf-8")
    head, rest = page.split(BEGIN)
    _, tail = rest.split(END)
    PAGE.write_text("\n".join([head + BEGIN, *quality(build, files), "", *speed(build), END + tail]), encoding="utf-8")


if __name__ == "__main__":
    main()
