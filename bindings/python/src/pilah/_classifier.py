# SPDX-License-Identifier: Apache-2.0
"""Classifying one comment after another, from any number of threads."""
from __future__ import annotations

import collections
import ctypes
import struct
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from . import _abi, _arguments
from ._decode import ACTIONS, HEAD, MAIN, Open, character_places, evasion_set, read_verdict
from ._facts import is_unknown
from ._library import LIBRARY, check, text_at
from ._ruleset import RuleSet, label_index
from ._slot import Slot, classify_packed, encode
from ._verdict import Explanation, NearRow, Token, Verdict

if TYPE_CHECKING:
    import pyarrow as pa
    from typing_extensions import Unpack

    from ._facts import Facts

_TOKEN = struct.Struct(_abi.FORMATS["pilah_token"])
_NEAR_ROW = struct.Struct(_abi.FORMATS["pilah_near_row"])
_MOST = _abi.PILAH_TEXT_MAX
_utf8 = str.encode


def _mended(text: object) -> bytes:
    """UTF-8 of a str with lone surrogates."""
    if not isinstance(text, str):
        raise TypeError(f"text must be str, not {type(text).__name__}")
    return encode(text)[0]


def _bio(facts: Mapping[str, object]) -> tuple[str | None, bytes | None]:
    """The author's bio as it was given and as the library wants it."""
    bio = facts.get("bio")
    if is_unknown(bio):
        return None, None
    if not isinstance(bio, str):
        raise TypeError(f"bio must be str or None, not {type(bio).__name__}")
    return bio, encode(bio)[0]


