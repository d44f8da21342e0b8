#include "gainsay/tracker/gpu_usage.h"

#include <doctest/doctest.h>

using namespace gainsay::tracker;

TEST_CASE("each GPU that answers tells how busy it is and how much memory is in use") {
  const GpuMonitor monitor{GAINSAY_STAND_IN_NVML};
  CHECK(monitor.count() == 3);
  const auto usage = monitor.sample();
  REQUIRE(usage.size() == 2);
  CHECK(usage[0].index == 0);
  CHECK(usage[0].busy_percent == 30.0);
  CHECK(usage[0].memory_bytes == std::int64_t{1} << 30);
  CHECK(usage[1].index == 2);
  CHECK(usage[1].busy_percent == 90.0);
  CHECK(usage[1].memory_bytes == std::int64_t{3} << 30);
}

TEST_CASE("without a driver there are no GPUs") {
  const GpuMonitor absent{"no-such-library.so"};
  CHECK(absent.count() == 0);
  CHECK(absent.sample().empty());
  const GpuMonitor other{"libz.so.1"};  // a library without the functions, or none at all
  CHECK(other.count() == 0);
}
