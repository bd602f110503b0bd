# SPDX-License-Identifier: Apache-2.0
"""The same verdicts on an Apache Spark cluster.

The driver ships the compiled rules to every executor once (``SparkContext.addFile``); executors open them and hand Arrow batches to
libpilah through ``mapInArrow``. Each row says with which rules it was judged, and the executor refuses rules whose hash is not the
driver's. Executors need pilah, pyarrow and pandas installed. A verdict depends on the row alone, so a task that is run again gives
the same rows.

    df = spark.read.parquet("comments.parquet")
    judged = pilah.spark.classify(df, text="comment", followers="n_followers")
    judged.groupBy("action").count().show()
"""
from __future__ import annotations

import atexit
import ctypes
import functools
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from . import _arguments
from ._classifier import Classifier
from ._columns import check_single, free_names
from ._facts import check_names
from ._ruleset import RuleSet
from .batch import FIELDS, _classify_piece, check_options, check_type, classify_batch, prepare

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

USUAL = ("label", "labels", "scores", "action", "priority", "tags", "campaign", "ruleset", "error")
# Spark's types that can be something known of a comment, as Arrow calls them; times apart.
_ARROW_NAMES = {"string": "string", "char": "string", "varchar": "string", "binary": "binary", "boolean": "bool", "tinyint": "int8",
                "smallint": "int16", "int": "int32", "bigint": "int64", "float": "float", "double": "double", "void": "null"}

_opened: dict[str, Classifier] = {}
_opened_lock = threading.Lock()


def _classifier(hash_: str) -> Classifier:
    """The classifier of this worker process for shipped rules; opened once, by whichever task comes first."""
    with _opened_lock:
        found = _opened.get(hash_)
        if found is None:
            from pyspark import SparkFiles

            rules = RuleSet.open(SparkFiles.get(_file_name(hash_)))
            if rules.hash != hash_:
                raise RuntimeError(f"the executor got rules {rules.hash}, the driver sent {hash_}")
            found = _opened[hash_] = Classifier(rules)
        return found


def _file_name(hash_: str) -> str:
    return f"pilah-{hash_}.pilah"


def _as_spark_has_it(schema: pa.Schema) -> pa.Schema:
    """Times in microseconds: Spark reads no others."""
    import pyarrow as pa

    return pa.schema([field.with_type(pa.timestamp("us", field.type.tz)) if pa.types.is_timestamp(field.type) else field for field in schema])


