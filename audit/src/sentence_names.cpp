#include "sentence_names.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "rule_writing.h"
#include "split_metrics.h"

namespace gainsay::audit {
namespace {

constexpr std::size_t shortest_with_separators = 4;  // "a b" is not the method ab

bool is_separator(char c) { return c == '-' || c == '_' || c == ' ' || c == '.' || c == '/'; }

std::string without_separators(const std::string& name) {
  std::string letters;
  for (const char c : name) {
    if (!is_separator(c)) letters += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  }
  return letters;
}

// Where the spelling that begins at `at` ends; nothing where it is not there.
std::optional<std::size_t> end_of_match(const std::string& lower, std::size_t at,
                                        const std::string& letters) {
  const bool may_skip = letters.size() >= shortest_with_separators;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (i > 0 && may_skip && at < lower.size() && is_separator(lower[at])) ++at;
    if (at >= lower.size() || lower[at] != letters[i]) return std::nullopt;
    ++at;
  }
  return at;
}

void add_mentions(const SentenceText& sentence, const std::string& spelling, Name name,
                  const std::string& guess, std::vector<Mention>& mentions) {
  const std::string letters = without_separators(spelling);
  if (letters.empty()) return;
  for (std::size_t at = 0; at < sentence.lower().size(); ++at) {
    if (!sentence.is_boundary(at)) continue;
    const auto end = end_of_match(sentence.lower(), at, letters);
    if (end && sentence.is_boundary(*end)) mentions.push_back({{at, *end}, name, guess});
  }
}

std::vector<Mention> without_overlaps(std::vector<Mention> mentions) {
  std::ranges::stable_sort(mentions, [](const Mention& a, const Mention& b) {
    if (a.place.begin != b.place.begin) return a.place.begin < b.place.begin;
    if (a.place.end != b.place.end) return a.place.end > b.place.end;
    return a.guess.empty() && !b.guess.empty();  // a name before what stands for one
  });
  std::vector<Mention> kept;
  for (Mention& mention : mentions) {
    if (kept.empty() || mention.place.begin >= kept.back().place.end) kept.push_back(std::move(mention));
  }
  return kept;
}

// Components that one variant alone has.
void add_components(const SentenceText& sentence, const Study& study, std::vector<Mention>& mentions) {
  std::map<Name, std::vector<Name>> owners;
  for (const Method& method : study.methods()) {
    if (method.role != tracker::Role::variant) continue;
    for (const Name component : method.declaration.components) owners[component].push_back(method.name);
  }
  for (const auto& [component, methods] : owners) {
    if (methods.size() == 1 && study.method(component) == nullptr) {
      add_mentions(sentence, component.str(), methods.front(),
                   fmt::format("a component of {} alone", methods.front().str()), mentions);
    }
  }
}

struct Capitals {
  Span place;
  std::string letters;  // in lower case
};

// Every run of one to four words that begin with capitals, with the capitals in it: "BatchNorm", "Batch
// Norm".
std::vector<Capitals> capitalised(const std::string& text) {
  std::vector<Capitals> found;
  const auto upper = [&](std::size_t i) { return i < text.size() && text[i] >= 'A' && text[i] <= 'Z'; };
  const auto letter = [&](std::size_t i) {
    return i < text.size() && std::isalpha(static_cast<unsigned char>(text[i])) != 0;
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!upper(at) || (at > 0 && letter(at - 1))) continue;
    Capitals run{{at, at}, ""};
    for (std::size_t i = at, words = 0; upper(i) && words < 4; ++words) {
      for (; letter(i); ++i) {
        if (upper(i)) run.letters += static_cast<char>(text[i] - 'A' + 'a');
      }
      run.place.end = i;
      found.push_back(run);
      if (i >= text.size() || (text[i] != ' ' && text[i] != '-')) break;
      ++i;
    }
  }
  return found;
}

