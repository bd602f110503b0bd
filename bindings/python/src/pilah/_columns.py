# SPDX-License-Identifier: Apache-2.0
"""Columns by the names that dumps commonly have, and cells the way spreadsheets, data frames and scrapers write them.

Both are the command's (src/cli/table.cc and facts.cc), so that it and Python read the same of a file; tests compare them.
"""
from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Sequence

from . import _abi
from ._facts import MOMENTS, YES_NO, platform_named

# What is known of a comment -> names in the order in which they are preferred, written as plain_name() leaves them.
NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "comment", "content", "komentar", "comment_text", "teks", "isi_komentar", "message", "pesan", "ulasan", "review",
             "review_text", "body", "full_text", "tweet", "caption", "isi", "comments", "reviews"),
    "author": ("author_id", "user_id", "author_channel_id", "username", "user_name", "screen_name", "handle", "author", "author_name",
               "user", "penulis", "nama_pengguna", "akun"),
    "followers": ("followers", "author_followers", "followers_count", "follower_count", "pengikut", "jumlah_pengikut"),
    "following": ("following", "author_following", "following_count", "friends_count", "mengikuti"),
    "verified": ("verified", "author_verified", "is_verified", "terverifikasi", "centang_biru"),
    "bio": ("bio", "author_bio", "biography", "description", "biodata"),
    "account_days": ("account_days", "author_account_days", "account_age_days", "umur_akun"),
    "posts_per_day": ("posts_per_day", "author_posts_per_day"),
    "earlier_complaints": ("earlier_complaints", "author_earlier_complaints", "keluhan_sebelumnya"),
    "earlier_hidden": ("earlier_hidden", "author_earlier_hidden"),
    "unanswered_reports": ("unanswered_reports", "author_unanswered_reports", "laporan_belum_dijawab"),
    "customer": ("customer", "author_customer", "is_customer", "pelanggan"),
    "platform": ("platform", "comment_platform", "media_sosial"),
    "time": ("time", "comment_time", "created_at", "published_at", "timestamp", "create_time", "waktu", "datetime", "date", "comment_date", "created",
             "posted_at", "tanggal", "tanggal_komentar", "waktu_komentar"),
    "now": ("now", "comment_now"),
    "likes": ("likes", "comment_likes", "like_count", "likes_count", "digg_count", "suka", "jumlah_suka"),
    "replies": ("replies", "comment_replies", "reply_count", "replies_count", "balasan", "jumlah_balasan"),
    "position": ("position", "comment_position", "posisi"),
    "copies": ("copies", "comment_copies"),
    "copy_authors": ("copy_authors", "comment_copy_authors"),
    "promotions": ("promotions", "comment_promotions"),
    "promotion_authors": ("promotion_authors", "comment_promotion_authors"),
    "is_reply": ("is_reply", "comment_is_reply"),
    "edited": ("edited", "comment_edited", "is_edited", "disunting"),
    "thread_ours": ("thread_ours", "post_is_ours"),
    "thread_owner": ("thread_owner", "by_post_owner", "author_is_channel_owner"),
    "business": ("business", "author_business", "is_business", "is_business_account", "akun_bisnis"),
}


def plain_name(name: str) -> str:
    """"Comment Text" and "comment-text" are the same column: lower case, one underscore for anything else."""
    return re.sub(r"[\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+", "_", re.sub(r"[A-Z]", lambda letter: letter[0].lower(), name)).strip("_")


def known_column(names: Sequence[str], meaning: str) -> str | None:
    """The column that holds this, if its name says so."""
    plain = [plain_name(name) for name in names]
    return next((names[plain.index(known)] for known in NAMES[meaning] if known in plain), None)


def check_column(argument: str, name: str, names: Sequence[str]) -> None:
    """Raises ValueError naming the argument if there is no column of this name."""
    if name not in names:
        raise ValueError(f"{argument}: there is no column {name!r}, only {', '.join(names)}")


def check_single(argument: str, name: str, names: Sequence[str]) -> None:
    """Raises ValueError naming the argument if there is no column of this name, or more than one."""
    check_column(argument, name, names)
    if names.count(name) > 1:
        raise ValueError(f"{argument}: there are {names.count(name)} columns {name!r}; give each a name of its own")


