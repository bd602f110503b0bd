#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The check of includes must go red on a wrong arrow, and say which."""
import pathlib
import subprocess
import sys
import tempfile

ARROWS = pathlib.Path(__file__).with_name("arrows.py")


def run(files):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        done = subprocess.run([sys.executable, ARROWS, folder], capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr


assert run({"text/a.cc": '#include "base/range.h"\n'})[0] == 0
code, out = run({"text/a.cc": '#include "match/match.h"\n'})
assert code == 1 and "text must not include match" in out, out
code, out = run({"match/a.h": '#include "compile/compile.h"\n'})
assert code == 1 and "match must not include compile" in out, out
assert run({"newcomer/a.cc": "\n"})[0] == 1
assert run({})[0] == 1
print("arrows: red where it must be")
