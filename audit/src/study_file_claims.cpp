#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "study_file_reading.h"

namespace gainsay::audit {
namespace {

// The keys that a claim's `reported`, its `against_reported.X` and [[reported]] share.
ReportedValue read_reported_value(TableReader& reader) {
  ReportedValue value;
  value.line = reader.line();
  value.mean = reader.number_text("mean");
  value.error = reader.number_text("error");
  value.error_kind = reader.choice<ErrorKind>("error_kind");
  value.n = reader.integer("n");
  value.unit = reader.text("unit").value_or("");
  return value;
}

ReportedValue read_claimed_value(const toml::table& table, const std::string& where,
                                 const std::string& path) {
  static const std::vector<std::string> gain_kinds = {"absolute", "relative"};
  TableReader reader(table, where, path);
  ReportedValue value = read_reported_value(reader);
  value.gain = reader.number_text("gain");
  value.gain_is_relative = reader.one_of("gain_kind", gain_kinds) == "relative";
  value.p = reader.p_text("p");
  value.bold = reader.boolean("bold");
  if (const auto decimals = reader.integer("decimals")) value.decimals = static_cast<int>(*decimals);
  reader.finish();
  return value;
}

constexpr std::size_t most_looks = 50;  // what the statistics take

bool are_equally_spaced(const std::vector<std::int64_t>& looks) {
  for (std::size_t k = 0; k < looks.size(); ++k) {
    if (looks[k] != looks.front() * static_cast<std::int64_t>(k + 1)) return false;
  }
  return true;
}

void check_plan(const TableReader& reader, const Claim& claim) {
  const auto reject = [&](std::string_view key, std::string_view problem, const char* remedy) {
    reader.reject(key, fmt::format("{}: {}", reader.where(), problem), remedy);
  };
  if (claim.planned_n && *claim.planned_n < 1)
    reject("planned_n", "`planned_n` is not a number of runs",
           "give the number of seeds per arm that was fixed beforehand");
  const std::vector<std::int64_t>& looks = claim.looks;
  const bool rises = std::ranges::adjacent_find(looks, std::ranges::greater_equal{}) == looks.end();
  if (!looks.empty() && (looks.front() < 2 || !rises || looks.size() > most_looks))
    reject("looks", "`looks` are not rising numbers of runs from 2 on, 50 at most",
           "give the runs of each arm at each planned look, for instance looks = [5, 10, 15]");
  if (!looks.empty() && claim.planned_n && *claim.planned_n != looks.back())
    reject("planned_n",
           fmt::format("`planned_n` is {} and the last of `looks` {}", *claim.planned_n, looks.back()),
           "let the last look be at the planned number of runs, or leave planned_n out");
  if (claim.design == "anytime" && !looks.empty())
    reject("looks", "an anytime design has no planned looks", "leave `looks` out");
  if (claim.design == "anytime" && claim.pairing != Pairing::seed)
    reject("design", "an anytime design tests differences of runs that share a seed",
           "declare pairing = \"seed\", or plan `looks`");
  if (!claim.design.empty() && claim.design != "anytime" && looks.empty())
    reject("design", "`design` shares the level among looks, and there are none",
           "declare `looks`, for instance looks = [5, 10, 15]");
  const bool classical = claim.design == "pocock" || claim.design == "obrien-fleming";
  if (classical && !are_equally_spaced(looks))
    reject("looks", fmt::format("a {} design asks for equally spaced looks, as 5, 10, 15", claim.design),
           "space them so, or take design = \"lan-demets-obrien-fleming\"");
}

void read_plan(TableReader& reader, Claim& claim) {
  static const std::vector<std::string> designs = {"pocock", "obrien-fleming", "lan-demets-pocock",
                                                   "lan-demets-obrien-fleming", "anytime"};
  claim.planned_n = reader.integer("planned_n");
  claim.looks = reader.integers("looks");
  claim.design = reader.one_of("design", designs);
  claim.seeds = reader.integers("seeds");
  check_plan(reader, claim);
}

void read_what_it_asks(TableReader& reader, Claim& claim) {
  claim.quantifier = reader.choice<Quantifier>("quantifier");
  claim.scope = reader.choice<Scope>("scope");
  claim.aggregate = reader.choice<Aggregate>("aggregate");
  claim.pairing = reader.choice<Pairing>("pairing");
  claim.smallest_effect = reader.number("smallest_effect");
  static const std::vector<std::string> tests = {"welch-t",     "paired-t",     "permutation",
                                                 "sign-flip",   "mann-whitney", "wilcoxon-signed-rank",
                                                 "corrected-t", "mcnemar"};
  claim.test = reader.one_of("test", tests);
  claim.family = reader.text("family").value_or("");
  claim.primary = reader.boolean("primary").value_or(false);
  claim.specific = reader.boolean("specific").value_or(false);
  claim.exploratory = reader.boolean("exploratory").value_or(false);
  read_plan(reader, claim);
  if (claim.smallest_effect && !(*claim.smallest_effect > 0.0)) {
    reader.reject("smallest_effect", fmt::format("{}: `smallest_effect` is not above 0", reader.where()),
                  "give the smallest difference that would matter to a reader, in the metric's unit");
  }
}

}  // namespace

Claim read_claim(const toml::table& table, const std::string& path) {
  TableReader reader(table, "[[claims]]", path);
  Claim claim;
  claim.line = reader.line();
  claim.id = reader.required_text("id");
  claim.text = reader.text("text").value_or("");
  claim.kind = reader.required_choice<ClaimKind>("kind");
  claim.method = reader.required_text("method");
  claim.against = reader.names("against");
  claim.datasets = reader.names("datasets");
  claim.metric = reader.required_text("metric");
  claim.component = reader.text("component").value_or("");
  read_what_it_asks(reader, claim);
  if (const toml::table* reported = reader.table("reported")) {
    claim.reported = read_claimed_value(*reported, "`reported` of claim " + claim.id, path);
  }
  if (const toml::table* by_comparator = reader.table("against_reported")) {
    for (const auto& [key, node] : *by_comparator) {
      TableReader entries(*by_comparator, "`against_reported` of claim " + claim.id, path);
      const std::string where = fmt::format("`against_reported.{}` of claim {}", key.str(), claim.id);
      claim.against_reported[Name{key.str()}] = read_claimed_value(*entries.table(key.str()), where, path);
    }
  }
  reader.finish();
  if (claim.kind == ClaimKind::component_matters && claim.component.empty()) {
    reader.reject("component",
                  fmt::format("claim {} is of kind component-matters and names no `component`", claim.id),
                  "name the component that is said to matter");
  }
  return claim;
}

std::optional<double> reported_mean(const ReportedValue& value) {
  if (!value.mean) return std::nullopt;
  return std::stod(*value.mean) * (value.unit == "percent" ? 0.01 : 1.0);
}

ReportedResult read_reported_result(const toml::table& table, const std::string& path) {
  TableReader reader(table, "[[reported]]", path);
  ReportedResult result;
  result.method = reader.required_text("method");
  result.dataset = reader.required_text("dataset");
  result.metric = reader.required_text("metric");
  result.value = read_reported_value(reader);
  result.source = reader.text("source").value_or("");
  result.same_split = reader.boolean("same_split").value_or(false);
  reader.finish();
  if (!result.value.mean) {
    reader.reject("mean", "[[reported]] lacks the key `mean`",
                  "add the number that the paper prints, in quotes");
  }
  return result;
}

}  // namespace gainsay::audit
