#include "gainsay/study/load_study.h"

#include <chrono>
#include <ctime>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "gainsay/tracker/capture.h"
#include "gainsay/tracker/error.h"

namespace gainsay::study {
namespace {

// What was declared when, claim by claim.
std::vector<audit::ClaimRegistration> registrations(tracker::Store& store,
                                                    const std::function<void(std::string_view)>& say) {
  std::vector<audit::ClaimRegistration> found;
  for (const tracker::RegisteredClaims& registered : store.registered_claims()) {
    try {
      const audit::StudyFile file = audit::parse_study_file(registered.text, "registered study file");
      for (const audit::Claim& claim : file.claims) {
        found.push_back(
            {claim.id, audit::claim_definition(file, claim), *tracker::parse_time(registered.at)});
      }
    } catch (const tracker::FormatError& error) {
      say(fmt::format("registration {} is left out: {}", registered.number, error.what()));
    }
  }
  return found;
}

std::vector<audit::Look> looks(tracker::Store& store) {
  std::vector<audit::Look> found;
  for (const tracker::Look& look : store.looks()) {
    found.push_back({*tracker::parse_time(look.at), look.method, look.against, look.dataset, look.metric,
                     look.n_method, look.n_against, look.p_value});
  }
  return found;
}

// What differs between two commits of the study's repository, each pair asked for once.
class Commits {
 public:
  explicit Commits(std::filesystem::path folder) : folder_(std::move(folder)) {}

  std::optional<std::vector<std::string>> changed_files(const std::string& a, const std::string& b) {
    const std::scoped_lock turn(turn_);
    const auto known = files_.find({a, b});
    if (known != files_.end()) return known->second;
    return files_.emplace(std::pair(a, b), tracker::changed_files(folder_, a, b)).first->second;
  }

 private:
  std::filesystem::path folder_;
  std::mutex turn_;
  std::map<std::pair<std::string, std::string>, std::optional<std::vector<std::string>>> files_;
};

tracker::Look look_at(const audit::Comparison& comparison, std::string_view command) {
  tracker::Look look;
  look.command = command;
  look.method = comparison.method;
  look.against = comparison.against;
  look.dataset = comparison.dataset;
  look.metric = comparison.metric;
  look.n_method = comparison.method_side.n;
  look.n_against = comparison.against_side.n;
  look.p_value = comparison.p;
  look.verdict = to_string(comparison.verdict);
  return look;
}

// Which numbers were shown, whoever showed them and whenever.
using LookKey = std::tuple<tracker::Name, tracker::Name, tracker::Name, tracker::Name, std::int64_t,
                           std::int64_t, std::optional<double>, std::string>;

LookKey key_of(const tracker::Look& look) {
  return {look.method,   look.against,   look.dataset, look.metric,
          look.n_method, look.n_against, look.p_value, look.verdict};
}

}  // namespace

audit::Records read_records(const std::shared_ptr<tracker::Store>& store,
                            const std::function<void(std::string_view)>& say) {
  audit::Records records;
  records.runs = store->runs({.include_excluded = true});
  store->release_memory();
  records.registrations = registrations(*store, say);
  records.looks = looks(*store);
  records.contents = store->dataset_contents();
  const auto commits = std::make_shared<Commits>(store->study().root());
  records.changed_files = [commits](const std::string& a, const std::string& b) {
    return commits->changed_files(a, b);
  };
  records.commits_differ = [commits](const std::string& a, const std::string& b) {
    const auto files = commits->changed_files(a, b);
    return !files || !files->empty();  // another commit is another code until it is known to be the same
  };
  const auto turn = std::make_shared<std::mutex>();  // a store answers one question at a time
  records.curve = [store, turn](const std::string& run,
                                tracker::Name metric) -> std::optional<tracker::Curve> {
    const std::scoped_lock lock(*turn);
    tracker::Curve curve = store->curve(run, metric);
    if (curve.step.empty()) return std::nullopt;
    return curve;
  };
  records.items = [store, turn](const std::string& run,
                                tracker::Name metric) -> std::optional<tracker::ItemScores> {
    const std::scoped_lock lock(*turn);
    tracker::ItemScores items = store->items(run, metric);
    if (items.item.empty()) return std::nullopt;
    return items;
  };
  return records;
}

audit::Study load_study(const std::shared_ptr<tracker::Store>& store,
                        const std::function<void(std::string_view)>& say) {
  audit::StudyFile file = audit::load_study_file(store->study().study_file());
  return audit::Study(std::move(file), read_records(store, say));
}

void record_looks(tracker::Store& store, std::string_view command,
                  const std::vector<audit::Comparison>& comparisons) {
  std::vector<tracker::Look> shown;
  shown.reserve(comparisons.size());
  for (const audit::Comparison& comparison : comparisons) shown.push_back(look_at(comparison, command));
  store.record_looks(shown);
}

void record_audit_looks(tracker::Store& store, const std::vector<audit::ClaimEvaluation>& claims) {
  std::set<LookKey> logged;
  for (const tracker::Look& look : store.looks()) logged.insert(key_of(look));
  std::vector<tracker::Look> fresh;
  for (const audit::ClaimEvaluation& claim : claims) {
    for (const auto* comparisons : {&claim.comparisons, &claim.decisive}) {
      for (const audit::Comparison& comparison : *comparisons) {
        if (!comparison.p) continue;
        tracker::Look look = look_at(comparison, "audit");
        if (logged.insert(key_of(look)).second) fresh.push_back(std::move(look));
      }
    }
  }
  if (!fresh.empty()) store.record_looks(fresh);
}

std::string today() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%d}", fmt::gmtime(now));
}

}  // namespace gainsay::study
