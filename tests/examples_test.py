#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The rules that pages show compile as they stand, and their cases hold: checks each ```toml block in the way its page says.
usage: examples_test.py COMMAND PAGE...

A block is laid over the built-in rules, since that is what readers will do. One without a head continues a pack of the reader's, and
platforms, of which there may be one file, stand alone."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HEAD = 'pack = { id = "acme.example", language = "id", owner = "acme" }\n'


def checked(command, block):
    """What `pilah check` says of it, or nothing if it has no complaint."""
    desk = re.search(r"^\[(thresholds|hours|tiers)\]|^\[\[row\]\]", block, re.M)
    alone = "[[verb]]" in block
    headless = not alone and not desk and not block.startswith("pack =") and "\npack =" not in block
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "policy.toml" if desk else "example.toml").write_text(HEAD * headless + block, encoding="utf-8")
        done = subprocess.run([command, "check", *([folder] if alone else ["--overlay", folder])], capture_output=True, text=True,
                              env=dict(os.environ, LC_ALL="C.UTF-8", NO_COLOR="1"))
    fine = done.returncode == 0 and done.stdout.endswith("0 errors, 0 warnings\n")
    return "" if fine else done.stdout + done.stderr


def main(command, *pages):
    shown = wrong = 0
    for page in map(pathlib.Path, pages):
        text = page.read_text(encoding="utf-8")
        blocks = list(re.finditer(r"```toml\n(.*?)```", text, re.S))
        if not blocks:
            sys.exit(f"{page} shows no rules; the check would show nothing")
        for block in blocks:
            shown += 1
            complaint = checked(command, block[1])
            if complaint:
                wrong += 1
                print(f"{page}:{text.count(chr(10), 0, block.start()) + 1}\n{complaint}")
    print(f"{shown} examples, {wrong} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
