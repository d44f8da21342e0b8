#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "gainsay/importers/importer.h"

namespace gainsay::importers {

struct CsvOptions {
  std::vector<FieldText> columns = {};    // field -> the column that holds it, where their names differ
  std::vector<FieldText> constants = {};  // field -> its value in every row
  std::vector<std::string> values = {};   // wide form: the columns that are metrics; empty: long form
  std::vector<std::string> ignore = {};   // columns that are not read
  char delimiter = ',';
};

// Runs from a table of comma-separated values (RFC 4180), in long form, one value a row:
//   method,dataset,seed,metric,value
//   bn,digits,3,accuracy,0.974
// or in wide form, one column a metric (`values = {"accuracy", "f1"}`):
//   method,dataset,seed,accuracy,f1
//
// file: UTF-8 with or without a byte order mark; lines end with LF, CRLF or CR; cells may be quoted and then
// hold delimiters, line ends and doubled quotes. It is streamed: memory grows with what it says, not with its
// bytes.
//
// Columns are the fields of FieldText under their own names or those that `columns` gives them; `method` must
// be a column or a constant. Rows of one run are those with the same `run`, or without that field the same
// method, dataset, split, seed, fold, purpose and params. A row with a `step` is a point of a curve, one with
// an `item` an item's score, any other a result. An empty cell is missing and makes no entry; nan, inf, -inf
// and infinity, in any case, are values. A param is true or false, an integer, a number, or else a text.
// `time` is a number or ISO 8601. Without a `status` a run is finished, without a `purpose` final.
//
// Throws tracker::FormatError, whose place is `file:line`, when the file cannot be read; a quote is not
// closed, is followed by text, or stands inside an unquoted cell; a cell is longer than 8 MiB; a row has more
// or fewer cells than the header; a column is unknown, doubled or missing; a field is both a column and a
// constant; a number, purpose, role, status or time is none; rows of one run contradict each other; a result
// is given twice; a row has a step and an item.
ImportResult read_csv(const std::filesystem::path& file, const CsvOptions& options = {});

// The same from a stream; `place` is what errors call the file.
ImportResult read_csv(std::istream& input, const std::string& place, const CsvOptions& options = {});

}  // namespace gainsay::importers
