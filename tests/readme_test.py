#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the README shows is what the program prints: runs each block that begins with `$ ` and compares.
usage: readme_test.py README SOURCE_DIR COMMAND    (PILAH_UPDATE_README=1 writes the true output into the README)"""
import os
import pathlib
import subprocess
import sys

readme, source, command = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
lines = readme.read_text(encoding="utf-8").split("\n")
environment = dict(os.environ, LC_ALL="C.UTF-8", NO_COLOR="1")
shown, wrong, out = 0, 0, []
at = 0
while at < len(lines):
    out.append(lines[at])
    if not lines[at].startswith("    $ "):
        at += 1
        continue
    line = lines[at][6:]
    end = at + 1
    while end < len(lines) and (lines[end].startswith("    ") or lines[end] == ""):
        end += 1
    expected = "\n".join(line[4:] for line in lines[at + 1 : end]).rstrip("\n")
    done = subprocess.run(["bash", "-c", line.replace("build/pilah", command)], cwd=source, env=environment,
                          capture_output=True, text=True)
    actual = "\n".join(part.rstrip() for part in done.stdout.rstrip("\n").split("\n"))
    shown += 1
    if actual != expected:
        wrong += 1
        print(f"README says of: {line}\n{expected}\n--- but it prints\n{actual}\n{done.stderr}")
    out += [("    " + part).rstrip() for part in actual.split("\n")] + [""]
    at = end
if os.environ.get("PILAH_UPDATE_README"):
    readme.write_text("\n".join(out), encoding="utf-8")
    sys.exit(0)
if shown == 0:
    sys.exit("the README shows no command; the check would show nothing")
print(f"{shown} blocks, {wrong} wrong")
sys.exit(1 if wrong else 0)
