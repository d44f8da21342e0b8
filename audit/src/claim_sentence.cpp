#include "gainsay/audit/claim_sentence.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "gainsay/tracker/nearest_name.h"

#include "claim_wording.h"
#include "rule_writing.h"
#include "sentence_kind.h"
#include "sentence_names.h"
#include "sentence_numbers.h"
#include "sentence_roles.h"
#include "spelling.h"

namespace gainsay::audit {
namespace {

std::string next_id(const Study& study) {
  std::set<std::string> taken;
  for (const Claim& claim : study.file().claims) taken.insert(claim.id);
  for (int n = 1;; ++n) {
    std::string id = fmt::format("C{}", n);
    if (!taken.contains(id)) return id;
  }
}

std::string names_text(const std::vector<Name>& names) { return names.empty() ? "none" : list(names); }

std::vector<Name> metric_names(const Study& study) {
  std::set<Name> names;
  for (const auto& [key, arm] : study.arms()) names.insert(key.metric);
  for (const MetricDeclaration& metric : study.file().metrics) names.insert(metric.name);
  return {names.begin(), names.end()};
}

template <typename Items>
std::vector<Name> names_of(const Items& items) {
  std::vector<Name> names;
  for (const auto& item : items) names.push_back(item.name);
  return names;
}

// Fills in one claim from the parts of its sentence, and says what it could not.
class Reading {
 public:
  Reading(const Study& study, const std::string& sentence, const ClaimHints& hints)
      : study_(study), sentence_(sentence), hints_(hints) {
    claim().id = hints.id.empty() ? next_id(study) : hints.id;
    claim().text = sentence;
  }

  ClaimProposal read() {
    read_kind();
    read_methods();
    read_datasets();
    read_metric();
    check_direction();
    read_quantifier();
    read_numbers();
    read_wording();
    return std::move(proposal_);
  }

 private:
  Claim& claim() { return proposal_.claim; }
  void assume(std::string sentence) { proposal_.assumed.push_back(std::move(sentence)); }
  void miss(std::string sentence) { proposal_.missing.push_back(std::move(sentence)); }

  void assume_guesses(const std::vector<Mention>& mentions) {
    for (const Mention& mention : mentions) {
      if (!mention.guess.empty())
        assume(fmt::format("\"{}\" is read as {}: {}", sentence_.written(mention.place), mention.name.str(),
                           mention.guess));
    }
  }

  void read_kind() {
    kind_ = kind_in(sentence_);
    if (hints_.kind) {
      claim().kind = *hints_.kind;
      return;
    }
    if (!kind_.kind) {
      miss("what is claimed: no verb such as improves, outperforms, matches, is faster; give --kind");
      return;
    }
    claim().kind = *kind_.kind;
    if (kind_.denied)
      miss(
          fmt::format("\"{}\" is denied: what the runs do not show is no claim; for \"as good as\" give "
                      "--kind matches",
                      sentence_.written(kind_.verb)));
  }

  void read_methods() {
    const auto mentions = methods_in(sentence_, study_);
    const Roles roles = roles_of(sentence_, mentions, kind_);
    assume_guesses(mentions);
    claim().method = hints_.method.str().empty() ? roles.method : hints_.method;
    claim().against = hints_.against.empty() ? roles.against : hints_.against;
    std::erase(claim().against, claim().method);
    if (claim().method.str().empty()) take_only_variant(roles);
    if (hints_.method.str().empty() && !roles.second_method.str().empty())
      miss(fmt::format("which method: {} and {} are both claimed; add one claim for each, or give --method",
                       roles.method.str(), roles.second_method.str()));
    if (!hints_.against.empty()) return;
    for (const std::string& unknown : roles.unknown_comparators)
      miss_name("comparator", unknown, names_of(study_.methods()), "--against");
    if (claim().against.empty() && roles.unknown_comparators.empty())
      assume(roles.all_baselines ? "every baseline is a comparator"
                                 : "no comparator is named: every baseline is one");
  }

