#include "gainsay/audit/plan.h"

#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "gainsay/report/plan_formats.h"

#include "invocation.h"
#include "load_study.h"
#include "planned_runs.h"
#include "registration.h"

namespace gainsay::cli {
namespace {

struct PlanArguments {
  std::string kind;
  std::string format = "text";
  std::string claim;
  std::int64_t most_seeds = audit::PlanOptions{}.most_seeds_per_arm;
  bool run = false;
  int jobs = 1;
};

std::vector<audit::Plan> plans(const audit::Study& study, const PlanArguments& arguments) {
  std::vector<audit::Plan> made;
  audit::PlanOptions options;
  options.most_seeds_per_arm = arguments.most_seeds;
  options.claim = arguments.claim;
  if (arguments.kind.empty() || arguments.kind == "seeds") made.push_back(audit::plan_seeds(study, options));
  if (arguments.kind.empty() || arguments.kind == "ablation")
    made.push_back(audit::plan_ablations(study, options));
  if (arguments.kind.empty() || arguments.kind == "datasets")
    made.push_back(audit::plan_datasets(study, options));
  return made;
}

std::string rendered(const std::vector<audit::Plan>& made, const Invocation& invocation,
                     const std::string& format) {
  if (format == "json") return report::plan_json(made);
  if (format == "shell") return report::plan_shell(made);
  return report::plan_text(made, invocation.style());
}

// The whole study file, as `claim register` keeps it: what stands in it decides how the claims are tested.
void register_plans(const Invocation& invocation, const PlanArguments& arguments) {
  const OpenStudy open = open_study(invocation);
  const auto made = audit::plans_to_register(open.study, arguments.claim);
  const RegisteredFile entry = register_study_file(*open.store);
  invocation.print(fmt::format("registration {}: {} plan{} at {}, sha256 {}\n", entry.number, made.size(),
                               made.size() == 1 ? "" : "s", entry.at, entry.hash) +
                   report::registered_plans_text(made, invocation.style()));
}

void plan(Invocation& invocation, const PlanArguments& arguments) {
  if (arguments.kind == "register") return register_plans(invocation, arguments);
  const std::vector<audit::Plan> made = plans(load_study(invocation), arguments);
  if (!arguments.run) {
    invocation.print(rendered(made, invocation, arguments.format));
    return;
  }
  invocation.exit_code = run_planned(invocation, made, arguments.jobs);
}

}  // namespace

void add_plan(CLI::App& app, Invocation& invocation) {
  CLI::App* verb = add_verb(app, invocation, "plan", "The runs that are still missing, and what they cost");
  auto arguments = std::make_shared<PlanArguments>();
  verb->add_option(
          "KIND", arguments->kind,
          "seeds, ablation or datasets (default: all three); or register: keep the declared plans, with time "
          "and hash, for ever")
      ->check(CLI::IsMember({"seeds", "ablation", "datasets", "register"}));
  verb->add_option("--claim", arguments->claim, "Only what this claim needs")->type_name("ID");
  verb->add_option("--most-seeds", arguments->most_seeds, "Seeds per arm beyond which nothing is planned")
      ->check(CLI::PositiveNumber);
  verb->add_option("--format", arguments->format, "text, shell or json")
      ->check(CLI::IsMember({"text", "shell", "json"}));
  verb->add_flag("--run", arguments->run, "Run them here, one after another or --jobs at a time");
  verb->add_option("-j,--jobs", arguments->jobs, "Runs at a time")->check(CLI::Range(1, 256));
  verb->callback([&invocation, arguments] { plan(invocation, *arguments); });
}

}  // namespace gainsay::cli
