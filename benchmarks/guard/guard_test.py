#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""No stage of the classifier has become a tenth costlier: instructions a comment and branches that a simple processor
guesses wrong, counted by callgrind on invented comments, against the bounds beside this file. A wrong guess costs about as
much as fifty instructions. Both are the same on a busy machine, so this can fail a build.
usage: guard_test.py GUARD SETS...    (PILAH_UPDATE_GUARD=1 writes the bounds anew; raising one needs a reason in the commit)
Status 77: skipped, and why. With CI set, valgrind missing is a failure."""
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

BOUNDS = pathlib.Path(os.environ.get("PILAH_GUARD_BOUNDS") or pathlib.Path(__file__).parent / "bounds.txt")
STAGES = ("text", "match", "score", "answer", "whole")
COUNTED = ("instructions", "wrong guesses")
SLACK = 1.10
SKIPPED = 77


def skip(why, fails_in_ci=False):
    print(f"skipped: {why}")
    sys.exit(1 if fails_in_ci and os.environ.get("CI") else SKIPPED)


def count_stage(guard, stage, sets):
    """Instructions and wrong guesses a comment."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(["valgrind", "--tool=callgrind", "--collect-atstart=no", "--branch-sim=yes",
                               f"--callgrind-out-file={folder}/out", guard, stage, *sets], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{stage}: {done.stderr}")
        out = pathlib.Path(folder, "out").read_text()
        names = re.search(r"^events: (.*)", out, re.M).group(1).split()
        totals = dict(zip(names, map(int, re.search(r"^(?:totals|summary): (.*)", out, re.M).group(1).split())))
        return [round(total / int(done.stdout)) for total in (totals["Ir"], totals["Bcm"] + totals["Bim"])]


def read_bounds():
    lines = BOUNDS.read_text().splitlines() if BOUNDS.exists() else []
    return {name: list(map(int, bounds)) for name, *bounds in (line.split() for line in lines if line and not line.startswith("#"))}


def too_costly(counts, bounds):
    """The stages that are, in words."""
    return [f"{stage}: {count:,} {what} a comment, {count / bound - 1:+.1%} over its bound {bound:,}"
            for stage in STAGES for what, count, bound in zip(COUNTED, counts[stage], bounds[stage]) if count > SLACK * bound]


def main():
    guard, *sets = sys.argv[1:]
    even, costly = dict.fromkeys(STAGES, [1000, 1000]), dict.fromkeys(STAGES, [1101, 1101])
    assert too_costly(even, even) == [] and len(too_costly(costly, even)) == 2 * len(STAGES), "the check itself is broken"
    if guard == "none":
        skip("built without valgrind/callgrind.h: install valgrind (cmake/setup.sh does) and configure again", fails_in_ci=True)
    if guard.startswith("not "):
        skip(f"the bounds hold for GCC 12 on x86-64, optimised; this is {guard[4:]}")
    if not shutil.which("valgrind"):
        skip("valgrind is not installed (cmake/setup.sh test does that)", fails_in_ci=True)
    if "avx2" not in pathlib.Path("/proc/cpuinfo").read_text():
        skip(f"the bounds hold for processors with AVX2; this {platform.machine()} has none")
    with ThreadPoolExecutor(2) as pool:
        counts = dict(zip(STAGES, pool.map(lambda stage: count_stage(guard, stage, sets), STAGES)))
    if not all(map(all, counts.values())):
        sys.exit(f"a stage was not counted: {counts}")
    if os.environ.get("PILAH_UPDATE_GUARD"):
        BOUNDS.write_text("# Instructions and wrong guesses a comment of benchmarks/sets, by stage (src/engine.cc): GCC 12, x86-64 with AVX2, Release.\n"
                          "# guard_test.py fails a tenth above; raising a bound needs a reason in the commit.\n"
                          + "".join(f"{stage} {counts[stage][0]} {counts[stage][1]}\n" for stage in STAGES))
        print(f"written: {counts}")
        return
    bounds = read_bounds()
    if sorted(bounds) != sorted(STAGES) or any(len(bound) != len(COUNTED) for bound in bounds.values()):
        sys.exit(f"{BOUNDS} has {bounds}, not a bound on {' and '.join(COUNTED)} for each of {', '.join(STAGES)}")
    for stage in STAGES:
        for what, count, bound in zip(COUNTED, counts[stage], bounds[stage]):
            print(f"{stage:8} {count:>9,} {what:14} bound {bound:>9,}  {count / bound - 1:+.1%}")
            if count * SLACK < bound:
                print(f"         a tenth cheaper than its bound: lower it with PILAH_UPDATE_GUARD=1")
    problems = too_costly(counts, bounds)
    if problems:
        print("\n".join(problems), "make it cheaper again, or write the bounds anew with PILAH_UPDATE_GUARD=1 and say why in the commit",
              sep="\n")
        sys.exit(1)


main()
