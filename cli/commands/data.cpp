#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "gainsay/report/value_table.h"
#include "gainsay/tracker/dataset_content.h"
#include "gainsay/tracker/error.h"
#include "gainsay/tracker/store.h"

#include "invocation.h"
#include "load_study.h"
#include "value_format.h"

namespace gainsay::cli {
namespace {

struct DataArguments {
  std::string name;
  std::string path;
  std::string split;
  std::optional<std::int64_t> items;
  std::string format = "text";
};

// The last that was recorded of a dataset's split.
std::optional<tracker::DatasetContent> last_content(tracker::Store& store, const DataArguments& arguments) {
  std::optional<tracker::DatasetContent> last;
  for (auto& content : store.dataset_contents()) {
    if (content.dataset == arguments.name && content.split == arguments.split) last = std::move(content);
  }
  return last;
}

void add(const Invocation& invocation, const DataArguments& arguments) {
  tracker::Store store = open_store(invocation);
  auto content = tracker::hash_dataset(arguments.path);
  content.dataset = arguments.name;
  content.split = arguments.split;
  content.n_items = arguments.items;
  const auto last = last_content(store, arguments);
  const bool known = last && last->hash == content.hash && last->n_items == content.n_items;
  if (!known) store.add_dataset_content(content);
  invocation.print(fmt::format("{}  {} files, {} bytes\n", content.hash, content.files, content.bytes));
  if (known) invocation.say(fmt::format("the same as on {}\n", last->at));
  if (last && last->hash != content.hash) {
    invocation.say(
        fmt::format("not what it was on {}: runs before and after did not see the same data\n", last->at));
  }
}

void list(const Invocation& invocation, const std::string& format) {
  report::ValueTable table{{"dataset", "split", "n_items", "files", "bytes", "at", "hash", "path"}, {}};
  const auto text = [](const std::string& value) -> std::optional<tracker::ParamValue> {
    if (value.empty()) return std::nullopt;
    return value;
  };
  for (const auto& content : open_store(invocation).dataset_contents()) {
    std::optional<tracker::ParamValue> items;
    if (content.n_items) items.emplace(*content.n_items);
    table.rows.push_back({text(content.dataset.str()), text(content.split.str()), items, content.files,
                          content.bytes, text(content.at), text(content.hash), text(content.path)});
  }
  invocation.print(laid_out(table, format, "no dataset was added; `gainsay data add NAME PATH`"));
}

void check(Invocation& invocation, const DataArguments& arguments) {
  tracker::Store store = open_store(invocation);
  const auto last = last_content(store, arguments);
  if (!last) {
    throw tracker::NotFoundError("data check", fmt::format("dataset `{}` was never added", arguments.name),
                                 "`gainsay data add NAME PATH` adds it");
  }
  const auto now = tracker::hash_dataset(arguments.path.empty() ? last->path : arguments.path);
  const bool same = now.hash == last->hash;
  invocation.print(
      fmt::format("{}: {} {}\n", arguments.name, same ? "the same as on" : "not what it was on", last->at));
  if (!same) invocation.exit_code = 1;
}

}  // namespace

void add_data(CLI::App& app, Invocation& invocation) {
  CLI::App* verb =
      add_verb(app, invocation, "data", "Remember what a dataset holds, and tell whether it changed");
  verb->require_subcommand(1);
  verb->fallthrough();
  auto arguments = std::make_shared<DataArguments>();
  CLI::App* adding =
      verb->add_subcommand("add", "Hash a file, or all files of a folder, and remember the hash");
  adding->add_option("NAME", arguments->name, "The dataset, as in runs and claims")->required();
  adding->add_option("PATH", arguments->path, "File or folder")->required();
  adding->add_option("--split", arguments->split, "Which split this is");
  adding->add_option("--items", arguments->items, "How many examples it has")->check(CLI::PositiveNumber);
  adding->callback([&invocation, arguments] { add(invocation, *arguments); });
  CLI::App* checking =
      verb->add_subcommand("check", "Hash it again; exit code 1 where it is not what it was");
  checking->add_option("NAME", arguments->name, "The dataset")->required();
  checking->add_option("PATH", arguments->path, "Where it lies now (default: where it lay)");
  checking->add_option("--split", arguments->split, "Which split");
  checking->callback([&invocation, arguments] { check(invocation, *arguments); });
  CLI::App* listing = verb->add_subcommand("ls", "All that was added");
  add_value_format(*listing, arguments->format);
  listing->callback([&invocation, arguments] { list(invocation, arguments->format); });
}

}  // namespace gainsay::cli
