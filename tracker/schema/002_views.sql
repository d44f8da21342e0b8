-- Version 2: views with names in place of numbers, for people with a SQLite tool.

CREATE VIEW methods AS
  SELECT text AS method, count(*) AS runs FROM runs JOIN names ON names.name = runs.method GROUP BY runs.method;

CREATE VIEW datasets AS
  SELECT text AS dataset, count(*) AS runs FROM runs JOIN names ON names.name = runs.dataset GROUP BY runs.dataset;

CREATE VIEW run_results AS
  SELECT runs.id AS run, m.text AS method, d.text AS dataset, s.text AS split, runs.seed, runs.fold, runs.purpose,
         runs.status, runs.excluded_reason IS NOT NULL AS excluded, r.text AS metric, results.value, results.special
  FROM results
  JOIN runs USING (run)
  JOIN names AS m ON m.name = runs.method
  JOIN names AS d ON d.name = runs.dataset
  JOIN names AS s ON s.name = runs.split
  JOIN names AS r ON r.name = results.metric;

CREATE VIEW run_params AS
  SELECT runs.id AS run, names.text AS param, params.kind, params.value, params.special
  FROM params JOIN runs USING (run) JOIN names ON names.name = params.param;

CREATE VIEW run_tags AS
  SELECT runs.id AS run, names.text AS tag, tags.value
  FROM tags JOIN runs USING (run) JOIN names ON names.name = tags.tag;

CREATE VIEW run_curves AS
  SELECT runs.id AS run, names.text AS metric, n, n_finite, first_step, last_step, first, last, min, min_step, max,
         max_step
  FROM curves JOIN runs USING (run) JOIN names ON names.name = curves.metric;

CREATE VIEW run_items AS
  SELECT id AS run, metric, item, score, special, cluster FROM (
    SELECT runs.id, names.text AS metric, i.text AS item, s.score, s.special, c.text AS cluster,
           row_number() OVER (PARTITION BY s.run, s.metric, s.item ORDER BY s.position DESC) AS from_last
    FROM item_scores AS s
    JOIN runs USING (run)
    JOIN names ON names.name = s.metric
    JOIN items AS i ON i.item = s.item
    LEFT JOIN items AS c ON c.item = s.cluster)
  WHERE from_last = 1;
