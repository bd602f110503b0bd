# SPDX-License-Identifier: Apache-2.0
"""Tables of comments, without a loop in Python.

Columns come in through the Arrow PyCapsule interface (pyarrow, Polars, pandas, DuckDB) and are read where they are; sequences and
NumPy arrays are converted once. Rows are handed to libpilah in pieces, on several threads at once, with the interpreter's lock let
go; each piece comes back as Arrow memory that pyarrow takes over as it is. Needs pyarrow: ``pip install 'pilah[arrow]'``.
"""
from __future__ import annotations

import collections
import ctypes
import datetime
import numbers
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from . import _abi, _arguments
from ._classifier import Classifier, classifier_of
from ._columns import check_single, text_column
from ._facts import MOMENTS, YES_NO, check_names, is_unknown, platform_named
from ._library import LIBRARY, check
from ._slot import _SURROGATE
from ._window import COUNTS, Turns, Window

if TYPE_CHECKING:
    import pyarrow as pa

# The columns of an answer, in their order. A test compares them with what the library makes.
FIELDS = (
    "label", "labels", "scores", "points", "kinds", "action", "priority", "priority_parts", "respond_within_minutes", "due", "channel",
    "route", "policy_row", "reason", "checklist", "tags", "tier", "heard_from", "who", "wants", "tone", "days", "language", "evasions",
    "entities", "evidence", "campaign", "promotion", *COUNTS, "platform_action", "invalid_sequences", "ruleset", "error",
)
# Large enough that the cost of a piece is lost in it, small enough that all cores get some of a small table. Large tables are cut into
# larger ones: evidence then fills the system's large pages, and many small ones cost about as much as they hold.
_PIECE, _LARGE_PIECE, _LARGE = 4096, 8192, 65536
_OPTIONS = ("text", "fields", "threads", "dictionaries", "classifier", "window", "author")
# Columns of text; the others hold numbers, times, or yes and no.
_TEXTS = ("text", "bio", "platform", "author")


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise ImportError("batches need pyarrow: pip install 'pilah[arrow]'") from error
    return pyarrow


class _Schema(ctypes.Structure):
    _fields_ = [("before", ctypes.c_void_p * 7), ("release", ctypes.c_void_p), ("private_data", ctypes.c_void_p)]


class _Array(ctypes.Structure):
    _fields_ = [("before", ctypes.c_void_p * 8), ("release", ctypes.c_void_p), ("private_data", ctypes.c_void_p)]


_Release = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


def _release(struct: Any) -> None:
    if struct.release:
        _Release(struct.release)(ctypes.addressof(struct))


def _classify_piece(classifier: Classifier, piece: pa.RecordBatch, names: Any, count: int, flags: int = 0,
                    turns: Turns | None = None, number: int = 0) -> pa.RecordBatch:
    arrow = _pyarrow()
    schema, rows, out_schema, out = _Schema(), _Array(), _Schema(), _Array()
    options = _abi.pilah_arrow_options(ctypes.sizeof(_abi.pilah_arrow_options), _abi.PILAH_ARROW_CODE_POINTS | flags,
                                       ctypes.cast(names, ctypes.c_void_p), count)
    if turns is not None:
        turn = turns.of(number)
        options.window, options.turn = turns.window._handle, ctypes.cast(turn, ctypes.c_void_p)  # type: ignore[arg-type]
    slot = classifier._slot()
    try:
        piece._export_to_c(ctypes.addressof(rows), ctypes.addressof(schema))
        check(LIBRARY.pilah_classify_arrow(classifier.rules._handle, slot.scratch, ctypes.byref(schema), ctypes.byref(rows),
                                           ctypes.byref(options), ctypes.byref(out_schema), ctypes.byref(out)), "batch")
        return arrow.RecordBatch._import_from_c(ctypes.addressof(out), ctypes.addressof(out_schema))
    except BaseException:
        if turns is None:
            raise
        turns.stop(number)
        if (interruption := turns.interruption()) is not None:
            raise interruption from None
        raise
    finally:
        classifier._slots.append(slot)
        for struct in (schema, rows, out_schema, out):  # what was taken over has no release any more
            _release(struct)


