#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The check of the quiet corpus can fail: each way in which it should is tried.
usage: quiet_red_test.py COMMAND"""
import contextlib
import io
import json
import os
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import quiet_test

PACK = """pack = { id = "x", language = "id", owner = "tests" }
[[rule]]
id = "a"
label = "abuse"
points = 50
any = ["kucing"]
"""
ROWS = [{"id": f"q{i}", "text": f"halo nomor {i}"} for i in range(quiet_test.LEAST)]
CAT = {"id": "cat", "text": "kucing tidur"}
WAIVED = {**CAT, "reason": "the rule is a test"}


def check(command, rows, exceptions):
    with tempfile.TemporaryDirectory() as folder:
        data = pathlib.Path(folder)
        (data / "pack.toml").write_text(PACK)
        for name, lines in (("quiet.jsonl", rows), ("quiet_exceptions.jsonl", exceptions)):
            (data / name).write_text("".join(json.dumps(line) + "\n" for line in lines))
        with contextlib.redirect_stdout(io.StringIO()) as said:
            status = quiet_test.main(command, str(data / "pack.toml"), data)
        return status, said.getvalue(), (data / "quiet_exceptions.jsonl").read_text()


command = sys.argv[1]
os.environ.pop("PILAH_UPDATE_QUIET", None)
for rows, exceptions, status, words in [
    (ROWS, [], 0, "0 wrong"),
    (ROWS + [CAT], [], 1, "'kucing tidur' is ['abuse']"),
    (ROWS + [CAT], [WAIVED], 0, "1 exceptions, 0 wrong"),
    (ROWS + [CAT], [{**CAT, "reason": ""}], 1, "needs a reason"),
    (ROWS, [WAIVED], 1, "no such comment"),
    (ROWS, [{**ROWS[0], "reason": "none"}], 1, "not needed any more"),
    (ROWS[1:], [], 1, "fewer than"),
    (ROWS + ROWS[:1], [], 1, "repeat"),
]:
    got, said, _ = check(command, rows, exceptions)
    if got != status or words not in said:
        sys.exit(f"expected {status} and {words!r}, got {got}: {said}")
os.environ["PILAH_UPDATE_QUIET"] = "1"
got, said, left = check(command, ROWS + [CAT], [WAIVED, {**ROWS[0], "reason": "none"}])
if got or [json.loads(line) for line in left.splitlines()] != [WAIVED]:
    sys.exit(f"updating left {left!r}")
print("the check goes red where it should")
