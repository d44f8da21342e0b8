#include "value_format.h"

#include <CLI/CLI.hpp>

namespace gainsay::cli {

void add_value_format(CLI::App& verb, std::string& format) {
  verb.add_option("--format", format, "text, json, jsonl or csv")
      ->check(CLI::IsMember({"text", "json", "jsonl", "csv"}));
}

std::string laid_out(const report::ValueTable& table, const std::string& format, const std::string& nothing) {
  if (format == "json") return value_table_json(table);
  if (format == "jsonl") return value_table_jsonl(table);
  if (format == "csv") return value_table_csv(table);
  return value_table_text(table, nothing);
}

}  // namespace gainsay::cli
