#include "gainsay/tracker/gpu_usage.h"

#include <dlfcn.h>

namespace gainsay::tracker {
namespace {

// The part of NVML's interface (nvml.h) that is called here. Every function returns 0 when it succeeded.
using Device = void*;
struct Utilization {
  unsigned int gpu;     // percent
  unsigned int memory;  // percent of the time in which memory was read or written
};
struct Memory {
  unsigned long long total;
  unsigned long long free;
  unsigned long long used;
};

template <typename Function>
bool find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  return function != nullptr;
}

}  // namespace

struct GpuMonitor::Library {
  void* handle = nullptr;
  int (*init)() = nullptr;
  int (*shutdown)() = nullptr;
  int (*device_count)(unsigned int*) = nullptr;
  int (*device)(unsigned int, Device*) = nullptr;
  int (*utilization)(Device, Utilization*) = nullptr;
  int (*memory)(Device, Memory*) = nullptr;
  bool is_running = false;

  explicit Library(const std::string& file) : handle(dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL)) {
    if (handle == nullptr) return;
    is_running = find(handle, "nvmlInit_v2", init) && find(handle, "nvmlShutdown", shutdown) &&
                 find(handle, "nvmlDeviceGetCount_v2", device_count) &&
                 find(handle, "nvmlDeviceGetHandleByIndex_v2", device) &&
                 find(handle, "nvmlDeviceGetUtilizationRates", utilization) &&
                 find(handle, "nvmlDeviceGetMemoryInfo", memory) && init() == 0;
  }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  ~Library() {
    if (is_running) shutdown();
    if (handle != nullptr) dlclose(handle);
  }
};

GpuMonitor::GpuMonitor(const std::string& library) : library_(std::make_unique<Library>(library)) {
  if (!library_->is_running) library_.reset();
}

GpuMonitor::~GpuMonitor() = default;

int GpuMonitor::count() const {
  unsigned int n = 0;
  const bool known = library_ != nullptr && library_->device_count(&n) == 0;
  return known ? static_cast<int>(n) : 0;
}

std::vector<GpuUsage> GpuMonitor::sample() const {
  std::vector<GpuUsage> usage;
  for (int i = 0; i < count(); ++i) {
    Device device = nullptr;
    Utilization busy{};
    Memory memory{};
    const bool answers = library_->device(static_cast<unsigned int>(i), &device) == 0 &&
                         library_->utilization(device, &busy) == 0 && library_->memory(device, &memory) == 0;
    if (answers) usage.push_back({i, static_cast<double>(busy.gpu), static_cast<std::int64_t>(memory.used)});
  }
  return usage;
}

}  // namespace gainsay::tracker
