# SPDX-License-Identifier: Apache-2.0
"""From the library's structs to frozen values.

One call costs a few microseconds in the library, so a dozen ctypes field look-ups would cost more than the answer. The library writes
it as one block (pilah_packed in pilah.h), which is copied whole; each struct in it is read in one go by the struct module (formats in
_abi.py, written from the header), and only when somebody asks for what it holds. Texts are kept by their address: they live in the
rule set, which does not move.
"""
from __future__ import annotations

import ctypes
import datetime
import struct
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from . import _abi
from ._library import EVASIONS, LABELS, LIBRARY, text_at
from ._slot import encode
from ._verdict import Entity, Evidence, PlatformStep, Reasons, Verdict, _Kept

if TYPE_CHECKING:
    from ._ruleset import RuleSet

_VERDICT = struct.Struct(_abi.FORMATS["pilah_verdict"])
_EVIDENCE = struct.Struct(_abi.FORMATS["pilah_evidence"])
_ENTITY = struct.Struct(_abi.FORMATS["pilah_entity"])
_STEP = struct.Struct(_abi.FORMATS["pilah_platform_step"])
_ADDRESS = struct.Struct("P")
_PACKED, _VERDICT_AT = ctypes.sizeof(_abi.pilah_packed), _abi.pilah_packed.verdict.offset
_FIELDS = {_abi.PILAH_IN_TEXT: "text", _abi.PILAH_IN_BIO: "bio", _abi.PILAH_IN_FACTS: "facts"}
_FLAGS = ((_abi.PILAH_EVIDENCE_SHADOW, "shadow"), (_abi.PILAH_EVIDENCE_ABSORBED, "absorbed"), (_abi.PILAH_EVIDENCE_CAPPED, "capped"))
_KEPT_SETS = 4096  # distinct sets of tags or tricks to keep; real comments have a few hundred

assert _abi.PILAH_NO_LABEL == -1  # where Python finds the last of a tuple
MAIN: tuple[str | None, ...] = (*LABELS, None)
_TEXT, _BIO = _abi.PILAH_IN_TEXT, _abi.PILAH_IN_BIO


def all_names(function: Any) -> tuple[str, ...]:
    """function(0), function(1), … up to the first None."""
    names: list[str] = []
    while (name := function(len(names))) is not None:
        names.append(name.decode())
    return tuple(names)


def _bit_names(names: tuple[str, ...], bits: int) -> tuple[str, ...]:
    return tuple(name for i, name in enumerate(names) if bits >> i & 1) if bits else ()


def _moment(seconds: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)


class _NamesOf(dict[int, str]):
    """number -> name, asked once for each number."""

    def __init__(self, function: Any) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, number: int) -> str:
        name = self[number] = str(self._function(number).decode())
        return name


ACTIONS: tuple[str, ...] = tuple(LIBRARY.pilah_action_name(action).decode() for action in range(_abi.PILAH_ESCALATE + 1))
_channels = _NamesOf(LIBRARY.pilah_channel_name)
_languages = _NamesOf(LIBRARY.pilah_language_name)
_kinds = _NamesOf(LIBRARY.pilah_kind_name)
_targets = _NamesOf(LIBRARY.pilah_target_name)
_tiers = _NamesOf(LIBRARY.pilah_tier_name)
_tones = _NamesOf(LIBRARY.pilah_tone_name)
_SOURCES = ("text", "bio", "facts")
_WHO = all_names(LIBRARY.pilah_who_name)
_WANTS = all_names(LIBRARY.pilah_want_name)
_static_texts: dict[int, str] = {}  # texts of the library itself
_evasion_sets: dict[int, tuple[str, ...]] = {0: ()}
_flag_sets: dict[int, tuple[str, ...]] = {
    bits: tuple(name for bit, name in _FLAGS if bits & bit) for bits in range(1 << len(_FLAGS))}


def _static_text(address: int) -> str:
    text = _static_texts.get(address)
    if text is None:
        text = _static_texts[address] = text_at(address)
    return text


