# SPDX-License-Identifier: Apache-2.0
"""Evidence records: a comment with all that is known of it and the verdict that was given, and the proof that it was right.

The records are those of ``pilah classify --record`` and ``pilah replay``; either side reads what the other wrote.
"""
from __future__ import annotations

import base64
import codecs
import contextlib
import dataclasses
import datetime
import json
import operator
import os
import pathlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ._classifier import Classifier, _bio, classifier_of, shared
from ._decode import _ENTITY, _EVIDENCE, _FIELDS, _FLAGS, _TEXT, HEAD, evasion_set, read_verdict, rows_of
from ._facts import NUMBERS, YES_NO, check_names
from ._library import LABELS, LIBRARY, check, text_at
from ._ruleset import RuleSet
from ._slot import encode

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ._facts import Facts

_AUTHOR = frozenset(name for name, (field, _) in NUMBERS.items() if field.startswith("author_"))
_THREAD = {"thread_ours": "ours", "thread_owner": "owner"}
_SEEN = ("copies", "copy_authors", "promotions", "promotion_authors")


class OtherRulesError(ValueError):
    """A record was made with other rules: replaying it with these would prove nothing."""


@dataclasses.dataclass(frozen=True)
class Difference:
    """A field of a verdict that does not come out as it was recorded; None stands for nothing there."""

    line: int
    id: Any
    field: str
    recorded: Any
    now: Any


@dataclasses.dataclass(frozen=True)
class Replay:
    """How many records give the same verdict again, and what differs in the others. True if all are the same."""

    same: int
    differing: int
    differences: tuple[Difference, ...]

    def __bool__(self) -> bool:
        return self.differing == 0


def _verdict(classifier: Classifier, data: bytes, bio: bytes | None, facts: dict[str, Any]) -> dict[str, Any]:
    """The verdict as the command writes it into a record; places count bytes."""
    slot = classifier._slot()
    try:
        call = slot.inform(bio, {**facts, **({} if bio is None else {"bio": ""})})
        check(slot.classify(call, data), "text")
        answer = slot.block[:HEAD(slot.block)[0]]
        platform = -1 if call is slot.plain else slot.comment.platform
    finally:
        classifier._slots.append(slot)
    verdict = read_verdict(classifier.rules, answer, data.decode("utf-8", "replace"))
    raw_evidence, raw_entities, _, _ = rows_of(answer)
    verdict.__setstate__({"entities": (), "evidence": ()})  # theirs count characters
    said = verdict.to_dict()

    def place(begin: int, end: int, source: bytes) -> dict[str, Any]:
        return {"begin": begin, "end": end, "text": source[begin:end].decode("utf-8", "replace")}

    said["reason"] = said.pop("reasons")
    if verdict.due is not None:  # the command writes it in the zone of the policy's office hours
        zone = datetime.timedelta(minutes=LIBRARY.pilah_ruleset_zone_minutes(classifier.rules._handle))
        said["due"] = verdict.due.astimezone(datetime.timezone(zone)).isoformat()
    said["entities"] = [{"type": text_at(kind), **place(begin, end, data)} for kind, begin, end in _ENTITY.iter_unpack(raw_entities)]
    evidence = []
    for rule, label, points, begin, end, field, flags, evasions, rule_points in _EVIDENCE.iter_unpack(raw_evidence):
        source = data if field == _TEXT else bio or b"" if _FIELDS[field] == "bio" else b""
        evidence.append({"rule": text_at(rule), "label": LABELS[label] if label >= 0 else None, "points": points, **place(begin, end, source),
                         "field": _FIELDS[field], "flags": [name for bit, name in _FLAGS if flags & bit], "evasions": list(evasion_set(evasions)),
                         "rule_points": rule_points})
    said["evidence"] = evidence
    for name in ("text", "invalid_sequences"):
        del said[name]
    if platform < 0:
        del said["platform_action"]
    else:
        for step in said["platform_action"]:
            step["platform"] = LIBRARY.pilah_platform_name(platform).decode()
    seen = {name: count for name in _SEEN if (count := NUMBERS[name][1](name, facts.get(name))) >= 0}
    if "copies" in seen or "promotions" in seen:
        said["seen"] = seen
    as_json: dict[str, Any] = json.loads(json.dumps(said))
    return as_json


