#include "reserved_tags.h"

#include <algorithm>
#include <array>

namespace gainsay::importers {
namespace {

constexpr std::string_view user_prefix = "user.";

}  // namespace

bool is_reserved_tag(std::string_view tag) {
  static constexpr std::array<std::string_view, 5> reserved{"name", "experiment", "project", "group",
                                                            "job_type"};
  return std::find(reserved.begin(), reserved.end(), tag) != reserved.end();
}

std::string user_tag(std::string_view tag) {
  return is_reserved_tag(tag) ? std::string{user_prefix} + std::string{tag} : std::string{tag};
}

std::string own_name_of_tag(std::string_view tag) {
  if (is_reserved_tag(tag)) return {};
  const bool was_renamed = tag.starts_with(user_prefix) && is_reserved_tag(tag.substr(user_prefix.size()));
  return std::string{was_renamed ? tag.substr(user_prefix.size()) : tag};
}

}  // namespace gainsay::importers
