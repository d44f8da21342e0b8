-- Version 1. Every number in here can be read with any SQLite tool, except the points (curve_chunks).

-- Texts that repeat: methods, datasets, splits, metrics, params, tags, environment variables.
CREATE TABLE names (
  name INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
);
INSERT INTO names VALUES (0, '');

CREATE TABLE runs (
  run INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  source_key TEXT,       -- where an imported run came from
  source_id TEXT NOT NULL DEFAULT '',
  identity TEXT UNIQUE,  -- what an imported run is recognised by
  method INTEGER NOT NULL DEFAULT 0 REFERENCES names,
  dataset INTEGER NOT NULL DEFAULT 0 REFERENCES names,
  split INTEGER NOT NULL DEFAULT 0 REFERENCES names,
  seed INTEGER,
  fold INTEGER,
  purpose TEXT NOT NULL DEFAULT 'final',
  role TEXT,
  status TEXT NOT NULL DEFAULT 'running',
  failure TEXT NOT NULL DEFAULT '',
  parent TEXT NOT NULL DEFAULT '',
  host TEXT NOT NULL DEFAULT '',
  device TEXT NOT NULL DEFAULT '',
  git_commit TEXT,       -- NULL: nothing is known of git
  git_branch TEXT,
  git_dirty INTEGER,
  git_diff_stored INTEGER,
  exit_code INTEGER,
  started_at REAL,       -- seconds since the epoch
  ended_at REAL,
  dropped_points INTEGER NOT NULL DEFAULT 0,
  excluded_reason TEXT,  -- NULL: not excluded
  excluded_at TEXT,
  started INTEGER NOT NULL DEFAULT 0  -- whether its own start was read, not only that of a process that joined it
);
CREATE INDEX runs_by_method ON runs (method, dataset);
CREATE INDEX runs_by_source ON runs (source_id) WHERE source_id <> '';

-- `special` tells apart what SQLite cannot: 'nan:<16 hexadecimal digits>' (value NULL) and '-0.0' (value 0.0).
CREATE TABLE results (
  run INTEGER NOT NULL REFERENCES runs,
  metric INTEGER NOT NULL REFERENCES names,
  value REAL,
  special TEXT,
  PRIMARY KEY (run, metric)
) WITHOUT ROWID;

CREATE TABLE params (
  run INTEGER NOT NULL REFERENCES runs,
  param INTEGER NOT NULL REFERENCES names,
  kind TEXT NOT NULL,  -- bool, int, real, text
  value,
  special TEXT,
  PRIMARY KEY (run, param)
) WITHOUT ROWID;

CREATE TABLE tags (
  run INTEGER NOT NULL REFERENCES runs,
  tag INTEGER NOT NULL REFERENCES names,
  value TEXT NOT NULL,
  PRIMARY KEY (run, tag)
) WITHOUT ROWID;

CREATE TABLE environment (
  run INTEGER NOT NULL REFERENCES runs,
  variable INTEGER NOT NULL REFERENCES names,
  value TEXT NOT NULL,
  PRIMARY KEY (run, variable)
) WITHOUT ROWID;

CREATE TABLE arguments (
  run INTEGER NOT NULL REFERENCES runs,
  position INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run, position)
) WITHOUT ROWID;

-- What listings and audits read of a curve. `exact` holds first, last, min, max as little-endian doubles, bit for bit.
CREATE TABLE curves (
  curve INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs,
  metric INTEGER NOT NULL REFERENCES names,
  n INTEGER NOT NULL,
  n_finite INTEGER NOT NULL,
  first_step INTEGER NOT NULL,
  last_step INTEGER NOT NULL,
  first REAL,
  last REAL,
  min REAL,
  max REAL,
  min_step INTEGER NOT NULL,
  max_step INTEGER NOT NULL,
  exact BLOB NOT NULL,
  hash INTEGER NOT NULL,
  UNIQUE (run, metric)
);

CREATE TABLE curve_chunks (
  curve INTEGER NOT NULL REFERENCES curves,
  position INTEGER NOT NULL,
  n INTEGER NOT NULL,
  points BLOB NOT NULL,
  UNIQUE (curve, position)
);

CREATE TABLE items (
  item INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
);

-- An item that was scored again appears again; the last one counts.
CREATE TABLE item_scores (
  run INTEGER NOT NULL REFERENCES runs,
  metric INTEGER NOT NULL REFERENCES names,
  position INTEGER NOT NULL,
  item INTEGER NOT NULL REFERENCES items,
  score REAL,
  special TEXT,
  cluster INTEGER REFERENCES items,
  PRIMARY KEY (run, metric, position)
) WITHOUT ROWID;

CREATE TABLE item_metrics (
  run INTEGER NOT NULL REFERENCES runs,
  metric INTEGER NOT NULL REFERENCES names,
  n INTEGER NOT NULL,
  PRIMARY KEY (run, metric)
) WITHOUT ROWID;

-- How far each journal was drained; changes in the same transaction as the data.
CREATE TABLE journals (
  journal INTEGER PRIMARY KEY,
  file TEXT NOT NULL UNIQUE,
  drained INTEGER NOT NULL DEFAULT 0,
  closed INTEGER NOT NULL DEFAULT 0,
  host TEXT NOT NULL DEFAULT '',
  boot_id TEXT NOT NULL DEFAULT '',
  pid_namespace INTEGER NOT NULL DEFAULT 0,
  pid INTEGER NOT NULL DEFAULT 0,
  start_ticks INTEGER NOT NULL DEFAULT 0
);

-- What the numbers in a journal stand for.
CREATE TABLE journal_runs (
  journal INTEGER NOT NULL REFERENCES journals,
  number INTEGER NOT NULL,
  run INTEGER NOT NULL REFERENCES runs,
  owner INTEGER NOT NULL,
  PRIMARY KEY (journal, number)
) WITHOUT ROWID;

CREATE TABLE journal_series (
  journal INTEGER NOT NULL REFERENCES journals,
  number INTEGER NOT NULL,
  run INTEGER NOT NULL REFERENCES runs,
  metric INTEGER NOT NULL REFERENCES names,
  PRIMARY KEY (journal, number)
) WITHOUT ROWID;

CREATE TABLE exclusions (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  run INTEGER NOT NULL REFERENCES runs,
  excluded INTEGER NOT NULL,
  reason TEXT NOT NULL,
  at TEXT NOT NULL
);

CREATE TABLE looks (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  command TEXT NOT NULL,
  claim TEXT NOT NULL,
  method TEXT NOT NULL,
  against TEXT NOT NULL,
  dataset TEXT NOT NULL,
  metric TEXT NOT NULL,
  n_method INTEGER NOT NULL,
  n_against INTEGER NOT NULL,
  p_value REAL,
  special TEXT,
  verdict TEXT NOT NULL
);

CREATE TABLE registered_claims (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  text TEXT NOT NULL,
  hash TEXT NOT NULL  -- SHA-256 of text
);

CREATE TRIGGER exclusions_are_kept BEFORE DELETE ON exclusions BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER exclusions_stay BEFORE UPDATE ON exclusions BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER looks_are_kept BEFORE DELETE ON looks BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER looks_stay BEFORE UPDATE ON looks BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER claims_are_kept BEFORE DELETE ON registered_claims BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER claims_stay BEFORE UPDATE ON registered_claims BEGIN SELECT RAISE(ABORT, 'append only'); END;
