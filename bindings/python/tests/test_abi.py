# SPDX-License-Identifier: Apache-2.0
"""The generated prototypes are those of the headers, and the C compiler lays the structs out as ctypes does."""
import ctypes
import importlib.util
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys

import pytest

from pilah import _abi, _library, _slot

HERE = pathlib.Path(__file__).parent
GENERATOR = HERE.parent / "tools/generate_abi.py"


def headers(repository):
    found = sorted((repository / "include/pilah").glob("*.h"))
    assert found and found[0].name == "pilah.h"
    return found


def generator():
    spec = importlib.util.spec_from_file_location("generate_abi", GENERATOR)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_prototypes_are_those_of_the_headers(repository):
    made = subprocess.run([sys.executable, GENERATOR, *headers(repository)], check=True, capture_output=True, text=True).stdout
    kept = (HERE.parent / "src/pilah/_abi.py").read_text(encoding="utf-8")
    assert made == kept, "run bindings/python/tools/generate_abi.py over the headers and keep what it writes"
    assert pathlib.Path(_abi.__file__).read_text(encoding="utf-8") == kept, "the installed package is another one"


@pytest.mark.parametrize("line", ["PILAH_API strange_t pilah_new(void);", "typedef struct pilah_x { short a; } pilah_x;",
                                  "PILAH_API void pilah_callback(void (*f)(int));"])
def test_what_the_generator_cannot_read_is_an_error(repository, tmp_path, line):
    header = tmp_path / "pilah.h"
    header.write_text(headers(repository)[0].read_text(encoding="utf-8").replace("#ifdef __cplusplus\n}", line + "\n#ifdef __cplusplus\n}"))
    assert line in header.read_text()
    with pytest.raises(SystemExit):
        generator().generate([header])


def test_a_change_of_a_struct_shows(repository, tmp_path):
    header = tmp_path / "pilah.h"
    text = headers(repository)[0].read_text(encoding="utf-8")
    header.write_text(text.replace("int32_t action; ", "int64_t action; "))
    assert generator().generate([header]) != generator().generate(headers(repository)[:1])


def test_the_c_compiler_lays_structs_out_alike(repository, tmp_path):
    compiler = shutil.which("cc") or shutil.which("gcc")
    assert compiler, "no C compiler; nothing would be compared"
    lines, wanted = [], []
    for name, fields in _abi.FIELDS.items():
        kind = getattr(_abi, name)
        lines.append(f'printf("{name} %zu\\n", sizeof({name}));')
        wanted.append(f"{name} {ctypes.sizeof(kind)}")
        for field, *_ in kind._fields_:
            lines.append(f'printf("{name}.{field} %zu\\n", offsetof({name}, {field}));')
            wanted.append(f"{name}.{field} {getattr(kind, field).offset}")
    source = tmp_path / "layout.c"
    source.write_text("#include <stddef.h>\n#include <stdio.h>\n" + "".join(f"#include <pilah/{h.name}>\n" for h in headers(repository)) +
                      "int main(void) {\n" + "\n".join(lines) + "\nreturn 0; }\n")
    subprocess.run([compiler, "-std=c99", "-Wall", "-Werror", f"-I{repository / 'include'}", source, "-o", tmp_path / "layout"], check=True)
    said = subprocess.run([tmp_path / "layout"], check=True, capture_output=True, text=True).stdout.splitlines()
    assert said == wanted


def test_the_struct_module_reads_what_ctypes_reads():
    for name, letters in _abi.FORMATS.items():
        kind = getattr(_abi, name)
        # The struct module leaves off the padding at the end, which only rows of structs have.
        assert struct.calcsize(letters) == ctypes.sizeof(kind), name
        numbers = [i + 1 for i in range(len(_abi.FIELDS[name]))]
        values = [float(n) if letter == "d" else n for n, letter in zip(numbers, re.sub("0d", "", letters))]
        one = kind.from_buffer_copy(struct.pack(letters, *values))
        flat = dict(zip(_abi.FIELDS[name], values))
        for field, of in kind._fields_:
            if of in (ctypes.c_char_p, ctypes.c_void_p) or not issubclass(of, ctypes._SimpleCData):
                continue
            assert getattr(one, field) == flat[field], f"{name}.{field}"


def test_the_call_that_goes_without_its_prototype():
    """pilah.classify() hands on byref(), bytes and an int unchecked; the int becomes 32 bits, so it must be told from more."""
    assert _abi.PROTOTYPES["pilah_classify_packed"] == (ctypes.c_int, (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32))
    assert _abi.PILAH_TEXT_MAX < 2 ** 31
    assert _library.LIBRARY.pilah_classify_packed.argtypes and not _slot.classify_packed.argtypes


def fake_library(tmp_path, body):
    compiler = shutil.which("cc")
    source = tmp_path / "fake.c"
    source.write_text(body)
    subprocess.run([compiler, "-shared", "-fPIC", source, "-o", tmp_path / "libpilah.so"], check=True)
    return str(tmp_path / "libpilah.so")


def test_a_library_of_another_abi_is_refused(tmp_path):
    path = fake_library(tmp_path, "unsigned pilah_abi_version(void) { return 77; }\n")
    with pytest.raises(ImportError, match="speaks ABI 77.*ABI 0.*same version"):
        _library.load(path)


def test_a_library_without_a_function_is_refused(tmp_path):
    path = fake_library(tmp_path, "unsigned pilah_abi_version(void) { return 0; }\n")
    with pytest.raises(ImportError, match=r"too old.*pilah_version\(\)"):
        _library.load(path)


def test_what_is_no_library_is_refused(tmp_path):
    path = fake_library(tmp_path, "int other(void) { return 0; }\n")
    with pytest.raises(ImportError, match="no libpilah"):
        _library.load(path)
    (tmp_path / "text").write_text("text")
    with pytest.raises(ImportError, match="cannot be loaded"):
        _library.load(str(tmp_path / "text"))


def test_importing_says_what_is_wrong(tmp_path):
    path = fake_library(tmp_path, "unsigned pilah_abi_version(void) { return 77; }\n")
    ran = subprocess.run([sys.executable, "-c", "import pilah"], env={**os.environ, "PILAH_LIBRARY": path}, capture_output=True, text=True)
    assert ran.returncode == 1 and "ImportError" in ran.stderr and "ABI 77" in ran.stderr