def classify_pieces(classifier: Classifier, pieces: Iterable[pa.RecordBatch], fields: Sequence[str] | None,
                    threads: int | None, flags: int = 0, window: Window | None = None) -> Iterator[pa.RecordBatch]:
    """Answers to prepared pieces (columns named as pilah_arrow.h names them), in their order and with few under way at a time. The
    window counts them in that order, too."""
    wanted = None if fields is None else [name.encode() for name in fields]
    names = None if wanted is None else (ctypes.c_char_p * len(wanted))(*wanted)
    count = 0 if wanted is None else len(wanted)
    turns = None if window is None else Turns(window)
    numbered = enumerate(pieces)
    if threads == 1:
        for number, piece in numbered:
            yield _classify_piece(classifier, piece, names, count, flags, turns, number)
        return
    workers = threads or usable_cores()
    with ThreadPoolExecutor(workers, thread_name_prefix="pilah") as pool:
        under_way: collections.deque[Future[pa.RecordBatch]] = collections.deque()
        try:
            for number, piece in numbered:
                under_way.append(pool.submit(_classify_piece, classifier, piece, names, count, flags, turns, number))
                if len(under_way) > 2 * workers:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            if turns is not None:
                turns.stop()
            for waiting in under_way:
                waiting.cancel()


def usable_cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def check_options(fields: Sequence[str] | None, threads: int | None) -> Sequence[str] | None:
    """The wanted fields as a list. Raises TypeError and ValueError naming the argument."""
    if threads is not None and (isinstance(threads, bool) or not isinstance(threads, int)):
        raise TypeError(f"threads must be a whole number or None, not {type(threads).__name__}")
    if threads is not None and threads < 1:
        raise ValueError(f"threads must be at least 1, not {threads}")
    if fields is None:
        return None
    wanted = _arguments.names("fields", fields)
    for name in wanted:
        if name not in FIELDS:
            raise ValueError(f"fields: {name!r} is none of {', '.join(FIELDS)}")
    if not wanted or len(set(wanted)) != len(wanted):
        raise ValueError("fields must name at least one column, and none twice")
    return wanted


def check_window(window: Window | None, author: Any, facts: Iterable[str]) -> None:
    """Raises TypeError for what does not go with a window, or with none."""
    if window is None:
        if author is not None:
            raise TypeError("author is for a window to count; give one: window=pilah.Window()")
        return
    if not isinstance(window, Window):
        raise TypeError(f"window must be a pilah.Window or None, not {type(window).__name__}")
    for name in facts:
        if name in COUNTS:
            raise TypeError(f"{name} is what the window counts; give one of them")


def check_times(window: Window | None, facts: Mapping[str, Any]) -> None:
    """Raises ValueError if a window would never forget, since it goes by times of which there are none."""
    if window is not None and window.in_seconds and facts.get("time") is None:
        raise ValueError("time is what a window in seconds goes by; give the column, or a window that counts: pilah.Window(comments=100_000)")


# ---- Columns ----


def _fits(name: str, kind: Any) -> bool:
    arrow = _pyarrow()
    types = arrow.types
    if types.is_null(kind):
        return True
    if name in _TEXTS:
        if types.is_dictionary(kind):
            kind = kind.value_type
            return _is_text(kind)
        return _is_text(kind)
    if name in YES_NO and types.is_boolean(kind):
        return True
    if name in MOMENTS and types.is_timestamp(kind):
        return kind.tz is not None  # without a zone it could be anywhere
    return bool(types.is_integer(kind) or types.is_float32(kind) or types.is_float64(kind))


def _is_text(kind: Any) -> bool:
    types = _pyarrow().types
    tests = ("is_string", "is_large_string", "is_string_view", "is_binary", "is_large_binary", "is_binary_view")
    return any(getattr(types, test)(kind) for test in tests if hasattr(types, test))


def _is_bytes(kind: Any) -> bool:
    types = _pyarrow().types
    kind = kind.value_type if types.is_dictionary(kind) else kind
    return _is_text(kind) and not (types.is_string(kind) or types.is_large_string(kind) or getattr(types, "is_string_view", types.is_string)(kind))


def _mended(values: Iterable[Any]) -> list[Any]:
    """Lone surrogates, which UTF-8 does not have, as U+FFFD."""
    return [_SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value for value in values]


