# SPDX-License-Identifier: Apache-2.0
"""Files of any size, in constant memory: CSV and Parquet in, pieces of a table or another file out.

A piece is a :class:`pyarrow.Table` with the columns of the file and those of the answer. Needs pyarrow.
"""
from __future__ import annotations

import os
import pathlib
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ._classifier import Classifier, shared
from ._facts import FACTS, YES_NO
from ._window import COUNTS, Window
from .batch import _TEXTS, _pyarrow, check_options, check_window, classify_pieces, prepare

if TYPE_CHECKING:
    import pyarrow as pa

# Rows of one piece. An answer with all its fields takes about a kilobyte a row.
PIECE = 32768
# What iterating adds to a file's columns unless told otherwise: what people sort and count by.
USUAL = ("label", "labels", "action", "priority", "tags", "campaign", "ruleset", "error")


def _open(path: str | os.PathLike[str], columns: Sequence[str] | None) -> tuple[Any, Callable[[], Iterator[pa.RecordBatch]], int | None]:
    """Schema, batches and, where the file tells, the number of rows."""
    arrow = _pyarrow()
    name = pathlib.Path(path).name.lower()
    if name.endswith((".parquet", ".pq")):
        import pyarrow.parquet

        file = pyarrow.parquet.ParquetFile(path)
        return file.schema_arrow, lambda: file.iter_batches(PIECE, columns=columns), file.metadata.num_rows
    if name.endswith((".csv", ".csv.gz", ".tsv", ".tsv.gz")):
        import pyarrow.csv

        def reader() -> Any:
            # Every column as text: types that Arrow guesses from the first block would break on a later one.
            head = pyarrow.csv.open_csv(path, parse_options=parse).schema
            convert = pyarrow.csv.ConvertOptions(column_types={field: arrow.string() for field in head.names},
                                                 include_columns=columns, strings_can_be_null=False)
            return pyarrow.csv.open_csv(path, parse_options=parse, convert_options=convert)

        parse = pyarrow.csv.ParseOptions(delimiter="\t" if ".tsv" in name else ",", newlines_in_values=True)
        first = reader()
        return first.schema, lambda: iter(reader()), None
    raise ValueError(f"{path}: the name must end in .csv, .tsv (.gz too) or .parquet")


def _number_column(batch: pa.Table, name: str, of: str) -> Any:
    """A column of facts of a CSV file as numbers, or as yes and no; what makes no sense is unknown, and so is an empty text."""
    arrow = _pyarrow()
    column = batch[of]
    if not arrow.types.is_string(column.type):
        return column
    import pyarrow.compute as compute

    if name in _TEXTS:
        return compute.if_else(compute.equal(column, ""), arrow.scalar(None, arrow.string()), column)
    plain = compute.utf8_lower(compute.utf8_trim_whitespace(column))
    if name in YES_NO:
        yes = compute.is_in(plain, arrow.array(["yes", "true", "1", "ya", "y", "t", "1.0"]))
        no = compute.is_in(plain, arrow.array(["no", "false", "0", "tidak", "n", "f", "0.0"]))
        return compute.if_else(yes, arrow.scalar(True), compute.if_else(no, arrow.scalar(False), arrow.scalar(None, arrow.bool_())))
    whole = compute.match_substring_regex(plain, r"^[0-9]{1,18}(\.0+)?$")
    digits = compute.replace_substring_regex(plain, r"\.0+$", "")
    return compute.if_else(whole, digits, arrow.scalar(None, arrow.string())).cast(arrow.int64())


def iterate(path: str | os.PathLike[str], *, text: str | None = None, fields: Sequence[str] | None = USUAL,
            columns: Sequence[str] | None = None, threads: int | None = None, progress: bool = False,
            classifier: Classifier | None = None, window: Window | None = None, author: str | None = None,
            **facts: str) -> Iterator[pa.Table]:
    """Classifies a CSV, TSV or Parquet file piece by piece, in its order and in constant memory.

    `text` names the column of comments and `facts` (``followers="n_followers"``) those of what is known of authors, as
    :func:`pilah.classify_batch` has them. `columns` picks columns of the file to read (all if None), `fields` those of the answer;
    one whose name the file uses already comes as ``pilah_…``. `progress` shows a bar if tqdm is installed. CSV columns are read as
    text, and those of facts as numbers, or as yes and no. A `window` counts near-copies over all of the file, and over the next one
    if it is handed on; `author` names the column that tells authors apart. Its counts come with the usual fields.

    Raises OSError for a file that cannot be read, ValueError and TypeError naming the argument, pyarrow's ArrowInvalid for a broken
    file.
    """
    wanted = check_options((*USUAL, *COUNTS) if fields is USUAL and window is not None else fields, threads)
    check_window(window, author, facts)
    if author is not None:
        facts = {**facts, "author": author}
    for name, value in facts.items():
        if name not in (*FACTS, "author"):
            raise TypeError(f"iterate() has no argument {name!r}; facts are {', '.join(FACTS)}")
        if not isinstance(value, str):
            raise TypeError(f"{name} must name a column, not be {type(value).__name__}")
    schema, batches, rows = _open(path, None if columns is None else list(columns))
    return _pieces(path, schema, batches, rows, text, wanted, threads, progress, classifier or shared(), facts, window)


def _pieces(path: Any, schema: Any, batches: Callable[[], Iterator[pa.RecordBatch]], rows: int | None, text: str | None,
            wanted: Sequence[str] | None, threads: int | None, progress: bool, classifier: Classifier, facts: dict[str, str],
            window: Window | None) -> Iterator[pa.Table]:
    arrow = _pyarrow()
    bar = _bar(path, rows) if progress else None
    small = 4096

    def answer(batch: pa.RecordBatch) -> pa.Table:
        table = arrow.Table.from_batches([batch])
        given = {name: _number_column(table, name, of) if of in table.column_names else of for name, of in facts.items()}
        ready = prepare(table, text, given)
        found = arrow.Table.from_batches(list(classify_pieces(classifier, ready.to_batches(max_chunksize=small), wanted, threads, window=window)))
        for name in found.column_names:
            table = table.append_column(f"pilah_{name}" if name in schema.names else name, found[name])
        return table

    try:
        for batch in batches():
            if batch.num_rows:
                yield answer(batch)
                if bar is not None:
                    bar.update(batch.num_rows)
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
    """Classifies a file into a Parquet file, in constant memory, and returns the number of rows. Options are those of
    :func:`iterate`. `out` is complete or not there at all: it is written beside its place and then renamed."""
    import pyarrow.parquet

    if pathlib.Path(path).resolve() == pathlib.Path(out).resolve():
        raise ValueError("out is the file that is read")
    target = pathlib.Path(out)
    fresh = target.with_name(f".{target.name}.{os.getpid()}.{threading.get_ident()}")
    rows = 0
    writer = None
    try:
        for piece in iterate(path, **options):
            writer = writer or pyarrow.parquet.ParquetWriter(fresh, piece.schema)
            writer.write_table(piece)
            rows += piece.num_rows
        if writer is None:
            raise ValueError(f"{path} has no rows")
        writer.close()
        writer = None
        fresh.replace(target)
    finally:
        if writer is not None:
            writer.close()
        fresh.unlink(missing_ok=True)
    return rows
