#pragma once

#include <functional>
#include <unordered_map>
#include <utility>

#include "gainsay/audit/study.h"

namespace gainsay::audit {

// What a rule finds of an arm, found once: claims share their comparators. For one thread.
template <typename T>
class PerArm {
 public:
  explicit PerArm(std::function<T(const Arm&)> find) : find_(std::move(find)) {}

  // Stays where it is as long as this lives.
  const T& of(const Arm& arm) {
    const auto [entry, is_new] = found_.try_emplace(&arm);
    if (is_new) entry->second = find_(arm);
    return entry->second;
  }

 private:
  std::function<T(const Arm&)> find_;
  std::unordered_map<const Arm*, T> found_;
};

}  // namespace gainsay::audit
