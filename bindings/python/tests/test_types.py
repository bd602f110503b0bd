# SPDX-License-Identifier: Apache-2.0
"""What a type checker says of programs that use the package: nothing of good ones, and where the others are wrong."""
import subprocess
import sys

PROGRAM = """
import datetime
import pathlib
import pilah
import pilah.files

verdict: pilah.Verdict = pilah.classify("x", followers=3, bio=None, time=datetime.datetime.now(datetime.timezone.utc))
label: str | None = verdict.label
labels: tuple[str, ...] = verdict.labels
begins: list[int] = [evidence.begin for evidence in verdict.evidence]
step: str = verdict.platform_action[0].how.en
told: pilah.Verdict = pilah.Classifier()("x", **pilah.Window().note("x", author="rara"))
rules: pilah.RuleSet = pilah.RuleSet.compile(pathlib.Path("a"), overlay=["b"], base=True)
ids: list[str] = [rule.id for rule in rules]
proof: pilah.Replay = pilah.replay([pilah.record(b"x", id=5, likes=3)], rules=rules)
rows: int = pilah.files.classify_file("a.csv", pathlib.Path("b.csv"), fields=["label"])
pilah.classify("x", folowers=3)
pilah.classify("x", followers="3")
verdict.lable
verdict.evidence[0].lable
pilah.frame
"""
WRONG = {"folowers": "call-arg", "followers=": "arg-type", "verdict.lable": "attr-defined", "[0].lable": "attr-defined", "pilah.frame\n": "attr-defined"}


def test_a_type_checker_finds_what_is_wrong_and_nothing_else(tmp_path):
    said = subprocess.run([sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--hide-error-context", "--cache-dir", tmp_path, "-c", PROGRAM],
                          capture_output=True, text=True).stdout
    lines = PROGRAM.splitlines(keepends=True)
    errors = [(lines[int(line.split(":")[1]) - 1], line.rpartition("[")[2].rstrip("]")) for line in said.splitlines() if ": error: " in line]
    assert [kind for _, kind in errors] == list(WRONG.values()), said
    assert all(words in line for words, (line, _) in zip(WRONG, errors)), said
