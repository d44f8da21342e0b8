#include "gainsay/report/pain_point_formats.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "gainsay/audit/patch_evaluation.h"

#include "gain_words.h"
#include "json_values.h"
#include "numbers.h"

namespace gainsay::report {
namespace {

using audit::PainPointCandidate;
using audit::PainPointSearch;

constexpr int indent = 4;

std::string paragraph(const std::string& text, const TextStyle& style) {
  return std::string(indent, ' ') + wrap(printable(text), style.width - indent, indent + 2) + '\n';
}

std::string values_text(const PainPointCandidate& candidate) {
  if (candidate.value && candidate.reference_value) {
    return fmt::format("{} against {} of {}", significant(*candidate.value),
                       significant(*candidate.reference_value), candidate.reference);
  }
  return "against " + candidate.reference;
}

std::string shortfall_text(const PainPointCandidate& candidate) {
  if (!candidate.shortfall) return "";
  const std::string words = gain_words(*candidate.shortfall, candidate.interval, candidate.unit, false);
  return fmt::format("; {} {}",
                     candidate.unit == audit::log_ratio_of_rates ? "which gets there at" : "worse by", words);
}

std::string test_text(const PainPointCandidate& candidate) {
  if (!candidate.p) return candidate.reason.empty() ? "" : "; no test: " + candidate.reason;
  return fmt::format("; p {} (Holm {}, {})", p_text(*candidate.p), p_text(*candidate.p_adjusted),
                     candidate.test);
}

std::string patch_text(const PainPointCandidate& candidate) {
  std::string evidence;
  for (const std::string& name : candidate.evidence)
    evidence += fmt::format("{}\"{}\"", evidence.empty() ? "" : ", ", name);
  return fmt::format("-> pain_point = \"{}\"{}", to_string(candidate.pain_point),
                     evidence.empty() ? "" : fmt::format(", evidence = [{}]", evidence));
}

std::string candidate_text(const PainPointCandidate& candidate, std::size_t rank, double alpha,
                           const TextStyle& style) {
  const bool shown = candidate.p_adjusted && *candidate.p_adjusted < alpha;
  const std::string mark = shown ? style.paint(Emphasis::red, "shown") : candidate.p ? "open" : "untested";
  std::string out =
      fmt::format("{:>2}  {}: {}\n", rank, mark, wrap(printable(candidate.what), style.width - 14, 6));
  out += paragraph(values_text(candidate) + shortfall_text(candidate) + test_text(candidate), style);
  if (!candidate.detail.empty()) out += paragraph(candidate.detail, style);
  return out + paragraph(patch_text(candidate), style);
}

std::string how_it_was_done(const PainPointSearch& search, const TextStyle& style) {
  return wrap(fmt::format(
                  "Ranked: what a test shows at {:g} first, then what it does not, then what has no test; "
                  "within each the largest shortfall as a share of its reference. p by Holm over all {} "
                  "tests that were made; an interval is of the one candidate alone.",
                  search.alpha, search.n_tests),
              style.width, 0) +
         "\n";
}

}  // namespace

std::string pain_points_text(const PainPointSearch& search, const TextStyle& style, std::size_t most) {
  const std::size_t n = search.candidates.size();
  std::string out = fmt::format("{}: {} candidate{} for a patch, from {} tests\n",
                                style.paint(Emphasis::bold, printable(search.method.str())), n,
                                n == 1 ? "" : "s", search.n_tests);
  for (std::size_t i = 0; i < std::min(n, most); ++i)
    out += "\n" + candidate_text(search.candidates[i], i + 1, search.alpha, style);
  if (n > most) out += fmt::format("\n{} more: --all\n", n - most);
  if (n > 0) out += "\n" + how_it_was_done(search, style);
  for (const std::string& note : search.not_searched)
    out += wrap("not searched: " + printable(note), style.width, 2) + "\n";
  return out;
}

std::string pain_points_json(const PainPointSearch& search) {
  nlohmann::ordered_json json = {{"method", search.method.str()},
                                 {"alpha", search.alpha},
                                 {"tests", search.n_tests},
                                 {"adjustment", "holm"}};
  json["candidates"] = nlohmann::ordered_json::array();
  for (const PainPointCandidate& candidate : search.candidates) {
    json["candidates"].push_back({{"rank", json["candidates"].size() + 1},
                                  {"pain_point", to_string(candidate.pain_point)},
                                  {"what", candidate.what},
                                  {"reference", candidate.reference},
                                  {"value", number(candidate.value)},
                                  {"reference_value", number(candidate.reference_value)},
                                  {"shortfall", number(candidate.shortfall)},
                                  {"interval", interval(candidate.interval)},
                                  {"unit", text_or_null(candidate.unit)},
                                  {"test", text_or_null(candidate.test)},
                                  {"p", number(candidate.p)},
                                  {"p_adjusted", number(candidate.p_adjusted)},
                                  {"size", number(candidate.size)},
                                  {"detail", text_or_null(candidate.detail)},
                                  {"reason", text_or_null(candidate.reason)},
                                  {"evidence", candidate.evidence}});
  }
  json["not_searched"] = search.not_searched;
  return dump(json);
}

}  // namespace gainsay::report
