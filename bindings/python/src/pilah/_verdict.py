# SPDX-License-Identifier: Apache-2.0
"""What an answer is made of: plain frozen values, with places counted in characters of the str that was given."""
from __future__ import annotations

import dataclasses
import datetime
from typing import TYPE_CHECKING, Any

from ._html import verdict_html
from ._page import one_line, page


@dataclasses.dataclass(frozen=True)
class Evidence:
    """One reason.

    `rule` is the id of a rule; `label` is None for a rule that only sets tags; `points` is what it counts here and
    `rule_points` what the rule says before caps and absorption. `begin` and `end` are places in the text, or in the bio if
    `field` is "bio", as Python counts: ``text[begin:end]``. `field` is "text", "bio" or "facts"; `flags` holds "shadow",
    "absorbed" and "capped"; `evasions` names the tricks inside the place.
    """

    rule: str
    label: str | None
    points: int
    begin: int
    end: int
    text: str
    field: str
    flags: tuple[str, ...]
    evasions: tuple[str, ...]
    rule_points: int


@dataclasses.dataclass(frozen=True)
class Entity:
    """A thing named in the text: `type` is "url", "phone", "wa", "email", "price", "brandcode" or "code"; the rest is where."""

    type: str
    begin: int
    end: int
    text: str


@dataclasses.dataclass(frozen=True)
class Reasons:
    """What the public may be told, in Indonesian (`id`) and English (`en`): the category, never a rule or a word."""

    id: str
    en: str


@dataclasses.dataclass(frozen=True)
class PlatformStep:
    """What the action means on the comment's platform: `use` is "hide", "public" or "private", `verb` the platform's own word for it,
    `possible` whether it can be done there, `how` says how or what is left, `source` and `url` name the platform's page."""

    use: str
    verb: str
    possible: bool
    how: Reasons
    source: str
    url: str


class _Kept:
    """Where a verdict's values are kept, and the library's answer from which most are read when they are first asked for.

    Places of their own, and not a dict, since making one verdict after another is a large part of what a call costs. This class is not
    frozen: to fill a frozen one in through its __init__ takes ten times as long, so :mod:`pilah._decode` fills one of this layout in
    and then says that it is a Verdict.
    """

    __slots__ = (
        "text", "label", "labels", "scores", "points", "kinds", "action", "priority", "priority_parts", "respond_within_minutes", "due",
        "channel", "route", "policy_row", "reasons", "checklist", "tags", "tier", "heard_from", "who", "wants", "tone", "days", "language",
        "evasions", "entities", "evidence", "campaign", "promotion", "platform_action", "invalid_sequences", "ruleset",
        "_rules", "_answer", "_bio", "__weakref__")


