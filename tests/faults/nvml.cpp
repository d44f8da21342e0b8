// Stands for NVIDIA's management library: three GPUs, of which the second does not tell how busy it is.
#include <cstdint>

extern "C" {

struct Utilization {
  unsigned int gpu;
  unsigned int memory;
};
struct Memory {
  unsigned long long total;
  unsigned long long free;
  unsigned long long used;
};

int nvmlInit_v2() { return 0; }
int nvmlShutdown() { return 0; }
int nvmlDeviceGetCount_v2(unsigned int* n) {
  *n = 3;
  return 0;
}
int nvmlDeviceGetHandleByIndex_v2(unsigned int index, void** device) {
  *device = reinterpret_cast<void*>(static_cast<std::uintptr_t>(index + 1));
  return 0;
}
int nvmlDeviceGetUtilizationRates(void* device, Utilization* utilization) {
  const auto number = static_cast<unsigned int>(reinterpret_cast<std::uintptr_t>(device));
  *utilization = {.gpu = 30 * number, .memory = 1};
  return number == 2 ? 3 : 0;  // NVML_ERROR_NOT_SUPPORTED
}
int nvmlDeviceGetMemoryInfo(void* device, Memory* memory) {
  const auto number = static_cast<unsigned long long>(reinterpret_cast<std::uintptr_t>(device));
  *memory = {.total = 16ULL << 30U, .free = 0, .used = number << 30U};
  return 0;
}
}
