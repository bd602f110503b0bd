# SPDX-License-Identifier: Apache-2.0
"""What files of answers are written with: each is opened with a path, a schema and the number of columns that come from the file that is
read, and takes one table after the other. Columns of the answer stand behind those."""
from __future__ import annotations

import datetime
import json
import math
import pathlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa


def _plain(value: object) -> str:
    """What JSON has no form for."""
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _finite(value: Any) -> Any:
    """The value with None for NaN and Infinity, wherever they stand in it."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {name: _finite(one) for name, one in value.items()}
    return [_finite(one) for one in value] if isinstance(value, (list, tuple)) else value


def _cell(value: object) -> str | None:
    return None if value is None else _json(value) if isinstance(value, (dict, list, tuple)) else _plain(value)


def _json(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, default=_plain, allow_nan=False)
    except ValueError:  # JSON has no such numbers
        return json.dumps(_finite(value), ensure_ascii=False, default=_plain)


def _keys(names: list[str]) -> list[str]:
    """The names with a number behind those that were there already, since an object holds one value of a name."""
    taken = set(names)
    seen: set[str] = set()
    keys = []
    for name in names:
        key, number = name, 2
        while key in seen or (key != name and key in taken):
            key = f"{name}_{number}"
            number += 1
        seen.add(key)
        keys.append(key)
    return keys


class _Jsonl:
    def __init__(self, path: pathlib.Path, schema: pa.Schema, _: int) -> None:
        self._keys = _keys(schema.names)
        self._file = open(path, "w", encoding="utf-8", newline="\n")

    def write_table(self, table: pa.Table) -> None:
        self._file.writelines(f"{_json(row)}\n" for row in table.rename_columns(self._keys).to_pylist())

    def close(self) -> None:
        self._file.close()


def _flat(kind: pa.DataType) -> pa.DataType:
    """What pyarrow writes in the place of this type: text where it has no form of its own for it, and for bytes, which may be no text."""
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        return _flat(kind.value_type)
    odd = (pa.types.is_nested, pa.types.is_binary, pa.types.is_large_binary, pa.types.is_fixed_size_binary, pa.types.is_string_view,
           pa.types.is_binary_view)
    return pa.large_string() if isinstance(kind, pa.BaseExtensionType) or any(test(kind) for test in odd) else kind


class _Csv:
    def __init__(self, path: pathlib.Path, schema: pa.Schema, own: int) -> None:
        import pyarrow as pa
        import pyarrow.csv

        self._own = own
        self._flat = pa.schema([(field.name, _flat(field.type)) for field in schema])
        self._writer = pyarrow.csv.CSVWriter(path, self._flat, write_options=pyarrow.csv.WriteOptions(quoting_style="needed"))

    def write_table(self, table: pa.Table) -> None:
        import pyarrow as pa

        columns = []
        for place, (field, column) in enumerate(zip(table.schema, table.columns)):
            flat = self._flat.field(place).type
            if place >= self._own and pa.types.is_list(field.type) and pa.types.is_string(field.type.value_type):  # names, none with a blank
                column = pa.array([None if value is None else " ".join(value) for value in column.to_pylist()], flat)
            elif pa.types.is_dictionary(field.type) and flat.equals(field.type.value_type):
                column = column.cast(flat)
            elif not flat.equals(field.type):
                column = pa.array([_cell(value) for value in column.to_pylist()], flat)
            columns.append(column)
        self._writer.write_table(pa.Table.from_arrays(columns, schema=self._flat))

    def close(self) -> None:
        self._writer.close()


def _parquet(path: pathlib.Path, schema: pa.Schema, _: int) -> Any:
    import pyarrow.parquet

    return pyarrow.parquet.ParquetWriter(path, schema)


def writer_of(path: Any) -> Callable[[pathlib.Path, pa.Schema, int], Any]:
    """What writes a file of that name. Raises ValueError for one that nothing writes."""
    kinds: dict[str, Callable[[pathlib.Path, pa.Schema, int], Any]] = {
        ".parquet": _parquet, ".pq": _parquet, ".csv": _Csv, ".jsonl": _Jsonl, ".ndjson": _Jsonl}
    kind = kinds.get(pathlib.Path(path).suffix.lower())
    if kind is None:
        raise ValueError(f"{path}: the name must end in {', '.join(list(kinds)[:-1])} or {list(kinds)[-1]}")
    return kind