def column(name: str, value: Any) -> pa.ChunkedArray:
    """Any column as Arrow has it. Raises TypeError naming the argument."""
    arrow = _pyarrow()
    if isinstance(value, (str, bytes, set, frozenset, Mapping)) or not (hasattr(value, "__len__") or hasattr(value, "__iter__") or
                                                               hasattr(value, "__arrow_c_stream__") or hasattr(value, "__arrow_c_array__")):
        more = ("" if name != "text" else "; one comment goes to pilah.classify(), a file to pilah.files" if isinstance(value, str) else
                "; a file goes to pilah.files" if isinstance(value, os.PathLike) else "")
        raise TypeError(f"{name} must be a column or a sequence with a value for each row, not {type(value).__name__}{more}")
    try:
        if isinstance(value, (arrow.Array, arrow.ChunkedArray)):
            made = value
        elif hasattr(value, "__arrow_c_stream__") and not _is_pandas(value):
            made = arrow.chunked_array(value)
        elif hasattr(value, "__arrow_c_array__"):
            made = arrow.array(value)
        else:
            if not hasattr(value, "__len__"):
                value = list(value)
            try:
                made = arrow.array(value, from_pandas=True)
            except UnicodeError:  # NumPy's own text cannot be decoded
                made = arrow.array(_mended(value), from_pandas=True)
            if name in _TEXTS and _is_bytes(made.type) and not hasattr(getattr(value, "dtype", None), "pyarrow_dtype"):
                raise TypeError(f"{name} must hold str, not bytes; of bytes, Arrow's binary columns alone are text")
        if (name == "author" or name not in _TEXTS) and arrow.types.is_decimal(made.type) and made.type.scale == 0:  # what sums are in SQL
            made = made.cast(arrow.int64())
    except (arrow.ArrowInvalid, arrow.ArrowTypeError, arrow.ArrowNotImplementedError, OverflowError) as error:
        if name in _TEXTS and (odd := _first_odd(value)) is not None:
            raise TypeError(f"{name} must hold str, not {odd[1]} (row {odd[0]})") from error
        raise TypeError(f"{name} cannot be read as one column: {error}") from error
    if arrow.types.is_struct(made.type):
        chunks = made.chunks if isinstance(made, arrow.ChunkedArray) else [made]
        if made.type.num_fields != 1:
            raise TypeError(f"{name} has rows of several columns, {', '.join(f.name for f in made.type)}; make a table of them, "
                            "such as pandas.DataFrame(rows)")
        made = arrow.chunked_array([chunk.flatten()[0] for chunk in chunks], type=made.type.field(0).type)
    if arrow.types.is_dictionary(made.type) and not _is_text(made.type.value_type) and not arrow.types.is_null(made.type.value_type):
        made = made.cast(made.type.value_type)
    if name in MOMENTS and arrow.types.is_timestamp(made.type) and made.type.tz is not None:
        _check_moments(name, value)
    if name == "author":
        made = _accounts(made)
    if made.null_count == len(made):
        made = arrow.nulls(len(made))  # a frame gives columns in which there is nothing any type
    check_type(name, made.type)
    return _as_meant(name, made if isinstance(made, arrow.ChunkedArray) else arrow.chunked_array([made]))


def check_type(name: str, kind: Any) -> None:
    """Raises TypeError naming the argument for a column of this type."""
    if not _fits(name, kind):
        raise TypeError(f"{name} must hold {_wants(name)}, not {_type_name(kind)}{_way_out(name, kind)}")


def _wants(name: str) -> str:
    """What a column must hold, in Python's words."""
    if name in MOMENTS:
        return "seconds since 1970 or datetimes with a time zone"
    if name == "author":
        return "names or whole numbers below 2^53"
    return "str" if name in _TEXTS else "True, False or None" if name in YES_NO else "whole numbers"


def _type_name(kind: Any) -> str:
    """What Arrow calls a type, and Python otherwise."""
    types = _pyarrow().types
    if _is_text(kind) and not _is_bytes(kind):
        return "str"
    return "bool" if types.is_boolean(kind) else "float64" if types.is_float64(kind) else str(kind)


def _way_out(name: str, kind: Any) -> str:
    """What to do with a column that holds something else, where that is known."""
    if name in MOMENTS and _pyarrow().types.is_timestamp(kind):
        return "; in pandas, .dt.tz_localize('Asia/Jakarta') says which zone it is"
    return "; pilah.files reads cells as people write them" if name not in _TEXTS and _type_name(kind) == "str" else ""


def _first_odd(values: Any) -> tuple[int, str] | None:
    """Row and type of the first value that is neither str nor unknown, if there is one."""
    for row, value in enumerate(values if getattr(values, "ndim", 1) == 1 else ()):
        if not isinstance(value, str) and not is_unknown(value):
            return row, type(value).__name__
    return None


def _check_moments(name: str, values: Any) -> None:
    """Raises TypeError naming the argument for what stands among times that have a zone and has none: pyarrow takes a time for one in UTC,
    and a number for microseconds. Columns with a type of their own hold nothing of the kind."""
    if not isinstance(values, (list, tuple)) and getattr(values, "dtype", None) != object:
        return
    for row, value in enumerate(values):
        odd = value.tzinfo is None if isinstance(value, datetime.datetime) else isinstance(value, (datetime.date, numbers.Number))
        if odd and not is_unknown(value):
            raise TypeError(f"{name} must hold {_wants(name)}, not {value!r} among datetimes that have one (row {row})")


