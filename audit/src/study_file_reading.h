#pragma once

#include <string>
#include <vector>

#include "gainsay/audit/study_file.h"

#include "table_reader.h"

// The parts of parse_study_file that have a file of their own.
namespace gainsay::audit {

std::vector<MetricDeclaration> read_metrics(const toml::table& metrics, const std::string& path);
std::vector<DatasetDeclaration> read_datasets(const toml::table& datasets, const std::string& path);
std::vector<MethodDeclaration> read_methods(const toml::table& methods, const std::string& path);
std::vector<Patch> read_patches(const toml::table& patches, const std::string& path);
Claim read_claim(const toml::table& claim, const std::string& path);
ReportedResult read_reported_result(const toml::table& reported, const std::string& path);

// Calls read(name, table) for every entry of [group.NAME]; an entry that is no table is an error.
template <typename Read>
void for_each_entry(const toml::table& group, const std::string& group_name, const std::string& path,
                    Read read) {
  TableReader reader(group, "[" + group_name + "]", path);
  for (const auto& [key, node] : group) {
    const toml::table* entry = reader.table(key.str());
    read(Name{key.str()}, TableReader(*entry, "[" + group_name + "." + std::string(key.str()) + "]", path));
  }
}

}  // namespace gainsay::audit
