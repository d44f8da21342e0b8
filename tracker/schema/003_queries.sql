-- Version 3: what runs are looked up by, and curve chunks of codec version 2 (docs/formats/store.md).

CREATE INDEX results_by_value ON results (metric, value);
CREATE INDEX params_by_value ON params (param, value);
CREATE INDEX tags_by_value ON tags (tag, value);
CREATE INDEX runs_by_start ON runs (started_at);
