# SPDX-License-Identifier: Apache-2.0
"""CSV files as dumps have them: with any delimiter, with rows that are too short or too long, with bytes that are no UTF-8.

pyarrow cuts the file into rows and hands over those whose number of fields is not the header's, with their numbers, so that they come
back in their places: a shorter one as it is, as long as it has its comment, any other with an error. What docs/COMMAND.md promises of
bad input holds here, too, but for what pyarrow does not leave to others; docs/PYTHON.md says what that is.
"""
from __future__ import annotations

import codecs
import collections
import csv
import io
import pathlib
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ._columns import check_column

if TYPE_CHECKING:
    import pyarrow as pa

DELIMITERS = ",;\t|"
# How much of a file is looked at for its header.
_HEAD = 1 << 20
# How spreadsheets, what is compressed, and UTF-16 begin. UTF-16 that does not say so has NUL bytes in its header.
_FOREIGN = (b"PK\3\4", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"BZh", b"\xfd7zXZ", b"\xff\xfe", b"\xfe\xff")


class Piece(NamedTuple):
    rows: pa.RecordBatch
    errors: dict[int, str]  #: row of the piece -> why it cannot be classified


def delimiter_of(head: str) -> str:
    """The most frequent one outside quotes in the first record below blank lines; of equals the first, so that the comma wins."""
    record = []
    quoted = False
    for part in head.lstrip(" \r\n").split('"'):
        line, end, _ = part.partition("\n")
        record.append("" if quoted else line)
        if end and not quoted:
            break
        quoted = not quoted
    return max(DELIMITERS, key="".join(record).count)


def fields_of(record: str, delimiter: str) -> list[str]:
    """The fields of one record, however long they are: the csv module has a limit, which is one for all of a program. A quote that
    stands within a field is part of it, and one that never ends holds all of the rest."""
    field = re.compile(r'(?:"((?:[^"]+|"")*)(?:"|\Z))?([^%s]*)' % re.escape(delimiter))
    fields = []
    at = 0
    while at <= len(record):
        found = field.match(record, at)
        assert found is not None  # an empty field is one, too
        quoted, plain = found.groups()
        fields.append(plain if quoted is None else quoted.replace('""', '"') + plain)
        at = found.end() + 1
    return fields


