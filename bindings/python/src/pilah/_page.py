# SPDX-License-Identifier: Apache-2.0
"""An explanation as text for people, laid out as `pilah explain` lays it out: the comment, the labels, what to do, why, and how words were
read. Names are those of the fields, so that what is seen here can be asked for."""
from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ._verdict import Evidence, Explanation, Token, Verdict

# What counts less is a hint: rules have many of them, each for a word that leans a little to one side.
_HINT = 5
_MOST_HINTS = 8  # words of them to name
# What must not reach a terminal: controls other than the line feed, direction marks and overrides, line separators, lone surrogates.
_UNSAFE = re.compile("[\0-\t\v-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff]")
_FLAGS = {"shadow": "on trial, not counted", "absorbed": "its {} points are counted by another rule",
          "capped": "{} points alone; rules like it have counted the rest"}


def percent(probability: float) -> str:
    """Without decimals, but never as if something were certain."""
    return "> 99 %" if probability > 0.99 else f"{100 * probability:.0f} %"


def _shown(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "\ufffd" if 0xd800 <= code <= 0xdfff else f"<U+{code:04X}>"


def printable(text: str) -> str:
    """The text without what would steer a terminal, or what cannot be written in UTF-8."""
    return _UNSAFE.sub(_shown, text)


def one_line(text: str) -> str:
    """The same on one line."""
    return printable(text).replace("\n", " ")


def _width(text: str) -> int:
    """Columns that a terminal needs, as far as Unicode's tables tell: two for wide letters and emoji, none for marks."""
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - _width(text))


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines with columns one below the other."""
    widths = [max(map(_width, column)) for column in zip(*rows)]
    return ["  ".join(map(_padded, row, widths)).rstrip() for row in rows]


def _quote(evidence: Evidence, most: int = 60) -> str:
    if evidence.field == "facts":
        return "facts about the author"
    text = one_line(evidence.text)
    return f"“{text if len(text) <= most else text[:most - 1] + '…'}”" + (" in the author's bio" if evidence.field == "bio" else "")


def _ground(evidence: Evidence) -> str:
    """The place, and what is to be said of it."""
    notes = [_FLAGS[flag].format(evidence.rule_points) for flag in evidence.flags]
    if evidence.evasions:
        notes.append(f"disguise: {', '.join(evidence.evasions)}")
    return _quote(evidence) + (f"  ({', '.join(notes)})" if notes else "")


def _labels(verdict: Verdict) -> list[str]:
    if not verdict.labels:
        return ["no label"]
    target = verdict.kinds.get("abuse_target", "none")
    rows = []
    for label in verdict.labels:
        kinds = [verdict.kinds[label]] if verdict.kinds.get(label, "none") != "none" else []
        if label == "abuse" and target != "none":
            kinds.append(f"aimed at: {target}")
        rows.append((label, percent(verdict.scores[label]), ", ".join(kinds)))
    return _table(rows)


def _to_do(verdict: Verdict) -> list[str]:
    rows = [("action", verdict.action)]
    if verdict.action != "none":
        parts = " + ".join(f"{name} {points}" for name, points in verdict.priority_parts.items() if points)
        alone = verdict.priority_parts["severity"] == verdict.priority
        rows.append(("priority", f"{verdict.priority} of 100" + ("" if alone else f" = {parts}")))
    if verdict.respond_within_minutes:
        rows.append(("within", f"{verdict.respond_within_minutes} minutes"))
    if verdict.due:
        rows.append(("due", verdict.due.isoformat()))
    if verdict.channel != "none":
        rows.append(("channel", verdict.channel))
    rows += [("route", verdict.route)] if verdict.route else []
    rows += [("checklist", ", ".join(verdict.checklist))] if verdict.checklist else []
    rows += [(step.verb, step.how.en) for step in verdict.platform_action]
    return _table([*rows, ("policy_row", verdict.policy_row)])


def _sum(verdict: Verdict, label: str | None, of: Sequence[Evidence]) -> list[str]:
    """The evidence of one label, which adds up to its points."""
    shown = [one for one in of if label is None or abs(one.points) >= _HINT]
    hints = [one for one in of if label is not None and 0 < abs(one.points) < _HINT]
    rows = _table([(f"{one.points:+6d}", one.rule, _ground(one)) for one in shown])
    if hints:
        words = list(dict.fromkeys(_quote(one, 20) for one in hints))
        more = ", …" if len(words) > _MOST_HINTS else ""
        rows.append(f"{sum(one.points for one in hints):+6d}  hints that count little: {', '.join(words[:_MOST_HINTS])}{more}")
    if label is not None:
        enough = "enough" if label in verdict.labels else "not enough, so it does not count as such"
        rows.append(f"{f'= {verdict.points[label]}':>6}  points, {enough}; probability {percent(verdict.scores[label])}")
    return [label or "no label: tags and hints", *rows]


def _why(verdict: Verdict) -> list[str]:
    """Labels that nobody would have thought of are left out. Tags are grounds where something is to be done without a label."""
    lines: list[str] = []
    for label in sorted(verdict.points, key=lambda label: -verdict.points[label]):
        of = [one for one in verdict.evidence if one.label == label]
        if of and (label in verdict.labels or verdict.points[label] >= _HINT):
            lines += _sum(verdict, label, of)
    tags = [one for one in verdict.evidence if one.label is None]
    if tags and verdict.label is None and verdict.action != "none":
        lines += _sum(verdict, None, tags)
    if not lines:
        lines = ["nothing in it that counts for a label; verdict.evidence has the hints" if verdict.evidence else "no rule fired"]
    return lines


def _readings(tokens: Sequence[Token]) -> list[str]:
    """The words that rules saw otherwise than they stand in the comment, one entry for each as written: it may stand for several."""
    read: dict[tuple[int, int], tuple[str, str, str]] = {}
    for token in tokens:
        place = token.begin, token.end
        words = one_line(token.standard or token.folded)
        if place in read:
            written, before, how = read[place]
            read[place] = written, f"{before} {words}", how
        else:
            read[place] = one_line(token.text), words, ", ".join((token.step, *token.evasions))
    rows = [(written, f"→  {words}", how) for written, words, how in read.values() if written.lower() != words]
    return _table(rows)


def page(explanation: Explanation) -> str:
    """All of it, without colours and without a line feed at its end."""
    verdict = explanation.verdict
    parts = [("", [*(printable(verdict.text) or "(an empty comment)").split("\n"), "", *_labels(verdict)]), ("What to do", _to_do(verdict)),
             ("Why", _why(verdict)), ("Words as read", _readings(explanation.tokens))]
    return "\n\n".join("\n".join(filter(None, [heading, "\n".join(f"  {line}".rstrip() for line in lines)])) for heading, lines in parts if lines)