@dataclasses.dataclass(frozen=True)
class Verdict(_Kept):
    """What a comment is, why, and what to do. The fields are those of the command's JSON.

    * `text`: the comment as it was given.
    * `label`: the main label, "complaint", "abuse", "spam" or "influencer"; None if none holds. `labels`: all that hold.
    * `scores`: label to probability, 0 to 1. `points`: label to points, exactly the sum of its evidence.
    * `kinds`: of labels that hold: topic of a complaint, kind of abuse (and "abuse_target"), of spam, of influencer.
    * `action`: "none", "respond", "hide" or "escalate". `priority`: 0 to 100. `respond_within_minutes`: 0 is no limit.
    * `channel`: "none", "public", "private" or "public-then-private". `route`: who should act. `policy_row`: what decided.
    * `reasons`: what the public may be told. `checklist`: what to mind in answering. `tags`: names.
    * `priority_parts`: severity, exposure, author, waiting and repetition, whose sum is `priority`. `due`: by when to answer, a datetime
      in UTC; None without the comment's time or without a limit, and past the year 9999.
    * `tier`: how many listen, "ordinary", "nano", "micro", "macro" or "mega"; None without followers. `heard_from`: what tells so,
      "text", "bio" or "facts". `who`: "customer", "press", …; `wants`: "refund", …; `tone`: "calm", "sarcastic", "angry" or "baper";
      `days`: the policy's days of the comment's time.
    * `language`: "id", "en", "mixed", "jv", "su" or "unknown".
    * `evasions`: tricks found anywhere. `entities`, `evidence`: with places that count characters of `text`.
    * `campaign`: 16 hexadecimal digits, equal for near-copies; None for a text too short to tell.
    * `promotion`: the same for comments that name the same gambling site, telephone or link.
    * `platform_action`: what the action means on the platform; empty if that is not known or nothing is to be done.
    * `invalid_sequences`: lone surrogates, each read as U+FFFD. `ruleset`: content hash of the rules.
    """

    __slots__ = ()

    text: str
    label: str | None
    labels: tuple[str, ...]
    scores: dict[str, float] = dataclasses.field(hash=False)
    points: dict[str, int] = dataclasses.field(hash=False)
    kinds: dict[str, str] = dataclasses.field(hash=False)
    action: str
    priority: int
    priority_parts: dict[str, int] = dataclasses.field(hash=False)
    respond_within_minutes: int
    due: datetime.datetime | None
    channel: str
    route: str
    policy_row: str
    reasons: Reasons
    checklist: tuple[str, ...]
    tags: tuple[str, ...]
    tier: str | None
    heard_from: tuple[str, ...]
    who: tuple[str, ...]
    wants: tuple[str, ...]
    tone: str
    days: tuple[str, ...]
    language: str
    evasions: tuple[str, ...]
    entities: tuple[Entity, ...]
    evidence: tuple[Evidence, ...]
    campaign: str | None
    promotion: str | None
    platform_action: tuple[PlatformStep, ...]
    invalid_sequences: int
    ruleset: str

    if not TYPE_CHECKING:  # else a checker takes any name for a field

        def __getattr__(self, name: str) -> Any:
            # Only asked for what is not there yet. Most who sort comments look at labels and actions alone, so the rest of the library's
            # answer is kept as it came. Two threads that ask at once both read it, to the same end.
            if name not in Verdict.__dataclass_fields__:
                raise AttributeError(f"'Verdict' object has no attribute {name!r}")
            read = _decode.decode_findings if name in ("entities", "evidence") else _decode.decode_rest
            self.__setstate__(read(self.text, self._rules, self._answer, getattr(self, "_bio", None)))
            return object.__getattribute__(self, name)

    def __getstate__(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, value)

    def to_dict(self) -> dict[str, Any]:
        """All of it as dicts, tuples, str, numbers and None, ready for json.dumps()."""
        made = dataclasses.asdict(self)
        made["due"] = self.due and self.due.isoformat()
        return made

    def __str__(self) -> str:
        what = "+".join(self.labels) or "-"
        return f"{self.action} {self.priority} {what}: {one_line(self.text)}"

    def _repr_html_(self) -> str:
        return verdict_html(self)


@dataclasses.dataclass(frozen=True)
class Token:
    """How one word was read: `folded` with disguise undone, `standard` as rules saw it ("" if no rule knows the word), `step`
    how that was found ("as-written", "slang", "squeezed", "clitic", …), `evasions` the tricks in it."""

    begin: int
    end: int
    text: str
    folded: str
    standard: str
    step: str
    evasions: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class NearRow:
    """A row of the policy that came close: `missing` is the one line that does not hold, "" for a row that holds and stands behind."""

    id: str
    missing: str
    action: str


@dataclasses.dataclass(frozen=True)
class Explanation:
    """A verdict and how each word of the comment was read. str() of it is for people: hints that count little are summed up there, and
    words that were read as they stand left out; `verdict.evidence` and `tokens` have them all.

    `internal_reason` is for the team's own eyes: the deciding row, the parts of the priority, rule ids and places (in bytes). `near_rows`
    are the rows of the policy that came close.
    """

    verdict: Verdict
    tokens: tuple[Token, ...]
    internal_reason: str = ""
    near_rows: tuple[NearRow, ...] = ()

    def __str__(self) -> str:
        return page(self)

    def _repr_html_(self) -> str:
        return verdict_html(self.verdict)


from . import _decode  # noqa: E402  # it makes the values above, and Verdict asks it for what is pending
