#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes src/pilah/_abi.py: constants, structs and prototypes of the C headers in the words of ctypes.

The headers keep to a small part of C (see docs/PYTHON.md), so a few expressions read them; whatever they cannot read is an
error, never left out.
usage: generate_abi.py HEADER... > _abi.py"""
import pathlib
import re
import sys

SCALARS = {  # C type -> ctypes name, letter of the struct module
    "int32_t": ("c_int32", "i"), "uint32_t": ("c_uint32", "I"), "int64_t": ("c_int64", "q"), "uint64_t": ("c_uint64", "Q"),
    "size_t": ("c_size_t", "N"), "double": ("c_double", "d"), "pilah_status": ("c_int", "i"),
}


def without_comments(text):
    return re.sub(r"/\*.*?\*/|//[^\n]*", " ", text, flags=re.S)


def without_preprocessor(text):
    text = re.sub(r"\\\n", " ", text)
    # The interface's own structs stand between these two lines and are written by hand in _arrow.py.
    text = re.sub(r"#ifndef ARROW_C_DATA_INTERFACE\n.*?#endif", "", text, flags=re.S)
    text = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    return re.sub(r'extern "C" \{', "", text)


def number(text, known):
    text = re.sub(r"\b(\d+)u\b", r"\1", text.strip())
    if not re.fullmatch(r"[\w\s()<|+-]+", text):
        raise SystemExit(f"cannot read the number {text!r}")
    return int(eval(text, {"__builtins__": {}}, dict(known)))  # noqa: S307: digits, names and shifts only


def constants(raw, code):
    known = {}
    for name, value in re.findall(r"^#define (PILAH_\w+) +(.+)$", without_comments(raw), re.M):
        if name not in ("PILAH_API",) and value.strip():
            known[name] = number(value, known)
    for body in re.findall(r"\benum(?: \w+)? \{(.*?)\}", code, re.S):
        following = 0
        for item in filter(None, (part.strip() for part in body.split(","))):
            name, _, value = item.partition("=")
            following = number(value, known) if value else following
            known[name.strip()] = following
            following += 1
    return known


def ctype(declared):
    """The ctypes name of a C type without the name it declares."""
    plain = re.sub(r"\b(const|struct)\b", " ", declared)
    plain = re.sub(r"\s+", "", plain)
    if plain == "void":
        return "None"
    if plain == "char*":
        return "c_char_p"
    if plain.endswith("*"):
        return "c_void_p"  # handles, structs, out-parameters: byref(), an address or None
    if plain in SCALARS:
        return SCALARS[plain][0]
    raise SystemExit(f"cannot read the type {declared!r}")


def split_declaration(text):
    match = re.fullmatch(r"\s*(.+?)(\w+)(?:\[(\w+)\])?\s*", text, re.S)
    if not match:
        raise SystemExit(f"cannot read the declaration {text!r}")
    return match.group(1).strip(), match.group(2), match.group(3)


def callbacks(code):
    """Types of functions that the caller hands over: an address, to us."""
    return re.findall(r"typedef [\w\s*]+\(\*(\w+)\)\([^)]*\);", code)


def structs(code):
    for name, body in re.findall(r"typedef struct \w+ \{(.*?)\} (\w+);", code, re.S):
        yield body, [split_declaration(line) for line in name.split(";") if line.strip()]


def functions(code):
    for returned, name, args in re.findall(r"PILAH_API\s+([\w\s*]+?)\b(pilah_\w+)\(([^)]*)\);", code, re.S):
        args = [] if args.strip() == "void" else [split_declaration(a)[0] for a in args.split(",")]
        # A struct or a handle that comes back is a number to us; text comes back as bytes.
        yield name, ctype(returned), [ctype(a) if "**" in a or "char*" not in a.replace(" ", "") or "const" in a else "c_void_p"
                                      for a in args]


def layout(fields, known, formats):
    letters, names = "", []
    for declared, name, count in fields:
        plain = re.sub(r"\s+|\bconst\b", "", declared)
        if plain in formats:  # a struct inside begins where its widest member may
            inner, inner_names = formats[plain]
            for i in range(known[count] if count else 1):
                letters += "0d" + inner + "0d"
                names += [f"{name}_{i}_{n}" if count else f"{name}_{n}" for n in inner_names]
        else:
            ctype(declared)  # an error if it is none that we know
            times = known[count] if count else 1
            letters += ("P" if plain.endswith("*") else SCALARS[plain][1]) * times
            names += [f"{name}_{i}" for i in range(times)] if count else [name]
    return letters, names


def generate(paths):
    raw = "\n".join(pathlib.Path(path).read_text(encoding="utf-8") for path in paths)
    code = without_preprocessor(without_comments(raw))
    known = constants(raw, code)
    SCALARS.update({name: ("c_void_p", "P") for name in callbacks(code)})
    out = ['# SPDX-License-Identifier: Apache-2.0',
           f'"""What {" and ".join(pathlib.Path(p).name for p in paths)} say, for ctypes.',
           "", 'Written by tools/generate_abi.py; a test writes it again and compares. Do not edit."""',
           "# ruff: noqa", "from ctypes import (", "    Structure, c_char_p, c_double, c_int, c_int32, c_int64, c_size_t, c_uint32, c_uint64, c_void_p,", ")",
           "from typing import Any", ""]
    out += [f"{name} = {value}" for name, value in known.items()]
    formats = {}
    for name, fields in structs(code):
        formats[name] = layout(fields, known, formats)
        out += ["", "", f"class {name}(Structure):", "    _fields_ = ["]
        for declared, field, count in fields:
            plain = re.sub(r"\s+|\bconst\b", "", declared)
            kind = plain if plain in formats else ctype(declared)
            if declared.replace(" ", "").endswith("**"):
                kind = "c_void_p"
            out.append(f'        ("{field}", {kind}{f" * {known[count]}" if count else ""}),')
        out.append("    ]")
    out += ["", "", "# The same for the struct module, which reads all fields in one go.", "FORMATS: dict[str, str] = {"]
    out += [f'    "{name}": "{letters}",' for name, (letters, _) in formats.items()]
    out += ["}", "FIELDS: dict[str, tuple[str, ...]] = {"]
    for name, (_, names) in formats.items():
        out += [f'    "{name}": (', *[f'        "{n}",' for n in names], "    ),"]
    out += ["}", "", "# Function: what it returns, what it takes.", "PROTOTYPES: dict[str, tuple[Any, tuple[Any, ...]]] = {"]
    found = list(functions(code))
    if len(found) != code.count("PILAH_API ") or not found:
        raise SystemExit(f"{code.count('PILAH_API ')} functions are declared, {len(found)} were understood")
    for name, returned, args in found:
        out.append(f'    "{name}": ({returned}, ({", ".join(args)}{"," if len(args) == 1 else ""})),')
    out += ["}", ""]
    return "\n".join(out)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    sys.stdout.write(generate(sys.argv[1:]))
