#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gainsay/tracker/model.h"

// What a record of an event file says (event.proto, summary.proto, tensor.proto, and api.proto of the plugin
// hparams).
namespace gainsay::importers {

// What kind of data a value of a summary is.
enum class SummaryKind : std::uint8_t { simple, tensor, image, histogram, audio, none };

// The texts point into the record.
struct SummaryValue {
  std::string_view tag;
  std::string_view plugin;   // empty: as it was for this tag before
  std::string_view content;  // of the plugin
  SummaryKind kind = SummaryKind::none;
  float simple = 0.0F;
  std::string_view tensor;  // a TensorProto
};

struct Event {
  double wall_time = 0.0;
  std::int64_t step = 0;
  bool session_start = false;
  std::vector<SummaryValue> values;
};

// Fills in an event; its vector's memory is used again. False where the record is no event.
bool parse_event(std::string_view record, Event& event);

// A tensor with one number: `number` where a double holds it exactly, else `inexact`; neither for a tensor of
// another kind or size, or one that cannot be read.
struct ScalarTensor {
  std::optional<double> number;
  bool inexact = false;
};
ScalarTensor parse_scalar_tensor(std::string_view tensor);

// What the plugin hparams says of a run.
struct SessionInfo {
  std::vector<tracker::Param> params;
  std::string group;
  std::optional<double> started_at;
  std::optional<double> ended_at;
  std::optional<tracker::Status> status;
  std::int64_t unreadable = 0;  // params that are lists, structures or null, and contents that are none
};

// Takes in the content of one of the plugin's values.
void parse_session_info(std::string_view content, SessionInfo& info);

}  // namespace gainsay::importers
