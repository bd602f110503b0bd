#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Includes point one way only: base <- text <- ruleset <- match <- decide <- engine <- capi. Names every wrong arrow."""
import pathlib
import re
import sys

# Who may include whom, beside itself. `check` runs the cases of packs, so it stands beside the engine and sees the compiler; and
# it tells what took a match back.
MAY = {
    "base": set(),
    "text": {"base"},
    "ruleset": {"base", "text"},
    "compile": {"base", "text", "ruleset"},
    "match": {"base", "text", "ruleset"},
    "decide": {"base", "text", "ruleset", "match"},
    "engine": {"base", "text", "ruleset", "match", "decide"},
    "check": {"base", "match", "compile", "engine"},
    "embed": {"base", "compile"},
    "capi": {"base", "text", "ruleset", "match", "decide", "engine", "compile", "check", "embed", "pilah"},
    "cli": {"pilah"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s*["<]([^">]+)[">]', re.M)


def room_of(path):
    """The stage a file of src/ belongs to: its folder, or its own name at the top."""
    return path.parts[0] if len(path.parts) > 1 else path.stem


def wrong_arrows(source):
    rooms = set(MAY)
    for file in sorted(source.rglob("*")):
        if file.suffix not in (".h", ".cc"):
            continue
        here = room_of(file.relative_to(source))
        if here not in MAY:
            yield f"{file}: the folder {here} has no place in the pipeline; add it to tests/arrows.py"
            continue
        for name in INCLUDE.findall(file.read_text(encoding="utf-8")):
            there = room_of(pathlib.PurePath(name))
            if (there in rooms or there == "pilah") and there != here and there not in MAY[here]:
                yield f"{file}: {here} must not include {there} ({name})"


def main():
    source = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[1] / "src")
    if not any(file.suffix in (".h", ".cc") for file in source.rglob("*")):
        sys.exit(f"{source}: no sources here; the check would show nothing")
    found = list(wrong_arrows(source))
    for arrow in found:
        print(arrow)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
