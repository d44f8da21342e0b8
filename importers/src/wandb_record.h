#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

// What a record of a `.wandb` file says (wandb_internal.proto), in the SDK's words.
namespace gainsay::importers {

// A value as JSON, or as it is.
struct WandbJson {
  std::string_view text;  // points into the record
};
using WandbValue = std::variant<WandbJson, std::int64_t, double, bool, std::string_view, std::nullptr_t>;

struct WandbItem {
  std::string key;  // nested keys joined by dots
  WandbValue value = nullptr;
};

struct WandbItems {
  std::vector<WandbItem> update;
  std::vector<std::string> remove;  // keys
};

struct WandbHistory {
  std::vector<WandbItem> items;
  std::optional<std::int64_t> step;
};

struct WandbStats {
  std::vector<WandbItem> items;
  double time = 0.0;
};

struct WandbRunInfo {
  std::string id;
  std::string entity;
  std::string project;
  std::string group;
  std::string job_type;
  std::string name;
  std::string notes;
  std::string sweep;
  std::string host;
  std::string commit;
  std::vector<std::string> tags;
  WandbItems config;
  WandbItems summary;
  std::optional<double> started_at;
};

struct WandbExit {
  std::int32_t code = 0;
  std::int32_t runtime_seconds = 0;
};

struct WandbMetric {
  std::string name;
  std::int32_t goal = 0;  // 1 lower is better, 2 higher
};

struct WandbEnvironment {
  std::vector<std::pair<std::string, std::string>> entries;
  std::vector<std::string> arguments;
  std::string host;
  std::string device;
  std::string commit;
};

struct WandbConfig : WandbItems {};
struct WandbSummary : WandbItems {};
struct WandbArtifact {};
struct WandbPreempting {};

// monostate: a record that says nothing of interest here.
using WandbRecord =
    std::variant<std::monostate, WandbHistory, WandbSummary, WandbConfig, WandbStats, WandbRunInfo, WandbExit,
                 WandbMetric, WandbEnvironment, WandbArtifact, WandbPreempting>;

// Nothing where the bytes are no record.
std::optional<WandbRecord> parse_wandb_record(std::string_view bytes);

}  // namespace gainsay::importers
