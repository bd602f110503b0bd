# SPDX-License-Identifier: Apache-2.0
"""Runs the built command with the small rules of this directory."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PILAH = os.path.abspath(os.environ.get("PILAH", "build/pilah"))
RULES = str(Path(__file__).resolve().parent / "rules")
ENVIRONMENT = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE")}


def sanitized():
    """Built with a sanitizer, whose own memory would spoil a measurement."""
    program = Path(PILAH).read_bytes()
    return b"__asan_init" in program or b"__tsan_init" in program


def run(*arguments, feed=b"", environment=None, **options):
    """The finished process; output and errors as bytes."""
    feed = feed.encode() if isinstance(feed, str) else feed
    return subprocess.run([PILAH, *arguments], input=feed, capture_output=True, env={**ENVIRONMENT, **(environment or {})},
                          timeout=120, **options)


def classify(feed, *arguments, status=0, format="jsonl"):
    """The answers to one input as objects, checking the exit status."""
    done = run("classify", "--rules", RULES, "--input-format", format, *arguments, feed=feed)
    assert done.returncode == status, (done.returncode, done.stderr.decode())
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


class CommandTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    def pipe(self, name):
        path = self.folder / name
        os.mkfifo(path)
        return str(path)


def main():
    if not os.access(PILAH, os.X_OK):
        sys.exit(f"{PILAH} is no program; set PILAH to the built command")
    unittest.main()
