# SPDX-License-Identifier: Apache-2.0
"""Rule sets: immutable, shared by any number of classifiers and threads."""
from __future__ import annotations

import contextlib
import ctypes
import dataclasses
import errno
import operator
import os
import pathlib
import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from . import _abi, _arguments
from ._library import LABELS, LIBRARY, PilahError, check, in_python

_FORMS = ("rule", "lexicon", "composite")
_SEVERITIES = ("error", "warning", "note")


@dataclasses.dataclass(frozen=True)
class Diagnostic:
    """One thing the rule compiler has to say. `line` and `column` count from 1, in characters; `line` 0 is the whole file.
    `code` is explained in docs/ERRORS.md; `text` is all of it as a compiler prints it, with the line and a caret. Advice that names the
    command there names this package here."""

    severity: str
    code: str
    file: str
    line: int
    column: int
    message: str
    help: str
    text: str


class RuleError(PilahError, ValueError):
    """Rules that do not compile. `file`, `line`, `column`, `code`, `message` and `help` are those of the first error;
    `diagnostics` holds everything that was found."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        errors = [d for d in self.diagnostics if d.severity == "error"]
        first = errors[0] if errors else Diagnostic("error", "", "", 0, 0, "rules were rejected", "", "")
        super().__init__(_abi.PILAH_RULES_REJECTED)
        self.file, self.line, self.column, self.code = first.file, first.line, first.column, first.code
        self.message, self.help = first.message, first.help
        more = f"\n… and {len(errors) - 1} more" if len(errors) > 1 else ""
        self.args = ((first.text.rstrip() or first.message) + more,)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.diagnostics,)


@dataclasses.dataclass(frozen=True)
class Rule:
    """One rule, as a listing needs it. `points` are those of its strongest pattern; `wrong_when` says in its author's words
    when the rule is wrong; `status` is "active" or "shadow"; `group` is the one whose cap it counts under ("" if none), `group_cap` that
    cap in points (0 if none); `form` is "rule", "lexicon" or "composite"."""

    id: str
    label: str | None
    kind: str
    points: int
    status: str
    wrong_when: str
    group: str
    group_cap: int
    form: str


def _diagnostics(handle: ctypes.c_void_p) -> list[Diagnostic]:
    found = []
    for index in range(LIBRARY.pilah_diagnostics_count(handle)):
        one = _abi.pilah_diagnostic(struct_size=ctypes.sizeof(_abi.pilah_diagnostic))
        check(LIBRARY.pilah_diagnostics_at(handle, index, ctypes.byref(one)))
        code, source, message, help_, text = (
            field.decode("utf-8", "replace") for field in (one.code, one.source, one.message, one.help, one.text))
        found.append(Diagnostic(_SEVERITIES[one.severity], code, source, one.line, one.column, message, in_python(help_), in_python(text)))
    return found


def _language(name: str) -> int:
    if name not in ("id", "en"):
        raise ValueError(f"language {name!r} is none of id, en")
    return _abi.PILAH_INDONESIAN if name == "id" else _abi.PILAH_ENGLISH


def _fail(error: OSError) -> None:
    raise error


def _packs_below(folder: pathlib.Path) -> list[pathlib.Path]:
    """Those that the command finds there: nothing that is hidden, which is what editors leave beside a file."""
    packs: list[pathlib.Path] = []
    for below, folders, files in os.walk(folder, onerror=_fail):
        folders[:] = [name for name in folders if not name.startswith(".")]
        packs += [pathlib.Path(below, name) for name in files if name.endswith(".toml") and not name.startswith(".")]
    # A link to nothing is a pack that is missing, which whoever opens it says.
    return sorted((pack for pack in packs if pack.is_file() or not pack.exists()), key=str)


def _toml_files(paths: Iterable[str | os.PathLike[str]]) -> list[tuple[str, bytes]]:
    files: list[tuple[str, bytes]] = []
    for given in paths:
        if not os.fspath(given):  # pathlib takes it for the folder we are in
            raise FileNotFoundError("there is no file without a name")
        path = pathlib.Path(given)
        inside = _packs_below(path) if path.is_dir() else [path]
        if not inside:
            raise FileNotFoundError(f"{path}: no .toml files here")
        files += [(str(file), file.read_bytes()) for file in inside]
    return files


class RuleSet:
    """Compiled rules and policy. Make one with :meth:`default`, :meth:`open`, :meth:`load`, :meth:`compile` or
    :meth:`from_toml`; share it freely between threads. It pickles as its image.

    >>> rules = RuleSet.default()
    >>> len(rules.hash), len(rules) > 500
    (32, True)
    """

    def __init__(self) -> None:
        raise TypeError("use RuleSet.default(), open(), load(), compile() or from_toml()")

    warnings: tuple[Diagnostic, ...]
    _handle: ctypes.c_void_p
    _hash: str
    # What is read from memory that lives as long as the handle, so addresses are keys.
    _texts: dict[int, str]
    _rows: dict[int, Any]
    _tag_sets: dict[int, tuple[str, ...]]
    _days: tuple[str, ...]

    @classmethod
    def _own(cls, handle: ctypes.c_void_p, warnings: Iterable[Diagnostic] = ()) -> RuleSet:
        self = object.__new__(cls)
        self._handle = handle
        self.warnings = tuple(warnings)
        self._hash = str(LIBRARY.pilah_ruleset_hash(handle).decode())
        self._texts, self._rows, self._tag_sets = {}, {}, {}
        days: list[str] = []
        while (day := LIBRARY.pilah_ruleset_day_name(handle, len(days))) is not None:
            days.append(day.decode())
        self._days = tuple(days)
        return self

    @classmethod
    def default(cls) -> RuleSet:
        """The rule set built into the library; always the same object."""
        global _default
        if _default is None:
            with _default_lock:
                if _default is None:
                    handle = ctypes.c_void_p()
                    check(LIBRARY.pilah_ruleset_default(ctypes.byref(handle)))
                    _default = cls._own(handle)
        return _default

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> RuleSet:
        """Maps an image that `pilah compile` or :meth:`save` wrote. Replace such a file only by renaming a new one over it.
        Raises OSError if it cannot be read, ImageError if it is no image of this version."""
        if not isinstance(path, (str, bytes, os.PathLike)):  # open() would take a number for a file that is open already
            raise TypeError(f"path must be str or os.PathLike, not {type(path).__name__}")
        with open(path, "rb"):  # for Python's own words on files that are missing or closed to us
            pass
        handle = ctypes.c_void_p()
        check(LIBRARY.pilah_ruleset_open(os.fsencode(path), ctypes.byref(handle)), str(os.fspath(path)))
        return cls._own(handle)

    @classmethod
    def load(cls, image: bytes) -> RuleSet:
        """Takes an image from memory. Raises ImageError if it is no image of this version."""
        if not isinstance(image, bytes):
            raise TypeError(f"image must be bytes, not {type(image).__name__}")
        handle = ctypes.c_void_p()
        check(LIBRARY.pilah_ruleset_load(image, len(image), ctypes.byref(handle)), "image")
        return cls._own(handle)

    @classmethod
    def compile(cls, paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]] = (), *, base: bool | None = None,
                overlay: str | os.PathLike[str] | Iterable[str | os.PathLike[str]] = (), run_cases: bool = False,
                release: bool = False) -> RuleSet:
        """Compiles TOML files, or all of a folder but hidden ones. `overlay` names packs that go on top of those in `paths`, or of the built-in ones
        without `paths`, as with the command's `--overlay`, and that may change them. `base` puts the built-in packs below `paths`, too;
        False leaves them out whatever is given. `run_cases` runs the cases inside the packs; `release` asks every rule for cases.
        Warnings are in `warnings`. Raises RuleError, TypeError naming the argument, and OSError for files that cannot be read."""
        plain = _toml_files(_arguments.paths("paths", paths))
        over = _toml_files(_arguments.paths("overlay", overlay))
        return cls._compile([(name, text, False) for name, text in plain] + [(name, text, True) for name, text in over],
                            base=base, run_cases=run_cases, release=release)

    @classmethod
    def from_toml(cls, text: str | Mapping[str, str], *, base: bool | None = None, overlay: bool = False, run_cases: bool = False,
                  release: bool = False, name: str = "rules.toml") -> RuleSet:
        """The same for rules in a str, or in several by name; `overlay` says whether they are an overlay. `name` stands in messages.

        >>> rules = RuleSet.from_toml('''
        ... pack = { id = "acme.house", language = "id", owner = "acme" }
        ... [[rule]]
        ... id     = "cold-noodles"
        ... label  = "complaint"
        ... topic  = "product"
        ... points = 30
        ... any    = ["(mie|mi) <0-2> dingin"]
        ... hit    = ["mienya dingin pas nyampe"]
        ... ok     = ["mie enak buat cuaca dingin banget"]
        ... ''', base=True, run_cases=True)
        >>> "acme.house.cold-noodles" in [rule.id for rule in rules]
        True
        """
        given = text if isinstance(text, Mapping) else {name: text}
        for key, value in given.items():
            if not isinstance(value, str):
                raise TypeError(f"text must be str, not {type(value).__name__} ({key})")
            if not isinstance(key, str):
                raise TypeError(f"name must be str, not {type(key).__name__}")
            if value.strip().endswith(".toml") and "\n" not in value.strip():
                raise ValueError(f"text must be rules, not the name of a file; RuleSet.compile({value.strip()!r}) reads it")
        return cls._compile([(key, value.encode("utf-8", "replace"), overlay) for key, value in given.items()],
                            base=base, run_cases=run_cases, release=release)

    @classmethod
    def _compile(cls, files: Sequence[tuple[str, bytes, bool]], *, base: bool | None, run_cases: bool, release: bool) -> RuleSet:
        for option, value in (("base", base), ("run_cases", run_cases), ("release", release)):
            if not isinstance(value, bool) and not (option == "base" and value is None):
                raise TypeError(f"{option} must be True or False, not {type(value).__name__}")
        if not files and not base:  # would be rules that never say anything
            raise ValueError("there are no rules; name some, or take RuleSet.default()")
        if base is None:
            base = all(overlay for _, _, overlay in files)
        sources = (_abi.pilah_source * len(files))()
        for source, (name, text, overlay) in zip(sources, files):
            source.name, source.text, source.text_size, source.overlay = os.fsencode(name), text, len(text), overlay
        options = _abi.pilah_compile_options()
        LIBRARY.pilah_compile_options_init(ctypes.byref(options), ctypes.sizeof(options))
        options.base, options.run_cases, options.release = base, run_cases, release
        handle, why = ctypes.c_void_p(), ctypes.c_void_p()
        status = LIBRARY.pilah_ruleset_compile(sources, len(files), ctypes.byref(options), ctypes.byref(handle), ctypes.byref(why))
        try:
            found = _diagnostics(why)
        finally:
            LIBRARY.pilah_diagnostics_free(why)
        if status == _abi.PILAH_RULES_REJECTED:
            raise RuleError(found)
        check(status, "rules")
        return cls._own(handle, found)

    def __del__(self, free: Any = LIBRARY.pilah_ruleset_free) -> None:
        handle = self.__dict__.pop("_handle", None)
        if handle:
            free(handle)

    @property
    def hash(self) -> str:
        """The content hash that every verdict carries: 32 hexadecimal digits. Same packs, same hash."""
        return self._hash

    @property
    def image(self) -> bytes:
        """The compiled rules, for :meth:`load` or a file."""
        data, size = ctypes.c_void_p(), ctypes.c_size_t()
        check(LIBRARY.pilah_ruleset_image(self._handle, ctypes.byref(data), ctypes.byref(size)))
        return ctypes.string_at(data, size.value)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the image for :meth:`open` and for the command's `--rules`. Who has the old file open keeps it."""
        target = pathlib.Path(path)
        if not target.parent.is_dir():  # else the name in the error would be that of the file beside it
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(target.parent))
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
        fresh = target.with_name(f"{target.name}.{os.getpid()}.{threading.get_ident()}")
        try:
            fresh.write_bytes(self.image)
            with contextlib.suppress(FileNotFoundError):  # who may read a file that was there may read the new one
                shutil.copymode(target, fresh)
            fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)

    def threshold(self, label: str) -> int:
        """The points from which `label` holds. Raises ValueError for a name that is no label."""
        return int(LIBRARY.pilah_ruleset_threshold(self._handle, label_index(label)))

    @property
    def tags(self) -> tuple[str, ...]:
        """The names of all tags."""
        names: list[str] = []
        while (name := LIBRARY.pilah_ruleset_tag_name(self._handle, len(names))) is not None:
            names.append(name.decode())
        return tuple(names)

    def policy_page(self, language: str = "en") -> str:
        """The policy as a page in Markdown that a manager can read, in Indonesian ("id") or English ("en"); names and codes stay."""
        wanted = _language(language)
        size = ctypes.c_size_t()
        check(LIBRARY.pilah_ruleset_policy_page(self._handle, wanted, None, 0, ctypes.byref(size)))
        buffer = ctypes.create_string_buffer(max(size.value, 1))
        check(LIBRARY.pilah_ruleset_policy_page(self._handle, wanted, buffer, size.value, ctypes.byref(size)))
        return buffer.raw[:size.value].decode()

    def checklist_text(self, code: str, language: str = "id") -> str:
        """What a code of a checklist asks of the team, in Indonesian ("id") or English ("en"); the code itself where there is none."""
        if not isinstance(code, str):
            raise TypeError(f"code must be str, not {type(code).__name__}")
        return str(LIBRARY.pilah_ruleset_checklist_text(self._handle, code.encode(), _language(language)).decode())

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, in the order of their ids."""
        return tuple(self)

    def __len__(self) -> int:
        return int(LIBRARY.pilah_ruleset_rule_count(self._handle))

    def __getitem__(self, index: int) -> Rule:
        index = operator.index(index)
        if not -len(self) <= index < len(self):
            raise IndexError(f"rule {index} of {len(self)}")
        rule = _abi.pilah_rule(struct_size=ctypes.sizeof(_abi.pilah_rule))
        check(LIBRARY.pilah_ruleset_rule_at(self._handle, index % len(self), ctypes.byref(rule)))
        return Rule(rule.id.decode(), LABELS[rule.label] if rule.label >= 0 else None,
                    LIBRARY.pilah_kind_name(rule.kind).decode(), rule.points, rule.status.decode(), rule.wrong_when.decode(),
                    rule.group.decode(), rule.group_cap, _FORMS[rule.form])

    def __iter__(self) -> Iterator[Rule]:
        return (self[index] for index in range(len(self)))

    def __bool__(self) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        return self.hash == other.hash if isinstance(other, RuleSet) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.hash)

    def __repr__(self) -> str:
        return f"<pilah.RuleSet {self.hash}, {len(self)} rules>"

    def __reduce__(self) -> tuple[object, ...]:
        return (RuleSet.default, ()) if self is _default else (RuleSet.load, (self.image,))


_default: RuleSet | None = None
_default_lock = threading.Lock()


def _fresh_lock() -> None:
    global _default_lock
    _default_lock = threading.Lock()  # another thread may have held it while this process was forked


os.register_at_fork(after_in_child=_fresh_lock)


def label_index(label: str) -> int:
    """The number of a label's name. Raises ValueError, naming those that there are."""
    if label not in LABELS:
        raise ValueError(f"label {label!r} is none of {', '.join(LABELS)}")
    return LABELS.index(label)
