#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Installs the build into an empty folder and uses it from there as four kinds of users do.
usage: outside_test.py CMAKE BUILD_DIR CC CXX VERSION"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

cmake, build, cc, cxx, version = sys.argv[1:]
# The outside projects are built as this one was: a machine may have no other build program.
generator = re.search(r"^CMAKE_GENERATOR:INTERNAL=(.+)$", (pathlib.Path(build) / "CMakeCache.txt").read_text(), re.M).group(1)
examples = pathlib.Path(__file__).parents[2] / "examples"
PROJECT = """cmake_minimum_required(VERSION 3.25)
project(outside LANGUAGES C CXX)
find_package(pilah {version} REQUIRED)
add_executable(program {source})
target_link_libraries(program PRIVATE pilah::{library})
"""


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], text=True, capture_output=True, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    prefix = folder / "prefix"
    run(cmake, "--install", build, "--prefix", prefix)
    lib = next(prefix.glob("lib*/**/libpilah.so")).parent

    for source, library in (("classify.c", "pilah"), ("triage.cc", "pilah"), ("triage.cc", "pilah_static")):
        project = folder / f"{source}-{library}"
        project.mkdir()
        shutil.copy(examples / source, project / source)
        (project / "CMakeLists.txt").write_text(PROJECT.format(version=version, source=source, library=library))
        run(cmake, "-G", generator, "-S", project, "-B", project / "build", f"-DCMAKE_PREFIX_PATH={prefix}", f"-DCMAKE_C_COMPILER={cc}",
            f"-DCMAKE_CXX_COMPILER={cxx}", "-DCMAKE_BUILD_TYPE=Release")
        run(cmake, "--build", project / "build")
        out = run(project / "build/program", input="paket saya belum sampai juga min\n")
        assert "respond" in out, out
        print(f"find_package, {library}, {source}: works")

    # Who links the shared library needs no RE2, and who has xxHash elsewhere can build.
    nowhere = folder / "nowhere"
    nowhere.mkdir()
    run(cmake, "-G", generator, "-S", folder / "classify.c-pilah", "-B", folder / "without-re2", f"-DCMAKE_PREFIX_PATH={prefix}",
        f"-DCMAKE_C_COMPILER={cc}", f"-DCMAKE_CXX_COMPILER={cxx}", env=dict(os.environ, PKG_CONFIG_LIBDIR=str(nowhere)))
    run(cmake, "--build", folder / "without-re2")
    print("find_package, pilah, without RE2: works")
    elsewhere = folder / "elsewhere"
    (elsewhere / "include").mkdir(parents=True)
    (elsewhere / "libxxhash.pc").write_text(f"Name: xxhash\nDescription: elsewhere\nVersion: 1\nCflags: -I{elsewhere}/include\n")
    run(cmake, "-G", generator, "-S", examples.parent, "-B", folder / "from-source", f"-DCMAKE_C_COMPILER={cc}", f"-DCMAKE_CXX_COMPILER={cxx}",
        "-DPILAH_BUILD_TESTS=OFF", "-DPILAH_BUILD_BENCHMARKS=OFF", env=dict(os.environ, PKG_CONFIG_PATH=str(elsewhere)))
    commands = json.loads((folder / "from-source/compile_commands.json").read_text())
    unaware = [one["file"] for one in commands if f"{elsewhere}/include" not in one["command"]]
    assert commands and not unaware, unaware
    print("xxHash outside the compiler's own folders: is found")

    environment = dict(os.environ, PKG_CONFIG_PATH=str(lib / "pkgconfig"), LD_LIBRARY_PATH=str(lib))
    flags = run("pkg-config", "--cflags", "--libs", f"pilah >= {version}", env=environment).split()
    program = folder / "by-pkg-config"
    run(cc, "-std=c99", examples / "classify.c", *flags, "-o", program)
    assert "respond" in run(program, input="paket saya belum sampai juga min\n", env=environment)
    # Each line is one comment, however long it is; the last one need not end.
    long = "ya " * 3000 + "paket saya belum sampai juga min"
    said = [line for line in run(program, input=f"makasih kak\r\n\n{long}\n{long}", env=environment).splitlines() if not line.startswith("    ")]
    assert [line.split()[1] for line in said] == ["none", "none", "respond", "respond"] and said[2].endswith(f" {long}"), said
    print("pkg-config, C: works")

    # One component alone: a machine that only runs things gets no headers.
    runtime = folder / "runtime"
    run(cmake, "--install", build, "--prefix", runtime, "--component", "runtime")
    assert list(runtime.rglob("libpilah.so.*")) and not list(runtime.rglob("*.h")), list(runtime.rglob("*"))
    print("component runtime: library and command, no headers")
    if (prefix / "bin/pilah").exists():
        moved = run(prefix / "bin/pilah", "--version", env=environment)
        assert version in moved, moved
        print("installed command: runs")