  void take_only_variant(const Roles& roles) {
    std::vector<Name> variants;
    for (const Method& method : study_.methods()) {
      if (method.role == tracker::Role::variant) variants.push_back(method.name);
    }
    if (roles.says_ours && variants.size() == 1) {
      claim().method = variants.front();
      assume(fmt::format("the authors' method is {}, the only variant", variants.front().str()));
      return;
    }
    miss(fmt::format("which method: the sentence names none of {}; give --method",
                     names_text(names_of(study_.methods()))));
  }

  void miss_name(std::string_view what, const std::string& unknown, const std::vector<Name>& known,
                 std::string_view option) {
    std::vector<std::string> candidates;
    for (const Name name : known) candidates.push_back(name.str());
    const auto nearest = tracker::nearest_name(unknown, candidates);
    miss(fmt::format("{}: \"{}\" is neither declared nor recorded{}; known are {}; declare it, or give {}",
                     what, unknown, nearest ? fmt::format(" (did you mean {}?)", *nearest) : "",
                     names_text(known), option));
  }

  void read_datasets() {
    if (!hints_.datasets.empty()) {
      claim().datasets = hints_.datasets;
      return;
    }
    const auto mentions = datasets_in(sentence_, study_);
    std::set<Name> seen;
    for (const Mention& mention : mentions) {
      if (seen.insert(mention.name).second) claim().datasets.push_back(mention.name);
    }
    for (const std::string& unknown :
         unknown_datasets(sentence_, mentions, metrics_in(sentence_, study_).found))
      miss_name("dataset", unknown, names_of(study_.datasets()), "--dataset");
    if (mentions.empty()) assume("no dataset is named: all but smoke tests are meant");
  }

  void read_metric() {
    if (!hints_.metric.str().empty()) {
      claim().metric = hints_.metric;
      return;
    }
    const MetricsInSentence metrics = metrics_in(sentence_, study_);
    assume_guesses(metrics.found);
    if (!metrics.found.empty()) {
      claim().metric = metrics.found.front().name;
      for (const Mention& mention : metrics.found) {
        if (mention.name != claim().metric)
          miss(fmt::format("which metric: {} and {} are both named; add one claim for each, or give --metric",
                           claim().metric.str(), mention.name.str()));
      }
      return;
    }
    miss(metrics.ambiguous.empty() ? fmt::format("which metric: the sentence names none of {}; give --metric",
                                                 names_text(metric_names(study_)))
                                   : fmt::format("which metric: {}; give --metric", metrics.ambiguous));
  }

  // "reduces accuracy" claims a loss, unless lower were better.
  void check_direction() {
    if (claim().metric.str().empty()) return;
    const Metric metric = study_.metric(claim().metric);
    if (!metric.direction) {
      miss(fmt::format("whether higher or lower {0} is better: declare [metrics.{0}] with direction",
                       claim().metric.str()));
      return;
    }
    const bool up = kind_.movement == Movement::up;
    const bool wrong = kind_.movement != Movement::none && up != (*metric.direction == Direction::higher);
    if (wrong && !hints_.kind && claim().kind == ClaimKind::improves) {
      miss(fmt::format("what is claimed: \"{}\" moves {} the wrong way, of which {} is better",
                       sentence_.written(kind_.verb), claim().metric.str(), to_string(*metric.direction)));
    }
    if (metric.kind == MetricKind::resource && claim().kind == ClaimKind::improves && !hints_.kind) {
      claim().kind = has_time(claim().metric.str()) ? ClaimKind::faster : ClaimKind::cheaper;
      assume(fmt::format("less {} is a claim of kind {}", claim().metric.str(), to_string(claim().kind)));
    }
  }

  static bool has_time(const std::string& metric) {
    return std::ranges::any_of(std::vector<std::string>{"second", "time", "latency", "duration"},
                               [&](const std::string& word) { return metric.find(word) != metric.npos; });
  }

  void read_quantifier() {
    static const std::vector<std::string> each = {
        "every dataset", "each dataset", "all datasets", "both datasets", "on both", "on all",
        "on every",      "on each",      "所有数据集",   "每个数据集",    "均",      "都"};
    static const std::vector<std::string> mean = {"on average", "average", "averaged", "平均"};
    static const std::vector<std::string> some = {"at least one", "some of", "on some", "部分数据集",
                                                  "至少一个"};
    const auto take = [&](const std::vector<std::string>& words, Quantifier quantifier) {
      const Span place = sentence_.first_of(words);
      if (place.end == 0 || claim().quantifier) return;
      claim().quantifier = quantifier;
      assume(fmt::format("\"{}\" asks for quantifier = \"{}\"", sentence_.written(place),
                         to_string(quantifier)));
    };
    take(some, Quantifier::some);
    take(each, Quantifier::all);
    take(mean, Quantifier::average);
  }

