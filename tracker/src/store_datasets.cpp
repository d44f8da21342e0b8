#include <string>

#include "gainsay/tracker/store.h"

#include "store_impl.h"

namespace gainsay::tracker {
namespace {

std::int64_t name_number(SQLite::Database& database, Name name) {
  SQLite::Statement insert{database, "INSERT OR IGNORE INTO names (text) VALUES (?)"};
  insert.bind(1, name.str());
  insert.exec();
  SQLite::Statement find{database, "SELECT name FROM names WHERE text = ?"};
  find.bind(1, name.str());
  find.executeStep();
  return find.getColumn(0).getInt64();
}

}  // namespace

void Store::add_dataset_content(const DatasetContent& content) {
  guarded(impl_->file(), [&] {
    WriteTransaction transaction{impl_->database};
    SQLite::Statement insert{
        impl_->database,
        "INSERT INTO dataset_contents (dataset, split, hash, files, bytes, path, at, n_items) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"};
    insert.bind(1, name_number(impl_->database, content.dataset));
    insert.bind(2, name_number(impl_->database, content.split));
    insert.bind(3, content.hash);
    insert.bind(4, content.files);
    insert.bind(5, content.bytes);
    insert.bind(6, content.path);
    insert.bind(7, now_as_text());
    bind_optional(insert, 8, content.n_items);
    insert.exec();
    transaction.commit();
  });
}

std::vector<DatasetContent> Store::dataset_contents() {
  return guarded(impl_->file(), [&] {
    SQLite::Statement row{
        impl_->database,
        "SELECT d.text, s.text, hash, files, bytes, n_items, path, at FROM dataset_contents "
        "JOIN names AS d ON d.name = dataset JOIN names AS s ON s.name = split ORDER BY number"};
    std::vector<DatasetContent> contents;
    while (row.executeStep()) {
      DatasetContent content;
      content.dataset = row.getColumn(0).getString();
      content.split = row.getColumn(1).getString();
      content.hash = row.getColumn(2).getString();
      content.files = row.getColumn(3).getInt64();
      content.bytes = row.getColumn(4).getInt64();
      if (!row.isColumnNull(5)) content.n_items = row.getColumn(5).getInt64();
      content.path = row.getColumn(6).getString();
      content.at = row.getColumn(7).getString();
      contents.push_back(std::move(content));
    }
    return contents;
  });
}

}  // namespace gainsay::tracker
