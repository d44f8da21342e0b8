#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gainsay/tracker/dataset_content.h"
#include "gainsay/tracker/error.h"
#include "gainsay/tracker/model.h"
#include "gainsay/tracker/query.h"
#include "gainsay/tracker/study_directory.h"

// The database of a study: everything that was recorded or imported, in one SQLite file
// (docs/formats/store.md).
namespace gainsay::tracker {

enum class Access : std::uint8_t { read_only, read_write };

// What of a run is read beside the fields of its own. A listing that leaves out what it does not show reads
// less.
struct RunParts {
  bool results = true;
  bool params = true;
  bool tags = true;
  bool environment = true;
  bool argv = true;
  bool curves = true;  // their summaries
  bool item_metrics = true;
};

// Which runs, and what of them. Filters that are left out let everything through; several are joined by
// "and".
struct RunQuery {
  std::vector<std::string> ids = {};  // empty: all
  std::optional<Name> method = {};
  std::optional<Name> dataset = {};
  std::optional<Status> status = {};
  std::optional<Purpose> purpose = {};
  bool include_excluded = false;
  std::optional<RunCondition> where = {};
  std::vector<SortKey> sort = {};          // empty: by id
  std::optional<std::int64_t> limit = {};  // at most so many, the first of the order; at least 0
  RunParts parts = {};
};

// A place where a journal cannot be read further. `torn`: its last record is incomplete, as after a power
// cut; otherwise bytes were damaged, and what follows them in this journal is not read.
struct JournalDamage {
  std::filesystem::path file;
  std::uint64_t byte = 0;
  bool torn = false;
  std::string problem;
};

struct DrainReport {
  std::int64_t journals = 0;  // that had something new
  std::int64_t records = 0;   // moved into the store, points included
  std::int64_t points = 0;
  std::int64_t deleted_journals = 0;
  std::vector<std::string> lost_runs;  // ids of runs found to be lost in this drain
  std::vector<JournalDamage> damage;   // of every journal that is still there
};

struct ImportOutcome {
  std::int64_t added = 0;
  std::int64_t updated = 0;          // were there already and say more or something newer now
  std::int64_t unchanged = 0;        // were there already
  std::vector<std::string> run_ids;  // one for each run given, in its order
};

// A comparison that was shown to somebody.
struct Look {
  std::int64_t number = 0;  // set by the store: 1, 2, ...
  std::string at;           // set by the store: ISO 8601, UTC
  std::string command;      // "compare", "audit", ...
  std::string claim;        // id, or empty
  Name method;
  Name against;
  Name dataset;
  Name metric;
  std::int64_t n_method = 0;  // runs on either side when looked at
  std::int64_t n_against = 0;
  std::optional<double> p_value;
  std::string verdict;
};

// Claims as they were declared at a time, word for word.
struct RegisteredClaims {
  std::int64_t number = 0;  // set by the store: 1, 2, ...
  std::string at;           // set by the store: ISO 8601, UTC
  std::string text;         // the study file, byte for byte
  std::string hash;         // SHA-256 of `text`, 64 hexadecimal digits
};

struct ExclusionEvent {
  std::string run_id;
  bool excluded = true;  // false: restored
  std::string reason;
  std::string at;
};

// What `gainsay doctor` shows.
struct StoreStatistics {
  int schema_version = 0;
  std::string journal_mode;  // "wal", or "delete" on a network file system
  std::int64_t runs = 0;
  std::int64_t results = 0;
  std::int64_t curves = 0;
  std::int64_t points = 0;
  std::int64_t chunk_bytes = 0;
  std::int64_t item_scores = 0;
  std::int64_t store_bytes = 0;  // database and write-ahead log
  std::int64_t journals = 0;     // files waiting
  std::int64_t journal_bytes = 0;
};

struct StoreHealth {
  std::vector<std::string> database_problems;  // from integrity_check
  std::vector<std::string> chunk_problems;     // each names run, metric and chunk
  std::vector<JournalDamage> journal_damage;
  std::vector<std::string> lost_runs;
  bool sound() const { return database_problems.empty() && chunk_problems.empty() && journal_damage.empty(); }
};

// Curves to read one after the other.
struct CurveQuery {
  std::vector<std::string> run_ids = {};  // empty: of all runs, excluded ones too
  std::optional<Name> metric = {};        // nothing: all metrics
};

// The rows of a query in SQL; a missing cell is NULL.
struct SqlRows {
  std::vector<std::string> columns;
  std::vector<std::vector<std::optional<ParamValue>>> rows;
};

struct CompactReport {
  std::int64_t bytes_before = 0;
  std::int64_t bytes_after = 0;
  std::int64_t chunks_merged = 0;
};

struct GarbageOptions {
  // Points, item scores and files of runs that were excluded before this time (seconds since the epoch) go,
  // too.
  std::optional<double> excluded_before = {};
  bool dry_run = false;  // only say what would go
};

struct GarbageReport {
  std::vector<std::filesystem::path> files;  // and folders
  std::int64_t file_bytes = 0;
  std::vector<std::string> emptied_runs;  // ids
};

struct MergeReport {
  std::int64_t added = 0;
  std::int64_t updated = 0;  // were there, and the other study had more of them
  std::int64_t unchanged = 0;
};

// Owns one connection. Movable. Not for use by two threads at once; any number of threads and processes may
// have a Store of their own on the same study: they wait for each other (up to a minute) rather than fail.
// Every function throws StoreError, with a remedy, where the database cannot be read or written.
class Store {
 public:
  // Makes the study's store, or opens the one that is there (read-write).
  // Throws StoreError where the folder cannot be written.
  static Store create(const std::filesystem::path& study_dir);

