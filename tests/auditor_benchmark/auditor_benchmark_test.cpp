#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "gainsay/audit/rule.h"

#include "auditor_benchmark/evidence_rates.h"
#include "auditor_benchmark/pitfall_rates.h"
#include "auditor_benchmark/remedy_adequacy.h"
#include "auditor_benchmark/sound_studies.h"

// A small, fixed part of what docs/auditor.md gives; the slow tests make the whole page.
namespace auditor_benchmark {
namespace {

using gainsay::audit::Certainty;
using gainsay::audit::Rule;

TEST_CASE("every rule has a pitfall that it is measured on") {
  std::set<std::string_view> measured;
  for (const Pitfall& pitfall : pitfalls()) {
    CAPTURE(pitfall.rule);
    CHECK(gainsay::audit::find_rule(pitfall.rule) != nullptr);
    CHECK(measured.insert(pitfall.rule).second);
  }
  for (const Rule& rule : gainsay::audit::all_rules()) {
    CAPTURE(rule.code);
    CHECK(measured.contains(rule.code));
  }
}

TEST_CASE("deterministic rules find their pitfalls and spare sound studies and look-alikes") {
  for (const Pitfall& pitfall : pitfalls()) {
    const PitfallRates rates = rates_of(pitfall, 2);
    if (rates.rule->certainty != Certainty::deterministic) continue;
    CAPTURE(pitfall.rule);
    CHECK(rates.sound.hits == 0);
    CHECK(rates.look_alike.hits == 0);
    for (const Rate& right : rates.right_subject) CHECK(right.hits == 2);
  }
}

TEST_CASE("sound studies are hardly ever accused") {
  constexpr std::int64_t studies = 60;
  const SoundStudies sound = audit_sound_studies(studies);
  CHECK(sound.with_error.hits <= 1);
  CHECK(sound.above_note.hits <= 6);
  for (const auto& [code, rate] : sound.by_rule) {
    CAPTURE(code);
    if (gainsay::audit::find_rule(code)->certainty == Certainty::deterministic) CHECK(rate.hits == 0);
  }
}

// 36 of 1,080 or more has a probability below 1e-4 when each has one of 2.5 %; R 4.2.2:
// pbinom(53, 1080, .025, lower.tail = FALSE) = 4.1e-06.
TEST_CASE("claims of nothing are hardly ever supported") {
  const Rate supported = all_supported(evidence_rates(10));
  CHECK(supported.tries >= 900);
  CHECK(supported.hits <= supported.tries / 20);
}

}  // namespace
}  // namespace auditor_benchmark
