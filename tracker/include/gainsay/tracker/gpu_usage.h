#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace gainsay::tracker {

// What one GPU is doing at this moment, whoever uses it.
struct GpuUsage {
  int index = 0;                  // as the driver counts, from 0
  double busy_percent = 0.0;      // share of the driver's last sampling period in which a kernel ran
  std::int64_t memory_bytes = 0;  // of the device, in use
};

// Asks NVIDIA's driver through its management library (NVML), which comes with the driver and is loaded when
// it is there. Not copyable.
class GpuMonitor {
 public:
  // library: the file to load. Never throws: without library or driver there are no GPUs.
  explicit GpuMonitor(const std::string& library = "libnvidia-ml.so.1");
  ~GpuMonitor();
  GpuMonitor(const GpuMonitor&) = delete;
  GpuMonitor& operator=(const GpuMonitor&) = delete;

  // How many there are.
  int count() const;

  // One entry for each GPU that answers; a GPU that cannot tell one of the figures is left out.
  std::vector<GpuUsage> sample() const;

 private:
  struct Library;
  std::unique_ptr<Library> library_;  // empty: there are none
};

}  // namespace gainsay::tracker