  // Opens a study's store. read_write: makes the database where only `.gainsay/` or `gainsay.toml` is there,
  // migrates an older one (after a copy to `.gainsay/store.db.v<N>.backup`), and drains the journals.
  // read_only: changes nothing. Throws StoreError where there is no study or store, it is not a Gainsay
  // store, it is newer than this program knows, it is older and read_only was asked for, or it cannot be
  // opened.
  static Store open(const std::filesystem::path& study_dir, Access access = Access::read_write);

  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  const StudyDirectory& study() const;
  Access access() const;  // as it was opened

  // Moves what the journals hold into the database, up to the last whole record of each; deletes the journals
  // whose process is gone and of which all is safe on disk; marks runs lost whose process is gone without a
  // finish. Idempotent; any number of processes may drain at once. Damaged journals are reported, never
  // thrown.
  DrainReport drain();
  // What the drain of open() found; empty for read_only.
  const DrainReport& opening_drain() const;

  // In the order of `query.sort`, else by id.
  std::vector<Run> runs(const RunQuery& query = {});
  // The run of that id, or the only one whose id (or, for imported runs, source id) begins with the text.
  // Excluded runs too. Nothing where there is none. Throws NotFoundError, naming up to five candidates, where
  // several are.
  std::optional<Run> find_run(std::string_view id_or_unique_prefix);

  // The points as logged, or an empty curve where the run has none of that metric.
  // Throws NotFoundError where there is no such run, StoreError where a chunk's checksum does not hold.
  Curve curve(std::string_view run_id, Name metric);
  // The item scores of a metric in the order logged; an item logged again keeps its place and takes the new
  // score.
  ItemScores items(std::string_view run_id, Name metric);
  // Gives `sink` the points of curves in pieces of at most some thousands, those of one curve one after the
  // other and in the order logged; memory holds one piece. Throws NotFoundError for a run that is not there,
  // StoreError where a chunk's checksum does not hold, and whatever `sink` throws.
  void each_curve_piece(const CurveQuery& query,
                        const std::function<void(const std::string& run_id, const Curve& piece)>& sink);
  // Everything of a run. Throws NotFoundError where there is no such run.
  WholeRun whole_run(std::string_view run_id);

