# SPDX-License-Identifier: Apache-2.0
"""How often texts, and what they advertise, were seen lately and from how many authors."""
from __future__ import annotations

import ctypes
import threading
from typing import TYPE_CHECKING, Any

from . import _abi
from ._classifier import shared
from ._facts import NUMBERS
from ._library import LIBRARY, check
from ._slot import encode

if TYPE_CHECKING:
    from ._facts import Facts

_NAMES = ("copies", "copy_authors", "promotions", "promotion_authors")


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
    with a standard error of a third. Comments must come in one order to give the same counts again. Any thread may call.
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
                raise ValueError(f"the length must be a whole number that is not negative, not {length!r}")
            options.length = length
        options.keys, options.in_seconds = keys, seconds is not None
        self._handle: Any = ctypes.c_void_p()
        check(LIBRARY.pilah_window_new(ctypes.byref(options), ctypes.byref(self._handle)))
        self._lock = threading.Lock()

    def __del__(self, free: Any = LIBRARY.pilah_window_free) -> None:
        if getattr(self, "_handle", None):
            free(self._handle)

    def note(self, text: str, *, author: str | None = None, time: Any = None) -> Facts:
        """Counts a comment and returns what was seen as facts for :func:`pilah.classify`: `copies`, `copy_authors`, `promotions`,
        `promotion_authors`, this comment included; None for what is not known, such as authors of whom none was named. `time` is
        needed for windows in seconds, as :func:`pilah.classify` takes it."""
        if not isinstance(text, str):
            raise TypeError(f"text must be str, not {type(text).__name__}")
        if author is not None and not isinstance(author, str):
            raise TypeError(f"author must be str or None, not {type(author).__name__}")
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
        seen: Any = {field: getattr(comment, field) for field in _NAMES}
        found: Facts = {field: None if count < 0 else count for field, count in seen.items()}  # type: ignore[assignment]
        return found