void add_initials(const SentenceText& sentence, const Study& study, std::vector<Mention>& mentions) {
  for (const Capitals& run : capitalised(sentence.text())) {
    const Method* method = run.letters.size() < 2 ? nullptr : study.method(Name(run.letters));
    const bool has_small = run.place.end - run.place.begin > run.letters.size();
    if (method != nullptr && has_small)
      mentions.push_back({run.place, method->name, fmt::format("the capitals of {}", method->name.str())});
  }
}

// Usual words of one thing; the ASCII ones are parts of names of metrics, too.
const std::vector<std::vector<std::string>>& usual_words() {
  static const std::vector<std::vector<std::string>> groups = {
      {"accuracy", "acc", "准确率", "精度", "正确率"},
      {"f1", "f1 score", "f1 值", "f1值"},
      {"loss", "损失"},
      {"error", "err", "error rate", "错误率", "误差"},
      {"perplexity", "ppl", "困惑度"},
      {"latency", "延迟", "时延"},
      {"seconds", "time", "duration", "runtime", "训练时间", "推理时间", "耗时"},
      {"memory", "显存", "内存"},
      {"throughput", "吞吐量", "吞吐"},
      {"recall", "召回率"},
      {"precision", "精确率", "查准率"},
      {"auc", "auroc"},
      {"bleu"},
      {"rmse"},
      {"mae"},
      {"reward", "return", "奖励", "回报"}};
  return groups;
}

std::set<Name> known_metrics(const Study& study) {
  std::set<Name> metrics;
  for (const MetricDeclaration& metric : study.file().metrics)
    metrics.insert(study.canonical_metric(metric.name));
  for (const auto& [key, arm] : study.arms()) metrics.insert(key.metric);
  return metrics;
}

bool has_part(const std::string& metric, const std::vector<std::string>& words) {
  std::string parts = " " + metric + " ";
  for (char& c : parts)
    c = is_separator(c) ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return std::ranges::any_of(
      words, [&](const std::string& word) { return parts.find(" " + word + " ") != parts.npos; });
}

std::vector<Name> metrics_of(const std::set<Name>& metrics, const std::vector<std::string>& words) {
  std::vector<Name> found;
  for (const Name metric : metrics) {
    if (!is_validation_metric(metric) && !is_training_metric(metric) && has_part(metric.str(), words))
      found.push_back(metric);
  }
  return found;
}

}  // namespace

std::vector<Mention> methods_in(const SentenceText& sentence, const Study& study) {
  std::vector<Mention> mentions;
  for (const Method& method : study.methods())
    add_mentions(sentence, method.name.str(), method.name, "", mentions);
  add_components(sentence, study, mentions);
  add_initials(sentence, study, mentions);
  return without_overlaps(std::move(mentions));
}

std::vector<Mention> datasets_in(const SentenceText& sentence, const Study& study) {
  std::vector<Mention> mentions;
  for (const Dataset& dataset : study.datasets())
    add_mentions(sentence, dataset.name.str(), dataset.name, "", mentions);
  return without_overlaps(std::move(mentions));
}

MetricsInSentence metrics_in(const SentenceText& sentence, const Study& study) {
  std::vector<Mention> mentions;
  const std::set<Name> metrics = known_metrics(study);
  for (const Name metric : metrics) add_mentions(sentence, metric.str(), metric, "", mentions);
  for (const MetricDeclaration& metric : study.file().metrics) {
    const Name canonical = study.canonical_metric(metric.name);
    if (canonical == metric.name) continue;
    add_mentions(sentence, metric.name.str(), canonical, "an alias of " + canonical.str(), mentions);
  }
  MetricsInSentence result;
  for (const auto& words : usual_words()) {
    const Span place = sentence.first_of(words);
    const auto candidates = place.end == 0 ? std::vector<Name>{} : metrics_of(metrics, words);
    if (candidates.size() == 1)
      mentions.push_back({place, candidates.front(), "a usual word for " + candidates.front().str()});
    if (candidates.size() > 1 && mentions.empty())
      result.ambiguous = fmt::format("\"{}\" may be {}", sentence.written(place), list(candidates));
  }
  result.found = without_overlaps(std::move(mentions));
  return result;
}

}  // namespace gainsay::audit
