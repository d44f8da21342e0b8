#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reported_numbers.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Reads the English text of a claim and compares it with what is declared beside it: methods, datasets and metrics of the
study that the text names and the claim does not have; datasets of the claim that the text leaves out while it names others;
numbers ("on five datasets", "over 3 baselines", "10 seeds", "by 2.1 points") that are not those of the claim, its runs or
`reported.gain`; "on every dataset" and "on average" beside another `quantifier`; "faster", "cheaper", "more stable" and "on
par with" where the method has no claim of that kind. It does not ask whether the runs carry the words: that is VA901's.

## Why it matters
The declaration is what is tested and the text is what is printed. Where they differ, the verdict is about another sentence
than the one in the paper, and it stands beside it all the same.

## Example
"bn beats adam and sgd on all five datasets", declared with `against = ["sgd"]`, three datasets and the default quantifier,
the average.

## What to do instead
Make the one say what the other says; the finding names each difference. Changing the text costs no run; datasets that only
the text has may need runs.

## When it is wrong
When a name of the study is an everyday word in the text (a dataset called "web"), or the text speaks of another paper:
suppress the finding for that claim.

## References
NeurIPS paper checklist, item 1, claims that match the results. Gundersen and Kjensmo (2018), AAAI, on stated hypotheses.
)";

// Lower case, words separated by one space, one space at both ends; a point within a number stays.
std::string words_of(const std::string& text) {
  std::string words = " ";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool in_number = c == '.' && i > 0 && i + 1 < text.size() && std::isdigit(text[i - 1]) != 0 &&
                           std::isdigit(text[i + 1]) != 0;
    if (std::isalnum(c) != 0 || c >= 0x80 || in_number) {
      words += static_cast<char>(std::tolower(c));
    } else if (words.back() != ' ') {
      words += ' ';
    }
  }
  return words.back() == ' ' ? words : words + ' ';
}

bool names(const std::string& words, const std::string& name) {
  const std::string wanted = words_of(name);
  return wanted.size() > 3 && words.find(wanted) != words.npos;  // single letters name nothing
}

template <typename Names>
bool has(const Names& known, Name name) {
  return std::ranges::find(known, name) != std::ranges::end(known);
}

struct Text {
  const Study& study;
  const ClaimEvaluation& evaluation;
  const Claim& claim;
  std::string words;
};

using Differences = std::vector<std::string>;

// The words without the names that are meant, so that "digits-noisy" does not name digits.
std::string without(std::string words, const std::vector<Name>& meant) {
  for (const Name name : meant) {
    const std::string known = words_of(name.str());
    if (known.size() < 3) continue;  // a name without letters and digits
    for (std::size_t at = words.find(known); at != words.npos; at = words.find(known))
      words.replace(at, known.size(), " | ");
  }
  return words;
}

void add_methods(const Text& text, Differences& differences) {
  std::vector<Name> meant = text.claim.against;
  meant.push_back(text.claim.method);
  const std::string words = without(text.words, meant);
  for (const Method& method : text.study.methods()) {
    if (!has(meant, method.name) && names(words, method.name.str()))
      differences.push_back(
          fmt::format("the text names {}, which is neither method nor comparator", method.name.str()));
  }
}

bool is_collective(const std::string& words) {
  return std::ranges::any_of(
      std::to_array<std::string_view>({" datasets ", " benchmarks ", " tasks ", " all ", " average "}),
      [&](std::string_view word) { return words.find(word) != words.npos; });
}

void add_datasets(const Text& text, Differences& differences) {
  std::vector<Name> left_out;
  bool names_some = false;
  for (const Name dataset : text.claim.datasets) {
    if (names(text.words, dataset.str())) {
      names_some = true;
    } else {
      left_out.push_back(dataset);
    }
  }
  if (names_some && !left_out.empty() && !is_collective(text.words))
    differences.push_back(
        fmt::format("the claim rests on {} too, which the text leaves out", list(left_out)));
  const std::string words = without(text.words, text.claim.datasets);
  for (const Dataset& dataset : text.study.datasets()) {
    if (!has(text.claim.datasets, dataset.name) && names(words, dataset.name.str()))
      differences.push_back(
          fmt::format("the text names {}, which is no dataset of the claim", dataset.name.str()));
  }
}

