#include "wandb_leaves.h"

#include <algorithm>
#include <string_view>

#include "gainsay/tracker/error.h"

#include "lenient_json.h"
#include "number.h"

namespace gainsay::importers {
namespace {

using nlohmann::json;

constexpr std::string_view type_key = "_type";
constexpr std::string_view place = "a value of the run";  // errors about it are counted, not shown

bool fits_a_double(std::int64_t integer) {
  constexpr std::int64_t largest = std::int64_t{1} << 53;
  return integer >= -largest && integer <= largest;
}

std::string key_below(std::string parent, const std::string& name) {
  return std::move(parent.append(1, '.').append(name));
}

// Collects the numbers of items, then leaves out what stands below media.
class Collector {
 public:
  void add(const WandbItem& item) {
    std::visit([&](const auto& value) { add_value(item.key, value); }, item.value);
  }

  WandbNumbers take() {
    WandbNumbers result;
    for (auto& [key, number] : numbers_) {
      if (!is_below_media(key)) result.numbers.emplace_back(std::move(key), number);
    }
    for (const auto& [key, counter] : others_) {
      if (!is_below_media(key)) ++(result.left_out.*counter);
    }
    for (const auto& [prefix, type] : media_) ++result.left_out.media[type];
    return result;
  }

 private:
  using Counter = std::int64_t WandbLeftOut::*;

  bool is_below_media(const std::string& key) const {
    return std::any_of(media_.begin(), media_.end(), [&](const auto& entry) {
      const std::string& prefix = entry.first;
      return key.size() > prefix.size() && key[prefix.size()] == '.' && key.starts_with(prefix);
    });
  }

  void leave_out(const std::string& key, Counter counter) { others_.emplace_back(key, counter); }

  void add_value(const std::string& key, double value) { numbers_.emplace_back(key, value); }
  void add_value(const std::string& key, bool) { leave_out(key, &WandbLeftOut::truth_values); }
  void add_value(const std::string& key, std::nullptr_t) { leave_out(key, &WandbLeftOut::nulls); }

  void add_value(const std::string& key, std::int64_t value) {
    if (fits_a_double(value)) return add_value(key, static_cast<double>(value));
    leave_out(key, &WandbLeftOut::inexact);
  }

  void add_value(const std::string& key, std::string_view text) {
    if (const auto number = lenient_number(json(std::string{text}))) return add_value(key, *number);
    add_text(key, text);
  }

  void add_value(const std::string& key, WandbJson value) {
    const auto integer = parse_integer(value.text);
    const bool is_negative_zero = integer == 0 && value.text.starts_with('-');  // "-0", as Go writes -0.0
    if (integer && !is_negative_zero) return add_value(key, *integer);
    if (const auto number = parse_number(value.text)) return add_value(key, *number);
    try {
      add_json(key, parse_lenient_json(value.text, std::string{place}));
    } catch (const tracker::FormatError&) {
      leave_out(key, &WandbLeftOut::malformed);
    }
  }

  void add_text(const std::string& key, std::string_view text) {
    const bool is_type = key.size() > type_key.size() && key.ends_with(type_key) &&
                         key[key.size() - type_key.size() - 1] == '.';
    if (is_type) {
      media_[key.substr(0, key.size() - type_key.size() - 1)] = text;
    } else {
      leave_out(key, &WandbLeftOut::texts);
    }
  }

  void add_json(const std::string& key, const json& value) {
    if (value.is_object()) {
      for (const auto& [name, entry] : value.items()) add_json(key_below(key, name), entry);
    } else if (value.is_array()) {
      leave_out(key, &WandbLeftOut::lists);
    } else if (value.is_boolean()) {
      add_value(key, value.get<bool>());
    } else if (value.is_null()) {
      add_value(key, nullptr);
    } else if (value.is_number_integer()) {
      add_value(key, value.get<std::int64_t>());
    } else if (const auto number = lenient_number(value)) {
      add_value(key, *number);
    } else {
      add_text(key, value.get<std::string>());
    }
  }

  std::vector<std::pair<std::string, double>> numbers_;
  std::vector<std::pair<std::string, Counter>> others_;
  std::map<std::string, std::string> media_;  // key of the object -> type
};

tracker::ParamValue param_of(const json& value) {
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (value.is_number()) return value.get<double>();
  if (value.is_string()) return value.get<std::string>();
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

void add_json_params(const std::string& key, const json& value, std::vector<tracker::Param>& params) {
  if (!value.is_object()) {
    params.push_back({key, param_of(value)});
    return;
  }
  for (const auto& [name, entry] : value.items()) add_json_params(key_below(key, name), entry, params);
}

}  // namespace

void WandbLeftOut::add(const WandbLeftOut& other) {
  for (const auto& [type, n] : other.media) media[type] += n;
  texts += other.texts;
  lists += other.lists;
  truth_values += other.truth_values;
  nulls += other.nulls;
  inexact += other.inexact;
  malformed += other.malformed;
}

WandbNumbers numbers_of(const std::vector<WandbItem>& items) {
  Collector collector;
  for (const WandbItem& item : items) collector.add(item);
  return collector.take();
}

std::string json_text_of(const WandbItem& item) {
  if (const auto* value = std::get_if<WandbJson>(&item.value)) return std::string{value->text};
  if (const auto* text = std::get_if<std::string_view>(&item.value)) {
    return json(std::string{*text}).dump(-1, ' ', false, json::error_handler_t::replace);
  }
  if (const auto* flag = std::get_if<bool>(&item.value)) return *flag ? "true" : "false";
  if (const auto* integer = std::get_if<std::int64_t>(&item.value)) return std::to_string(*integer);
  if (const auto* number = std::get_if<double>(&item.value)) return tracker::to_text(*number);
  return "null";
}

void add_params(const std::string& key, const std::string& text, std::vector<tracker::Param>& params) {
  add_json_params(key, parse_lenient_json(text, "the config's `" + key + "`"), params);
}

}  // namespace gainsay::importers
