# SPDX-License-Identifier: Apache-2.0
"""Classifying one comment after another, from any number of threads."""
from __future__ import annotations

import collections
import ctypes
import operator
import re
import struct
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from . import _abi
from ._decode import character_places, decode_verdict, evasion_set
from ._library import LIBRARY, check
from ._ruleset import RuleSet, label_index
from ._verdict import Explanation, Token, Verdict

if TYPE_CHECKING:
    import pyarrow as pa

_SURROGATE = re.compile("[\ud800-\udfff]")
_TOKEN = struct.Struct(_abi.FORMATS["pilah_token"])
_MOST = (1 << 63) - 1


def encode(text: str) -> tuple[bytes, int]:
    """UTF-8, with each lone surrogate as U+FFFD so that characters keep their places, and how many there were."""
    try:
        return text.encode(), 0
    except UnicodeEncodeError:
        mended, count = _SURROGATE.subn("\ufffd", text)
        return mended.encode(), count


class _Slot:
    """What one call changes: a scratch and the structs around it. A slot is with one call at a time."""

    __slots__ = ("scratch", "comment", "verdict", "call", "touched")

    def __init__(self) -> None:
        self.scratch: Any = ctypes.c_void_p()
        check(LIBRARY.pilah_scratch_new(ctypes.byref(self.scratch)))
        self.comment = _abi.pilah_comment()
        self.verdict = _abi.pilah_verdict()
        LIBRARY.pilah_verdict_init(ctypes.byref(self.verdict), ctypes.sizeof(self.verdict))
        self.call = (self.scratch, ctypes.byref(self.comment), ctypes.byref(self.verdict))
        self.touched = True

    def __del__(self, free: Any = LIBRARY.pilah_scratch_free) -> None:
        scratch = getattr(self, "scratch", None)
        if scratch:
            free(scratch)


def _number(name: str, value: Any) -> int:
    """A count of people, days or posts; -1 for None and NaN, which tables use for what is not known."""
    if value is None or value != value:
        return -1
    if isinstance(value, (bool, str, bytes)):
        raise TypeError(f"{name} must be a whole number or None, not {type(value).__name__}")
    try:
        number = operator.index(value)
    except TypeError:
        if not hasattr(value, "is_integer"):
            raise TypeError(f"{name} must be a whole number or None, not {type(value).__name__}") from None
        if not value.is_integer():
            raise ValueError(f"{name} must be a whole number, not {value!r}") from None
        number = int(value)
    if not 0 <= number <= _MOST:
        raise ValueError(f"{name} must be between 0 and {_MOST}, not {number}")
    return number


