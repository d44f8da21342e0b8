#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "gainsay/audit/misconceptions.h"
#include "gainsay/audit/rule.h"
#include "gainsay/report/audit_formats.h"
#include "gainsay/tracker/error.h"
#include "gainsay/tracker/nearest_name.h"

#include "invocation.h"

namespace gainsay::cli {
namespace {

const audit::Rule& named_rule(const std::string& code) {
  const audit::Rule* rule = audit::find_rule(code);
  if (rule != nullptr) return *rule;
  std::vector<std::string> known;
  for (const audit::Rule& candidate : audit::all_rules()) {
    known.emplace_back(candidate.code);
    known.emplace_back(candidate.name);
  }
  for (const audit::Misconception& misconception : audit::all_misconceptions())
    known.emplace_back(misconception.name);
  const auto nearest = tracker::nearest_name(code, known);
  throw tracker::NotFoundError(
      "", fmt::format("there is no rule `{}`", code),
      nearest ? fmt::format("did you mean `{}`?", *nearest) : "`gainsay explain --all` lists them");
}

void explain(const Invocation& invocation, const std::string& code, bool all, const std::string& format) {
  if (!all && code.empty()) {
    throw tracker::FormatError("explain", "no rule is named",
                               "give a code such as ST103, or --all for the list");
  }
  const audit::Misconception* misconception = all ? nullptr : audit::find_misconception(code);
  if (misconception != nullptr && format != "json") {
    invocation.print(format == "markdown" ? report::misconception_markdown(*misconception)
                                          : report::misconception_text(*misconception, invocation.style()));
  } else if (format == "json") {
    invocation.print(report::rule_catalogue_json());
  } else if (format == "markdown") {
    invocation.print(report::rule_pages_markdown());
  } else {
    invocation.print(all ? report::rule_list_text(invocation.style())
                         : report::explain_text(named_rule(code), invocation.style()));
  }
}

}  // namespace

void add_explain(CLI::App& app, Invocation& invocation) {
  CLI::App* verb = add_verb(app, invocation, "explain", "What a rule does, why, and when it is wrong");
  auto code = std::make_shared<std::string>();
  auto all = std::make_shared<bool>(false);
  auto format = std::make_shared<std::string>("text");
  verb->add_option("CODE", *code,
                   "A rule's code or name, or complexity, difficulty, surprise, technicality or usefulness");
  verb->add_flag("--all", *all, "All rules");
  verb->add_option("--format", *format, "text; with --all also json or markdown")
      ->check(CLI::IsMember({"text", "json", "markdown"}));
  verb->callback([&invocation, code, all, format] { explain(invocation, *code, *all, *format); });
}

}  // namespace gainsay::cli
