# SPDX-License-Identifier: Apache-2.0
"""What may be known of a comment, its author and its thread, and how Python values become it."""
from __future__ import annotations

import datetime
import difflib
import operator
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from . import _abi
from ._library import LIBRARY

if TYPE_CHECKING:
    from typing import TypedDict

    class Facts(TypedDict, total=False):
        """Everything is optional; None is unknown and stays unknown, and so do NaN and the NA and NaT of pandas."""

        bio: str | None  #: the author's description of themselves
        followers: int | None  #: people
        following: int | None  #: people
        account_days: int | None  #: days since the account was opened
        posts_per_day: int | None
        earlier_complaints: int | None  #: complaints made before this one
        earlier_hidden: int | None  #: earlier comments that were hidden or deleted
        unanswered_reports: int | None  #: complaints made before that nobody has answered yet
        verified: bool | None
        business: bool | None  #: a business account
        customer: bool | None  #: known to have bought from the brand
        platform: str | None  #: "instagram", "Facebook", "ig", …: pilah.PLATFORMS, in any case
        time: int | datetime.datetime | None  #: when it was written: seconds since 1970, or a datetime with a time zone
        now: int | datetime.datetime | None  #: when the team reads it, the same way
        likes: int | None  #: of the comment
        replies: int | None  #: to the comment
        position: int | None  #: how many comments the platform shows above it
        copies: int | None  #: how often this text was seen lately, this time included; pilah.Window tells
        copy_authors: int | None  #: from how many authors
        promotions: int | None  #: how often what it advertises was seen lately, this time included
        promotion_authors: int | None  #: from how many authors
        is_reply: bool | None  #: an answer to another comment
        edited: bool | None  #: changed after it was written
        thread_ours: bool | None  #: below a post of the brand
        thread_owner: bool | None  #: written by the owner of the post it stands below


PLATFORMS: tuple[str, ...] = tuple(LIBRARY.pilah_platform_name(i).decode() for i in range(_abi.PILAH_PLATFORM_COUNT))

_MOST = (1 << 63) - 1


def is_unknown(value: Any) -> bool:
    """None, and what tables have where nothing is known: NaN, and NA and NaT of pandas."""
    if hasattr(value, "__len__"):  # text, or a column, of which nobody can say so
        return False
    try:
        return value is None or bool(value != value)
    except (TypeError, ValueError):  # an expression of Polars, which is no value
        return type(value).__name__ == "NAType"  # pandas' own, without pandas


def _number(name: str, value: Any) -> int:
    """A count of people, days or posts; -1 for what is not known, and for -1 itself, which dumps and the C interface use."""
    if is_unknown(value):
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
    if number != -1 and not 0 <= number <= _MOST:
        raise ValueError(f"{name} must be between 0 and {_MOST}, not {number}")
    return number


def _yes_no(name: str, value: Any) -> int:
    if is_unknown(value):
        return _abi.PILAH_UNKNOWN
    if value is True or value is False or type(value).__name__ in ("bool", "bool_"):  # numpy's own, without numpy
        return _abi.PILAH_YES if value else _abi.PILAH_NO
    raise TypeError(f"{name} must be True, False or None, not {type(value).__name__}")


def _moment(name: str, value: Any) -> int:
    if isinstance(value, datetime.datetime) and not is_unknown(value):
        if value.tzinfo is None:
            raise ValueError(f"{name} must have a time zone, since {value!r} could be anywhere; in Jakarta it is "
                             "value.replace(tzinfo=zoneinfo.ZoneInfo('Asia/Jakarta'))")
        if value.timestamp() < 0:
            raise ValueError(f"{name} must not be before 1970, as {value!r} is")
        value = int(value.timestamp())
    try:
        seconds = _number(name, value)
    except TypeError:
        raise TypeError(f"{name} must be seconds since 1970, a datetime with a time zone or None, not {type(value).__name__}") from None
    if seconds > _abi.PILAH_TIME_MAX:
        raise ValueError(f"{name} must be in seconds before the year 10000, not {seconds}; are these milliseconds?")
    return seconds


_SHORT = {"ig": "instagram", "fb": "facebook", "yt": "youtube", "twitter": "x", "play-store": "google-play", "playstore": "google-play"}


def platform_named(name: str) -> str | None:
    """The platform that is meant: in any case, with blanks or underscores for hyphens, or by a short name, as the command has them."""
    plain = name.strip().lower().replace("_", "-").replace(" ", "-")
    plain = _SHORT.get(plain, plain)
    return plain if plain in PLATFORMS else None


def _platform(name: str, value: Any) -> int:
    if is_unknown(value):
        return _abi.PILAH_UNKNOWN
    if not isinstance(value, str):
        raise TypeError(f"{name} must be str or None, not {type(value).__name__}")
    found = platform_named(value)
    if found is None:
        raise ValueError(f"{name} {value!r} is none of {', '.join(PLATFORMS)}")
    return PLATFORMS.index(found)


# Name -> field of pilah_comment and how a value becomes it. The bio is text and stands apart.
NUMBERS: dict[str, tuple[str, Callable[[str, Any], int]]] = {
    **{name: (f"author_{name}", _number) for name in ("followers", "following", "account_days", "posts_per_day",
                                                      "earlier_complaints", "earlier_hidden", "unanswered_reports")},
    **{name: (f"author_{name}", _yes_no) for name in ("verified", "business", "customer")},
    "platform": ("platform", _platform),
    **{name: (name, _moment) for name in ("time", "now")},
    **{name: (name, _number) for name in ("likes", "replies", "position", "copies", "copy_authors", "promotions",
                                              "promotion_authors")},
    **{name: (name, _yes_no) for name in ("is_reply", "edited", "thread_ours", "thread_owner")},
}
FACTS: tuple[str, ...] = ("bio", *NUMBERS)
YES_NO = frozenset(name for name, (_, read) in NUMBERS.items() if read is _yes_no)
MOMENTS = frozenset(name for name, (_, read) in NUMBERS.items() if read is _moment)


def is_none_of(name: str, options: Iterable[str] = ()) -> str:
    """What to say of a name that is neither a fact nor an option: which one may be meant, and which facts there are."""
    if name in ("rules", "ruleset"):
        return "own rules go into a classifier: pilah.Classifier(rules)"
    near = difflib.get_close_matches(name, (*options, *FACTS), 1, 0.75)
    return (f"do you mean {near[0]!r}? " if near else "") + f"facts are {', '.join(FACTS)}"


def check_names(facts: Mapping[str, object], options: Iterable[str] = ()) -> None:
    """Raises TypeError for a fact that there is none."""
    for name in facts:
        if name not in FACTS:
            raise TypeError(f"unknown fact {name!r}; {is_none_of(name, options)}")


def fill(comment: Any, facts: Mapping[str, object]) -> None:
    """Writes all facts but the bio. Raises TypeError and ValueError naming the fact."""
    for name, value in facts.items():
        if name in NUMBERS:
            field, read = NUMBERS[name]
            setattr(comment, field, read(name, value))
        elif name != "bio":
            check_names(facts)
