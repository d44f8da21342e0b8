#include <filesystem>
#include <fstream>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "gainsay/tracker/error.h"
#include "gainsay/tracker/store.h"

#include "invocation.h"

namespace gainsay::cli {
namespace {

constexpr std::string_view study_file =
    R"(# What this study claims. Everything here is optional but the name; what is left out is inferred from the runs.
[study]
name = "{}"
stage = "draft"            # explore | draft | submit: how severe findings are
# alpha = 0.05             # level of every verdict
# power = 0.8              # what plans aim at

# [metrics.accuracy]
# direction = "higher"     # higher | lower
# kind = "quality"         # quality | resource | stability
# form = "proportion"      # proportion | integer-mean | continuous
# range = [0.0, 1.0]
# smallest_effect = 0.005  # the smallest gain that would matter to a reader

# [datasets.digits]
# domain = "images"
# n_items = 360            # of the test split

# [methods.sgd]
# role = "baseline"        # baseline | variant | ablation | reported

# [methods.bn]
# role = "variant"
# parent = "sgd"
# components = ["batchnorm", "momentum"]

# [methods.bn-no-momentum]
# role = "ablation"
# parent = "bn"
# removes = ["momentum"]

# [[claims]]
# id = "C1"
# text = "BatchNorm improves test accuracy over SGD."
# kind = "improves"
# method = "bn"
# against = ["sgd"]
# datasets = ["digits"]
# metric = "accuracy"
# planned_n = 10             # runs of each arm, fixed beforehand: gainsay plan register
)";

std::string toml_escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out;
}

void write_study_file(const std::filesystem::path& file, const std::string& name) {
  std::ofstream out(file, std::ios::binary);
  out << fmt::format(fmt::runtime(study_file), toml_escaped(name));
  out.close();
  if (!out)
    throw tracker::Error(file.string(), "the study file cannot be written", "check the folder's permissions");
}

void init(const Invocation& invocation, const std::string& folder_option) {
  const std::filesystem::path folder =
      folder_option.empty() ? std::filesystem::current_path() : std::filesystem::path(folder_option);
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    throw tracker::Error(folder.string(), "the folder cannot be made: " + error.message(),
                         "choose another one");
  const tracker::StudyDirectory study(folder);
  const bool is_new = !std::filesystem::exists(study.study_file());
  tracker::Store::create(folder);
  if (is_new)
    write_study_file(study.study_file(),
                     std::filesystem::absolute(folder).lexically_normal().filename().string());
  invocation.say(
      fmt::format("{} {}\nNext: gainsay run -m METHOD -d DATASET -s SEED -- python train.py\n",
                  is_new ? "made the study" : "the study was there already; its file is as it was:",
                  study.study_file().string()));
}

}  // namespace

void add_init(CLI::App& app, Invocation& invocation) {
  CLI::App* verb = add_verb(app, invocation, "init", "Make a new study with a commented gainsay.toml");
  auto folder = std::make_shared<std::string>();
  verb->add_option("DIR", *folder, "The study's folder (default: this one)");
  verb->callback([&invocation, folder] { init(invocation, *folder); });
}

}  // namespace gainsay::cli