def _exact(key: str, value: bytes) -> dict[str, str]:
    try:
        return {key: value.decode()}
    except UnicodeDecodeError:
        return {f"{key}_base64": base64.b64encode(value).decode()}


def _plain_id(id_: Any) -> str | int | None:
    if id_ is None:
        return None
    if isinstance(id_, str):
        return encode(id_)[0].decode()  # the record goes into a file in UTF-8
    try:
        if not isinstance(id_, bool):
            return operator.index(id_)
    except TypeError:
        pass
    raise TypeError(f"id must be str, a whole number or None, not {type(id_).__name__}")


def record(text: str | bytes, *, id: str | int | None = None, classifier: Classifier | None = None, **facts: Unpack[Facts]) -> str:
    """Classifies a comment and returns the evidence as one line of JSON, without a line feed. `text` may be bytes that are no
    UTF-8; they come back byte for byte. Facts are those of :func:`pilah.classify`. Raises TypeError and ValueError naming the argument.

    >>> bool(replay([record("paket saya belum sampai, udah 2 minggu", id=7, followers=120)]))
    True
    """
    if not isinstance(text, (str, bytes)):
        raise TypeError(f"text must be str or bytes, not {type(text).__name__}")
    check_names(dict(facts))
    known_as = _plain_id(id)
    classifier = classifier_of(classifier)
    data = text if isinstance(text, bytes) else encode(text)[0]
    known: dict[str, Any] = {name: NUMBERS[name][1](name, value) for name, value in facts.items() if name != "bio"}
    _, bio = _bio(facts)
    author: dict[str, Any] = {} if bio is None else _exact("bio", bio)
    comment: dict[str, Any] = {}
    thread: dict[str, Any] = {}
    numbers: set[str] = set()
    for name, value in known.items():
        if value < 0:
            continue
        numbers.add(name)
        plain = LIBRARY.pilah_platform_name(value).decode() if name == "platform" else bool(value) if name in YES_NO else value
        (author if name in _AUTHOR else thread if name in _THREAD else comment)[_THREAD.get(name, name)] = plain
    line: dict[str, Any] = {} if known_as is None else {"id": known_as}
    line.update(_exact("text", data))
    for name, group in (("author", author), ("comment", comment), ("thread", thread)):
        if group:
            line[name] = group
    python_facts: dict[str, Any] = {name: value for name, value in facts.items() if name in numbers}
    line.update(record=1, library=LIBRARY.pilah_version().decode(), ruleset=classifier.rules.hash,
                verdict=_verdict(classifier, data, bio, python_facts))
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def _lines(records: str | os.PathLike[str] | Iterable[str | dict[str, Any]]) -> Iterator[tuple[int, bytes | str | dict[str, Any]]]:
    if isinstance(records, str) and records.lstrip().startswith("{"):
        raise ValueError("records must be a path or a list of records; this is one record: put it in a list")
    if isinstance(records, (str, os.PathLike)):
        with pathlib.Path(records).open("rb") as file:
            for number, line in enumerate(file, 1):
                if number == 1:
                    line = line.removeprefix(codecs.BOM_UTF8)
                if line.strip():
                    yield number, line
    elif isinstance(records, (bytes, dict)) or not isinstance(records, Iterable):
        raise TypeError(f"records must be a path or a list of records, not {type(records).__name__}")
    else:
        yield from enumerate(records, 1)


@contextlib.contextmanager
def _telling(number: int) -> Iterator[None]:
    """Says of what is wrong on which line it is."""
    try:
        yield
    except (TypeError, ValueError) as error:
        raise ValueError(f"line {number}: {error}") from error


