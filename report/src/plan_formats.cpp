#include "gainsay/report/plan_formats.h"

#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "json_values.h"
#include "numbers.h"
#include "text_table.h"

namespace gainsay::report {
namespace {

using audit::Plan;
using audit::PlannedRun;

std::string duration(double seconds) {
  if (seconds < 90.0) return significant(seconds, 2) + " s";
  if (seconds < 90.0 * 60.0) return significant(seconds / 60.0, 2) + " min";
  return significant(seconds / 3600.0, 2) + " h";
}

// "1-4, 7" for ordered seeds.
std::string seed_list(const std::vector<std::int64_t>& seeds) {
  std::string text;
  for (std::size_t i = 0; i < seeds.size();) {
    std::size_t last = i;
    while (last + 1 < seeds.size() && seeds[last + 1] == seeds[last] + 1) ++last;
    text += fmt::format("{}{}", text.empty() ? "" : ", ", seeds[i]);
    if (last > i) text += fmt::format("{}{}", last > i + 1 ? "-" : ", ", seeds[last]);
    i = last + 1;
  }
  return text;
}

struct Group {
  std::vector<std::int64_t> seeds;
  double cost = 0.0;
  bool cost_known = true;
};

std::string shell_quoted(const std::string& text) {
  constexpr std::string_view safe =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,+%@";
  if (!text.empty() && text.find_first_not_of(safe) == std::string::npos) return text;
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

// One line of the script. What cannot be run as it stands, for want of a command or because no program can be
// given a NUL, is a comment; a line end in a name does not end it.
std::string shell_line(const PlannedRun& run) {
  std::string line = "gainsay";
  for (const std::string& argument : run_arguments(run)) line += " " + shell_quoted(argument);
  if (run.argv.empty()) line += " COMMAND";
  const bool runnable = !run.argv.empty() && line.find('\0') == std::string::npos;
  return runnable ? line : "# " + printable(line);
}

std::string groups_text(const Plan& plan) {
  std::map<std::tuple<std::string, std::string, std::string>, Group> groups;
  for (const PlannedRun& run : plan.runs) {
    Group& group = groups[{run.reason, run.method.str(), run.dataset.str()}];
    group.seeds.push_back(run.seed);
    group.cost += run.cost_seconds.value_or(0.0);
    group.cost_known = group.cost_known && run.cost_seconds;
  }
  std::string out;
  std::string reason;
  TextTable table({Align::left, Align::left, Align::right, Align::left, Align::right});
  const auto flush = [&] {
    if (reason.empty()) return;
    out += fmt::format("  {}\n{}", printable(reason), table.str(4));
    table = TextTable({Align::left, Align::left, Align::right, Align::left, Align::right});
  };
  for (const auto& [key, group] : groups) {
    if (std::get<0>(key) != reason) {
      flush();
      reason = std::get<0>(key);
    }
    table.add({printable(std::get<1>(key)), printable(std::get<2>(key)),
               fmt::format("{} runs", group.seeds.size()), "seeds " + seed_list(group.seeds),
               group.cost_known ? duration(group.cost) : "cost not known"});
  }
  flush();
  return out;
}

std::string looks_table(const audit::ClaimPlan& plan) {
  TextTable table({Align::right, Align::right, Align::right, Align::right});
  table.add({"look", "runs", "p at most", "alpha spent"});
  for (std::size_t k = 0; k < plan.claim.looks.size(); ++k) {
    table.add({fmt::format("{}", k + 1), fmt::format("{}", plan.claim.looks[k]),
               significant(plan.boundary->nominal_p[k], 3), significant(plan.boundary->alpha_spent[k], 3)});
  }
  return table.str(4);
}

std::string registered_plan(const audit::ClaimPlan& plan, const TextStyle& style) {
  const audit::Claim& claim = plan.claim;
  std::string what =
      fmt::format("{} by {}, {}", printable(claim.method.str()), printable(claim.metric.str()), plan.test);
  if (claim.looks.size() <= 1 && plan.design != "anytime")
    what += fmt::format(": one look at {} runs of each arm",
                        claim.looks.empty() ? *claim.planned_n : claim.looks.front());
  if (plan.boundary) what += fmt::format(": {} looks, {}", claim.looks.size(), plan.design);
  if (plan.design == "anytime") what += ": a look whenever one likes";
  if (!claim.seeds.empty()) what += fmt::format("; seeds {}", seed_list(claim.seeds));
  std::string out = fmt::format("  {}\n    {}\n", style.paint(Emphasis::bold, printable(claim.id)),
                                wrap(what, style.width - 4, 4));
  if (plan.boundary) out += looks_table(plan);
  if (plan.final_runs > 0) {
    out += fmt::format("    {}\n",
                       wrap(fmt::format("{} final runs of {} are there already: for them this plan is late",
                                        plan.final_runs, printable(claim.method.str())),
                            style.width - 4, 4));
  }
  return out;
}

}  // namespace

std::string registered_plans_text(const std::vector<audit::ClaimPlan>& plans, const TextStyle& style) {
  std::string out;
  for (const audit::ClaimPlan& plan : plans) out += registered_plan(plan, style);
  return out;
}

std::vector<std::string> run_arguments(const PlannedRun& run) {
  std::vector<std::string> arguments = {
      "run", "-m", run.method.str(), "-d", run.dataset.str(), "-s", std::to_string(run.seed), "--"};
  arguments.insert(arguments.end(), run.argv.begin(), run.argv.end());
  return arguments;
}

std::string plan_text(const std::vector<Plan>& plans, const TextStyle& style) {
  std::string out;
  for (const Plan& plan : plans) {
    const std::string cost = plan.cost_seconds ? ", about " + duration(*plan.cost_seconds) : "";
    out += fmt::format(
        "{}{}\n", out.empty() ? "" : "\n",
        style.paint(Emphasis::bold, fmt::format("{}: {} runs missing{}", plan.kind, plan.runs.size(), cost)));
    out += groups_text(plan);
    for (const std::string& note : plan.notes)
      out += "  note: " + wrap(printable(note), style.width - 8, 8) + "\n";
  }
  return out;
}

std::string plan_shell(const std::vector<Plan>& plans) {
  std::string out = "#!/bin/sh\nset -e\n";
  for (const Plan& plan : plans) {
    for (const PlannedRun& run : plan.runs) out += shell_line(run) + "\n";
    for (const std::string& note : plan.notes) out += "# " + printable(note) + "\n";
  }
  return out;
}

std::string plan_json(const std::vector<Plan>& plans) {
  nlohmann::ordered_json json;
  json["plans"] = nlohmann::ordered_json::array();
  for (const Plan& plan : plans) {
    nlohmann::ordered_json runs = nlohmann::ordered_json::array();
    for (const PlannedRun& run : plan.runs) {
      runs.push_back({{"method", run.method.str()},
                      {"dataset", run.dataset.str()},
                      {"seed", run.seed},
                      {"reason", run.reason},
                      {"cost_seconds", number(run.cost_seconds)},
                      {"command", run.argv}});
    }
    json["plans"].push_back({{"kind", plan.kind},
                             {"runs", runs},
                             {"notes", plan.notes},
                             {"cost_seconds", number(plan.cost_seconds)}});
  }
  return dump(json);
}

}  // namespace gainsay::report
