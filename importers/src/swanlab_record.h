#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// What a record of a `.swanlab` file says (swanlab/record/v1/record.proto, version 2).
namespace gainsay::importers {

struct SwanlabStart {
  std::string id;
  std::string project;
  std::string workspace;
  std::string name;
  std::string description;
  std::string group;
  std::string job_type;
  std::vector<std::string> tags;
  std::optional<double> started_at;
};

struct SwanlabFinish {
  std::int64_t state = 0;  // 0 running, 1 finished, 2 crashed, 3 aborted
  std::string error;
  std::optional<double> finished_at;
};

// A metric, before its first value.
struct SwanlabColumn {
  std::string key;
  bool is_system = false;
};

struct SwanlabScalar {
  std::string key;
  std::int64_t step = 0;
  double value = 0.0;
  std::optional<double> time;
};

struct SwanlabMedia {};

// monostate: a record that says nothing of interest here (output, files).
using SwanlabRecord =
    std::variant<std::monostate, SwanlabStart, SwanlabFinish, SwanlabColumn, SwanlabScalar, SwanlabMedia>;

// Nothing where the bytes are no record.
std::optional<SwanlabRecord> parse_swanlab_record(std::string_view bytes);

}  // namespace gainsay::importers
