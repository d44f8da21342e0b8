#include <filesystem>
#include <string>
#include <system_error>

#include "gainsay/tracker/store.h"

#include "store_impl.h"

namespace gainsay::tracker {
namespace {

namespace fs = std::filesystem;

// The runs of the other study and what they are here: the same id or, for imported runs, the same identity.
constexpr const char* paired_runs = R"sql(
CREATE TEMP TABLE merged_runs AS
SELECT theirs.run AS other_run, theirs.id AS other_id, ours.run AS run, coalesce(ours.id, theirs.id) AS id,
  ours.excluded_reason AS excluded_reason, ours.excluded_at AS excluded_at,
  ours.status IN ('running', 'lost') AS ours_open, theirs.status IN ('running', 'lost') AS theirs_open,
  0 AS copied, 0 AS more, 0 AS fewer, 0 AS different
FROM other.runs AS theirs LEFT JOIN main.runs AS ours ON ours.id = theirs.id OR ours.identity = theirs.identity
)sql";

// How those that are in both stand to each other. more: the other study has more of a curve or more results,
// or its run has ended and ours has not; fewer: the other way round; different: the same curve or result says
// something else.
constexpr const char* compared_runs = R"sql(
CREATE TEMP TABLE merged_curves AS
SELECT r.other_run, o.n AS theirs, c.n AS ours, o.hash AS their_hash, c.hash AS our_hash
FROM merged_runs AS r JOIN other.curves AS o ON o.run = r.other_run JOIN other.names AS k ON k.name = o.metric
  LEFT JOIN main.names AS m ON m.text = k.text LEFT JOIN main.curves AS c ON c.run = r.run AND c.metric = m.name
WHERE r.run IS NOT NULL;
CREATE INDEX temp.merged_curves_by_run ON merged_curves (other_run);
CREATE TEMP TABLE merged_results AS
SELECT r.other_run, c.run IS NOT NULL AS known,
  NOT r.ours_open AND NOT r.theirs_open AND (o.value IS NOT c.value OR o.special IS NOT c.special) AS differs
FROM merged_runs AS r JOIN other.results AS o ON o.run = r.other_run JOIN other.names AS k ON k.name = o.metric
  LEFT JOIN main.names AS m ON m.text = k.text LEFT JOIN main.results AS c ON c.run = r.run AND c.metric = m.name
WHERE r.run IS NOT NULL;
CREATE INDEX temp.merged_results_by_run ON merged_results (other_run);
UPDATE merged_runs SET
  more = (ours_open AND NOT theirs_open)
    OR EXISTS (SELECT 1 FROM merged_curves AS c WHERE c.other_run = merged_runs.other_run AND theirs > coalesce(ours, 0))
    OR EXISTS (SELECT 1 FROM merged_results AS c WHERE c.other_run = merged_runs.other_run AND NOT known),
  fewer = (theirs_open AND NOT ours_open)
    OR EXISTS (SELECT 1 FROM merged_curves AS c WHERE c.other_run = merged_runs.other_run AND theirs < ours)
    OR (SELECT count(*) FROM main.curves AS c WHERE c.run = merged_runs.run)
       > (SELECT count(*) FROM merged_curves AS c WHERE c.other_run = merged_runs.other_run AND ours IS NOT NULL)
    OR (SELECT count(*) FROM main.results AS c WHERE c.run = merged_runs.run)
       > (SELECT count(*) FROM merged_results AS c WHERE c.other_run = merged_runs.other_run AND known),
  different =
    EXISTS (SELECT 1 FROM merged_curves AS c WHERE c.other_run = merged_runs.other_run AND theirs = ours
            AND their_hash <> our_hash)
    OR EXISTS (SELECT 1 FROM merged_results AS c WHERE c.other_run = merged_runs.other_run AND known AND differs)
WHERE run IS NOT NULL;
)sql";

// Copies the runs that are marked so; names and items by their texts, since their numbers differ. A run that
// was here keeps its number, its id and its tombstone.
constexpr const char* copied_runs = R"sql(
INSERT OR IGNORE INTO main.names (text) SELECT text FROM other.names;
INSERT OR IGNORE INTO main.items (text) SELECT text FROM other.items;
CREATE TEMP TABLE name_of AS SELECT o.name AS theirs, m.name AS ours FROM other.names AS o JOIN main.names AS m
  USING (text);
CREATE UNIQUE INDEX temp.name_of_theirs ON name_of (theirs);
CREATE TEMP TABLE item_of AS SELECT o.item AS theirs, m.item AS ours FROM other.items AS o JOIN main.items AS m
  USING (text);