def _yes_no(name: str, value: Any) -> int:
    if value is None or value != value:
        return _abi.PILAH_UNKNOWN
    if value is True or value is False or type(value).__name__ in ("bool", "bool_"):  # numpy's own, without numpy
        return _abi.PILAH_YES if value else _abi.PILAH_NO
    raise TypeError(f"{name} must be True, False or None, not {type(value).__name__}")


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
        self.rules = RuleSet.default() if rules is None else rules
        # append() and pop() of a deque are one step each, so no lock is needed, and none can be left locked by a fork.
        self._slots: collections.deque[_Slot] = collections.deque()

    def __repr__(self) -> str:
        return f"<pilah.Classifier with {self.rules!r}>"

    def __reduce__(self) -> tuple[object, ...]:
        return Classifier, (self.rules,)

    def _slot(self) -> _Slot:
        try:
            return self._slots.pop()
        except IndexError:
            return _Slot()

    @staticmethod
    def _fill(slot: _Slot, data: bytes, bio: bytes | None, followers: Any, following: Any, account_days: Any, posts_per_day: Any,
              verified: Any, business: Any) -> None:
        comment = slot.comment
        if slot.touched:
            LIBRARY.pilah_comment_init(ctypes.byref(comment), ctypes.sizeof(comment))
            slot.touched = False
        comment.text, comment.text_size = data, len(data)
        if bio is followers is following is account_days is posts_per_day is verified is business is None:
            return
        slot.touched = True
        comment.author_bio, comment.author_bio_size = bio, 0 if bio is None else len(bio)
        comment.author_followers = _number("followers", followers)
        comment.author_following = _number("following", following)
        comment.author_account_days = _number("account_days", account_days)
        comment.author_posts_per_day = _number("posts_per_day", posts_per_day)
        comment.author_verified = _yes_no("verified", verified)
        comment.author_business = _yes_no("business", business)

    def classify(self, text: str, *, followers: int | None = None, following: int | None = None, account_days: int | None = None,
                 posts_per_day: int | None = None, verified: bool | None = None, business: bool | None = None,
                 bio: str | None = None) -> Verdict:
        """What is this comment, why, and what should be done?

        `followers` and `following` are people, `account_days` days since the account was opened, `verified` and `business` yes or
        no, `bio` the author's description of themselves. None is unknown and stays unknown.

        Raises TypeError and ValueError naming the argument, TextTooLargeError (a ValueError) past 64 MiB of UTF-8.
        """
        if not isinstance(text, str):
            raise TypeError(f"text must be str, not {type(text).__name__}")
        if bio is not None and not isinstance(bio, str):
            raise TypeError(f"bio must be str or None, not {type(bio).__name__}")
        data, replaced = encode(text)
        bio_data = None if bio is None else encode(bio)[0]
        slot = self._slot()
        try:
            self._fill(slot, data, bio_data, followers, following, account_days, posts_per_day, verified, business)
            scratch, comment, verdict = slot.call
            status = LIBRARY.pilah_classify(self.rules._handle, scratch, comment, verdict)
            if status:
                check(status, "bio" if bio_data and len(bio_data) > _abi.PILAH_TEXT_MAX else "text")
            return decode_verdict(self.rules, slot.verdict, text, data, bio, bio_data, replaced)
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
        for label in [labels] if isinstance(labels, str) else labels:
            bits |= 1 << label_index(label)
        data, _ = encode(text)
        slot = self._slot()
        try:
            self._fill(slot, data, None, None, None, None, None, None, None)
            buffer, needed = ctypes.create_string_buffer(max(len(data), 1)), ctypes.c_size_t()
            scratch, comment, _verdict = slot.call
            check(LIBRARY.pilah_mask(self.rules._handle, scratch, comment, bits, buffer, len(buffer), ctypes.byref(needed)), "text")
            return buffer.raw[:needed.value].decode()
        finally:
            self._slots.append(slot)

    def explain(self, text: str, **author: Any) -> Explanation:
        """The verdict and how each word was read. Takes and raises what :meth:`classify` does.

        >>> [(token.text, token.standard) for token in Classifier().explain("paket gk sampai").tokens]
        [('paket', 'paket'), ('gk', 'tidak'), ('sampai', 'sampai')]
        """
        verdict = self.classify(text, **author)  # checks the arguments in its own words
        data, _ = encode(text)
        bio = author.get("bio")
        bio_data = None if bio is None else encode(bio)[0]
        slot = self._slot()
        try:
            facts = (author.get(n) for n in ("followers", "following", "account_days", "posts_per_day", "verified", "business"))
            self._fill(slot, data, bio_data, *facts)
            scratch, comment, out = slot.call
            check(LIBRARY.pilah_classify(self.rules._handle, scratch, comment, out), "text")
            tokens, count = ctypes.c_void_p(), ctypes.c_uint32()
            check(LIBRARY.pilah_scratch_tokens(self.rules._handle, scratch, ctypes.byref(tokens), ctypes.byref(count)))
            raw = list(_TOKEN.iter_unpack(ctypes.string_at(tokens, _TOKEN.size * count.value))) if count.value else []
            places = character_places(data, [offset for token in raw for offset in token[:2]])
            read = []
            for begin, end, folded, folded_size, standard, step, evasions, _ in raw:
                begin, end = places[begin], places[end]
                read.append(Token(begin, end, text[begin:end], ctypes.string_at(folded, folded_size).decode("utf-8", "replace"),
                                  ctypes.string_at(standard).decode("utf-8", "replace"), ctypes.string_at(step).decode(),
                                  evasion_set(evasions)))
            return Explanation(verdict, tuple(read))
        finally:
            self._slots.append(slot)

    def classify_batch(self, texts: Any, **options: Any) -> pa.Table:
        """Many comments at once, without a loop in Python: :func:`pilah.classify_batch` with this classifier's rules."""
        from .batch import classify_batch

        return classify_batch(texts, classifier=self, **options)


_shared: Classifier | None = None


def shared() -> Classifier:
    """The classifier with the built-in rules that this process shares."""
    global _shared
    if _shared is None:
        _shared = Classifier()  # two threads may each make one; either serves
    return _shared
