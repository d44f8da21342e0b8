#include <string>
#include <utility>

#include "gainsay/tracker/store.h"

#include "query_plan.h"
#include "run_loader.h"
#include "store_impl.h"

namespace gainsay::tracker {
namespace {

constexpr std::size_t named_candidates = 5;

Sql condition_of(SQLite::Database& database, const RunQuery& query) {
  Sql all;
  const auto add = [&all](const Sql& term) {
    if (!all.text.empty()) all.text += " AND ";
    all += term;
  };
  if (!query.ids.empty()) {
    Sql ids{"id IN ("};
    for (const auto& id : query.ids) ids += {ids.bound.empty() ? "?" : ", ?", {id}};
    ids.text += ")";
    add(ids);
  }
  const std::string named = " = (SELECT name FROM names WHERE text = ?)";
  if (query.method) add({"method" + named, {query.method->str()}});
  if (query.dataset) add({"dataset" + named, {query.dataset->str()}});
  if (query.status) add({"status = ?", {std::string{to_string(*query.status)}}});
  if (query.purpose) add({"purpose = ?", {std::string{to_string(*query.purpose)}}});
  if (!query.include_excluded) add({"excluded_reason IS NULL"});
  if (query.where) add(planned_sql(database, query.where->tree()));
  return all;
}

// The first text that is not below any text that begins with `prefix`: its last byte, one higher.
std::string behind_prefix(std::string_view prefix) { return std::string{prefix} + "\xff\xff\xff\xff"; }

std::vector<std::string> ids_beginning_with(SQLite::Database& database, std::string_view prefix) {
  SQLite::Statement find{database,
                         "SELECT id FROM runs WHERE id >= ?1 AND id < ?2 UNION SELECT id FROM runs WHERE "
                         "source_id <> '' AND source_id >= ?1 AND source_id < ?2 ORDER BY id LIMIT ?3"};
  find.bind(1, std::string{prefix});
  find.bind(2, behind_prefix(prefix));
  find.bind(3, static_cast<int>(named_candidates) + 1);
  std::vector<std::string> ids;
  while (find.executeStep()) ids.push_back(find.getColumn(0).getString());
  return ids;
}

std::vector<std::string> ids_equal_to(SQLite::Database& database, std::string_view text) {
  SQLite::Statement find{database,
                         "SELECT id FROM runs WHERE id = ?1 UNION SELECT id FROM runs WHERE source_id = ?1 "
                         "AND source_id <> '' ORDER BY id LIMIT ?2"};
  find.bind(1, std::string{text});
  find.bind(2, static_cast<int>(named_candidates) + 1);
  std::vector<std::string> ids;
  while (find.executeStep()) ids.push_back(find.getColumn(0).getString());
  return ids;
}

[[noreturn]] void throw_ambiguous(std::string_view text, const std::vector<std::string>& ids) {
  std::string list;
  for (std::size_t i = 0; i < ids.size() && i < named_candidates; ++i) list += (i == 0 ? "" : ", ") + ids[i];
  if (ids.size() > named_candidates) list += ", ...";
  throw NotFoundError("", "several runs begin with \"" + std::string{text} + "\": " + list,
                      "give more characters");
}

}  // namespace

std::vector<Run> Store::runs(const RunQuery& query) {
  return guarded(impl_->file(), [&] {
    const ReadTransaction transaction{impl_->database};
    const RunSelection selection{
        .condition = condition_of(impl_->database, query), .sort = query.sort, .limit = query.limit};
    return load_runs(impl_->database, selection, query.parts);
  });
}

std::optional<Run> Store::find_run(std::string_view id_or_unique_prefix) {
  if (id_or_unique_prefix.empty()) return std::nullopt;
  return guarded(impl_->file(), [&]() -> std::optional<Run> {
    auto ids = ids_equal_to(impl_->database, id_or_unique_prefix);
    if (ids.empty()) ids = ids_beginning_with(impl_->database, id_or_unique_prefix);
    if (ids.size() > 1) throw_ambiguous(id_or_unique_prefix, ids);
    if (ids.empty()) return std::nullopt;
    auto found = runs({.ids = ids, .include_excluded = true});
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
  });
}

}  // namespace gainsay::tracker