// A metric's name is often an everyday word: only a text that does not name the claim's own is read so. A
// claim of low cost had better say what the other costs are.
void add_metrics(const Text& text, Differences& differences) {
  if (names(text.words, text.claim.metric.str())) return;
  const bool about_cost = text.study.metric(text.claim.metric).kind == MetricKind::resource;
  for (const MetricDeclaration& metric : text.study.file().metrics) {
    if (text.study.canonical_metric(metric.name) == text.study.canonical_metric(text.claim.metric)) continue;
    if (about_cost && text.study.metric(metric.name).kind == MetricKind::resource) continue;
    if (names(text.words, metric.name.str()) &&
        text.claim.metric.str().find(metric.name.str()) == std::string::npos)
      differences.push_back(fmt::format("the text names {}, and the claim is about {}", metric.name.str(),
                                        text.claim.metric.str()));
  }
}

std::vector<std::string> split_words(const std::string& words) {
  std::vector<std::string> parts;
  for (std::size_t begin = 1; begin < words.size();) {
    const std::size_t end = words.find(' ', begin);
    parts.push_back(words.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::optional<std::int64_t> whole_number(const std::string& word) {
  static constexpr auto small =
      std::to_array<std::string_view>({"zero", "one", "two", "three", "four", "five", "six", "seven", "eight",
                                       "nine", "ten", "eleven", "twelve"});
  const auto* const found = std::ranges::find(small, word);
  if (found != small.end()) return std::distance(small.begin(), found);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  return error == std::errc{} && end == word.data() + word.size() ? std::optional(number) : std::nullopt;
}

// The number in front of one of `nouns`, or in front of the adjective before it ("five public datasets").
std::optional<std::int64_t> number_of(const std::vector<std::string>& words,
                                      const std::vector<std::string_view>& nouns) {
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (std::ranges::find(nouns, words[i]) == nouns.end()) continue;
    if (const auto number = whole_number(words[i - 1])) return number;
    const bool has_adjective = i > 1 && words[i - 1] != "of" && words[i - 1] != "more";
    if (has_adjective) {
      if (const auto number = whole_number(words[i - 2])) return number;
    }
  }
  return std::nullopt;
}

void add_counts(const Text& text, Differences& differences) {
  const auto words = split_words(text.words);
  const auto compare = [&](const std::vector<std::string_view>& nouns, std::int64_t declared) {
    const auto said = number_of(words, nouns);
    if (said && *said != declared)
      differences.push_back(
          fmt::format("the text says {} {}, and there are {}", *said, nouns.front(), declared));
  };
  compare({"datasets", "benchmarks", "tasks", "corpora"}, std::ssize(text.claim.datasets));
  compare({"baselines", "comparators", "competitors"}, std::ssize(text.claim.against));
  std::set<std::int64_t> n;
  for (const Comparison& comparison : text.evaluation.comparisons) {
    if (comparison.dataset.empty()) continue;
    n.insert(comparison.method_side.n);
  }
  if (n.size() == 1 && *n.begin() > 0) compare({"seeds", "runs", "trainings"}, *n.begin());
}

bool says_one_of(const std::string& words, const std::vector<std::string_view>& phrases) {
  return std::ranges::any_of(phrases, [&](std::string_view phrase) {
    return words.find(fmt::format(" {} ", phrase)) != words.npos;
  });
}

void add_quantifier(const Text& text, Differences& differences) {
  if (text.claim.datasets.size() < 2) return;
  const bool says_each =
      says_one_of(text.words, {"every dataset", "each dataset", "all datasets", "every benchmark",
                               "all benchmarks", "each benchmark", "every task", "each task", "all tasks"});
  const bool says_average =
      says_one_of(text.words, {"on average", "averaged over", "averaged across", "mean over"});
  const Quantifier declared = *text.claim.quantifier;
  const bool differs = (says_each && !says_average && declared != Quantifier::all) ||
                       (says_average && !says_each && declared != Quantifier::average);
  if (differs)
    differences.push_back(fmt::format("the text says {}, and quantifier is \"{}\"",
                                      says_each ? "each dataset" : "on average", to_string(declared)));
}

void add_kinds(const Text& text, Differences& differences) {
  struct Kind {
    std::vector<std::string_view> phrases;
    std::vector<ClaimKind> kinds;
  };
  static const std::vector<Kind> kinds = {
      {{"faster", "speeds up", "speedup"},
       {ClaimKind::faster, ClaimKind::converges_faster, ClaimKind::scales}},
      {{"cheaper", "less memory", "lower cost"}, {ClaimKind::cheaper, ClaimKind::faster}},
      {{"more stable", "lower variance", "steadier"}, {ClaimKind::more_stable}},
      {{"on par with", "as good as", "no worse than", "matches"}, {ClaimKind::matches}}};
  for (const Kind& kind : kinds) {
    const auto phrase = std::ranges::find_if(
        kind.phrases, [&](std::string_view word) { return says_one_of(text.words, {word}); });
    const bool is_claimed = std::ranges::any_of(text.study.evaluations(), [&](const ClaimEvaluation& other) {
      return other.claim.method == text.claim.method &&
             std::ranges::find(kind.kinds, other.claim.kind) != kind.kinds.end();
    });
    if (phrase != kind.phrases.end() && !is_claimed)
      differences.push_back(fmt::format("the text says \"{}\", and {} has no claim of kind \"{}\"", *phrase,
                                        text.claim.method.str(), to_string(kind.kinds.front())));
  }
}

void add_gain(const Text& text, Differences& differences) {
  if (!text.claim.reported || !text.claim.reported->gain) return;
  const auto printed = parse_printed(text.claim.reported->gain);
  const std::size_t by = text.words.find(" by ");
  if (!printed || by == text.words.npos) return;
  const std::size_t begin = by + 4;
  const auto said = parse_printed(text.words.substr(begin, text.words.find(' ', begin) - begin));
  if (said && said->value != printed->value)
    differences.push_back(
        fmt::format("the text says by {}, and reported.gain is {}", said->value, *text.claim.reported->gain));
}

void check(const Study& study, FindingSink& out) {
  bool any_text = false;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    if (evaluation.claim.text.empty()) continue;
    any_text = true;
    const Text text{study, evaluation, evaluation.claim, words_of(evaluation.claim.text)};
    Differences differences;
    add_methods(text, differences);
    add_datasets(text, differences);
    add_metrics(text, differences);
    add_counts(text, differences);
    add_quantifier(text, differences);
    add_kinds(text, differences);
    add_gain(text, differences);
    if (differences.empty()) continue;
    Finding finding = about(evaluation);
    finding.severity = Severity::warning;
    finding.message = fmt::format("{} says one thing and declares another: {}", evaluation.claim.id,
                                  fmt::join(differences, "; "));
    finding.evidence = {{"differences", static_cast<std::int64_t>(differences.size())}};
    finding.remedy.text =
        "change the text, without a run, or the declaration, which then names what is missing";
    finding.remedy.runs = 0;
    out.add(std::move(finding));
  }
  if (!any_text && !study.evaluations().empty())
    out.add(not_applicable("no claim has its text", "declare claims.text as the paper says it"));
}

}  // namespace

Rule text_differs_from_declaration() {
  return {.code = "VA906",
          .name = "text-differs-from-declaration",
          .summary = "a claim whose text is about something else than what is declared and tested",
          .group = "VA value and wording",
          .severity = Severity::warning,
          .certainty = Certainty::heuristic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
