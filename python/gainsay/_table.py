"""Columns that other libraries read where they lie."""


class Table:
    """A table of columns of one length. Nothing in it changes.

    Any library that speaks the Arrow PyCapsule interface reads it without copying: `pyarrow.table(t)`, `polars.DataFrame(t)`,
    `duckdb.sql("select * from t")`, `pandas.DataFrame.from_arrow(t)`. NaN is a value; what was not recorded is missing
    (null), never NaN, 0 or "".

    Attributes: columns (names). len() is the number of rows. t["value"] is a column as numpy has it.
    """

    def __init__(self, native):
        self._native = native

    @property
    def columns(self):
        """The names of the columns, from left to right."""
        return self._native.columns

    def __len__(self):
        return len(self._native)

    def __arrow_c_schema__(self):
        return self._native.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema=None):
        return self._native.__arrow_c_stream__(requested_schema)

    def __getitem__(self, column):
        """One column as a numpy array of n entries: int64, float64 and bool share the table's memory and are read-only; times
        are datetime64[us] (missing: NaT), texts are objects (missing: None). int64, float64 and bool with missing entries
        are masked arrays. Raises KeyError for another column."""
        import numpy
        kind, values, texts, valid = self._native._column(column)
        there = None if valid is None else valid.view(bool)
        if kind == "category":
            values = numpy.asarray(texts, dtype=object)[values] if texts else numpy.empty(0, dtype=object)
        elif kind == "text":
            values = numpy.asarray(values, dtype=object)
        elif kind == "time":
            values = values.view("datetime64[us]")
        elif kind == "boolean":
            values = values.view(bool)
        if there is None:
            return values
        if kind in ("text", "category", "time"):
            values = values.copy()
            values[~there] = numpy.datetime64("NaT", "us") if kind == "time" else None
            return values
        return numpy.ma.masked_array(values, mask=~there)

    def to_numpy(self):
        """{column: array of n entries}, as `t[column]` gives them."""
        return {column: self[column] for column in self.columns}

    def to_arrow(self):
        """A pyarrow.Table that shares the memory. Raises ImportError without pyarrow."""
        import pyarrow
        return pyarrow.table(self)

    def to_pandas(self):
        """A pandas.DataFrame (of pyarrow's making: pandas needs it for Arrow). Raises ImportError without both."""
        return self.to_arrow().to_pandas()

    def to_polars(self):
        """A polars.DataFrame that shares the memory. Raises ImportError without polars."""
        import polars
        return polars.DataFrame(self)

    def rows(self, first=0, last=None):
        """The rows from `first` up to `last` as a list of dicts; a missing entry is None."""
        stop = len(self) if last is None else min(last, len(self))
        columns = {}
        for column in self.columns:
            entries = self[column][first:stop]
            columns[column] = entries.tolist()
        return [dict(zip(columns, row)) for row in zip(*columns.values())]

    def __repr__(self):
        return f"<gainsay.Table of {len(self)} rows: {', '.join(self.columns)}>"

    def _repr_html_(self):
        from html import escape
        shown = self.rows(0, 20)
        heading = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        body = "".join("<tr>" + "".join(f"<td>{'' if cell is None else escape(str(cell))}</td>" for cell in row.values())
                       + "</tr>" for row in shown)
        more = f"<p>{len(self)} rows, the first {len(shown)} are shown</p>" if len(self) > len(shown) else ""
        return f"<table><thead><tr>{heading}</tr></thead><tbody>{body}</tbody></table>{more}"

