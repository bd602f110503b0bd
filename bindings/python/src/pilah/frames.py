# SPDX-License-Identifier: Apache-2.0
"""pandas, Polars and DuckDB, each in its own way of saying it."""
from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from . import _arguments
from ._classifier import Classifier, classifier_of
from ._columns import free_names
from ._window import COUNTS
from .batch import classify_batch

if TYPE_CHECKING:
    import duckdb as ddb
    import pandas as pd
    import polars as pl

# What is added to a frame unless told otherwise; everything that there is: pilah.batch.FIELDS.
USUAL = ("label", "labels", "action", "priority", "tags", "campaign", "error")


def _fields(fields: Sequence[str] | None, options: dict[str, Any]) -> Sequence[str] | None:
    """With a window, its counts are usual, too."""
    return (*USUAL, *COUNTS) if fields is USUAL and options.get("window") is not None else fields


def pandas(frame: pd.DataFrame, text: str | None = None, *, fields: Sequence[str] | None = USUAL, **options: Any) -> pd.DataFrame:
    """The frame with columns of the answer beside its own, on the same index. A name that is taken gets ``pilah_`` in front, as
    often as it takes. `options` are those of :func:`pilah.classify_batch`: ``followers="n_followers"``, ``threads=2``, ``window=pilah.Window()``.

    >>> import pandas as pd
    >>> frame = pd.DataFrame({"comment": ["paket belum sampai min, udah 2 minggu", "makasih kak"]}, index=["a", "b"])
    >>> pandas(frame).loc["a", "action"]
    'respond'
    """
    import pandas as pd

    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"frame must be a pandas.DataFrame, not {_arguments.kind(frame)}; a column alone goes to pilah.classify_batch()")
    found = classify_batch(frame, text=text, fields=_fields(fields, options), **options).to_pandas()
    found.index = frame.index
    levels = frame.columns.nlevels  # of names, of which those of the answer have the first
    both = frame.copy(deep=False)
    for name, new in free_names(map(str, frame.columns.get_level_values(0)), found.columns).items():
        both[new if levels == 1 else (new, *[""] * (levels - 1))] = found[name]
    return both


def polars(frame: pl.DataFrame | pl.LazyFrame, text: str | None = None, *, fields: Sequence[str] | None = USUAL,
           **options: Any) -> pl.DataFrame:
    """The same for Polars. A LazyFrame is collected first.

    >>> import polars as pl
    >>> polars(pl.DataFrame({"comment": ["makasih kak"], "label": ["mine"]}))["pilah_label"].to_list()
    [None]
    """
    import polars as pl

    ready = frame.collect() if isinstance(frame, pl.LazyFrame) else frame
    if not isinstance(ready, pl.DataFrame):
        raise TypeError(f"frame must be a polars.DataFrame or LazyFrame, not {_arguments.kind(frame)}; a column alone goes to pilah.classify_batch()")
    found = pl.from_arrow(classify_batch(ready, text=text, fields=_fields(fields, options), **options))
    assert isinstance(found, pl.DataFrame)
    return ready.hstack(found.rename(free_names(ready.columns, found.columns)).get_columns())


def duckdb(connection: ddb.DuckDBPyConnection, name: str = "pilah", *, fields: Sequence[str] = ("label", "action", "priority"),
           classifier: Classifier | None = None) -> None:
    """Adds a function to a DuckDB connection: ``SELECT pilah(text).action FROM comments``. It returns a struct of `fields`, and
    NULL columns for NULL. A second call on the same connection puts the new function in the place of the old.

    Raises TypeError naming the argument, ValueError for a name that the database has already given to another function.

    >>> import duckdb as db
    >>> connection = db.connect()
    >>> duckdb(connection)
    >>> connection.sql("SELECT pilah('paket belum sampai min, udah 2 minggu').action").fetchall()
    [('respond',)]
    """
    if not hasattr(connection, "create_function"):
        raise TypeError(f"connection must be a DuckDB connection, not {type(connection).__name__}")
    if not isinstance(name, str):
        raise TypeError(f"name must be str, not {type(name).__name__}")
    import duckdb as ddb
    import pyarrow as pa

    used = classifier_of(classifier)
    schema = classify_batch([], fields=fields, classifier=used).schema

    def classify(texts: Any) -> Any:
        return classify_batch(texts, fields=fields, classifier=used, threads=1).to_struct_array().combine_chunks()

    with contextlib.suppress(ddb.InvalidInputException):  # there is none yet
        connection.remove_function(name)
    try:
        connection.create_function(name, classify, ["VARCHAR"], _sql_type(pa.struct(list(schema))), type="arrow", null_handling="special")
    except ddb.CatalogException as error:
        raise ValueError(f"name: the database has a function {name!r} already") from error


def _sql_type(kind: Any) -> str:
    import pyarrow as pa

    if pa.types.is_struct(kind):
        return "STRUCT(" + ", ".join(f'"{field.name}" {_sql_type(field.type)}' for field in kind) + ")"
    if pa.types.is_list(kind):
        return _sql_type(kind.value_type) + "[]"
    if pa.types.is_timestamp(kind):
        return "TIMESTAMP WITH TIME ZONE"
    return {"string": "VARCHAR", "int32": "INTEGER", "int64": "BIGINT", "double": "DOUBLE"}[str(kind)]
