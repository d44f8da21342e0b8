#pragma once

#include <cstdint>
#include <ctime>

namespace gainsay::tracker {

inline std::int64_t nanoseconds_since_epoch() noexcept {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

}  // namespace gainsay::tracker