def free_names(taken: Iterable[str], names: Iterable[str], plain: Callable[[str], str] = str) -> dict[str, str]:
    """Names for new columns beside those that are there, with ``pilah_`` in front as often as it takes. `plain` makes one of names that
    the table would not tell apart."""
    used = {plain(name) for name in taken}
    free: dict[str, str] = {}
    for name in names:
        new = name
        while plain(new) in used:
            new = f"pilah_{new}"
        used.add(plain(new))
        free[name] = new
    return free


def text_column(names: Sequence[str], text: str | None) -> str:
    """The column of comments: the one that is named, else one known by its name, else the only one."""
    found = text if text is not None else known_column(names, "text") or (names[0] if len(names) == 1 else None)
    if not names:
        raise ValueError("text must name the column of comments, but the table has no columns")
    if found is None:
        raise ValueError(f"text must name the column of comments, one of {', '.join(names)}")
    return found


# ---- Cells. What makes no sense is unknown. ----

_COUNT = re.compile(r"([0-9]+)(?:[.,]([0-9]+))? *(k|rb|ribu|m|jt|juta)?")
_TIMES = {"k": 1e3, "rb": 1e3, "ribu": 1e3, "m": 1e6, "jt": 1e6, "juta": 1e6}
_SECONDS = re.compile(r"([0-9]+)(?:\.0)?")
_MOMENT = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})[t ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]*)?)? *"
                     r"(?:(z|utc|wib|wita|wit)|([+-])([0-9]{2}):?([0-9]{2})?)")
_ZONES = {"z": 0, "utc": 0, "wib": 7, "wita": 8, "wit": 9}
_EPOCH = datetime.date(1970, 1, 1).toordinal()
_YES = frozenset(("1", "1.0", "true", "yes", "y", "t", "ya", "iya", "verified", "benar"))
_NO = frozenset(("0", "0.0", "false", "no", "n", "f", "tidak", "bukan", "salah"))


def _plain(cell: str) -> str:
    return cell.strip(" \t\r\n").lower()


def read_count(cell: str) -> int | None:
    """"1204", "12rb", "1,5 jt"; not "12.000", which is twelve thousand to some and twelve to others."""
    found = _COUNT.fullmatch(_plain(cell))
    if found is None:
        return None
    whole, part, unit = found.groups()
    if part is None and unit is None:
        return int(whole) if len(whole) < 20 and int(whole) < 1 << 63 else None
    value = float(f"{whole}.{part or 0}") * _TIMES.get(unit, 1)
    if value > 1e15 or (unit is None and (len(part) == 3 or not value.is_integer())):
        return None
    return int(value + 0.5)


def _is_moment(year: int, month: int, day: int, hour: int, minute: int, second: int) -> bool:
    """24:00 is the end of a day, and a leap second its last but none."""
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    if hour == 24:
        return year >= 1970 and minute == second == 0
    return year >= 1970 and hour < 24 and minute < 60 and second <= 60


def read_moment(cell: str) -> int | None:
    """Seconds since 1970, or a date with its zone: without one it could be any of three in Indonesia alone."""
    word = _plain(cell)
    if (seconds := _SECONDS.fullmatch(word)) is not None:
        made = int(seconds[1]) if len(seconds[1]) < 20 else -1
    else:
        found = _MOMENT.fullmatch(word)
        if found is None:
            return None
        year, month, day, hour, minute = (int(number) for number in found.groups()[:5])
        second, zone, sign, hours, minutes = found.groups()[5:]
        late = int(second or 0)
        if not _is_moment(year, month, day, hour, minute, late):
            return None
        if sign and (int(hours) > 14 or int(minutes or 0) > 59):
            return None
        offset = 60 * _ZONES[zone] if zone else (60 * int(hours) + int(minutes or 0)) * (-1 if sign == "-" else 1)
        days = datetime.date(year, month, 1).toordinal() - _EPOCH + day - 1
        made = days * 86400 + (hour * 60 + minute - offset) * 60 + late
    return made if 0 <= made <= _abi.PILAH_TIME_MAX else None


def read_yes_no(cell: str) -> bool | None:
    word = _plain(cell)
    return True if word in _YES else False if word in _NO else None


def reader_of(fact: str) -> Callable[[str], object]:
    """How cells of this fact are read: to a value, or to None for what is unknown or makes no sense."""
    if fact in ("bio", "author"):
        return lambda cell: cell or None
    if fact == "platform":
        return platform_named
    return read_moment if fact in MOMENTS else read_yes_no if fact in YES_NO else read_count