CREATE UNIQUE INDEX temp.item_of_theirs ON item_of (theirs);
INSERT INTO main.runs (run, id, source_key, source_id, identity, method, dataset, split, seed, fold, purpose, role, status,
  failure, parent, host, device, git_commit, git_branch, git_dirty, git_diff_stored, exit_code, started_at, ended_at,
  dropped_points, excluded_reason, excluded_at, started)
SELECT r.run, r.id, source_key, source_id, identity, m.ours, d.ours, s.ours, seed, fold, purpose, role, status,
  failure, parent, host, device, git_commit, git_branch, git_dirty, git_diff_stored, exit_code, started_at, ended_at,
  dropped_points, CASE WHEN r.run IS NULL THEN o.excluded_reason ELSE r.excluded_reason END,
  CASE WHEN r.run IS NULL THEN o.excluded_at ELSE r.excluded_at END, started
FROM other.runs AS o JOIN merged_runs AS r ON r.other_run = o.run AND r.copied
  JOIN name_of AS m ON m.theirs = method JOIN name_of AS d ON d.theirs = dataset JOIN name_of AS s ON s.theirs = split
ORDER BY o.run;
CREATE TEMP TABLE run_of AS SELECT other_run AS theirs, r.run AS ours, merged_runs.run IS NULL AS is_new FROM
  merged_runs JOIN main.runs AS r USING (id) WHERE copied;
CREATE UNIQUE INDEX temp.run_of_theirs ON run_of (theirs);
INSERT INTO main.results SELECT r.ours, n.ours, value, special FROM other.results JOIN run_of AS r ON r.theirs =
  run JOIN name_of AS n ON n.theirs = metric;
INSERT INTO main.params SELECT r.ours, n.ours, kind, value, special FROM other.params JOIN run_of AS r ON
  r.theirs = run JOIN name_of AS n ON n.theirs = param;
INSERT INTO main.tags SELECT r.ours, n.ours, value FROM other.tags JOIN run_of AS r ON r.theirs = run JOIN
  name_of AS n ON n.theirs = tag;
INSERT INTO main.environment SELECT r.ours, n.ours, value FROM other.environment JOIN run_of AS r ON r.theirs =
  run JOIN name_of AS n ON n.theirs = variable;
INSERT INTO main.arguments SELECT r.ours, position, value FROM other.arguments JOIN run_of AS r ON r.theirs =
  run;
INSERT INTO main.curves (run, metric, n, n_finite, first_step, last_step, first, last, min, max, min_step, max_step,
  exact, hash)
SELECT r.ours, m.ours, n, n_finite, first_step, last_step, first, last, min, max, min_step, max_step, exact, hash
FROM other.curves JOIN run_of AS r ON r.theirs = run JOIN name_of AS m ON m.theirs = metric;
INSERT INTO main.curve_chunks (curve, position, n, points)
SELECT ours.curve, position, chunk.n, points
FROM other.curve_chunks AS chunk JOIN other.curves AS theirs USING (curve) JOIN run_of AS r ON r.theirs = theirs.run
  JOIN name_of AS m ON m.theirs = theirs.metric
  JOIN main.curves AS ours ON ours.run = r.ours AND ours.metric = m.ours;
INSERT INTO main.item_metrics SELECT r.ours, m.ours, n FROM other.item_metrics JOIN run_of AS r ON r.theirs =
  run JOIN name_of AS m ON m.theirs = metric;
INSERT INTO main.item_scores
SELECT r.ours, m.ours, position, i.ours, score, special, c.ours
FROM other.item_scores AS s JOIN run_of AS r ON r.theirs = s.run JOIN name_of AS m ON m.theirs = s.metric
  JOIN item_of AS i ON i.theirs = s.item LEFT JOIN item_of AS c ON c.theirs = s.cluster;
INSERT INTO main.exclusions (run, excluded, reason, at) SELECT r.ours, excluded, reason, at FROM
  other.exclusions AS e JOIN run_of AS r ON r.theirs = e.run AND r.is_new ORDER BY number;
INSERT INTO main.looks (at, command, claim, method, against, dataset, metric, n_method, n_against, p_value, special,
  verdict)
SELECT at, command, claim, method, against, dataset, metric, n_method, n_against, p_value, special, verdict
FROM other.looks AS l
WHERE NOT EXISTS (SELECT 1 FROM main.looks AS known WHERE known.at = l.at AND known.command = l.command
  AND known.method = l.method AND known.against = l.against AND known.dataset = l.dataset AND known.metric = l.metric)
ORDER BY number;
INSERT INTO main.dataset_contents (dataset, split, hash, files, bytes, n_items, path, at)
SELECT d.ours, s.ours, hash, files, bytes, n_items, path, at FROM other.dataset_contents AS c
  JOIN name_of AS d ON d.theirs = dataset JOIN name_of AS s ON s.theirs = split