  // Adds runs from elsewhere, all or none, in one transaction. source_key: names where they come from
  // ("jsonl", "mlflow"). producer: is called once and calls its argument with each run; only one run need be
  // in memory. Params, tags, results and environment of a run are sorted by name and unique.
  //
  // A run is recognised by (source_key, Run::source_id) or, without source id, by source_key and everything
  // it holds; adding it again changes nothing. A recognised run that has gone on is brought up to date: its
  // curves and item scores get what was added at their ends, everything else becomes as it is given now (an
  // exclusion stays as it is here). Run::id is kept where it is a run id that is not taken; otherwise the run
  // gets a new one, later ids sorting behind earlier ones.
  //
  // Throws StoreError, naming run and metric, where a recognised run lacks points or item scores that are
  // here, or has others in their place; where one that had ended has other results, chosen in the same way,
  // without new points; std::domain_error where two columns of a curve or of item scores differ in length;
  // and whatever `producer` throws. Then nothing is added.
  using AddRun = std::function<void(const WholeRun&)>;
  ImportOutcome import_runs(std::string_view source_key, const std::function<void(const AddRun&)>& producer);

  // The same for runs that are all there.
  ImportOutcome add_runs(std::span<const WholeRun> runs, std::string_view source_key);

  // Tombstones: the run stays, with the reason, and is left out of samples. Both are kept in an append-only
  // log. Throws NotFoundError where there is no such run, std::domain_error where the reason is empty.
  void exclude(std::string_view run_id, std::string_view reason);
  void restore(std::string_view run_id, std::string_view reason);
  std::vector<ExclusionEvent> exclusion_events();

  // What a dataset's files held; `at` is set here. Kept beside those recorded before, which come back in the
  // order in which they were recorded.
  void add_dataset_content(const DatasetContent& content);
  std::vector<DatasetContent> dataset_contents();

  // Append-only logs; record_look and register_claims return the entry's number and set the time themselves.
  std::int64_t record_look(const Look& look);
  void record_looks(const std::vector<Look>& looks);  // all of them or none
  std::vector<Look> looks();
  std::int64_t register_claims(std::string_view text);
  std::vector<RegisteredClaims> registered_claims();

  // The rows of one SELECT over the tables and views of docs/formats/store.md, and over `points` and
  // `curve_points`, which hold the points of curves as rows. Blobs come back as texts of hexadecimal digits.
  // Throws FormatError where the text is not one statement that only reads.
  SqlRows select(std::string_view sql);

  // Packs the curves of runs that have ended, gathers what the database knows about its tables for faster
  // queries, and gives free pages back to the disk. Needs the space of the database once more while it works.
  CompactReport compact();

  // Removes what belongs to nothing: folders of runs that the store does not know, unfinished copies, both
  // untouched for a day; and, if asked for, what excluded runs hold beside their results, params and reason.
  GarbageReport collect_garbage(const GarbageOptions& options);

  // Copies the study as of now (store, files of runs, study file) to a folder that is not there yet; what is
  // recorded meanwhile is in the copy or not. The copy appears under its name when it is whole. Throws
  // StoreError where it cannot be written.
  void backup(const std::filesystem::path& folder);

  // Brings in all of another study: runs under their ids with points, scores, files and tombstones, looks,
  // registered claims. A run that is in both is brought up to date where the other study has the same and
  // more, and left alone where this one has. Doing it again changes nothing. All or nothing. Throws
  // StoreError, naming the run, where two runs of one id contradict each other.
  MergeReport merge(Store& other);

  // Gives back the pages that reading much has left cached or mapped; they are read again when they are
  // needed.
  void release_memory();

  // Reads every page and chunk. Damage is reported, not thrown.
  StoreHealth check();
  StoreStatistics statistics();

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// How long a run on another host may be silent before it counts as lost.
inline constexpr std::chrono::hours silence_limit{24};

}  // namespace gainsay::tracker
