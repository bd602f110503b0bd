#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws docs/cost-by-length.svg and docs/cost-by-words.svg from a run of pilah_bench: what a comment costs by its length,
10 bytes to a megabyte, and by the words in the rules, a thousand to a million.
usage: pictures.py BUILD    (about two minutes; CPU time, median of nine)"""
import json
import math
import pathlib
import subprocess
import sys

DOCS = pathlib.Path(__file__).resolve().parents[1] / "docs"
WIDE, HIGH, LEFT, RIGHT, TOP, BOTTOM = 560, 330, 64, 20, 56, 46
COLOURS = ("#2e86c1", "#d68910")


def measured(build):
    """Family -> points (x, nanoseconds a comment), and the rules' hash."""
    done = subprocess.run([f"{build}/benchmarks/pilah_bench", "--benchmark_filter=^(length|words)/", "--benchmark_format=json",
                           "--benchmark_min_time=0.02", "--benchmark_repetitions=9", "--benchmark_report_aggregates_only=true"],
                          stdout=subprocess.PIPE, check=True)
    answer = json.loads(done.stdout)
    families = {}
    for run in answer["benchmarks"]:
        if run["aggregate_name"] != "median":
            continue
        family, _, x = run["run_name"].rpartition("/")
        families.setdefault(family, []).append((int(x), 1e9 / run["items_per_second"]))
    return families, answer["context"]


def time_of(nanoseconds):
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:.3g} {unit}"
    return f"{nanoseconds:.3g} ns" if nanoseconds else "0"


def text(x, y, words, more=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" {more}>{words}</text>'


def picture(title, under, lines, x_name, x_label, dashed):
    """The lower axis is logarithmic. `dashed` says that the other one is, too, and draws what would be linear through the
    middle of the line; without, the other axis begins at 0."""
    xs = [x for points in lines.values() for x, _ in points]
    ys = [y for points in lines.values() for _, y in points]
    x_from, x_to = math.log10(min(xs)), math.log10(max(xs))
    high = HIGH - BOTTOM - TOP
    if dashed:
        y_from, y_to = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)))
        marks = [10.0**power for power in range(y_from, y_to + 1)]
        y_at = lambda y: HIGH - BOTTOM - high * (math.log10(y) - y_from) / (y_to - y_from)
    else:
        step = 10.0 ** math.floor(math.log10(max(ys)))
        marks = [i * step for i in range(math.ceil(1.2 * max(ys) / step) + 1)]
        y_at = lambda y: HIGH - BOTTOM - high * y / marks[-1]
    x_at = lambda x: LEFT + (WIDE - LEFT - RIGHT) * (math.log10(x) - x_from) / (x_to - x_from)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}" role="img">',
           f"<title>{title}</title>",
           "<style>text{font:12px system-ui,sans-serif;fill:#1b2631}.h{font-size:15px;font-weight:600}.f{fill:#7f8c8d}</style>",
           f'<rect width="{WIDE}" height="{HIGH}" fill="#ffffff"/>',
           text(16, 24, title, 'class="h"'), text(16, 42, under, 'class="f"')]
    for mark in marks:
        out += [f'<path d="M{LEFT} {y_at(mark):.1f}H{WIDE - RIGHT}" stroke="#d5d8dc"/>',
                text(LEFT - 8, y_at(mark) + 4, time_of(mark), 'class="f" text-anchor="end"')]
    for power in range(math.ceil(x_from), math.floor(x_to) + 1):
        out.append(text(x_at(10.0**power), HIGH - BOTTOM + 17, x_label(10**power), 'class="f" text-anchor="middle"'))
    out.append(text((LEFT + WIDE - RIGHT) / 2, HIGH - 10, x_name, 'class="f" text-anchor="middle"'))
    if dashed:
        x, y = next(iter(lines.values()))[len(xs) // 2]
        begin, end = max(min(xs), x * marks[0] / y), min(max(xs), x * marks[-1] / y)  # inside the frame
        out.append(f'<path d="M{x_at(begin):.1f} {y_at(y * begin / x):.1f}L{x_at(end):.1f} {y_at(y * end / x):.1f}" '
                   'stroke="#7f8c8d" stroke-dasharray="4 4"/>')
    legend = LEFT + 8
    for (name, points), colour in zip(lines.items(), COLOURS):
        path = "L".join(f"{x_at(x):.1f} {y_at(y):.1f}" for x, y in points)
        out.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        out += [f'<circle cx="{x_at(x):.1f}" cy="{y_at(y):.1f}" r="3" fill="{colour}"/>' for x, y in points]
        out += [f'<rect x="{legend}" y="{TOP + 2}" width="10" height="10" fill="{colour}"/>', text(legend + 15, TOP + 11, name)]
        legend += 30 + 7 * len(name)
    return "\n".join(out) + "\n</svg>\n"


def short(number):
    return f"{number // 1000000}M" if number >= 1000000 else f"{number // 1000}k" if number >= 1000 else str(number)


def main():
    families, context = measured(sys.argv[1])
    for name in ("length", "words/quiet", "words/hits"):
        if len(families.get(name, [])) < 4:
            sys.exit(f"pilah_bench has measured no {name}")
    length = families["length"]
    # What a byte costs where the comment is long enough for the rest not to matter, and how even that is.
    a_byte = [y / x for x, y in length if x >= 100]
    under = f"dashed: linear; a byte costs {min(a_byte):.0f} to {max(a_byte):.0f} ns from 100 bytes on"
    (DOCS / "cost-by-length.svg").write_text(picture(
        "Time of a comment by its length", under, {"ordinary sentences": length}, "bytes", short, dashed=True), encoding="utf-8")
    quiet, hits = families["words/quiet"], families["words/hits"]
    growth = f"a thousand times the words: {quiet[-1][1] / quiet[0][1]:.1f} and {hits[-1][1] / hits[0][1]:.1f} times the cost"
    (DOCS / "cost-by-words.svg").write_text(picture(
        "Time of a comment of ten words by the words in the rules", growth,
        {"none is a word of the rules": quiet, "two of the ten are": hits}, "words in the rules", short, dashed=False), encoding="utf-8")
    for name, points in families.items():
        print(name, ", ".join(f"{x:,}: {time_of(y)}" for x, y in points))
    print(f"load {context.get('load_avg', ['?'])[0]} when it began; rules {context['rules']}")


main()