def _accounts(made: Any) -> Any:
    """Numbers of accounts as text; also of those that came as floats, which is what data frames make of whole numbers with gaps. Floats
    that are no whole numbers stay as they are, and so do those too large to tell one account from the next."""
    arrow = _pyarrow()
    import pyarrow.compute as compute

    if arrow.types.is_float64(made.type):
        known = compute.if_else(compute.is_nan(made), arrow.scalar(None, made.type), made)
        exact = compute.and_(compute.equal(known, compute.floor(known)), compute.less(compute.abs(known), 2.0 ** 53))
        if compute.all(exact).as_py() is False:
            return made
        made = known.cast(arrow.int64())
    return made.cast(arrow.string()) if arrow.types.is_integer(made.type) else made


def _platforms(values: Any) -> Any:
    """Different names of platforms, by the names that the library has for them. Others stay: their rows are errors."""
    arrow = _pyarrow()
    names = [value.decode("utf-8", "replace") if isinstance(value, bytes) else value for value in values.to_pylist()]
    return arrow.array([name and (platform_named(name) or name) for name in names], type=arrow.large_string())


def _as_meant(name: str, made: pa.ChunkedArray) -> pa.ChunkedArray:
    """The column as the library wants it: platforms by its own names, and null for -1, by which dumps say that a number is not known.
    Numbers among which there is none stay where they are."""
    arrow = _pyarrow()
    import pyarrow.compute as compute

    types = arrow.types
    if name == "platform" and types.is_dictionary(made.type):
        chunks = [arrow.DictionaryArray.from_arrays(chunk.indices, _platforms(chunk.dictionary)) for chunk in made.chunks]
        return arrow.chunked_array(chunks, type=arrow.dictionary(made.type.index_type, arrow.large_string()))
    if name == "platform" and not types.is_null(made.type):
        plain = made.cast(arrow.large_binary())
        written = compute.unique(plain)
        return compute.take(_platforms(written), compute.index_in(plain, written))
    if name not in _TEXTS and (types.is_signed_integer(made.type) or types.is_float32(made.type) or types.is_float64(made.type)):
        unknown = compute.equal(made, arrow.scalar(-1, made.type))
        if compute.any(unknown).as_py():
            return compute.if_else(unknown, arrow.scalar(None, made.type), made)
    return made


def _is_of(package: str, value: Any) -> bool:
    """Whether this is something of the package's, or of a class that builds on it, as frames with maps do."""
    return any(of.__module__.split(".")[0] == package for of in type(value).__mro__)


def _is_pandas(value: Any) -> bool:
    return _is_of("pandas", value)


def _table_columns(texts: Any) -> list[str] | None:
    """The names of the columns if this is a table, None if it is one column."""
    arrow = _pyarrow()
    if isinstance(texts, Mapping):
        return [str(name) for name in texts]
    if _is_pandas(texts):  # whose columns and rows are attributes, too
        return [str(name) for name in texts.columns] if texts.ndim == 2 else None
    if isinstance(texts, (arrow.Table, arrow.RecordBatch)):
        return list(texts.schema.names)
    for attribute in ("columns", "column_names"):
        names = getattr(texts, attribute, None)
        if names is not None and not callable(names):
            return [str(name) for name in names]
    schema = getattr(texts, "schema", None) if hasattr(texts, "__arrow_c_stream__") else None
    return list(schema.names) if schema is not None and hasattr(schema, "names") else None


def prepare(texts: Any, text: str | None, facts: dict[str, Any]) -> pa.Table:
    """All columns under the names of pilah_arrow.h. A str names a column of the table `texts`."""
    arrow = _pyarrow()
    if _is_of("polars", texts) and hasattr(texts, "collect"):
        texts = texts.collect()
    names = _table_columns(texts)
    source = None
    if names is not None:
        if text is not None and not isinstance(text, str):
            raise TypeError(f"text must name a column, not be {type(text).__name__}; there are {', '.join(names)}")
        text = text_column(names, text)
        named = {name: value for name, value in {"text": text, **facts}.items() if isinstance(value, str)}
        for name, value in named.items():
            if name == "platform" and value not in names and platform_named(value):
                raise ValueError(f"platform must name a column or hold a platform for each row: [{value!r}] * rows for the same everywhere")
            check_single(name, value, names)
        source = _picker(texts, names, list(named.values()))
    elif text is not None:
        raise ValueError("text names a column, but these comments are no table; leave it out")

    def pick(name: str, value: Any) -> pa.ChunkedArray:
        if not isinstance(value, str):
            return column(name, value)
        if source is None:
            raise TypeError(f"{name} must be a column or a sequence with a value for each row, not str: these comments are no table")
        return column(name, source[value])

    found = {"text": column("text", texts) if source is None else pick("text", text)}
    for name, value in facts.items():
        if value is not None:
            found[name] = pick(name, value)
    rows = len(found["text"])
    for name, made in found.items():
        if len(made) != rows:
            raise ValueError(f"{name} has {len(made)} rows, the comments have {rows}")
    return arrow.table(found)


