#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""pilah beside its peers on the same rows in the same run: nanoseconds a row on one core, medians of nine, with ratios.
Peers are installed from the package registries if they can be, and named if they cannot.

usage: throughput.py BUILD [DUMP...] [--rows N] [--record]

BUILD is a configured build folder. DUMP is CSV with commas and a column "text", or JSONL with "text" in each row; without
one, all comments of benchmarks/sets and the example dump. --record also writes benchmarks/record/peers.md and the table in README.md."""
import argparse
import csv
import datetime
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import tempfile

import install

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parents[1]
WHAT = {
    "pilah": "fold, match, score, policy, evidence, entities",
    "memcpy": "limit: touches each byte",
    "table walk": "limit: one load a byte that waits for the one before",
    "Vectorscan, literals": "pilah's keywords as substrings; match count only",
    "Vectorscan, whole words": "pilah's keywords; match count only",
    "RE2::Set, whole words": "pilah's keywords; which ones",
    "ICU NFKC_Casefold": "folding alone",
    "fastText predict": "one label; trained on the same rows",
    "rustrict": "profanity: yes or no",
    "obscenity": "profanity: yes or no",
    "@2toad/profanity": "profanity: yes or no",
    "better-profanity": "profanity: yes or no",
    "alt-profanity-check": "profanity: yes or no; all rows at once",
    "scikit-learn TF-IDF of words + linear SVM": "one label; all rows at once",
    "scikit-learn TF-IDF of letters + linear SVM": "one label; all rows at once",
}


def machine():
    name = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    debian = next((line.split("=", 1)[1].strip().strip('"') for line in open("/etc/os-release") if line.startswith("PRETTY_NAME")), "")
    compiler = subprocess.run(["c++", "--version"], capture_output=True, text=True).stdout.split("\n")[0]
    load = os.getloadavg()[0]
    busy = " (busy with other work: times are rough)" if load > 0.7 else ""
    return f"{os.cpu_count()} cores of {name}, {debian}, {compiler}; load {load:.1f} when it began{busy}"


def own_comments():
    """Comments that stand in the repository."""
    rows = []
    for file in [*sorted((HERE.parent / "sets").glob("*.txt")), HERE / "disguised.txt"]:
        rows += [line for line in file.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
    for line in (SOURCE / "examples" / "comments.jsonl").read_text(encoding="utf-8").splitlines():
        rows.append(json.loads(line)["text"])
    return rows


def classified(build, rows):
    """The verdicts of our own command on texts."""
    lines = "".join(json.dumps({"text": row}) + "\n" for row in rows)
    done = subprocess.run([f"{build}/pilah", "classify", "--input-format", "jsonl", "--output-format", "jsonl", "--evidence", "none"],
                          input=lines.encode(), stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def texts_of(dump):
    """The column or field "text" of a dump. Raises SystemExit for a file that has none."""
    with open(dump, encoding="utf-8-sig", newline="") as file:
        if dump.endswith((".csv", ".tsv")):
            rows = csv.DictReader(file)
            if "text" not in (rows.fieldnames or ()):
                raise SystemExit(f'{dump} has no column "text"; a dump in CSV has one, and commas between its columns')
            return [row["text"] or "" for row in rows]
        try:
            return [json.loads(line)["text"] for line in file if line.strip()]
        except (ValueError, KeyError, TypeError):
            raise SystemExit(f'{dump} has a line without "text"; a dump is JSONL with "text" in each row, or CSV by the name of .csv') from None


def rows_of(dump):
    """The comments of a dump, each as one line. Raises SystemExit for a file without any."""
    rows = [row for row in map(one_line, texts_of(dump) if dump else own_comments()) if row.strip()]
    if not rows:
        raise SystemExit(f"{dump} holds no comments")
    return rows


def one_line(text):
    return re.sub(r"[\r\n\t\0\v\f\x1c-\x1e\x85\u2028\u2029]", " ", text)


def measured(command):
    """Peer -> nine times, or why there are none."""
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    out = {}
    for line in done.stdout.splitlines():
        name, _, times = line.partition("\t")
        out[name] = times if times.startswith("skipped") else [float(time) for time in times.split()]
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} ended with status {done.returncode}")
    return out


def measure(build, places, rows):
    with tempfile.TemporaryDirectory() as folder:
        path = {name: str(pathlib.Path(folder, name)) for name in ("rows", "keywords", "training")}
        pathlib.Path(path["rows"]).write_text("\n".join(rows) + "\n", encoding="utf-8")
        keywords = subprocess.run([f"{build}/benchmarks/peers_keywords"], check=True, capture_output=True, text=True).stdout
        pathlib.Path(path["keywords"]).write_text(keywords)
        labels = [verdict["label"] or "none" for verdict in classified(build, rows)]
        if len(set(labels)) < 2:
            raise SystemExit("all rows have one label: there is nothing to train classifiers on")
        pathlib.Path(path["training"]).write_text("".join(f"__label__{label} {row}\n" for label, row in zip(labels, rows)), encoding="utf-8")
        times = measured([f"{build}/benchmarks/peers_scanners", path["rows"], path["keywords"], path["training"]])
        for kind, arguments in {"rust": [path["rows"]], "node": [path["rows"]], "python": [path["rows"], path["training"]]}.items():
            place, names = places[kind], {"rust": ["rustrict"], "node": ["obscenity", "@2toad/profanity"],
                                          "python": list(WHAT)[-4:]}[kind]
            if isinstance(place, str):
                times.update(dict.fromkeys(names, place))
            elif kind == "rust":
                times.update(measured([str(place), *arguments]))
            elif kind == "node":
                times.update(measured(["node", str(place / "throughput.mjs"), *arguments]))
            else:
                times.update(measured([str(place), str(HERE / "throughput_python.py"), *arguments]))
    return times, len(keywords.splitlines())


def figures(number):
    """Two figures of a small number, all of a large one."""
    return f"{number:,.0f}" if number >= 10 else f"{number:.2g}"


def table(times, mean_bytes):
    ours = statistics.median(times["pilah"])
    out = ["| | does | ns a row | MB/s | times pilah |", "| --- | --- | ---: | ---: | ---: |"]
    for name in sorted(times, key=lambda name: statistics.median(times[name]) if isinstance(times[name], list) else float("inf")):
        what = WHAT.get(name, "")
        if isinstance(times[name], str):
            out.append(f"| {name} | {what} | {times[name]} | | |")
            continue
        time = statistics.median(times[name])
        shown = "**pilah**" if name == "pilah" else name
        out.append(f"| {shown} | {what} | {time:,.0f} | {figures(mean_bytes / time * 1e3)} | {figures(time / ours)} |")
    return out


def ratios(times):
    """What pilah costs in units of the limits."""
    ours = statistics.median(times["pilah"])
    out = [f"pilah is {ours / statistics.median(times['table walk']):.1f} table walks"]
    if isinstance(times.get("Vectorscan, literals"), list):
        out.append(f"and {ours / statistics.median(times['Vectorscan, literals']):.2f} of a Vectorscan scan for its own keywords as literals")
    return ", ".join(out) + "."


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("usage: ")[1].split("\n")[0])
    parser.add_argument("build")
    parser.add_argument("dumps", nargs="*")
    parser.add_argument("--rows", type=int, default=4000, help="most rows of a dump, spread evenly")
    parser.add_argument("--record", action="store_true")
    options = parser.parse_args()
    dumps = [(dump, rows_of(dump)) for dump in options.dumps or [None]]  # before anything is installed: not all files are dumps
    head = f"{machine()}; {datetime.date.today().isoformat()}."
    build = str(pathlib.Path(options.build).resolve())
    install.debian("libvectorscan-dev", "libicu-dev", "libfasttext-dev")
    places = {"rust": install.rust(build), "node": install.node(build), "python": install.python(build)}
    for step in (["cmake", build], ["cmake", "--build", build, "--target", "pilah_command", "peers_keywords", "peers_scanners"]):
        failed = install.run(*step)
        if failed:
            raise SystemExit(failed)
    page = []
    for dump, rows in dumps:
        total = len(rows)
        rows = [rows[i * total // min(total, options.rows)] for i in range(min(total, options.rows))]
        mean_bytes = sum(len(row.encode()) for row in rows) / len(rows)
        times, keywords = measure(build, places, rows)
        name = pathlib.Path(dump).stem if dump else "the repository's own comments"
        page += [f"{len(rows):,} rows of {name}, {mean_bytes:.0f} bytes on average; {keywords:,} keywords. {ratios(times)}", "",
                 *table(times, mean_bytes), ""]
        print("\n".join(page[-len(times) - 5:]), flush=True)
    print(head)
    if options.record:
        about = "CPU time of one thread, medians of nine. `benchmarks/peers/throughput.py` prints it."
        record = HERE.parent / "record" / "peers.md"
        record.parent.mkdir(exist_ok=True)
        record.write_text("# Speed beside peers\n\n" + about + "\n\n" + head + "\n\n" + "\n".join(page), encoding="utf-8")
        readme = SOURCE / "README.md"
        text = readme.read_text(encoding="utf-8")
        first = "\n".join(page[:page.index("", 2)])
        new, found = re.subn(r"(<!-- peers:[^\n]*-->\n).*?(\n<!-- end of peers -->)", lambda match: match[1] + first + "\n\n" + head + match[2], text, flags=re.S)
        if not found:
            raise SystemExit("README.md has no place for the table")
        readme.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