class Classifier:
    """Classifies with one rule set; any number of threads may use one classifier at the same time. The interpreter's lock is let
    go while the library runs.

    >>> classifier = Classifier()
    >>> verdict = classifier.classify("paket saya kok belum sampai ya min, udah 2 minggu")
    >>> verdict.label, verdict.action
    ('complaint', 'respond')
    """

    def __init__(self, rules: RuleSet | None = None) -> None:
        if rules is not None and not isinstance(rules, RuleSet):
            raise TypeError(f"rules must be a RuleSet, not {type(rules).__name__}")
        self._rules = RuleSet.default() if rules is None else rules
        # append() and pop() of a deque are one step each, so no lock is needed, and none can be left locked by a fork.
        self._slots: collections.deque[Slot] = collections.deque()

    @property
    def rules(self) -> RuleSet:
        """The rules that it classifies with, for good: other rules want another classifier."""
        return self._rules

    def __repr__(self) -> str:
        return f"<pilah.Classifier with {self.rules!r}>"

    def __reduce__(self) -> tuple[object, ...]:
        return (shared, ()) if self is _shared else (Classifier, (self.rules,))

    def _slot(self) -> Slot:
        try:
            return self._slots.pop()
        except IndexError:
            return Slot(self._rules)

    def classify(self, text: str, **facts: Unpack[Facts]) -> Verdict:
        """What is this comment, why, and what should be done?

        Facts about the author: `bio`, `followers`, `following`, `account_days`, `posts_per_day`, `earlier_complaints`,
        `earlier_hidden`, `unanswered_reports`, `verified`, `business`, `customer`. About the comment: `platform` (one of
        pilah.PLATFORMS, in any case), `time` and `now` (seconds since 1970 or a datetime with a time zone), `likes`, `replies`,
        `position`, `copies`, `copy_authors`, `promotions`, `promotion_authors` (:class:`pilah.Window` tells them), `is_reply`, `edited`.
        About the thread: `thread_ours`, `thread_owner`. None is unknown and stays unknown, and -1 is an unknown number.

        Raises TypeError and ValueError naming the argument, TextTooLargeError (a ValueError) past 64 MiB of UTF-8. Lone surrogates are
        read as U+FFFD.

        >>> verdict = Classifier().classify("adminnya g o b l o k banget", followers=120_000, verified=True)
        >>> any("g o b l o k" in evidence.text for evidence in verdict.evidence), verdict.labels
        (True, ('abuse', 'influencer'))
        """
        try:
            data = _utf8(text)  # takes nothing but a str
        except (TypeError, UnicodeEncodeError):
            data = _mended(text)
        size = len(data)
        if facts or size > _MOST:
            return self._informed(text, data, facts)
        # What follows is _informed() without what it could do without, and with read_verdict() written out: each function of Python's own
        # that a call goes through costs about as much as encoding the text.
        slots = self._slots
        try:
            slot = slots.pop()
        except IndexError:
            slot = Slot(self._rules)
        try:
            if classify_packed(slot.plain, data, size):
                # Once more, with a larger block if that was too small; else to be told the same and say so.
                check(slot.classify(slot.plain, data), "text")
            block = slot.block
            verdict: Any = Open()
            size, label, action, verdict.priority = HEAD(block)
            verdict.text = text
            verdict.label = MAIN[label]
            verdict.action = ACTIONS[action]
            verdict._rules = self._rules
            verdict._answer = block[:size]
            verdict.__class__ = Verdict
            return verdict  # type: ignore[no-any-return]
        finally:
            slots.append(slot)

    def _informed(self, text: str, data: bytes, facts: Mapping[str, object]) -> Verdict:
        """The same for a text of which more is known, and for one that is too large."""
        bio, bio_data = _bio(facts) if "bio" in facts else (None, None)
        slot = self._slot()
        try:
            check(slot.classify(slot.inform(bio_data, facts), data), "bio" if bio_data and len(bio_data) > _MOST else "text")
            return read_verdict(self._rules, slot.block, text, bio)
        finally:
            self._slots.append(slot)

    __call__ = classify

    def mask(self, text: str, labels: str | Iterable[str] = "abuse") -> str:
        """The comment with one ``*`` for each character of what made it `labels`, if it is that.

        >>> Classifier().mask("makasih kak"), "goblok" in Classifier().mask("adminnya goblok banget sih lo")
        ('makasih kak', False)

        Raises as :meth:`classify`, and ValueError for a name that is no label.
        """
        if not isinstance(text, str):
            raise TypeError(f"text must be str, not {type(text).__name__}")
        bits = 0
        for label in _arguments.names("labels", labels):
            bits |= 1 << label_index(label)
        data, _ = encode(text)
        slot = self._slot()
        try:
            buffer, needed = ctypes.create_string_buffer(max(len(data), 1)), ctypes.c_size_t()
            scratch, comment, _ = slot.whole(data, None, {})
            check(LIBRARY.pilah_mask(self._rules._handle, scratch, comment, bits, buffer, len(buffer), ctypes.byref(needed)), "text")
            return buffer.raw[:needed.value].decode()
        finally:
            self._slots.append(slot)

    def explain(self, text: str, **facts: Unpack[Facts]) -> Explanation:
        """The verdict and how each word was read. Takes and raises what :meth:`classify` does.

        >>> [(token.text, token.standard) for token in Classifier().explain("paket gk sampai").tokens]
        [('paket', 'paket'), ('gk', 'tidak'), ('sampai', 'sampai')]
        """
        verdict = self.classify(text, **facts)  # checks the arguments in its own words
        data, _ = encode(text)
        _, bio_data = _bio(facts)
        slot = self._slot()
        try:
            scratch, comment, out = slot.whole(data, bio_data, facts)
            check(LIBRARY.pilah_classify(self._rules._handle, scratch, comment, out), "text")
            tokens, count = ctypes.c_void_p(), ctypes.c_uint32()
            check(LIBRARY.pilah_scratch_tokens(self._rules._handle, scratch, ctypes.byref(tokens), ctypes.byref(count)))
            raw = list(_TOKEN.iter_unpack(ctypes.string_at(tokens, _TOKEN.size * count.value))) if count.value else []
            places = character_places(data, [offset for token in raw for offset in token[:2]])
            read = []
            for begin, end, folded, folded_size, standard, step, evasions, _ in raw:
                begin, end = places[begin], places[end]
                read.append(Token(begin, end, text[begin:end], ctypes.string_at(folded, folded_size).decode("utf-8", "replace"),
                                  ctypes.string_at(standard).decode("utf-8", "replace"), ctypes.string_at(step).decode(),
                                  evasion_set(evasions)))
            return Explanation(verdict, tuple(read), self._reason(scratch), self._near_rows(scratch))
        finally:
            self._slots.append(slot)

    def _reason(self, scratch: Any) -> str:
        reason = ctypes.c_char_p()
        check(LIBRARY.pilah_scratch_reason(self._rules._handle, scratch, ctypes.byref(reason)))
        return (reason.value or b"").decode("utf-8", "replace")

    def _near_rows(self, scratch: Any) -> tuple[NearRow, ...]:
        rows, count = ctypes.c_void_p(), ctypes.c_uint32()
        check(LIBRARY.pilah_scratch_near_rows(self._rules._handle, scratch, ctypes.byref(rows), ctypes.byref(count)))
        raw = list(_NEAR_ROW.iter_unpack(ctypes.string_at(rows, _NEAR_ROW.size * count.value))) if count.value else []
        return tuple(NearRow(text_at(id_), text_at(missing), LIBRARY.pilah_action_name(action).decode())
                     for id_, missing, action, _ in raw)

    def classify_batch(self, texts: Any, **options: Any) -> pa.Table:
        """Many comments at once, without a loop in Python: :func:`pilah.classify_batch` with this classifier's rules."""
        from .batch import classify_batch

        return classify_batch(texts, classifier=self, **options)


def classifier_of(given: Classifier | None) -> Classifier:
    """The one that was given, or the shared one. Raises TypeError for what is none."""
    if given is not None and not isinstance(given, Classifier):
        more = "; pilah.Classifier(rules) is one with these rules" if isinstance(given, RuleSet) else ""
        raise TypeError(f"classifier must be a pilah.Classifier or None, not {type(given).__name__}{more}")
    return given or shared()


_shared: Classifier | None = None


def shared() -> Classifier:
    """The classifier with the built-in rules that this process shares."""
    global _shared
    if _shared is None:
        _shared = Classifier()  # two threads may each make one; either serves
    return _shared
