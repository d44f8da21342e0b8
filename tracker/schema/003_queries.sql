-- Version 3: what runs are looked up by, and curve chunks of codec version 2 (docs/formats/store.md).

CREATE INDEX results_by_value ON results (metric, value);
CREATE INDEX params_by_value ON params (param, value);
CREATE INDEX tags_by_value ON tags (tag, value);
CREATE INDEX runs_by_start ON runs (started_at);

-- What the files of datasets held, each time that somebody looked.
CREATE TABLE dataset_contents (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  dataset INTEGER NOT NULL REFERENCES names,
  split INTEGER NOT NULL REFERENCES names,
  hash TEXT NOT NULL,
  files INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  n_items INTEGER,
  path TEXT NOT NULL,
  at TEXT NOT NULL
);
