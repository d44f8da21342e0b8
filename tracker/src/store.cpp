#include "gainsay/tracker/store.h"

#include <utility>

#include "gainsay/tracker/sha256.h"

#include "clock.h"
#include "drain.h"
#include "store_impl.h"

namespace gainsay::tracker {
namespace {

void insert_look(SQLite::Database& database, const Look& look) {
  SQLite::Statement insert{
      database,
      "INSERT INTO looks (at, command, claim, method, against, dataset, metric, n_method, "
      "n_against, verdict, p_value, special) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
  insert.bind(1, now_as_text());
  int index = 2;
  for (const std::string* text : {&look.command, &look.claim, &look.method.str(), &look.against.str(),
                                  &look.dataset.str(), &look.metric.str()}) {
    insert.bind(index++, *text);
  }
  insert.bind(index++, look.n_method);
  insert.bind(index++, look.n_against);
  insert.bind(index++, look.verdict);
  if (look.p_value) bind_double(insert, index, *look.p_value);
  insert.exec();
}

}  // namespace

std::string now_as_text() { return format_time(static_cast<double>(nanoseconds_since_epoch()) / 1e9); }

std::int64_t Store::Impl::row_of(std::string_view run_id) {
  SQLite::Statement find{database, "SELECT run FROM runs WHERE id = ?"};
  find.bind(1, std::string{run_id});
  if (!find.executeStep()) {
    throw NotFoundError(file().string(), "there is no run " + std::string{run_id},
                        "`gainsay ls` lists the runs");
  }
  return find.getColumn(0).getInt64();
}

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Store Store::create(const std::filesystem::path& study_dir) {
  const StudyDirectory study{study_dir};
  make_database(study);
  return open(study_dir, Access::read_write);
}

Store Store::open(const std::filesystem::path& study_dir, Access access) {
  const StudyDirectory study{study_dir};
  if (!std::filesystem::exists(study.store())) {
    const bool is_study =
        std::filesystem::exists(study.data()) || std::filesystem::exists(study.study_file());
    if (!is_study) {
      throw StoreError(study_dir.string(), "this folder holds no study",
                       "make one with `gainsay init`, or name another folder with --study");
    }
    if (access == Access::read_only) {
      throw StoreError(study.store().string(), "the study has no store yet", "open it once for writing");
    }
    make_database(study);
  }
  auto impl = std::make_unique<Impl>(Impl{study, access, open_database(study, access)});
  Store store{std::move(impl)};
  if (access == Access::read_write) store.impl_->opening_drain = store.drain();
  return store;
}

const StudyDirectory& Store::study() const { return impl_->study; }
Access Store::access() const { return impl_->access; }
const DrainReport& Store::opening_drain() const { return impl_->opening_drain; }

DrainReport Store::drain() {
  return guarded(impl_->file(), [this] { return drain_journals(impl_->database, impl_->study); });
}

std::int64_t Store::record_look(const Look& look) {
  return guarded(impl_->file(), [&] {
    insert_look(impl_->database, look);
    return impl_->database.getLastInsertRowid();
  });
}

void Store::record_looks(const std::vector<Look>& looks) {
  guarded(impl_->file(), [&] {
    WriteTransaction transaction{impl_->database};
    for (const Look& look : looks) insert_look(impl_->database, look);
    transaction.commit();
  });
}

std::vector<Look> Store::looks() {
  return guarded(impl_->file(), [&] {
    SQLite::Statement row{
        impl_->database,
        "SELECT number, at, command, claim, method, against, dataset, metric, n_method, n_against, "
        "verdict, p_value, special FROM looks ORDER BY number"};
    std::vector<Look> looks;
    while (row.executeStep()) {
      Look look;
      look.number = row.getColumn(0).getInt64();
      look.at = row.getColumn(1).getString();
      look.command = row.getColumn(2).getString();
      look.claim = row.getColumn(3).getString();
      look.method = row.getColumn(4).getString();
      look.against = row.getColumn(5).getString();
      look.dataset = row.getColumn(6).getString();
      look.metric = row.getColumn(7).getString();
      look.n_method = row.getColumn(8).getInt64();
      look.n_against = row.getColumn(9).getInt64();
      look.verdict = row.getColumn(10).getString();
      const bool has_p = !row.getColumn(11).isNull() || !row.getColumn(12).isNull();
      if (has_p) look.p_value = read_double(row, 11, 12);
      looks.push_back(std::move(look));
    }
    return looks;
  });
}

std::int64_t Store::register_claims(std::string_view text) {
  return guarded(impl_->file(), [&] {
    SQLite::Statement insert{impl_->database,
                             "INSERT INTO registered_claims (at, text, hash) VALUES (?, ?, ?)"};
    insert.bind(1, now_as_text());
    insert.bind(2, std::string{text});
    insert.bind(3, sha256(text));
    insert.exec();
    return impl_->database.getLastInsertRowid();
  });
}

std::vector<RegisteredClaims> Store::registered_claims() {
  return guarded(impl_->file(), [&] {
    SQLite::Statement row{impl_->database,
                          "SELECT number, at, text, hash FROM registered_claims ORDER BY number"};
    std::vector<RegisteredClaims> registered;
    while (row.executeStep()) {
      registered.push_back({row.getColumn(0).getInt64(), row.getColumn(1).getString(),
                            row.getColumn(2).getString(), row.getColumn(3).getString()});
    }
    return registered;
  });
}

void Store::release_memory() {
  guarded(impl_->file(), [&] {
    auto& database = impl_->database;
    const auto mapped = database.execAndGet("PRAGMA mmap_size").getInt64();
    database.exec("PRAGMA shrink_memory; PRAGMA mmap_size = 0; PRAGMA mmap_size = " + std::to_string(mapped));
  });
}

}  // namespace gainsay::tracker
