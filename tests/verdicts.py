# SPDX-License-Identifier: Apache-2.0
"""What the built command says of comments."""
import json
import subprocess
import sys


def classify(command, rules, rows, evidence="short"):
    """The verdicts on some comments: texts, or rows as the command reads them."""
    feed = "".join(json.dumps({"text": row} if isinstance(row, str) else row, ensure_ascii=False) + "\n" for row in rows)
    done = subprocess.run([command, "classify", "--rules", str(rules), "--input-format", "jsonl", "--output-format", "jsonl",
                           "--evidence", evidence], input=feed.encode(), capture_output=True)
    if done.returncode:
        sys.exit(done.stderr.decode())
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    if len(answers) != len(rows):
        sys.exit(f"{len(rows)} comments in, {len(answers)} answers out")
    return answers
