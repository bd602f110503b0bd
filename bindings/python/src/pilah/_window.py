# SPDX-License-Identifier: Apache-2.0
"""How often texts, and what they advertise, were seen lately and from how many authors."""
from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from . import _abi
from ._classifier import shared
from ._facts import NUMBERS
from ._library import LIBRARY, check
from ._slot import encode

if TYPE_CHECKING:
    from ._facts import Facts

# What a window tells of a comment: facts of the comment, and columns of a batch.
COUNTS = ("copies", "copy_authors", "promotions", "promotion_authors")
_UNSAID: Any = object()  # no time was given; None is one that is not known


class Window:
    """Counts near-copies in fixed memory. What :meth:`note` tells are facts of the comment:

    >>> window = Window()
    >>> text = "jangan belanja di toko ini, penipu semua"
    >>> for author in ("rara", "dina", "tono"):
    ...     verdict = shared().classify(text, **window.note(text, author=author))
    >>> [tag for tag in verdict.tags if tag in ("repeated", "coordinated")]
    ['repeated', 'coordinated']

    `keys` texts are kept at the same time, those seen again before those seen once. A comment is remembered for at least half of
    `comments` and at most all of it, or of `seconds` by the comments' own times; 0 is for ever. A count is never too high; it is too
    low where more other texts than are kept came between. Authors are exact below twelve in each half, from there on an estimate
    with a standard error of a third. Comments must come in one order to give the same counts again. Any thread may call. What a window
    saw stays in its process: to copy or pickle one is a TypeError.

    Tables and files are counted by ``classify_batch(…, window=window, author="username")`` and the like, a piece of 4,096 rows at a
    time if several of them use one window at once.
    """

    def __init__(self, *, keys: int = 1 << 16, comments: int | None = None, seconds: int | None = None) -> None:
        if comments is not None and seconds is not None:
            raise TypeError("comments and seconds are two ways to say how long; give one of them")
        options = _abi.pilah_window_options()
        LIBRARY.pilah_window_options_init(ctypes.byref(options), ctypes.sizeof(options))
        if isinstance(keys, bool) or not isinstance(keys, int):
            raise TypeError(f"keys must be a whole number, not {type(keys).__name__}")
        if not 8 <= keys <= 1 << 20:
            raise ValueError(f"keys must be between 8 and {1 << 20}, not {keys}")
        length = comments if seconds is None else seconds
        if length is not None:
            if isinstance(length, bool) or not isinstance(length, int) or not 0 <= length < 1 << 63:
                raise ValueError(f"{'comments' if seconds is None else 'seconds'} must be a whole number that is not negative, not {length!r}")
            options.length = length
        options.keys, options.in_seconds = keys, seconds is not None
        self._handle: Any = ctypes.c_void_p()
        check(LIBRARY.pilah_window_new(ctypes.byref(options), ctypes.byref(self._handle)))
        self._lock = threading.Lock()
        self.in_seconds: bool = seconds is not None  #: whether comments are forgotten by their own times

    def __del__(self, free: Any = LIBRARY.pilah_window_free) -> None:
        if getattr(self, "_handle", None):
            free(self._handle)

    def __reduce__(self) -> tuple[object, ...]:
        # Else copies would share the handle, and each would free it.
        raise TypeError("a Window can be neither copied nor pickled: what it counted stays in its process")

    def note(self, text: str, *, author: str | None = None, time: Any = _UNSAID) -> Facts:
        """Counts a comment and returns what was seen as facts for :func:`pilah.classify`: `copies`, `copy_authors`, `promotions`,
        `promotion_authors`, this comment included; None for what is not known, such as authors of whom none was named. `time` is
        needed for windows in seconds, as :func:`pilah.classify` takes it; None is not known, and counts as the latest before it. Without it
        such a window would never forget: a ValueError."""
        if not isinstance(text, str):
            raise TypeError(f"text must be str, not {type(text).__name__}")
        if author is not None and not isinstance(author, str):
            raise TypeError(f"author must be str or None, not {type(author).__name__}")
        if time is _UNSAID:
            if self.in_seconds:
                raise ValueError("time is what a window in seconds goes by; give the comment's, or None where it is not known")
            time = None
        data, name = encode(text)[0], encode(author or "")[0]
        comment = _abi.pilah_comment()
        LIBRARY.pilah_comment_init(ctypes.byref(comment), ctypes.sizeof(comment))
        comment.time = NUMBERS["time"][1]("time", time)
        campaign, promotion = ctypes.c_uint64(), ctypes.c_uint64()
        classifier = shared()
        slot = classifier._slot()
        try:
            check(LIBRARY.pilah_campaign_keys(slot.scratch, data, len(data), ctypes.byref(campaign), ctypes.byref(promotion)), "text")
        finally:
            classifier._slots.append(slot)
        with self._lock:
            check(LIBRARY.pilah_window_note(self._handle, campaign, promotion, name, len(name), ctypes.byref(comment)))
        seen: Any = {field: getattr(comment, field) for field in COUNTS}
        found: Facts = {field: None if count < 0 else count for field, count in seen.items()}  # type: ignore[assignment]
        return found


_Turn = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_int32)


class Turns:
    """Lets the pieces of a table be counted in their order, whichever threads classify them."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self._changed = threading.Condition()
        self._next = 0
        self._last: float = float("inf")  # number of the last piece that may have its turn
        self._reason: BaseException | None = None

    def of(self, number: int) -> Callable[..., int]:
        """What libpilah calls before and after it counts the piece of this number."""
        return _Turn(lambda _, begins: self._begin(number) if begins else self._end())

    def stop(self, number: int = -1) -> None:
        """Nobody gets a turn behind this piece: it has failed, so they would wait for ever."""
        with self._changed:
            self._last = min(self._last, number)
            self._changed.notify_all()

    def interruption(self) -> BaseException | None:
        """What interrupted a turn, which no exception can leave by itself."""
        return self._reason

    def _begin(self, number: int) -> int:
        held = False
        try:
            with self._changed:
                self._changed.wait_for(lambda: self._last < number or self._next == number)
            if number <= self._last:
                held = self.window._lock.acquire()
                return 0
        except BaseException as error:  # Ctrl-C, most likely; there is C code between here and the caller
            if held:
                self.window._lock.release()
            self._reason = error
            self.stop(number)
        return 1

    def _end(self) -> int:
        self.window._lock.release()
        with self._changed:
            self._next += 1
            self._changed.notify_all()
        return 0