def _picker(texts: Any, names: list[str], wanted: list[str]) -> Any:
    """Something with columns by name. What can only be read as a stream is read once, so that rows stay together."""
    arrow = _pyarrow()
    if isinstance(texts, Mapping):
        return dict(zip(names, texts.values()))
    if _is_pandas(texts):  # by place, since a name may be a number
        return {name: texts.iloc[:, names.index(name)] for name in wanted}
    if isinstance(texts, (arrow.Table, arrow.RecordBatch)) or _is_of("polars", texts):
        return texts
    if hasattr(texts, "select") and hasattr(texts, "columns"):  # DuckDB reads only what is asked for
        quoted = ['"' + name.replace('"', '""') + '"' for name in dict.fromkeys(wanted)]
        return arrow.table(texts.select(*quoted) if quoted else texts)
    return arrow.table(texts)


def classify_batch(texts: Any, *, text: str | None = None, fields: Sequence[str] | None = None, threads: int | None = None,
                   dictionaries: bool = False, classifier: Classifier | None = None, window: Window | None = None,
                   author: Any = None, **facts: Any) -> pa.Table:
    """Classifies a column or a table of comments and returns a :class:`pyarrow.Table` with a row for each, in their order.

    `texts` is anything with the Arrow PyCapsule interface (pyarrow, Polars, pandas, a DuckDB relation), a mapping of names to columns, or
    a sequence of str. In a table, `text` names the column of comments; it may be left out if there is but one column, or one named text,
    comment, content, komentar, … as in the command. `facts` are those of :meth:`pilah.Classifier.classify`, as columns or sequences of as many rows, or names of
    columns: followers="pengikut"; null, NaN, and NA and NaT of pandas are unknown.

    `fields` picks columns of the answer (:data:`FIELDS`; all if None); those of the command's JSON, with `begin` and `end` counting
    characters. `threads` is how many to use, all cores if None. With `dictionaries`, text columns of the answer are dictionaries
    (categories in pandas and Polars), which take half the memory. A null comment has nulls in its row, and so has one that cannot be
    classified (more than 64 MiB, a negative number), with the reason in `error`; the others go on.

    A `window` counts the rows in their order, whatever the number of threads, and what it saw counts among the facts of each row:
    tags such as repeated and coordinated come of it, and the columns copies, copy_authors, promotions and promotion_authors.
    `author` is a column of names or whole numbers that tell authors apart; a window in seconds needs `time`. Rows that cannot be
    classified are not counted.

    Raises TypeError and ValueError naming the argument.

    >>> import pilah
    >>> pilah.classify_batch(["paket belum sampai min, udah 2 minggu", None, "makasih kak"], fields=["label", "action"]).to_pylist()
    [{'label': 'complaint', 'action': 'respond'}, {'label': None, 'action': None}, {'label': None, 'action': 'none'}]
    """
    wanted = check_options(fields, threads)
    classifier = classifier_of(classifier)
    check_names(facts, _OPTIONS)
    check_window(window, author, facts)
    check_times(window, facts)
    table = prepare(texts, text, {**facts, "author": author})
    flags = _abi.PILAH_ARROW_DICTIONARIES if dictionaries else 0
    piece = _PIECE if table.num_rows < _LARGE else _LARGE_PIECE
    answers = list(classify_pieces(classifier, table.to_batches(max_chunksize=piece), wanted,
                                   1 if table.num_rows <= _PIECE else threads, flags, window))
    if not answers:  # no row at all still has columns
        empty = table.slice(0, 0).combine_chunks().to_batches() or [empty_of(table.schema)]
        answers = list(classify_pieces(classifier, empty, wanted, 1, flags))
    return _pyarrow().Table.from_batches(answers)


def empty_of(schema: pa.Schema) -> pa.RecordBatch:
    """No row, with all columns."""
    arrow = _pyarrow()
    return arrow.RecordBatch.from_arrays([arrow.array([], type=field.type) for field in schema], schema=schema)
