#include <limits>
#include <memory>

#include <CLI/CLI.hpp>

#include "gainsay/audit/pain_points.h"
#include "gainsay/report/pain_point_formats.h"
#include "gainsay/study/load_study.h"
#include "gainsay/tracker/store.h"

#include "invocation.h"
#include "load_study.h"

namespace gainsay::cli {
namespace {

constexpr std::size_t most_shown = 10;

struct PainPointArguments {
  std::string method;
  std::string format = "text";
  bool all = false;
};

void pain_points(const Invocation& invocation, const PainPointArguments& arguments) {
  const audit::Study study = load_study(invocation);
  const audit::PainPointSearch search = audit::find_pain_points(study, arguments.method);
  const std::size_t most = arguments.all ? std::numeric_limits<std::size_t>::max() : most_shown;
  invocation.print(arguments.format == "json" ? report::pain_points_json(search)
                                              : report::pain_points_text(search, invocation.style(), most));
  tracker::Store store = open_store(invocation);
  study::record_looks(store, "painpoints", search.looks);
}

}  // namespace

void add_painpoints(CLI::App& app, Invocation& invocation) {
  CLI::App* verb =
      add_verb(app, invocation, "painpoints",
               "Where a recorded method is weak: candidates for a patch, ranked; recorded as looks");
  auto arguments = std::make_shared<PainPointArguments>();
  verb->add_option("METHOD", arguments->method, "A recorded method")->required();
  verb->add_flag("--all", arguments->all, "Every candidate, not the first 10 alone");
  verb->add_option("--format", arguments->format, "text or json")->check(CLI::IsMember({"text", "json"}));
  verb->callback([&invocation, arguments] { pain_points(invocation, *arguments); });
}

}  // namespace gainsay::cli