def _judge(batches: Iterable[pa.RecordBatch], hash_: str, text: str, facts: dict[str, str], fields: Sequence[str],
           names: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """What an executor does to the batches of a partition: their columns, then those of the answer."""
    import pyarrow as pa

    classifier = _classifier(hash_)
    wanted = (ctypes.c_char_p * len(fields))(*(field.encode() for field in fields))
    for batch in batches:
        ready = prepare(pa.Table.from_batches([batch]), text, dict(facts)).combine_chunks().to_batches()
        if not ready:
            continue
        found = _classify_piece(classifier, ready[0], wanted, len(fields))
        answer = (column.cast(field.type) for column, field in zip(found.columns, _as_spark_has_it(found.schema)))
        yield pa.RecordBatch.from_arrays([*batch.columns, *answer], names=list(names))


def _check_names(columns: Sequence[str]) -> None:
    """Raises ValueError for names that Spark hands on to nobody, which it says when the job is under way."""
    for name in columns:
        check_single("df", name, columns)


def _answer_of(columns: Sequence[str], name: str) -> str:
    """The column of the answer, which stands behind those that the table had: with as many ``pilah_`` in front as its name took."""
    named = [column for column in columns if re.sub("^(pilah_)+", "", column.casefold()) == name]
    if not named:
        raise ValueError(f"judged has no column {name!r}, only {', '.join(columns)}; pilah.spark.classify() makes it")
    return named[-1]


def _check_types(df: DataFrame, named: dict[str, str]) -> None:
    """Raises TypeError naming the argument; else it would depend on a task's rows whether it fails."""
    import pyarrow as pa

    moments = {"timestamp": pa.timestamp("us", "UTC"), "timestamp_ntz": pa.timestamp("us"), "date": pa.date32()}
    for name, column in named.items():
        kind = df.schema[column].dataType
        plain = "bigint" if kind.typeName() == "decimal" and kind.scale == 0 else re.split("[( ]", kind.simpleString())[0]
        if plain not in moments and plain not in _ARROW_NAMES:
            raise TypeError(f"{name} cannot be a column of {kind.simpleString()}")
        check_type(name, moments[plain] if plain in moments else pa.type_for_alias(_ARROW_NAMES[plain]))


def _ship(df: DataFrame, rules: RuleSet) -> None:
    """Puts the compiled rules where executors find them; once for each session and rule set."""
    context = df.sparkSession.sparkContext
    name = _file_name(rules.hash)
    if any(os.path.basename(str(path)) == name for path in context.listFiles):
        return
    # Executors fetch it from the driver whenever they start, so it stays until the driver ends.
    folder = tempfile.mkdtemp(prefix="pilah-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = os.path.join(folder, name)
    rules.save(path)
    context.addFile(path)


def classify(df: DataFrame, text: str = "text", *, fields: Sequence[str] | None = USUAL, rules: RuleSet | None = None,
             **facts: str | None) -> DataFrame:
    """The data frame with columns of the answer beside its own (with ``pilah_`` in front of a name that is taken, in whatever case: to
    Spark *Action* and *action* are one).

    Every argument but `fields` and `rules` names a column of `df`; meanings and errors are those of :func:`pilah.classify_batch`.
    Rows that cannot be classified stay, with the reason in `error`. Raises TypeError and ValueError naming the argument, before any
    job starts.
    """
    if not hasattr(df, "mapInArrow"):
        raise TypeError(f"df must be a Spark DataFrame, not {_arguments.kind(df)}")
    wanted = list(check_options(fields, None) or FIELDS)
    if rules is not None and not isinstance(rules, RuleSet):
        raise TypeError(f"rules must be a RuleSet, not {type(rules).__name__}")
    used = rules or RuleSet.default()
    check_names(facts)
    _check_names(df.columns)
    named = {name: column for name, column in facts.items() if column is not None}
    for name, column in {"text": text, **named}.items():
        if not isinstance(column, str):
            raise TypeError(f"{name} must name a column, not be {type(column).__name__}")
        check_single(name, column, df.columns)
    _check_types(df, {"text": text, **named})

    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import StructField, StructType

    answer = from_arrow_schema(_as_spark_has_it(classify_batch([], fields=wanted).schema))
    free = free_names(df.columns, wanted, str.casefold)
    added = [StructField(free[field.name], field.dataType, True) for field in answer]
    schema = StructType([*df.schema.fields, *added])
    _ship(df, used)
    work = functools.partial(_judge, hash_=used.hash, text=text, facts=named, fields=wanted, names=[field.name for field in schema])
    return df.mapInArrow(work, schema)


def campaigns(judged: DataFrame, text: str = "text", at_least: int = 3) -> DataFrame:
    """Near-copies: one row for each campaign of `at_least` comments, the largest first, with its number of comments, one of its texts,
    and how many of them are spam. `judged` is what :func:`classify` returned, or columns of it in their order. Raises ValueError if the
    campaigns or labels are not among them."""
    from pyspark.sql import functions as f

    campaign, labels = (f.col(_answer_of(judged.columns, name)) for name in ("campaign", "labels"))
    return (judged.where(campaign.isNotNull())
            .groupBy(campaign.alias("campaign"))
            .agg(f.count("*").alias("comments"), f.min(text).alias("example"),
                 f.sum(f.array_contains(labels, "spam").cast("int")).alias("spam"))
            .where(f.col("comments") >= at_least)
            .orderBy(f.col("comments").desc(), "campaign"))