def _record_of(line: bytes | str | dict[str, Any]) -> dict[str, Any]:
    """Raises ValueError for what is no evidence record."""
    row: Any = line
    try:
        if isinstance(row, bytes):
            row = row.decode()
        if isinstance(row, str):
            row = json.loads(row)
    except UnicodeDecodeError as error:
        raise ValueError("no UTF-8") from error
    except RecursionError as error:
        raise ValueError("no record: it is nested too deeply") from error
    except json.JSONDecodeError as error:  # it would tell of a line of its own
        raise ValueError(f"no JSON: {error.msg} at column {error.colno}") from error
    if not isinstance(row, dict) or not isinstance(row.get("verdict"), dict) or not isinstance(row.get("ruleset"), str):
        raise ValueError('no evidence record: it has no "verdict" and "ruleset"')
    for group in ("author", "comment", "thread"):
        if not isinstance(row.get(group), (dict, type(None))):
            raise ValueError(f"{group} must be an object, not {type(row[group]).__name__}")
    return row


def _bytes_of(row: dict[str, Any], key: str) -> bytes | None:
    name = f"{key}_base64" if f"{key}_base64" in row else key
    value = row.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(f"{name} must be str, not {type(value).__name__}")
    if name == key:
        return encode(value)[0]
    try:
        return base64.b64decode(value, validate=True)
    except ValueError as error:
        raise ValueError(f"{name} is no base64: {error}") from error


def _again(classifier: Classifier, row: dict[str, Any]) -> dict[str, Any]:
    """The verdict on a recorded comment. Raises TypeError and ValueError for what cannot have been recorded."""
    data = _bytes_of(row, "text")
    if data is None:
        raise ValueError("there is no text")
    author, comment, thread = (row.get(group) or {} for group in ("author", "comment", "thread"))
    facts: dict[str, Any] = {name: author[name] for name in _AUTHOR if author.get(name) is not None}
    facts.update({name: value for name, value in comment.items() if name in NUMBERS and value is not None})
    facts.update({name: thread[key] for name, key in _THREAD.items() if thread.get(key) is not None})
    return _verdict(classifier, data, _bytes_of(author, "bio"), facts)


def _compare(field: str, recorded: Any, now: Any) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(recorded, dict) and isinstance(now, dict):
        for key in {**recorded, **now}:
            yield from _compare(f"{field}.{key}" if field else key, recorded.get(key), now.get(key))
    elif isinstance(recorded, list) and isinstance(now, list):
        for i in range(max(len(recorded), len(now))):
            yield from _compare(f"{field}[{i}]", *(side[i] if i < len(side) else None for side in (recorded, now)))
    elif recorded != now or (isinstance(recorded, bool) != isinstance(now, bool)):
        yield field, recorded, now


def replay(records: str | os.PathLike[str] | Iterable[str | dict[str, Any]], rules: RuleSet | None = None) -> Replay:
    """Classifies recorded comments again and compares every field of their verdicts. `records` is the path of a file of records, or
    the records as lines or dicts; `rules` those that were in use then, the built-in ones if None.

    Raises OtherRulesError for a record of another rule set, ValueError for a row that is no record, both with the number of its line,
    ValueError if there is no record at all, OSError for the file.
    """
    classifier = shared() if rules is None else Classifier(rules)
    same = differing = 0
    found: list[Difference] = []
    for number, line in _lines(records):
        with _telling(number):
            row = _record_of(line)
        if row["ruleset"] != classifier.rules.hash:
            raise OtherRulesError(f"line {number}: recorded with rule set {row['ruleset']}, these rules are {classifier.rules.hash}; "
                                  "give the image that was in use then: rules=RuleSet.open(path)")
        with _telling(number):
            now = _again(classifier, row)
        differences = list(_compare("", row["verdict"], now))
        if differences:
            differing += 1
            found += [Difference(number, row.get("id"), *difference) for difference in differences]
        else:
            same += 1
    if not same + differing:  # proves nothing, and would look like a proof
        raise ValueError(f"{records} holds no evidence record" if isinstance(records, (str, os.PathLike)) else "there is no evidence record")
    return Replay(same, differing, tuple(found))
