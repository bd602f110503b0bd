# SPDX-License-Identifier: Apache-2.0
"""Files of any size, in constant memory: CSV and Parquet in, pieces of a table or another file out.

A piece is a :class:`pyarrow.Table` with the columns of the file and those of the answer. Needs pyarrow.
"""
from __future__ import annotations

import contextlib
import errno
import os
import pathlib
import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from . import _arguments
from ._classifier import Classifier, classifier_of
from ._columns import NAMES, check_column, check_single, free_names, known_column, reader_of, text_column
from ._csv import CsvFile, Piece
from ._facts import FACTS, YES_NO, is_none_of
from ._window import COUNTS, Window
from ._writers import writer_of
from .batch import _TEXTS, FIELDS, _fits, _is_bytes, _is_text, _pyarrow, check_options, check_times, check_window, classify_pieces, empty_of, prepare

if TYPE_CHECKING:
    import pyarrow as pa

# Rows of one piece. An answer with all its fields takes about a kilobyte a row.
PIECE = 32768
# What iterating adds to a file's columns unless told otherwise: what people sort and count by.
USUAL = ("label", "labels", "action", "priority", "tags", "campaign", "ruleset", "error")
_OPTIONS = ("text", "fields", "columns", "delimiter", "threads", "progress", "classifier", "window", "author")


class _Parquet:
    """A Parquet file, as :class:`pilah._csv.CsvFile` shows others."""

    def __init__(self, path: Any, columns: Sequence[str] | None) -> None:
        import pyarrow as pa
        import pyarrow.parquet

        self._file = pyarrow.parquet.ParquetFile(path)
        self._picked = columns
        fields = self._file.schema_arrow
        for name in columns or ():
            check_column("columns", name, fields.names)
        self.schema = fields if columns is None else pa.schema([field for name in dict.fromkeys(columns) for field in fields if field.name == name])
        self.rows: int = self._file.metadata.num_rows

    def pieces(self, _: str) -> Iterator[Piece]:
        for batch in self._file.iter_batches(PIECE, columns=self._picked):
            yield Piece(batch, {})


def _open(path: str | os.PathLike[str], columns: Sequence[str] | None, delimiter: str | None) -> CsvFile | _Parquet:
    _pyarrow()
    if delimiter is not None and (not isinstance(delimiter, str) or len(delimiter) != 1):
        raise ValueError(f"delimiter must be one character or None, not {delimiter!r}")
    if delimiter is not None and (not delimiter.isascii() or delimiter in '"\r\n\0'):
        raise ValueError(f"delimiter must be in ASCII and neither a double quote nor the end of a line, not {delimiter!r}")
    name = pathlib.Path(path).name.lower()
    if name.endswith((".parquet", ".pq")):
        if delimiter is not None:
            raise ValueError(f"delimiter is for CSV; {path} is named as Parquet")
        return _Parquet(path, columns)
    if name.endswith((".csv", ".csv.gz", ".tsv", ".tsv.gz")):
        return CsvFile(path, delimiter, columns)
    raise ValueError(f"{path}: the name must end in .csv, .tsv (.gz too) or .parquet; a frame of anything else goes to pilah.frames")


def _known_facts(schema: pa.Schema, given: Mapping[str, str | None], window: Window | None) -> dict[str, str]:
    """Names of columns for what is known of comments: those that were given, and those that tell by their names what they hold. None
    leaves one out."""
    found = {name: of for name, of in given.items() if of is not None}
    for name in NAMES:
        if name == "text" or name in given or (name == "author" if window is None else name in COUNTS):
            continue
        of = known_column(schema.names, name)
        if of is not None and schema.names.count(of) == 1:
            kind = schema.field(of).type
            if _is_cells(kind) or _fits(name, kind):
                found[name] = of
    return found


def _is_cells(kind: Any) -> bool:
    kind = kind.value_type if _pyarrow().types.is_dictionary(kind) else kind
    return _is_text(kind) and not _is_bytes(kind)


def _fact_column(table: pa.Table, name: str, of: str) -> Any:
    """A column of facts; cells of text are read as the command reads them, and what makes no sense is unknown."""
    arrow = _pyarrow()
    column = table[of]
    if not _is_cells(column.type):
        return column
    import pyarrow.compute as compute

    column = column.cast(arrow.large_string())
    read = reader_of(name)
    kind = arrow.string() if name in _TEXTS else arrow.bool_() if name in YES_NO else arrow.int64()
    written = compute.unique(column)
    meant = [None if cell is None else read(cell) for cell in written.to_pylist()]
    return compute.take(arrow.array(meant, type=kind), compute.index_in(column, written))


def _wanted(fields: Sequence[str] | None = USUAL, threads: int | None = None, window: Window | None = None, **_: Any) -> Sequence[str] | None:
    """The fields of the answer; with a window, its counts are usual, too."""
    return check_options((*USUAL, *COUNTS) if fields is USUAL and window is not None else fields, threads)


