# SPDX-License-Identifier: Apache-2.0
"""Gets peers from the package registries into a build folder, as far as their tools are here. Each function returns
where they are, or a string that says why not. Nothing is installed twice."""
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def run(*command, **options):
    """None, or why it failed."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if done.returncode == 0:
        return None
    last = [line for line in done.stdout.splitlines() if line.strip()][-1:]
    return f"{command[0]} failed: {last[0].strip() if last else done.returncode}"


def debian(*packages):
    """Debian packages, if we may install them; what is missing otherwise shows in the table as a peer that is skipped."""
    missing = [name for name in packages if subprocess.run(["dpkg", "-s", name], capture_output=True).returncode]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        print("installing", *missing, file=sys.stderr)
        run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})


def node(build):
    """A folder with our scripts beside node_modules, since that is where Node looks for packages."""
    if not shutil.which("node") or not shutil.which("npm"):
        return "skipped: node or npm is not installed"
    folder = pathlib.Path(build, "peers", "node")
    folder.mkdir(parents=True, exist_ok=True)
    for file in [*HERE.glob("*.mjs"), HERE / "package.json"]:
        shutil.copy(file, folder)
    if not (folder / "node_modules").is_dir():
        failed = run("npm", "install", "--no-audit", "--no-fund", cwd=folder)
        if failed:
            return f"skipped: {failed}"
    return folder


def python(build):
    """The interpreter of a virtual environment."""
    folder = pathlib.Path(build, "peers", "python")
    program = folder / "bin" / "python"
    if not (folder / "complete").exists():
        failed = run(sys.executable, "-m", "venv", str(folder)) or run(str(program), "-m", "pip", "install", "-q", "-r",
                                                                       str(HERE / "requirements.txt"))
        if failed:
            return f"skipped: {failed}"
        (folder / "complete").touch()
    return program


def rust(build):
    """The program with the Rust peers."""
    if not shutil.which("cargo"):
        return "skipped: cargo is not installed"
    folder = pathlib.Path(build, "peers", "rust")  # a copy, so that Cargo.lock is not written into the tree
    shutil.copytree(HERE / "rust", folder, dirs_exist_ok=True)
    failed = run("cargo", "build", "--release", cwd=folder)
    return f"skipped: {failed}" if failed else folder / "target" / "release" / "pilah-peers"
