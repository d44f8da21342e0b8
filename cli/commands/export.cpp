#include <fstream>
#include <functional>
#include <memory>
#include <streambuf>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "gainsay/importers/csv_export.h"
#include "gainsay/importers/jsonl_export.h"
#include "gainsay/importers/mlflow_export.h"
#include "gainsay/importers/tensorboard_export.h"
#include "gainsay/report/text_style.h"
#include "gainsay/tracker/error.h"
#include "gainsay/tracker/store.h"

#include "invocation.h"
#include "load_study.h"
#include "run_filter.h"

namespace gainsay::cli {
namespace {

// Hands data on to stdout in large pieces.
class StandardOutput : public std::streambuf {
 public:
  explicit StandardOutput(const Invocation& invocation) : invocation_(invocation) {}

 protected:
  int_type overflow(int_type byte) override {
    if (byte != traits_type::eof()) add({static_cast<char>(byte)});
    return traits_type::not_eof(byte);
  }
  std::streamsize xsputn(const char* text, std::streamsize size) override {
    add({text, static_cast<std::size_t>(size)});
    return size;
  }
  int sync() override {
    invocation_.print(pending_);
    pending_.clear();
    return 0;
  }

 private:
  static constexpr std::size_t piece = 1U << 16U;
  void add(const std::string& text) {
    pending_ += text;
    if (pending_.size() >= piece) sync();
  }

  const Invocation& invocation_;
  std::string pending_;
};

// Calls `write` with the file, or with stdout where none is named.
void write_to(const Invocation& invocation, const std::string& output,
              const std::function<void(std::ostream&)>& write) {
  if (output.empty()) {
    StandardOutput buffer{invocation};
    std::ostream stream{&buffer};
    write(stream);
    stream.flush();
    return;
  }
  std::ofstream file{output, std::ios::binary};
  write(file);
  file.close();
  if (!file) {
    throw tracker::Error(output, "cannot be written",
                         "check the folder, its permissions and the space on it");
  }
}

importers::ExportedRuns exported_runs(tracker::Store& store, const RunFilter& filter) {
  return {store.runs(filter.query()), [&store](const tracker::Run& run) { return store.whole_run(run.id); }};
}

void say_notes(const Invocation& invocation, const std::vector<std::string>& notes) {
  for (const std::string& note : notes) invocation.say(fmt::format("note: {}\n", report::printable(note)));
}

CLI::App* add_format(CLI::App& verb, const char* name, const char* help, RunFilter& filter) {
  CLI::App* format = verb.add_subcommand(name, help);
  filter.add_to(*format);
  return format;
}

// A format that is a text, in a file or on stdout.
using WriteText =
    std::function<std::vector<std::string>(std::ostream& output, const importers::ExportedRuns& runs)>;

void add_text_format(CLI::App& verb, Invocation& invocation, const char* name, const char* help,
                     const WriteText& write) {
  auto filter = std::make_shared<RunFilter>();
  auto output = std::make_shared<std::string>();
  CLI::App* format = add_format(verb, name, help, *filter);
  format->add_option("-o,--output", *output, "File (default: stdout)")->type_name("FILE");
  format->callback([&invocation, filter, output, write] {
    tracker::Store store = open_store(invocation);
    write_to(invocation, *output, [&](std::ostream& stream) {
      say_notes(invocation, write(stream, exported_runs(store, *filter)));
    });
  });
}

// A format of another tool, in a place of its own.
using WritePlace = std::vector<std::string> (*)(const std::filesystem::path& place,
                                                const importers::ExportedRuns& runs);

void add_place_format(CLI::App& verb, Invocation& invocation, const char* name, const char* help,
                      WritePlace write) {
  auto filter = std::make_shared<RunFilter>();
  auto place = std::make_shared<std::string>();
  CLI::App* format = add_format(verb, name, help, *filter);
  format->add_option("PATH", *place, "Where to; nothing is overwritten")->required();
  format->callback([&invocation, filter, place, write] {
    tracker::Store store = open_store(invocation);
    const importers::ExportedRuns runs = exported_runs(store, *filter);
    say_notes(invocation, write(*place, runs));
    invocation.say(fmt::format("{} runs written to {}\n", runs.runs.size(), report::printable(*place)));
  });
}

std::vector<std::string> write_jsonl(std::ostream& output, const importers::ExportedRuns& source) {
  for (const tracker::Run& run : source.runs) output << importers::jsonl_line(source.whole(run)) << '\n';
  return {};
}

}  // namespace

void add_export(CLI::App& app, Invocation& invocation) {
  CLI::App* verb = add_verb(app, invocation, "export", "Write runs out, whole, or for another tool");
  verb->require_subcommand(1);
  verb->fallthrough();
  add_text_format(*verb, invocation, "jsonl", "One whole run a line, with curves and item scores",
                  write_jsonl);
  add_text_format(*verb, invocation, "csv",
                  "A table, a row for each number, as `gainsay import csv` reads it", importers::write_csv);
  add_place_format(*verb, invocation, "mlflow", "For MLflow: a folder (file store), or a database FILE.db",
                   importers::export_mlflow);
  add_place_format(*verb, invocation, "tensorboard", "For TensorBoard: a folder with event files",
                   importers::export_tensorboard);
}

}  // namespace gainsay::cli
