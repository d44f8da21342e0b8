// Folders of other tools: whatever their files hold, importers read them or say what is wrong. The first byte
// of an input chooses the format; its files are the rest, cut at each byte 0xFF.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <unistd.h>

#include "gainsay/importers/dvclive.h"
#include "gainsay/importers/guild.h"
#include "gainsay/importers/hf_trainer.h"
#include "gainsay/importers/lightning.h"
#include "gainsay/importers/lm_eval.h"
#include "gainsay/importers/mlperf.h"
#include "gainsay/importers/sacred.h"
#include "gainsay/importers/swanlab.h"
#include "gainsay/importers/trackio.h"
#include "gainsay/tracker/error.h"

namespace {

namespace fs = std::filesystem;
using namespace gainsay::importers;

class Discard : public ImportSink {
 public:
  void add(gainsay::tracker::WholeRun) override {}
  void note(std::string) override {}
};

struct Format {
  void (*read)(const fs::path&, ImportSink&);
  std::vector<std::string> files;
};

const std::array<Format, 9>& formats() {
  static const std::array<Format, 9> all{{
      {import_lm_eval, {"results_2026-01-01T00-00-00.0.json", "samples_t_2026-01-01T00-00-00.0.jsonl"}},
      {import_hf_trainer, {"trainer_state.json", "all_results.json", "config.json"}},
      {import_lightning, {"metrics.csv", "hparams.yaml"}},
      {import_sacred, {"1/run.json", "1/config.json", "1/metrics.json"}},
      {import_mlperf, {"a.log"}},
      {import_dvclive, {"metrics.json", "params.yaml", "plots/metrics/loss.tsv"}},
      {import_guild, {"a/.guild/opref", "a/.guild/attrs/flags", "a/.guild/attrs/platform"}},
      {import_swanlab, {"run-a.swanlab", "files/config.yaml", "files/swanlab-metadata.json"}},
      {import_trackio, {"project.db", "inbox/a/00000000.jsonl"}},
  }};
  return all;
}

void write_files(const fs::path& folder, const std::vector<std::string>& names, const std::string& bytes) {
  std::size_t begin = 0;
  for (const std::string& name : names) {
    const bool is_last = name == names.back();
    const std::size_t end = is_last ? bytes.size() : std::min(bytes.find('\xff', begin), bytes.size());
    fs::create_directories((folder / name).parent_path());
    std::ofstream{folder / name, std::ios::binary} << bytes.substr(begin, end - begin);
    begin = std::min(end + 1, bytes.size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t chosen = data[0] % formats().size();
  const Format& format = formats()[chosen];
  static const fs::path root =
      fs::temp_directory_path() / ("gainsay-fuzz-folders-" + std::to_string(::getpid()));
  const fs::path folder = root / std::to_string(chosen);
  write_files(folder, format.files, {reinterpret_cast<const char*>(data + 1), size - 1});
  try {
    Discard sink;
    format.read(folder, sink);
  } catch (const gainsay::tracker::FormatError&) {
  }
  return 0;
}