def evasion_set(bits: int) -> tuple[str, ...]:
    """The names of the tricks whose bits are set."""
    found = _evasion_sets.get(bits)
    if found is None:
        if len(_evasion_sets) > _KEPT_SETS:
            _evasion_sets.clear()
        found = _evasion_sets[bits] = tuple(name for i, name in enumerate(EVASIONS) if bits >> i & 1)
    return found


def _tag_set(rules: RuleSet, bits: int) -> tuple[str, ...]:
    sets = rules._tag_sets
    found = sets.get(bits)
    if found is None:
        if len(sets) > _KEPT_SETS:
            sets.clear()
        found = sets[bits] = tuple(name for i, name in enumerate(rules.tags) if bits >> i & 1)
    return found


def character_places(data: bytes, offsets: Iterable[int]) -> dict[int, int]:
    """Byte offsets of well-formed UTF-8, none inside a character, to counts of characters: one walk over the text."""
    places: dict[int, int] = {}
    at = count = 0
    for offset in sorted(set(offsets)):
        count += len(data[at:offset].decode("utf-8", "replace"))
        places[offset] = count
        at = offset
    return places


def _policy(rules: RuleSet, row: int, route: int, reason_id: int, reason_en: int, checklist: bytearray) -> Any:
    """What a row of the policy says is the same each time it decides."""
    said = (text_at(route), text_at(row), Reasons(text_at(reason_id), text_at(reason_en)),
            tuple(text_at(address) for address, in _ADDRESS.iter_unpack(checklist)))
    rules._rows[row] = said
    return said


def _steps(rows: bytearray) -> tuple[PlatformStep, ...]:
    return tuple(PlatformStep(text_at(use), text_at(verb), bool(possible), Reasons(text_at(how_id), text_at(how_en)),
                              text_at(source), text_at(url))
                 for verb, use, possible, _, how_id, how_en, source, url in _STEP.iter_unpack(rows))


def _part(*names: str) -> struct.Struct:
    """Reads some fields of a pilah_packed, in their order, out of a block."""
    letters, at = "=", 0
    for name in names:
        of, base = (_abi.pilah_packed, 0) if name == "size" else (_abi.pilah_verdict, _abi.pilah_packed.verdict.offset)
        field = getattr(of, name)
        letter = {4: "i", 8: "Q"}[field.size]
        letters += f"{base + field.offset - at}x{letter}"
        at = base + field.offset + field.size
    return struct.Struct(letters)


# The size of the whole answer, and what most who sort comments look at: the rest of a block is read when it is asked for.
HEAD = _part("size", "label", "action", "priority").unpack_from
_ROWS = _part("checklist_count", "evidence_count", "entity_count", "platform_step_count").unpack_from


class Open(_Kept):
    """A verdict before it is frozen; see there."""

    __slots__ = ()


class _Open:
    """The same for a value of another class."""


def read_verdict(rules: RuleSet, block: bytearray, text: str, bio: str | None = None) -> Verdict:
    """The answer in a block, which may be overwritten afterwards. Classifier.classify() holds the same lines once more."""
    verdict: Any = Open()
    size, label, action, verdict.priority = HEAD(block)
    verdict.text = text
    verdict.label = MAIN[label]
    verdict.action = ACTIONS[action]
    verdict._rules = rules
    verdict._answer = block[:size]
    if bio is not None:
        verdict._bio = bio
    verdict.__class__ = Verdict
    return verdict  # type: ignore[no-any-return]


def rows_of(answer: bytearray) -> tuple[bytearray, bytearray, bytearray, bytearray]:
    """What follows the verdict in an answer: evidence, entities, addresses of a checklist, steps on the platform."""
    checklists, evidence, entities, _ = _ROWS(answer)
    named = _PACKED + evidence * _EVIDENCE.size
    checklist = named + entities * _ENTITY.size
    steps = checklist + checklists * _ADDRESS.size
    return answer[_PACKED:named], answer[named:checklist], answer[checklist:steps], answer[steps:]


