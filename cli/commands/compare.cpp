#include <memory>

#include <CLI/CLI.hpp>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/audit/free_comparison.h"
#include "gainsay/report/comparison_formats.h"
#include "gainsay/study/load_study.h"
#include "gainsay/tracker/store.h"

#include "invocation.h"
#include "load_study.h"

namespace gainsay::cli {
namespace {

struct CompareArguments {
  audit::ComparisonQuestion question;
  std::string metric;
  std::vector<std::string> datasets;
  std::string format = "text";
};

void compare(const Invocation& invocation, CompareArguments& arguments) {
  const OpenStudy open = open_study(invocation);
  audit::ComparisonQuestion question = arguments.question;
  if (!arguments.metric.empty()) question.metric = arguments.metric;
  question.datasets.assign(arguments.datasets.begin(), arguments.datasets.end());
  const std::vector<audit::Comparison> comparisons = audit::compare_freely(open.study, question);
  invocation.print(arguments.format == "json" ? report::comparisons_json(comparisons)
                                              : report::comparisons_text(comparisons, invocation.style()));
  if (can_log_looks(open, invocation)) study::record_looks(*open.store, "compare", comparisons);
}

}  // namespace

void add_compare(CLI::App& app, Invocation& invocation) {
  CLI::App* verb =
      add_verb(app, invocation, "compare", "One method against another, in full; recorded as a look");
  auto arguments = std::make_shared<CompareArguments>();
  verb->add_option_function<std::string>(
          "A", [arguments](const std::string& name) { arguments->question.method = name; }, "A method")
      ->required();
  verb->add_option_function<std::string>(
          "B", [arguments](const std::string& name) { arguments->question.against = name; }, "Another one")
      ->required();
  verb->add_option("--metric", arguments->metric, "Metric (default: that of the first claim)");
  verb->add_option("-d,--dataset", arguments->datasets, "Only this dataset; may be repeated")
      ->allow_extra_args(false);
  verb->add_option("--test", arguments->question.test,
                   "welch-t, permutation, mann-whitney; with pairing paired-t, ...");
  verb->add_option_function<std::string>(
          "--pairing",
          [arguments](const std::string& text) { arguments->question.pairing = audit::parse_pairing(text); },
          "none, seed, fold or item")
      ->check(CLI::IsMember({"none", "seed", "fold", "item"}));
  verb->add_option("--format", arguments->format, "text or json")->check(CLI::IsMember({"text", "json"}));
  verb->callback([&invocation, arguments] { compare(invocation, *arguments); });
}

}  // namespace gainsay::cli
