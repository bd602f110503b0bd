# SPDX-License-Identifier: Apache-2.0
"""Loads libpilah, checks that it speaks the ABI of this package, and turns its statuses into exceptions."""
from __future__ import annotations

import ctypes
import os
import pathlib

from . import _abi


def _path() -> str:
    # The variable is for people who work on libpilah itself; an installed package carries its library beside it.
    named = os.environ.get("PILAH_LIBRARY")
    if named:
        return named
    folder = pathlib.Path(__file__).parent / "_lib"
    found = sorted(folder.glob("libpilah.so*")) + sorted(folder.glob("libpilah*.dylib"))
    if not found:
        raise ImportError(f"no libpilah in {folder}; install the package again: pip install --force-reinstall pilah")
    return str(found[0])


def load(path: str) -> ctypes.CDLL:
    """The library at `path` with all prototypes set. Raises ImportError for one of another ABI, or for no library at all."""
    try:
        # CDLL lets go of the interpreter's lock while the library runs.
        library = ctypes.CDLL(path)
    except OSError as error:
        raise ImportError(f"libpilah cannot be loaded: {error}") from error
    try:
        library.pilah_abi_version.restype = ctypes.c_uint32
        abi = library.pilah_abi_version()
    except AttributeError as error:
        raise ImportError(f"{path} is no libpilah: it has no pilah_abi_version()") from error
    if abi != _abi.PILAH_ABI_VERSION:
        raise ImportError(f"{path} speaks ABI {abi}, this package speaks ABI {_abi.PILAH_ABI_VERSION}; "
                          "install package and library of the same version")
    for name, (returned, arguments) in _abi.PROTOTYPES.items():
        try:
            function = getattr(library, name)
        except AttributeError as error:
            raise ImportError(f"{path} is too old for this package: it has no {name}()") from error
        function.restype, function.argtypes = returned, arguments
    return library


LIBRARY = load(_path())


# Where the library's advice names the command or the C API: what Python has for it.
_IN_PYTHON = {
    "given with --overlay": "given as an overlay (RuleSet.compile(overlay=…) or RuleSet.from_toml(…, overlay=True))",
    "`pilah check --overlay DIR`": "RuleSet.compile(overlay=DIR, run_cases=True)",
    "PILAH_TEXT_MAX bytes": "64 MiB in UTF-8",
    "make one with `pilah compile`": "make one with RuleSet.save(), or take RuleSet.compile() for rules in TOML",
}


def in_python(advice: str) -> str:
    """Advice of the library for those who call it from Python."""
    for said, meant in _IN_PYTHON.items():
        advice = advice.replace(said, meant)
    return advice


class PilahError(Exception):
    """libpilah could not do what it was asked to. `status` is the number of pilah.h, `name` its name."""

    def __init__(self, status: int, what: str = "") -> None:
        self.status = status
        self.name: str = LIBRARY.pilah_status_name(status).decode()
        message = in_python(LIBRARY.pilah_status_message(status).decode())
        super().__init__(f"{what}: {message} ({self.name})" if what else f"{message} ({self.name})")
        self._what = what

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.status, self._what)


class TextTooLargeError(PilahError, ValueError):
    """A text of more than 64 MiB in UTF-8."""


class ImageError(PilahError, ValueError):
    """A file or bytes that are no rule set of this version: cut off, foreign, older, newer or damaged."""


def check(status: int, what: str = "") -> None:
    """Raises what fits `status`; nothing for PILAH_OK."""
    if status == _abi.PILAH_OK:
        return
    if status == _abi.PILAH_TEXT_TOO_LARGE:
        raise TextTooLargeError(status, what)
    if _abi.PILAH_IMAGE_TRUNCATED <= status <= _abi.PILAH_IMAGE_CORRUPT:
        raise ImageError(status, what)
    if status == _abi.PILAH_OUT_OF_MEMORY:
        raise MemoryError(what or "libpilah is out of memory")
    raise PilahError(status, what)


def text_at(address: int) -> str:
    """The NUL-terminated text at an address that the library gave."""
    return ctypes.string_at(address).decode() if address else ""


def _names(function: object, count: int) -> tuple[str, ...]:
    return tuple(function(i).decode() for i in range(count))  # type: ignore[operator]


def _evasion_names() -> tuple[str, ...]:
    names: list[str] = []
    while (name := LIBRARY.pilah_evasion_name(len(names))) is not None:
        names.append(name.decode())
    return tuple(names)


LABELS: tuple[str, ...] = _names(LIBRARY.pilah_label_name, _abi.PILAH_LABEL_COUNT)
EVASIONS: tuple[str, ...] = _evasion_names()
