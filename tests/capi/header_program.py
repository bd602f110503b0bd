#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The programs that open pilah.h and pilah.hpp compile and do what they promise.
usage: header_program.py HEADER COMPILER STANDARD LIBRARY_DIR EXPECTED_WORD"""
import pathlib
import re
import subprocess
import sys
import tempfile

header, compiler, standard, library_dir, expected = sys.argv[1:]
lines = pathlib.Path(header).read_text().splitlines()
code = [re.sub(r"^(?: \*|//)     ", "", line) for line in lines if re.match(r"^(?: \*|//)     ", line)]
first = next(i for i, line in enumerate(code) if line.startswith("#include"))
last = next(i for i in range(first, len(code)) if code[i] == "}")
# Blank comment lines between the code lines carry no four blanks; the compiler does not miss them.
program = "\n".join(code[first : last + 1]) + "\n"
with tempfile.TemporaryDirectory() as folder:
    source = pathlib.Path(folder, "program.c" if header.endswith(".h") else "program.cc")
    source.write_text(program)
    binary = pathlib.Path(folder, "program")
    include = pathlib.Path(header).parents[1]
    command = [compiler, f"-std={standard}", "-Wall", "-Wextra", "-Werror", f"-I{include}", source, "-o", binary]
    subprocess.run([*command, f"-L{library_dir}", f"-Wl,-rpath,{library_dir}", "-lpilah"], check=True)
    out = subprocess.run([binary], check=True, capture_output=True, text=True).stdout
print(out, end="")
sys.exit(0 if expected in out else f"expected {expected!r}")