WHERE NOT EXISTS (SELECT 1 FROM main.dataset_contents AS known WHERE known.at = c.at AND known.hash = c.hash)
ORDER BY number;
INSERT INTO main.registered_claims (at, text, hash)
SELECT at, text, hash FROM other.registered_claims AS c
WHERE NOT EXISTS (SELECT 1 FROM main.registered_claims AS known WHERE known.at = c.at AND known.hash = c.hash)
ORDER BY number;
)sql";

// What is copied anew goes first; what refers to the run by its number stays.
constexpr const char* forgotten_runs = R"sql(
DELETE FROM main.curve_chunks WHERE curve IN (SELECT curve FROM main.curves WHERE run IN (SELECT run FROM
  merged_runs WHERE copied));
DELETE FROM main.curves WHERE run IN (SELECT run FROM merged_runs WHERE copied);
DELETE FROM main.item_scores WHERE run IN (SELECT run FROM merged_runs WHERE copied);
DELETE FROM main.item_metrics WHERE run IN (SELECT run FROM merged_runs WHERE copied);
DELETE FROM main.results WHERE run IN (SELECT run FROM merged_runs WHERE copied);
DELETE FROM main.params WHERE run IN (SELECT run FROM merged_runs WHERE copied);
DELETE FROM main.tags WHERE run IN (SELECT run FROM merged_runs WHERE copied);
DELETE FROM main.environment WHERE run IN (SELECT run FROM merged_runs WHERE copied);
DELETE FROM main.arguments WHERE run IN (SELECT run FROM merged_runs WHERE copied);
DELETE FROM main.runs WHERE run IN (SELECT run FROM merged_runs WHERE copied);
)sql";

[[noreturn]] void refuse_contradiction(const std::string& id) {
  throw StoreError("run " + id, "it is in both studies with different points",
                   "one of them is not what was recorded: compare `gainsay curves` of both, and exclude one");
}

// The other store, attached for as long as this lives.
class Attached {
 public:
  Attached(SQLite::Database& database, const fs::path& file) : database_(database) {
    SQLite::Statement attach{database_, "ATTACH ? AS other"};
    attach.bind(1, file.string());
    attach.exec();
  }
  Attached(const Attached&) = delete;
  Attached& operator=(const Attached&) = delete;
  ~Attached() {
    for (const char* const table :
         {"merged_runs", "merged_curves", "merged_results", "name_of", "item_of", "run_of"}) {
      database_.tryExec(std::string{"DROP TABLE IF EXISTS temp."} + table);
    }
    database_.tryExec("DETACH other");
  }

 private:
  SQLite::Database& database_;
};

std::int64_t count(SQLite::Database& database, const std::string& condition) {
  return database.execAndGet("SELECT count(*) FROM merged_runs WHERE " + condition).getInt64();
}

MergeReport compare(SQLite::Database& database) {
  database.exec(paired_runs);
  database.exec("CREATE UNIQUE INDEX temp.merged_runs_by_other ON merged_runs (other_run)");
  database.exec(compared_runs);
  SQLite::Statement odd{database, "SELECT id FROM merged_runs WHERE different OR (more AND fewer) LIMIT 1"};
  if (odd.executeStep()) refuse_contradiction(odd.getColumn(0).getString());
  database.exec("UPDATE merged_runs SET copied = run IS NULL OR more");
  MergeReport report;
  report.added = count(database, "run IS NULL");
  report.updated = count(database, "run IS NOT NULL AND copied");
  report.unchanged = count(database, "NOT copied");
  return report;
}

// Output, diffs and the like; what is there already stays.
void copy_files(SQLite::Database& database, const StudyDirectory& from, const StudyDirectory& to) {
  SQLite::Statement row{database, "SELECT other_id, id FROM merged_runs WHERE copied"};
  while (row.executeStep()) {
    const auto source = from.run(row.getColumn(0).getString());
    const auto target = to.run(row.getColumn(1).getString());
    if (!fs::exists(source)) continue;
    fs::create_directories(target);
    fs::copy(source, target, fs::copy_options::recursive | fs::copy_options::skip_existing);
  }
}

}  // namespace

MergeReport Store::merge(Store& other) {
  std::error_code error;
  if (fs::equivalent(impl_->file(), other.impl_->file(), error)) {
    throw StoreError(other.impl_->file().string(), "it is this study itself", "name another study");
  }
  return guarded(impl_->file(), [&] {
    auto& database = impl_->database;
    const Attached attached{database, other.impl_->file()};
    WriteTransaction transaction{database};
    const MergeReport report = compare(database);
    database.exec(forgotten_runs);
    database.exec(copied_runs);
    // Before the commit: a run without its files would look whole.
    copy_files(database, other.impl_->study, impl_->study);
    transaction.commit();
    return report;
  });
}

}  // namespace gainsay::tracker