def iterate(path: str | os.PathLike[str], *, text: str | None = None, fields: Sequence[str] | None = USUAL,
            columns: Sequence[str] | None = None, delimiter: str | None = None, threads: int | None = None, progress: bool = False,
            classifier: Classifier | None = None, window: Window | None = None, author: str | None = None,
            **facts: str | None) -> Iterator[pa.Table]:
    """Classifies a CSV, TSV or Parquet file piece by piece, in its order and in constant memory.

    `text` names the column of comments and `facts` (``followers="n_followers"``) those of what is known of them, as
    :func:`pilah.classify_batch` has them. Columns with the names that the command knows (docs/COMMAND.md: *Komentar*, *pengikut*,
    *created_at*, …) need not be named, and ``followers=None`` leaves one out. `columns` picks columns of the file to read (all if None),
    `fields` those of the answer; one whose name the file uses already comes as ``pilah_…``, with as many of these as it takes. `delimiter` is what stands between the
    fields of a CSV file; if None it is told by the header: comma, semicolon, tab or bar. CSV columns are read as text, and those of facts
    the way people write them: numbers (*12rb*), yes and no (*ya*), times with a zone; what makes no sense is unknown. A row with too many
    fields, or without its comment, has the reason in `error`, and the others go on; bytes that are no UTF-8 are read as U+FFFD.
    `progress` shows a bar if tqdm is installed. A `window` counts near-copies over all of the file, and over the next one if it is handed
    on; `author` names the column that tells authors apart. Its counts come with the usual fields.

    A file without rows is one piece without rows.

    Raises OSError for a file that cannot be read, ValueError and TypeError naming the argument, pyarrow's ArrowInvalid for a broken
    file.
    """
    wanted = _wanted(fields, threads, window)
    judge = classifier_of(classifier)
    check_window(window, author, facts)
    if author is not None:
        facts = {**facts, "author": author}
    for name, value in facts.items():
        if name not in (*FACTS, "author"):
            raise TypeError(f"iterate() has no argument {name!r}; {is_none_of(name, _OPTIONS)}")
        if value is not None and not isinstance(value, str):
            raise TypeError(f"{name} must name a column, not be {type(value).__name__}")
    file = _open(_arguments.path("path", path), None if columns is None else _arguments.names("columns", columns), delimiter)
    names = file.schema.names
    text = text_column(names, text)
    for name, value in {"text": text, **facts}.items():
        if value is not None:
            check_single(name, value, names)
    known = _known_facts(file.schema, facts, window)
    check_times(window, known)
    return _pieces(path, file, text, wanted, threads, progress, judge, known, window)


def _pieces(path: Any, file: CsvFile | _Parquet, text: str, wanted: Sequence[str] | None, threads: int | None, progress: bool,
            classifier: Classifier, facts: dict[str, str], window: Window | None) -> Iterator[pa.Table]:
    arrow = _pyarrow()
    bar = _bar(path, file.rows if isinstance(file, _Parquet) else None) if progress else None
    small = 4096

    def answer(piece: Piece) -> pa.Table:
        table = arrow.Table.from_batches([piece.rows])
        ready = prepare(table, text, {name: _fact_column(table, name, of) for name, of in facts.items()})
        if piece.errors:
            wrong = arrow.array([row in piece.errors for row in range(table.num_rows)])
            ready = ready.set_column(0, "text", arrow.compute.if_else(wrong, arrow.scalar(None, ready["text"].type), ready["text"]))
        rows = ready.to_batches(max_chunksize=small) or [empty_of(ready.schema)]
        found = arrow.Table.from_batches(list(classify_pieces(classifier, rows, wanted, threads, window=window)))
        for name, new in free_names(file.schema.names, found.column_names).items():
            values = found[name]
            if name == "error" and piece.errors:
                values = arrow.array([piece.errors.get(row, error) for row, error in enumerate(values.to_pylist())], arrow.string())
            table = table.append_column(new, values)
        return table

    empty = True
    try:
        for piece in file.pieces(text):
            if piece.rows.num_rows:
                empty = False
                yield answer(piece)
                if bar is not None:
                    bar.update(piece.rows.num_rows)
        if empty:  # which still has columns
            yield answer(Piece(empty_of(file.schema), {}))
    finally:
        if bar is not None:
            bar.close()


def _bar(path: Any, rows: int | None) -> Any:
    try:
        from tqdm.auto import tqdm
    except ImportError:
        return None
    return tqdm(total=rows, unit=" comments", unit_scale=True, desc=pathlib.Path(path).name)


def classify_file(path: str | os.PathLike[str], out: str | os.PathLike[str], **options: Any) -> int:
    """Classifies a file into another, in constant memory, and returns the number of rows. Options are those of :func:`iterate`.

    The name of `out` says what is written: ``.parquet`` (``.pq``), ``.csv``, or ``.jsonl`` (``.ndjson``), one JSON object a row. In CSV, lists of
    names of the answer are written with blanks between them, and all else that is nested as JSON. `out` is complete or not there at all: it is written beside its
    place and then renamed. Raises as :func:`iterate`, and ValueError for another name."""
    _arguments.path("path", path)
    make = writer_of(_arguments.path("out", out))
    if pathlib.Path(path).resolve() == pathlib.Path(out).resolve():
        raise ValueError("out is the file that is read")
    target = pathlib.Path(out)
    if not target.parent.is_dir():  # else the name in the error would be that of the file beside it
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(target.parent))
    if target.is_dir():  # which would be found out when all is done
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    fresh = target.with_name(f".{target.name}.{os.getpid()}.{threading.get_ident()}")
    wanted = options["fields"] = _wanted(**options)
    rows = 0
    writer = None
    try:
        for piece in iterate(path, **options):
            writer = writer or make(fresh, piece.schema, piece.num_columns - len(wanted or FIELDS))
            writer.write_table(piece)
            rows += piece.num_rows
        assert writer is not None  # a file without rows is a piece without rows
        writer.close()
        writer = None
        with contextlib.suppress(FileNotFoundError):  # who may read a file that was there may read the new one
            shutil.copymode(target, fresh)
        fresh.replace(target)
    finally:
        try:
            if writer is not None:
                writer.close()
        finally:  # closing fails, too, on a disk that is full
            fresh.unlink(missing_ok=True)
    return rows