  std::vector<Span> name_places() const {
    std::vector<Span> places;
    for (const auto& mentions : {methods_in(sentence_, study_), datasets_in(sentence_, study_),
                                 metrics_in(sentence_, study_).found}) {
      for (const Mention& mention : mentions) places.push_back(mention.place);
    }
    return places;
  }

  // Printed numbers of shares are percent where they say so, or cannot be shares.
  bool in_percent(const PrintedNumber& number) {
    return number.unit == NumberUnit::percent ||
           (number.unit == NumberUnit::points && !claim().metric.str().empty() &&
            study_.metric(claim().metric).range && study_.metric(claim().metric).range->high <= 1.0);
  }

  void read_numbers() {
    const SentenceNumbers numbers = numbers_in(sentence_, name_places());
    ReportedValue value;
    if (numbers.mean) value.mean = numbers.mean->text;
    if (numbers.error) value.error = numbers.error->text;
    if (numbers.gain && numbers.gain->unit != NumberUnit::times) value.gain = numbers.gain->text;
    value.gain_is_relative = numbers.gain_is_relative;
    value.p = numbers.p;
    if (numbers.n) value.n = std::stoll(*numbers.n);
    for (const auto* number : {&numbers.gain, &numbers.mean}) {
      if (*number && in_percent(**number) && !(number == &numbers.gain && value.gain_is_relative))
        value.unit = "percent";
    }
    say_how_read(numbers, value);
    if (value.mean || value.gain || value.p || value.n) claim().reported = value;
    if (!numbers.against) return;
    if (claim().against.size() == 1) {
      ReportedValue theirs;
      theirs.mean = numbers.against->text;
      theirs.unit = value.unit;
      claim().against_reported[claim().against.front()] = theirs;
    } else {
      assume(fmt::format("{} is not kept: it could be of any comparator", numbers.against->text));
    }
  }

  void say_how_read(const SentenceNumbers& numbers, const ReportedValue& value) {
    if (numbers.gain && numbers.gain->unit == NumberUnit::times)
      assume(fmt::format("the factor {} is not kept: print the relative gain as reported.gain",
                         numbers.gain->text));
    if (value.gain && numbers.gain->unit == NumberUnit::percent && !value.gain_is_relative)
      assume(fmt::format("{} % is read as percentage points; gain_kind = \"relative\" says otherwise",
                         *value.gain));
    if (value.error) assume(fmt::format("what the error {} is, is not said: add error_kind", *value.error));
    for (const std::string& number : numbers.unused)
      assume(fmt::format("{} is not kept: it is no number of the claim", number));
  }

  void flag(const Wording& wording, std::string_view asks) {
    const std::string word = asserted_word(claim().text, wording, Languages{});
    if (!word.empty()) proposal_.flags.push_back({word, std::string(asks)});
  }

  void read_wording() {
    namespace words = claim_wording;
    flag(words::marginal, "a p above the level is no support; the audit will say so");
    flag(words::significant, "the claim must be supported after Holm over its family");
    flag(words::best, "a comparator from another paper, and no recorded one that is as good");
    flag(words::always, "every gain positive, and half of them wins after Holm");
    flag(words::general, "several datasets of several domains; scope = \"domain\" tests for the next one");
    flag(words::causal, "an ablation of what is said to be the cause");
  }

  const Study& study_;
  SentenceText sentence_;
  const ClaimHints& hints_;
  SentenceKind kind_;
  ClaimProposal proposal_;
};

}  // namespace

ClaimProposal read_claim_sentence(const Study& study, const std::string& sentence, const ClaimHints& hints) {
  return Reading(study, sentence, hints).read();
}

std::optional<ClaimKind> parse_claim_kind(std::string_view text) { return unspell<ClaimKind>(text); }

}  // namespace gainsay::audit