class _Text(io.RawIOBase):
    """The file from its first record after the header on, as good UTF-8: what is none becomes U+FFFD, a byte order mark nothing."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._waiting = b""
        self._begins = b""

    @property
    def is_foreign(self) -> bool:
        """Whether it is no text in UTF-8, once its beginning is read."""
        return self._begins.startswith(_FOREIGN)

    def readable(self) -> bool:
        return True

    def head(self) -> str:
        """The beginning of what is left."""
        while len(self._waiting) < _HEAD and (more := self._decode(_HEAD)):
            self._waiting += more
        return self._waiting.decode()

    def skip(self, text: str) -> None:
        """Goes past what the head begins with."""
        self._waiting = self._waiting[len(text.encode()):]

    def read(self, size: int = -1) -> bytes:
        made = self._waiting or self._decode(size)
        size = len(made) if size < 0 else size  # U+FFFD takes more room than what it stands for
        self._waiting = made[size:]
        return made[:size]

    def close(self) -> None:
        self._source.close()
        super().close()

    def _decode(self, size: int) -> bytes:
        """Some of what comes next; nothing at the end of the file alone."""
        while data := self._source.read(size):
            self._begins = self._begins or data[:8]
            if made := self._decoder.decode(data):
                return made.encode()
        return self._decoder.decode(b"", True).encode()


class CsvFile:
    """A file with a header. Raises OSError if it cannot be read, ValueError if it is no CSV."""

    def __init__(self, path: Any, delimiter: str | None, columns: Sequence[str] | None) -> None:
        import pyarrow as pa

        self.path = path
        with self._open() as text:
            head = text.head()
            if text.is_foreign or re.match("[\r\n]*[^\r\n]*\0", head):
                raise ValueError(f"{path} is no text in UTF-8; save it as CSV (UTF-8)")
            self.delimiter = delimiter or delimiter_of(head.replace("\r", "\n"))  # either ends a line for pyarrow
            self.header = self._read_header(text)
        if not self.header:
            raise ValueError(f"{path} is empty")
        for name in columns or ():
            check_column("columns", name, self.header)
        self._picked = columns
        self.columns = list(self.header if columns is None else columns)
        # Where they stand in a row, also if several have one name.
        self._places = range(len(self.header)) if columns is None else [self.header.index(name) for name in columns]
        self.schema = pa.schema([(name, pa.string()) for name in self.columns])

    def _open(self) -> _Text:
        import pyarrow as pa

        return _Text(pa.input_stream(self.path, compression="gzip" if pathlib.Path(self.path).suffix.lower() == ".gz" else None))

    def _read_header(self, text: _Text) -> list[str]:
        head = text.head()
        lines = io.StringIO(head, newline="")
        try:
            # Excel is told by a first line "sep=;" what stands between the fields. It is no header.
            header = next((fields for fields in csv.reader(lines, delimiter=self.delimiter) if fields and fields != ["sep=", ""]), [])
        except csv.Error as error:
            raise ValueError(f"{self.path}: its header cannot be read: {error}") from None
        text.skip(head[:lines.tell()])
        return header

    def pieces(self, text_column: str) -> Iterator[Piece]:
        """All rows in their order."""
        import pyarrow as pa
        import pyarrow.csv

        odd: collections.deque[tuple[int, str]] = collections.deque()

        def keep(row: Any) -> str:
            odd.append((row.number, row.text))
            return "skip"

        with self._open() as text:
            self._read_header(text)
            if not text.head():
                return
            reader = pyarrow.csv.open_csv(
                text,
                # Rows have numbers on one thread alone.
                read_options=pyarrow.csv.ReadOptions(column_names=self.header, use_threads=False),
                parse_options=pyarrow.csv.ParseOptions(delimiter=self.delimiter, newlines_in_values=True, invalid_row_handler=keep),
                # Every column as text: types that Arrow guesses from the first block would break on a later one.
                convert_options=pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(self.header, pyarrow.string()),
                                                           include_columns=self._picked, strings_can_be_null=False))
            number = 1
            nothing = pa.RecordBatch.from_arrays([pa.array([], pa.string())] * len(self.schema), schema=self.schema)
            for batch in reader:
                number, piece = self._joined(batch, odd, number, text_column)
                yield piece
            yield self._joined(nothing, odd, number, text_column)[1]

    def _joined(self, batch: pa.RecordBatch, odd: collections.deque[tuple[int, str]], number: int, text_column: str) -> tuple[int, Piece]:
        """The batch, whose first row has this number, with the odd rows between and behind its own; and the number of the next row."""
        import pyarrow as pa

        parts: list[pa.RecordBatch] = []
        errors: dict[int, str] = {}
        rows = at = 0
        while odd and odd[0][0] <= number + batch.num_rows - at:
            before = odd[0][0] - number
            parts.append(batch.slice(at, before))
            at, rows, number = at + before, rows + before, number + before
            cells = []
            while odd and odd[0][0] == number:
                found, error = self._cells(odd.popleft()[1], text_column)
                cells.append(found)
                if error:
                    errors[rows] = error
                rows, number = rows + 1, number + 1
            parts.append(pa.RecordBatch.from_arrays([pa.array(column, pa.string()) for column in zip(*cells)], schema=self.schema))
        if not parts:
            return number + batch.num_rows, Piece(batch, errors)
        parts.append(batch.slice(at))
        number += batch.num_rows - at
        table = pa.Table.from_batches(parts).combine_chunks()
        return number, Piece(table.to_batches()[0] if table.num_rows else batch, errors)

    def _cells(self, row: str, text_column: str) -> tuple[list[str | None], str | None]:
        """Cells of a row with another number of fields than the header, and what is wrong with it if it has no comment."""
        fields = fields_of(row, self.delimiter)
        wide = len(self.header)
        error = None
        if len(fields) > wide:
            error = f"the row has {len(fields)} fields, the header {wide}; put fields that hold {self.delimiter!r} in double quotes"
            fields[wide - 1:] = [self.delimiter.join(fields[wide - 1:])]
        elif len(fields) <= self.header.index(text_column):
            error = f"the row has {len(fields)} fields, the header {wide}; the field with the comment is missing"
        padded = [*fields, *[None] * (wide - len(fields))]
        return [padded[place] for place in self._places], error
