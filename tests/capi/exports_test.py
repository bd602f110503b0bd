#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the shared library exports is a sorted list, and all of it is declared in a header.
usage: exports_test.py LIBRARY LIST HEADER..."""
import pathlib
import re
import subprocess
import sys

library, listed, *headers = sys.argv[1:]
table = subprocess.run(["nm", "-D", "--defined-only", library], check=True, capture_output=True, text=True).stdout
exported = sorted(line.split()[-1].split("@")[0] for line in table.splitlines() if line.split()[-2] in "TDBRVW")
wanted = pathlib.Path(listed).read_text().split()
code = "\n".join(pathlib.Path(header).read_text() for header in headers)
declared = sorted(set(re.findall(r"PILAH_API [^;]*?\b(pilah_\w+)\(", code, re.S)))

problems = [f"exported but not in {listed}: {name}" for name in exported if name not in wanted]
problems += [f"in {listed} but not exported: {name}" for name in wanted if name not in exported]
problems += [f"exported but not declared in the header: {name}" for name in exported if name not in declared]
problems += [f"declared in the header but not exported: {name}" for name in declared if name not in exported]
if wanted != sorted(wanted):
    problems.append(f"{listed} is not sorted")
if not exported:
    problems.append("nothing is exported; the check would show nothing")
print("\n".join(problems) or f"{len(exported)} symbols, as listed")
sys.exit(1 if problems else 0)
