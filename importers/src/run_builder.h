#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gainsay/tracker/model.h"

namespace gainsay::importers {

// A point, result or item score of a table row; empty texts are absent.
struct TableNumber {
  tracker::Name metric;
  double value = 0.0;
  std::string_view step;
  std::string_view time;
  std::string_view item;
  std::string_view cluster;
};

// One run that is put together from rows of a table. Every function takes the row's place for its errors and
// throws tracker::FormatError for a text that is not what it must be and for a contradiction to an earlier
// row.
class RunBuilder {
 public:
  void set_source_id(std::string_view text) { run_.run.source_id = text; }
  void set_method(std::string_view text, const std::string& place);
  void set_dataset(std::string_view text, const std::string& place);
  void set_split(std::string_view text, const std::string& place);
  void set_seed(std::string_view text, const std::string& place);
  void set_fold(std::string_view text, const std::string& place);
  void set_purpose(std::string_view text, const std::string& place);
  void set_role(std::string_view text, const std::string& place);
  void set_status(std::string_view text, const std::string& place);
  void set_param(tracker::Name name, std::string_view text, const std::string& place);
  void set_tag(tracker::Name name, std::string_view text, const std::string& place);
  void add(const TableNumber& number, const std::string& place);

  // The run, its entries sorted and its curves summarised. Throws when an item has two scores of one metric.
  tracker::WholeRun finish(const std::string& place) &&;

 private:
  void add_point(const TableNumber& number, const std::string& place);
  void add_item(const TableNumber& number, const std::string& place);
  void add_result(const TableNumber& number, const std::string& place);
  std::string title() const;

  tracker::WholeRun run_;
  bool has_purpose_ = false;
  bool has_status_ = false;
};

// true, false, an integer, a number, or the text itself.
tracker::ParamValue param_value(std::string_view text);

}  // namespace gainsay::importers
