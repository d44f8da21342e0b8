#include "lm_eval_samples.h"

#include <array>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "gainsay/tracker/error.h"

#include "lenient_json.h"
#include "line_reader.h"

namespace gainsay::importers {
namespace {

// A text of any length as 16 hexadecimal digits (FNV-1a, 64 bits).
std::string fingerprint(const std::string& text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char byte : text) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= 1099511628211U;
  }
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string result;
  for (int shift = 60; shift >= 0; shift -= 4) result += digits[(hash >> static_cast<unsigned>(shift)) & 15U];
  return result;
}

// What the example asks about, where others may ask about the same; empty where the document does not say.
std::string passage_of(const Json& sample) {
  static constexpr std::array fields{"passage_id", "context_id", "story_id", "article_id",
                                     "passage",    "context",    "story",    "article"};
  const auto doc = sample.find("doc");
  if (doc == sample.end() || !doc->is_object()) return {};
  for (const char* const field : fields) {
    const auto found = doc->find(field);
    if (found == doc->end()) continue;
    if (found->is_number_integer()) return found->dump();
    if (found->is_string()) return fingerprint(found->get<std::string>());
  }
  return {};
}

class Samples {
 public:
  explicit Samples(SourceRun& run) : run_(run) {}

  void add(const Json& sample, const std::string& place) {
    if (!sample.is_object()) refuse(place, "the sample is no object");
    const std::string filter = text_in(sample, "filter").empty() ? "none" : text_in(sample, "filter");
    const auto metrics = sample.find("metrics");
    if (metrics == sample.end() || !metrics->is_array()) {
      return run_.leave_out("samples", "they do not name their metrics (lm_eval before 0.4.4)");
    }
    const std::string question = question_of(sample, place);
    const int occurrence = ++seen_[filter + "\n" + question];
    const std::string item = occurrence == 1 ? question : question + "#" + std::to_string(occurrence);
    const std::string passage = passage_of(sample);
    const std::string& cluster = passage.empty() ? question : passage;
    for (const Json& metric : *metrics) {
      if (!metric.is_string()) refuse(place, "`metrics` must be texts");
      add_score(sample, metric.get<std::string>(), filter, {item, cluster});
    }
  }

  void finish() && {
    for (auto& [metric, scores] : scores_) {
      if (!shares_clusters(scores.cluster)) scores.cluster.clear();
      scores.metric = metric;
      run_.items(std::move(scores));
    }
  }

 private:
  struct Item {
    const std::string& name;
    const std::string& cluster;
  };

  [[noreturn]] static void refuse(const std::string& place, const std::string& problem) {
    throw tracker::FormatError(place, problem, "the file is damaged or is not what lm_eval writes");
  }

  static std::string question_of(const Json& sample, const std::string& place) {
    std::string hash = text_in(sample, "doc_hash").substr(0, 16);
    if (!hash.empty()) return hash;
    const auto id = integer_in(sample, "doc_id");
    if (!id) refuse(place, "the sample has neither `doc_hash` nor `doc_id`");
    return std::to_string(*id);
  }

  void add_score(const Json& sample, const std::string& metric, const std::string& filter, const Item& item) {
    const auto value = sample.find(metric);
    if (value == sample.end()) return run_.leave_out("item scores", "the sample has no value of its metric");
    const auto number =
        value->is_boolean() ? std::optional{value->get<bool>() ? 1.0 : 0.0} : exact_number(*value);
    if (!number) return run_.leave_out("item scores", "they are no single number");
    tracker::ItemScores& scores = scores_[result_name(metric, filter)];
    scores.item.push_back(item.name);
    scores.score.push_back(*number);
    scores.cluster.push_back(item.cluster);
  }

  // Whether any two examples are about the same passage; where none are, there is nothing to cluster.
  static bool shares_clusters(const std::vector<std::string>& clusters) {
    std::unordered_set<std::string_view> seen;
    for (const std::string& cluster : clusters) {
      if (!seen.insert(cluster).second) return true;
    }
    return false;
  }

  SourceRun& run_;
  std::map<std::string, tracker::ItemScores> scores_;
  std::unordered_map<std::string, int> seen_;
};

}  // namespace

std::string result_name(const std::string& metric, const std::string& filter) {
  return filter == "none" ? metric : metric + "/" + filter;
}

void read_lm_eval_samples(const std::filesystem::path& file, SourceRun& run, ImportSink& sink) {
  Samples samples{run};
  LineReader lines{file};
  std::string line;
  while (lines.next(line)) {
    if (line.empty()) continue;
    try {
      samples.add(parse_lenient_json(line, lines.here()), lines.here());
    } catch (const tracker::FormatError&) {
      if (lines.is_complete()) throw;
      sink.note(lines.here() + ": the last sample is cut off and left out");
    }
  }
  std::move(samples).finish();
}

}  // namespace gainsay::importers
