#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "gainsay/stats/interval.h"
#include "gainsay/tracker/name.h"

// How our values stand in JSON: what is absent is null, NaN and infinities are the texts "nan", "inf" and
// "-inf".
namespace gainsay::report {

nlohmann::ordered_json number(double value);
nlohmann::ordered_json number(const std::optional<double>& value);
nlohmann::ordered_json integer_or_null(const std::optional<std::int64_t>& value);
nlohmann::ordered_json text_or_null(const std::string& text);  // empty: null
nlohmann::ordered_json texts(const std::vector<tracker::Name>& names);
nlohmann::ordered_json interval(const std::optional<stats::Interval>& interval);  // [low, high]

// Two spaces of indentation, a newline at the end, invalid UTF-8 replaced.
std::string dump(const nlohmann::ordered_json& json);

}  // namespace gainsay::report
