#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""pilah beside profanity filters from npm, on the same invented comments: sixty with a word of abuse in disguise, forty
that a careless filter takes for abuse. Prints the table of docs/EVASION.md.
usage: compare.py BUILD    (a build folder with the command in it; peers that cannot be installed are named)"""
import json
import pathlib
import subprocess
import sys

import install

HERE = pathlib.Path(__file__).parent
ENGLISH = 30  # of the disguised ones; the rest is Indonesian


def comments(name):
    lines = (HERE / name).read_text(encoding="utf-8").split("\n")
    return [line for line in lines if line and not line.startswith("#")]


def pilah(command, texts):
    rows = "".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)
    done = subprocess.run([command, "classify", "--input-format", "jsonl", "--output-format", "jsonl"], check=True,
                          input=rows.encode(), stdout=subprocess.PIPE)
    return ["abuse" in json.loads(line)["labels"] for line in done.stdout.decode().splitlines()]


def peers(place, name):
    if isinstance(place, str):
        return {"peers from npm": place}
    done = subprocess.run(["node", str(place / "peers.mjs"), str(HERE / name)], check=True, stdout=subprocess.PIPE)
    out = {}
    for line in done.stdout.decode().splitlines():
        peer, _, flags = line.partition("\t")
        out[peer] = flags if flags.startswith("skipped") else [flag == "1" for flag in flags]
    return out


def main():
    disguised, innocent = comments("disguised.txt"), comments("innocent.txt")
    if (len(disguised), len(innocent)) != (60, 40):
        sys.exit(f"{len(disguised)} disguised and {len(innocent)} innocent comments; the table is about 60 and 40")
    place, command = install.node(sys.argv[1]), f"{sys.argv[1]}/pilah"
    caught, wrong = peers(place, "disguised.txt"), peers(place, "innocent.txt")
    caught["pilah"], wrong["pilah"] = pilah(command, disguised), pilah(command, innocent)
    print("| filter | English, of 30 | Indonesian, of 30 | wrongly flagged, of 40 |\n| --- | --- | --- | --- |")
    for name in sorted(caught, key=lambda name: (name != "pilah", name)):
        if isinstance(caught[name], str) or isinstance(wrong[name], str):
            print(f"| {name} | {caught[name]} | | |")
            continue
        print(f"| {name} | {sum(caught[name][:ENGLISH])} | {sum(caught[name][ENGLISH:])} | {sum(wrong[name])} |")
    for text, flag in zip(disguised, caught["pilah"]):
        if not flag:
            print(f"pilah misses: {text}", file=sys.stderr)
    for text, flag in zip(innocent, wrong["pilah"]):
        if flag:
            print(f"pilah wrongly flags: {text}", file=sys.stderr)


main()
