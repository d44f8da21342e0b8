#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Looks at claims about a time (seconds, latency, throughput) and fires when the two methods were timed on different
devices or hosts; when one of them was timed fewer than three times; or when the interval of the ratio of the two times
includes 1.

## Why it matters
A time belongs to the method and the machine together. On shared machines the same program varies by ten per cent from
run to run, and the next generation of a processor is faster than most improvements of a method.

## Example
The new method on an A100, 41 s; the baseline on the T4 that was free that day, 63 s.

## What to do instead
Time both on one host, five runs each and interleaved, and report the ratio with its interval.

## When it is wrong
For costs that do not depend on the machine (operations, parameters) it does not look. When hosts of different names are
the same machine type, record the `device`: equal devices on different hosts are only a warning.

## References
Dehghani et al. (2022), ICLR, "The efficiency misnomer". Hoefler and Belli (2015), SC15, "Scientific benchmarking of
parallel computing systems". MLPerf training rules.
)";

bool is_time(const Metric& metric) {
  static const std::set<std::string> names = {"second",  "seconds",  "sec",        "ms",
                                              "minutes", "hours",    "time",       "latency",
                                              "runtime", "duration", "throughput", "fps"};
  static const std::set<std::string> units = {"s", "ms", "us", "ns", "min", "h", "seconds", "1/s", "items/s"};
  if (units.contains(metric.unit)) return true;
  std::string part;
  for (const char c : metric.name.str() + "_") {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      part += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      continue;
    }
    if (names.contains(part)) return true;
    part.clear();
  }
  return false;
}

struct Hardware {
  std::set<std::string> devices;
  std::set<std::string> hosts;
};

Hardware hardware_of(const Arm& arm) {
  Hardware hardware;
  for (const tracker::Run* run : arm.evidence) {
    if (!run->device.empty()) hardware.devices.insert(run->device);
    if (!run->host.empty()) hardware.hosts.insert(run->host);
  }
  return hardware;
}

std::string text_of(const Hardware& hardware) {
  std::string text;
  for (const auto* names : {&hardware.devices, &hardware.hosts}) {
    for (const std::string& name : *names) text += (text.empty() ? "" : ", ") + name;
  }
  return text;
}

bool differ(const std::set<std::string>& a, const std::set<std::string>& b) {
  return !a.empty() && !b.empty() && a != b;
}

struct Timing {
  const ClaimEvaluation* evaluation;
  const Comparison* comparison;
  Hardware ours;
  Hardware theirs;
};

Remedy time_again(const Study& study, const Comparison& comparison) {
  constexpr std::int64_t repeats = 5;
  return remedy_with_cost(fmt::format("time both on one host, {} runs each and interleaved: {}", repeats,
                                      count(2 * repeats, "run")),
                          2 * repeats, cost_of_runs(study, comparison, 2 * repeats));
}

Finding on_other_hardware(const Study& study, const Timing& timing) {
  const Comparison& comparison = *timing.comparison;
  const bool same_device = !timing.ours.devices.empty() && timing.ours.devices == timing.theirs.devices;
  Finding finding = about(*timing.evaluation, comparison);
  finding.severity = same_device ? Severity::warning : Severity::error;
  finding.message =
      fmt::format("{} was timed on {} and {} on {}: the ratio of their {} is the machines' as well",
                  comparison.method.str(), text_of(timing.ours), comparison.against.str(),
                  text_of(timing.theirs), comparison.metric.str());
  finding.evidence = {{"hardware_method", text_of(timing.ours)},
                      {"hardware_against", text_of(timing.theirs)},
                      {"same_device", same_device}};
  finding.remedy = time_again(study, comparison);
  return finding;
}

Finding timed_too_rarely(const Study& study, const Timing& timing, std::int64_t repeats) {
  const Comparison& comparison = *timing.comparison;
  Finding finding = about(*timing.evaluation, comparison);
  finding.severity = Severity::warning;
  finding.message = fmt::format("{} was timed {} and {} {}: fewer than {} repeats show no spread to judge by",
                                comparison.method.str(), count(comparison.method_side.n, "time"),
                                comparison.against.str(), count(comparison.against_side.n, "time"), repeats);
  finding.evidence = {{"n_method", comparison.method_side.n}, {"n_against", comparison.against_side.n}};
  finding.remedy = time_again(study, comparison);
  return finding;
}

// The ratio of the times by the log-ratio comparison; quiet when it cannot be made or 1 lies outside.
void check_ratio(const Study& study, const Timing& timing, FindingSink& out) {
  Claim asked = timing.evaluation->claim;
  asked.aggregate = Aggregate::log_ratio;
  const Comparison ratio =
      compare_on_dataset(study, asked, timing.comparison->against, timing.comparison->dataset);
  if (!ratio.interval || ratio.interval->low > 0.0 || ratio.interval->high < 0.0) return;
  const double sign = study.metric(ratio.metric).sign();
  const double low = std::exp(sign > 0.0 ? ratio.interval->low : -ratio.interval->high);
  const double high = std::exp(sign > 0.0 ? ratio.interval->high : -ratio.interval->low);
  Finding finding = about(*timing.evaluation, ratio);
  finding.severity = Severity::error;
  finding.message =
      fmt::format("the {} of {} is {} times that of {} on {} [{}, {}]: no difference is shown",
                  ratio.metric.str(), ratio.method.str(), quantity(std::exp(sign * *ratio.estimate)),
                  ratio.against.str(), where(ratio), quantity(low), quantity(high));
  finding.evidence = {
      {"ratio", std::exp(sign * *ratio.estimate)}, {"ratio_low", low}, {"ratio_high", high}, {"p", *ratio.p}};
  finding.remedy = time_again(study, *timing.comparison);
  out.add(std::move(finding));
}

void check_timing(const Study& study, const Timing& timing, FindingSink& out) {
  const auto repeats = static_cast<std::int64_t>(out.option("repeats"));
  const Comparison& comparison = *timing.comparison;
  if (differ(timing.ours.devices, timing.theirs.devices) || differ(timing.ours.hosts, timing.theirs.hosts)) {
    out.add(on_other_hardware(study, timing));
  } else if (comparison.method_side.n < repeats || comparison.against_side.n < repeats) {
    out.add(timed_too_rarely(study, timing, repeats));
  } else {
    check_ratio(study, timing, out);
  }
}

void check(const Study& study, FindingSink& out) {
  bool hardware_unknown = false;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    if (!evaluation.claims_superiority() || !is_time(study.metric(claim.metric))) continue;
    for (const Comparison& comparison : evaluation.comparisons) {
      if (comparison.method_side.n == 0 || comparison.against_side.n == 0) continue;
      const Timing timing{&evaluation, &comparison,
                          hardware_of(study.arm(comparison.method, comparison.dataset, claim.metric)),
                          hardware_of(study.arm(comparison.against, comparison.dataset, claim.metric))};
      hardware_unknown = hardware_unknown || text_of(timing.ours).empty() || text_of(timing.theirs).empty();
      check_timing(study, timing, out);
    }
  }
  if (hardware_unknown) {
    out.add(not_applicable("neither host nor device is recorded for some timed runs",
                           "record `host` and `device`; `gainsay run` does"));
  }
}

}  // namespace

Rule mixed_hardware_timing() {
  return {.code = "RS603",
          .name = "mixed-hardware-timing",
          .summary = "times that were taken on different machines, too rarely, or without a difference",
          .group = "RS resources",
          .severity = Severity::error,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {{"repeats", 3, "timed runs per method from which on the ratio is judged"}},
          .check = check};
}

}  // namespace gainsay::audit::rules
