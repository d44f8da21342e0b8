// Files of other tools: whatever they hold, importers read them or say what is wrong. The first byte of an
// input chooses the format.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include "gainsay/importers/mlflow.h"
#include "gainsay/importers/tensorboard.h"
#include "gainsay/importers/wandb.h"
#include "gainsay/tracker/error.h"

namespace {

class Discard : public gainsay::importers::ImportSink {
 public:
  void add(gainsay::tracker::WholeRun) override {}
  void note(std::string) override {}
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const auto folder =
      std::filesystem::temp_directory_path() / ("gainsay-fuzz-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const char* const names[] = {"events.out.tfevents.1.box", "run-a.wandb", "mlflow.db"};
  void (*const imports[])(const std::filesystem::path&, gainsay::importers::ImportSink&) = {
      gainsay::importers::import_tensorboard, gainsay::importers::import_wandb,
      gainsay::importers::import_mlflow};
  const std::size_t format = data[0] % 3;
  const auto file = folder / names[format];
  std::ofstream{file, std::ios::binary}.write(reinterpret_cast<const char*>(data + 1),
                                              static_cast<std::streamsize>(size - 1));
  try {
    Discard sink;
    imports[format](file, sink);
  } catch (const gainsay::tracker::FormatError&) {
  }
  return 0;
}