def decode_rest(text: str, rules: RuleSet, answer: bytearray, bio: str | None) -> dict[str, Any]:
    """All of a verdict but its entities and evidence."""
    (_, label, p0, h0, s0, k0, _, p1, h1, s1, k1, target, p2, h2, s2, k2, _, p3, h3, s3, k3, _, action, priority, minutes, channel,
     route, row, reason_id, reason_en, _, _, _, _, tags, campaign, promotion, _, _, evasions, language, invalid, _, severity, exposure,
     author, waiting, repetition, tier, heard, who, wants, tone, days, step_count, due, _) = _VERDICT.unpack_from(answer, _VERDICT_AT)

    labels: tuple[str, ...] = ()
    kinds: dict[str, str] = {}
    if h0:
        labels, kinds["complaint"] = ("complaint",), _kinds[k0]
    if h1:
        labels, kinds["abuse"], kinds["abuse_target"] = (*labels, "abuse"), _kinds[k1], _targets[target]
    if h2:
        labels, kinds["spam"] = (*labels, "spam"), _kinds[k2]
    if h3:
        labels, kinds["influencer"] = (*labels, "influencer"), _kinds[k3]

    said = rules._rows.get(row) or _policy(rules, row, route, reason_id, reason_en, rows_of(answer)[2])
    return {
        "labels": labels,
        "scores": {"complaint": s0, "abuse": s1, "spam": s2, "influencer": s3},
        "points": {"complaint": p0, "abuse": p1, "spam": p2, "influencer": p3},
        "kinds": kinds,
        "priority_parts": {"severity": severity, "exposure": exposure, "author": author, "waiting": waiting, "repetition": repetition},
        "respond_within_minutes": minutes, "due": _moment(due) if due >= 0 else None,
        "channel": _channels[channel], "route": said[0], "policy_row": said[1], "reasons": said[2], "checklist": said[3],
        "tags": (rules._tag_sets.get(tags) or _tag_set(rules, tags)) if tags else (),
        "tier": None if tier < 0 else _tiers[tier], "heard_from": _bit_names(_SOURCES, heard),
        "who": _bit_names(_WHO, who), "wants": _bit_names(_WANTS, wants), "tone": _tones[tone],
        "days": _bit_names(rules._days, days), "language": _languages[language],
        "evasions": evasion_set(evasions) if evasions else (),
        "campaign": f"{campaign:016x}" if campaign else None, "promotion": f"{promotion:016x}" if promotion else None,
        "platform_action": _steps(rows_of(answer)[3]) if step_count else (),
        "invalid_sequences": invalid + encode(text)[1], "ruleset": rules._hash,
    }


def decode_findings(text: str, rules: RuleSet, answer: bytearray, bio: str | None) -> dict[str, Any]:
    """The entities and evidence of a verdict. `rules` keeps alive what they point to."""
    raw_evidence, raw_entities, _, _ = rows_of(answer)
    found = list(_EVIDENCE.iter_unpack(raw_evidence))
    named = list(_ENTITY.iter_unpack(raw_entities))
    data, bio_data = encode(text)[0], encode(bio)[0] if bio else b""
    places = bio_places = None
    if len(data) != len(text):
        places = character_places(data, [at for e in found if e[5] == _TEXT for at in e[3:5]] + [at for e in named for at in e[1:3]])
    if bio and len(bio_data) != len(bio):
        bio_places = character_places(bio_data, [at for e in found if e[5] == _BIO for at in e[3:5]])
    texts = rules._texts
    reasons: list[Evidence] = []
    for rule, of, points, begin, end, field, flags, tricks, rule_points in found:
        source, here = (text, places) if field == _TEXT else (bio or "", bio_places) if field == _BIO else ("", None)
        if here is not None:
            begin, end = here[begin], here[end]
        name = texts.get(rule)
        if name is None:
            name = texts[rule] = text_at(rule)
        reason: Any = _Open()
        reason.rule = name
        reason.label = MAIN[of]
        reason.points = points
        reason.begin = begin
        reason.end = end
        reason.text = source[begin:end]
        reason.field = _FIELDS[field]
        reason.flags = _flag_sets[flags & 7]
        reason.evasions = evasion_set(tricks) if tricks else ()
        reason.rule_points = rule_points
        reason.__class__ = Evidence
        reasons.append(reason)
    things: list[Entity] = []
    for kind, begin, end in named:
        if places is not None:
            begin, end = places[begin], places[end]
        things.append(Entity(_static_text(kind), begin, end, text[begin:end]))
    return {"entities": tuple(things), "evidence": tuple(reasons)}
