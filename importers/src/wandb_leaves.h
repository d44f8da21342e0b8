#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "gainsay/tracker/model.h"

#include "wandb_record.h"

namespace gainsay::importers {

// How many values of a kind were no numbers and left out.
struct WandbLeftOut {
  std::map<std::string, std::int64_t> media;  // by W&B's type ("image-file")
  std::int64_t texts = 0;
  std::int64_t lists = 0;
  std::int64_t truth_values = 0;
  std::int64_t nulls = 0;
  std::int64_t inexact = 0;  // integers that no double holds
  std::int64_t malformed = 0;

  void add(const WandbLeftOut& other);
};

// The numbers among the items of one row or summary; nested objects are taken apart, their keys joined by
// dots. An object with an entry `_type` is media, and nothing below it counts.
struct WandbNumbers {
  std::vector<std::pair<std::string, double>> numbers;  // in their order; keys may repeat
  WandbLeftOut left_out;
};
WandbNumbers numbers_of(const std::vector<WandbItem>& items);

// An item as JSON that outlives its record.
std::string json_text_of(const WandbItem& item);

// A config value as params: nested objects taken apart, lists and null as their JSON.
void add_params(const std::string& key, const std::string& json, std::vector<tracker::Param>& params);

}  // namespace gainsay::importers
