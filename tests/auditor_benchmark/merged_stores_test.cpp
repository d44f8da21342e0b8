#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "gainsay/study/load_study.h"
#include "gainsay/tracker/store.h"

#include "auditor_benchmark/pitfall.h"
#include "auditor_benchmark/trials.h"
#include "auditor_benchmark/verdicts.h"
#include "tracker/scratch_study.h"

// A study whose runs were made on two machines, each with a store of its own.
namespace auditor_benchmark {
namespace {

using gainsay::stats::RandomStream;
using gainsay::tracker::ScratchStudy;
using gainsay::tracker::Store;
using gainsay::tracker::WholeRun;

WholeRun whole(const SimulatedStudy& study, const Run& run) {
  WholeRun whole{.run = run, .curves = {}, .items = {}};
  if (const auto logged = study.curves.find(run.id); logged != study.curves.end())
    whole.curves = logged->second;
  if (const auto scored = study.items.find(run.id); scored != study.items.end()) whole.items = scored->second;
  return whole;
}

// What the stores hold of the study, each run in one of the two.
struct Halves {
  std::vector<WholeRun> here;
  std::vector<WholeRun> there;
};

Halves halves_of(const SimulatedStudy& study, RandomStream& random) {
  Halves halves;
  for (const Run& run : study.runs) {
    (random.below(2) == 0 ? halves.here : halves.there).push_back(whole(study, run));
  }
  return halves;
}

// The study with its runs, points and scores as they come out of a store.
gainsay::audit::Study study_from(const std::shared_ptr<Store>& store, const SimulatedStudy& simulated) {
  gainsay::audit::Records records = gainsay::study::read_records(store, [](std::string_view) {});
  records.registrations = simulated.registrations;
  records.looks = simulated.looks;
  records.contents = simulated.contents;
  records.commits_differ = simulated.commits_differ;
  records.changed_files = {};
  return {simulated.file, std::move(records)};
}

TEST_CASE("two stores that were merged are judged as one that held every run") {
  for (const Pitfall& pitfall : pitfalls()) {
    RandomStream random(seed_of("merged stores"), seed_of(pitfall.rule));
    const SimulatedStudy study = study_with(pitfall, random);
    const Halves halves = halves_of(study, random);
    const ScratchStudy ours;
    const ScratchStudy theirs;
    const auto store = std::make_shared<Store>(ours.store());
    store->add_runs(halves.here, "here");
    Store other = theirs.store();
    other.add_runs(halves.there, "there");
    store->merge(other);
    const gainsay::audit::Study merged = study_from(store, study);
    CAPTURE(pitfall.rule);
    CHECK(merged.runs().size() == study.runs.size());
    CHECK(difference(verdicts_of(study_of(study)), verdicts_of(merged)) == "");
  }
}

}  // namespace
}  // namespace auditor_benchmark
