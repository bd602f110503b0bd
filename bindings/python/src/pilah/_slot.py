# SPDX-License-Identifier: Apache-2.0
"""What one call changes: a scratch, the structs around it, and the memory that its answer is written to."""
from __future__ import annotations

import ctypes
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from . import _abi
from ._facts import fill
from ._library import LIBRARY, check

if TYPE_CHECKING:
    from ._ruleset import RuleSet

_SURROGATE = re.compile("[\ud800-\udfff]")
# A verdict with its evidence takes some 500 bytes; a slot grows to the largest that it has met.
_BLOCK = 4096

# The function without its prototype: what it is called with here needs no check, and checking takes longer than handing over. It is a
# function object of its own: the prototype of LIBRARY.pilah_classify_packed stays, and a test holds it to what is handed over, a pointer
# by byref(), bytes, and an int of 32 bits.
classify_packed = LIBRARY["pilah_classify_packed"]


def _unknown() -> bytes:
    comment = _abi.pilah_comment()
    LIBRARY.pilah_comment_init(ctypes.byref(comment), ctypes.sizeof(comment))
    return bytes(comment)


_UNKNOWN = _unknown()  # a comment of which nothing is known


def encode(text: str) -> tuple[bytes, int]:
    """UTF-8, with each lone surrogate as U+FFFD so that characters keep their places, and how many there were."""
    try:
        return text.encode(), 0
    except UnicodeEncodeError:
        mended, count = _SURROGATE.subn("\ufffd", text)
        return mended.encode(), count


class Slot:
    """Is with one call at a time.

    `plain` and `informed` are what pilah_classify_packed() wants beside a text: the one knows nothing else, the other knows what
    :meth:`inform` wrote. They stay as they are from call to call, since a foreign call pays for each argument and each field.
    """

    __slots__ = ("block", "comment", "informed", "plain", "scratch", "_bytes", "_calls", "_verdict")

    def __init__(self, rules: RuleSet) -> None:
        self.scratch: Any = ctypes.c_void_p()
        check(LIBRARY.pilah_scratch_new(ctypes.byref(self.scratch)))
        self.comment = _abi.pilah_comment()
        self._bytes = memoryview(self.comment).cast("B")
        self._verdict: Any = None
        self._calls = (_abi.pilah_call(), _abi.pilah_call())
        for call in self._calls:
            LIBRARY.pilah_call_init(ctypes.byref(call), ctypes.sizeof(call))
            call.ruleset, call.scratch = rules._handle, self.scratch
        self._calls[1].facts = ctypes.addressof(self.comment)
        self.plain, self.informed = (ctypes.byref(call) for call in self._calls)
        self.grow(_BLOCK)

    def __del__(self, free: Any = LIBRARY.pilah_scratch_free) -> None:
        scratch = getattr(self, "scratch", None)
        if scratch:
            free(scratch)

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a Slot can be neither copied nor pickled: it owns its scratch")  # two would free it

    def grow(self, size: int) -> None:
        """Makes room for an answer of so many bytes."""
        self.block = bytearray(size)  # of the buffers that Python has, the quickest to copy a part of; it is never resized, so it stays
        address = ctypes.addressof(ctypes.c_char.from_buffer(self.block))
        for call in self._calls:
            call.block, call.block_size = address, size

    def inform(self, bio: bytes | None, facts: Mapping[str, object]) -> Any:
        """Writes down what is known beside the text, and returns what to call with. `bio` must live until the call is over."""
        if not facts:
            return self.plain
        self._bytes[:] = _UNKNOWN
        if bio is not None:
            self.comment.author_bio, self.comment.author_bio_size = bio, len(bio)
        fill(self.comment, facts)
        return self.informed

    def classify(self, call: Any, data: bytes) -> int:
        """Has the library write its answer to the block, however large that must be; returns the status."""
        size = len(data)
        if size > _abi.PILAH_TEXT_MAX:
            return _abi.PILAH_TEXT_TOO_LARGE
        while True:
            status: int = classify_packed(call, data, size)
            if status != _abi.PILAH_BUFFER_TOO_SMALL:
                return status
            self.grow(_abi.pilah_packed.from_buffer(self.block).size)

    def whole(self, data: bytes, bio: bytes | None, facts: Mapping[str, object]) -> tuple[Any, Any, Any]:
        """Scratch, comment with its text, and a verdict to fill, for calls that want these three."""
        self._bytes[:] = _UNKNOWN
        self.inform(bio, facts)
        self.comment.text, self.comment.text_size = data, len(data)
        if self._verdict is None:
            self._verdict = _abi.pilah_verdict()
            LIBRARY.pilah_verdict_init(ctypes.byref(self._verdict), ctypes.sizeof(self._verdict))
        return self.scratch, ctypes.byref(self.comment), ctypes.byref(self._verdict)
