# SPDX-License-Identifier: Apache-2.0
"""A verdict as a notebook shows it: the comment with what was found in colour, then what to do and why."""
from __future__ import annotations

import html
from typing import TYPE_CHECKING

from ._page import percent

if TYPE_CHECKING:
    from ._verdict import Verdict

# Readable on light and dark pages alike: the colour is an underline and a tint, never the text's own colour.
_COLOURS = {"complaint": "#d97706", "abuse": "#dc2626", "spam": "#7c3aed", "influencer": "#0891b2"}


def _marked(verdict: Verdict) -> str:
    """The comment with one <span> for each stretch whose strongest evidence has a label."""
    owner: list[int | None] = [None] * len(verdict.text)
    for index, evidence in enumerate(verdict.evidence):  # strongest first, so the first to come keeps the place
        if evidence.field != "text" or evidence.label is None or evidence.rule_points <= 0:
            continue
        for at in range(evidence.begin, evidence.end):
            if owner[at] is None:
                owner[at] = index
    out: list[str] = []
    begin = 0
    while begin < len(verdict.text):
        end = begin
        while end < len(verdict.text) and owner[end] == owner[begin]:
            end += 1
        part = html.escape(verdict.text[begin:end].encode("utf-8", "replace").decode())
        index_here = owner[begin]
        if index_here is None:
            out.append(part)
        else:
            evidence = verdict.evidence[index_here]
            colour = _COLOURS.get(evidence.label or "", "#6b7280")
            title = html.escape(f"{evidence.rule} {evidence.points:+d}", quote=True)
            out.append(f'<span title="{title}" style="background:{colour}33;border-bottom:2px solid {colour}">{part}</span>')
        begin = end
    return "".join(out)


def verdict_html(verdict: Verdict) -> str:
    """One block of HTML without script; everything that came from outside is escaped."""
    chips = "".join(f'<span style="background:{_COLOURS[label]};color:#fff;border-radius:3px;padding:0 .4em;margin-right:.4em">'
                    f"{html.escape(label)} {html.escape(percent(verdict.scores[label]))}</span>" for label in verdict.labels)
    reasons = "".join(
        f'<tr><td style="text-align:right">{evidence.points:+d}</td><td style="text-align:left"><code>{html.escape(evidence.rule)}'
        f'</code></td><td style="text-align:left">{html.escape(evidence.text.encode("utf-8", "replace").decode())}</td></tr>'
        for evidence in verdict.evidence)
    return (f'<div class="pilah"><p style="font-size:1.1em;white-space:pre-wrap">{_marked(verdict)}</p>'
            f"<p>{chips}<b>{html.escape(verdict.action)}</b>, priority {verdict.priority} of 100"
            f"{', ' + html.escape(verdict.route) if verdict.route else ''}</p>"
            f"<details><summary>{len(verdict.evidence)} reasons</summary><table>{reasons}</table></details></div>")
