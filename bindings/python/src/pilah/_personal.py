# SPDX-License-Identifier: Apache-2.0
"""Personal data in comments: what must not leave the house with an export."""
from __future__ import annotations

import ctypes
import struct
from collections.abc import Iterable

from . import _abi
from ._arguments import names
from ._classifier import shared
from ._decode import character_places
from ._library import LIBRARY, check, text_at
from ._slot import encode
from ._verdict import Entity

_ENTITY = struct.Struct(_abi.FORMATS["pilah_entity"])

#: What is found: telephones, e-mail, identity numbers, accounts and cards, orders and parcels, handles and profiles.
PERSONAL: tuple[str, ...] = ("phone", "email", "national-id", "account", "order", "handle")


def _bits(kinds: str | Iterable[str]) -> int:
    bits = 0
    for kind in names("kinds", kinds):
        if kind not in PERSONAL:
            raise ValueError(f"{kind!r} is no kind of personal data; there are {', '.join(PERSONAL)}")
        bits |= 1 << PERSONAL.index(kind)
    return bits


def _data(text: str) -> bytes:
    if not isinstance(text, str):
        raise TypeError(f"text must be str, not {type(text).__name__}")
    return encode(text)[0]


def personal(text: str, kinds: str | Iterable[str] = PERSONAL) -> tuple[Entity, ...]:
    """The personal data that a text names, by its shape and by the words before it, in order. Names of people and postal addresses
    are not found. `kinds` picks some of :data:`PERSONAL`.

    >>> [(found.type, found.text) for found in personal("wa 0812-3456-7890, harga 150.000")]
    [('phone', '0812-3456-7890')]
    """
    bits, data = _bits(kinds), _data(text)
    classifier = shared()
    slot = classifier._slot()
    try:
        found, count = ctypes.c_void_p(), ctypes.c_uint32()
        check(LIBRARY.pilah_find_personal(slot.scratch, data, len(data), bits, ctypes.byref(found), ctypes.byref(count)), "text")
        rows = list(_ENTITY.iter_unpack(ctypes.string_at(found, _ENTITY.size * count.value))) if count.value else []
        places = character_places(data, [at for row in rows for at in row[1:3]])
        return tuple(Entity(text_at(kind), places[begin], places[end], text[places[begin]:places[end]]) for kind, begin, end in rows)
    finally:
        classifier._slots.append(slot)


def mask_personal(text: str, kinds: str | Iterable[str] = PERSONAL) -> str:
    """The text with one ``*`` for each character of its personal data.

    >>> mask_personal("hubungi 081234567890 sebelum 12-05-2025, harga Rp 150.000")
    'hubungi ************ sebelum 12-05-2025, harga Rp 150.000'
    """
    bits, data = _bits(kinds), _data(text)
    classifier = shared()
    slot = classifier._slot()
    try:
        buffer, needed = ctypes.create_string_buffer(max(len(data), 1)), ctypes.c_size_t()
        check(LIBRARY.pilah_mask_personal(slot.scratch, data, len(data), bits, buffer, len(buffer), ctypes.byref(needed)), "text")
        return buffer.raw[:needed.value].decode()
    finally:
        classifier._slots.append(slot)
