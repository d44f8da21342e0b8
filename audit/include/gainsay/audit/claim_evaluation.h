#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gainsay/audit/study.h"
#include "gainsay/stats/hedges_g.h"
#include "gainsay/stats/interval.h"

// What a claim asks, and what the records answer (the definitions stand in ARCHITECTURE.md, "What a claim
// asks").
namespace gainsay::audit {

enum class Verdict : std::uint8_t { superior, non_inferior, equivalent, inferior, undecided };
enum class ClaimVerdict : std::uint8_t { supported, suggestive, not_shown, contradicted };

std::string_view to_string(Verdict verdict);
std::string_view to_string(ClaimVerdict verdict);

// One side of a comparison, as recorded (not direction-adjusted).
struct Side {
  std::int64_t n = 0;
  std::optional<double> mean;
  std::optional<double> sd;  // nothing for n < 2
  std::int64_t n_failed = 0;
  std::vector<const tracker::Run*> runs;  // valid as long as the study's records are
};

struct Companion {
  std::string test;
  double p = 1.0;
};

struct MoreRuns {
  std::int64_t per_arm = 0;     // seeds that each arm should have in all
  std::int64_t runs = 0;        // missing runs, both arms together
  std::int64_t runs_upper = 0;  // the same if the true spread is at the 80 % upper bound of the one seen
};

// Test items of a comparison that pairs by item. Counts are of items, whatever the number of runs that scored
// them.
struct ItemPairs {
  std::int64_t n = 0;            // items that both arms scored: the pairs
  std::int64_t n_clusters = 0;   // clusters that they come in; 0 where they come in none
  std::int64_t only_method = 0;  // scored by one arm alone, and so in no number
  std::int64_t only_against = 0;
  bool right_or_wrong = false;       // every score is 0 or 1
  std::optional<std::int64_t> won;   // right or wrong, one run a side: items that only the method got right
  std::optional<std::int64_t> lost;  // and those that only the comparator did
  std::optional<double>
      naive_standard_error;  // as if the items of a cluster were independent; only with clusters
  std::optional<double> naive_p;
  // Items at which the smallest effect would be found with the study's power, and the same with the 80 %
  // upper bound of the standard error; only when a smallest effect is declared and no side is shown to be
  // better.
  std::optional<std::int64_t> wanted;
  std::optional<std::int64_t> wanted_upper;
};

// Where a comparison of a planned sequential study stands. Its p and interval in Comparison allow for all
// looks.
struct SequentialLook {
  std::string design;             // "pocock", ..., "anytime"
  std::int64_t look = 0;          // from 1 on; 0 for "anytime", which may look whenever it likes
  std::int64_t looks = 0;         // planned; 0 for "anytime"
  double p_alone = 1.0;           // of this look's data, as if it were the only look
  std::optional<double> level;    // what p_alone is held against at the study's alpha; nothing for "anytime"
  std::optional<double> e_value;  // of "anytime" alone
};

// Method against one comparator, on one dataset or over several. Estimates are direction-adjusted: positive
// means that the method is better, in the unit of the metric (or of the aggregate: a ratio for `normalised`,
// log ratio for `log-ratio`).
struct Comparison {
  Name method;
  Name against;
  Name dataset;                // empty when it is over several
  std::vector<Name> datasets;  // the ones it rests on
  Name metric;
  Side method_side;
  Side against_side;
  bool paired = false;
  std::optional<double> pair_correlation;  // of the two arms over shared units, when there are at least 3
  std::string test;                        // "welch-t", ...; "none" when no test could be made
  std::string reason;                      // why there is no test, or why it stays open
  std::optional<double> estimate;
  std::optional<double> standard_error;
  std::optional<stats::Interval> interval;              // at 1 - alpha
  std::optional<stats::Interval> equivalence_interval;  // at 1 - 2 alpha
  std::optional<double> statistic;
  std::optional<double> df;
  std::optional<double> p;
  std::optional<double> p_adjusted;  // Holm over the comparisons of the claim
  std::int64_t family_size = 1;
  std::optional<stats::EffectSize> effect_size;
  std::optional<double> smallest_effect;
  std::optional<double> power_at_smallest_effect;
  std::optional<double> minimum_detectable_effect;  // at the study's power
  std::optional<MoreRuns>
      to_decide;                   // when a gain of the smallest effect is declared, not shown, and possible
  std::optional<ItemPairs> items;  // only where the claim pairs by item
  std::optional<SequentialLook> sequential;  // only where the claim plans more than one look
  std::vector<Companion> companions;         // other tests of the same question, for the reader
  Verdict verdict = Verdict::undecided;
  std::optional<Verdict>
      verdict_with_failures;  // failed runs at the worst observed value; only when there are any
};

struct ClaimEvaluation {
  Claim claim;  // resolved: comparators, datasets, quantifier, scope, aggregate and pairing filled in
  std::optional<double> smallest_effect;
  std::vector<Comparison> comparisons;  // one per comparator and dataset
  std::vector<Comparison>
      decisive;        // what the verdict rests on; for `all` and `some` the same as comparisons
  std::string family;  // name of the Holm family of claims
  std::int64_t family_size = 1;
  std::optional<double> p;           // of the claim, by its quantifier
  std::optional<double> p_adjusted;  // Holm over the claims of the family
  ClaimVerdict verdict = ClaimVerdict::not_shown;
  std::string reason;  // one sentence
  std::optional<ClaimVerdict> verdict_with_failures;

  // Asks for a difference (improves, faster, ...) and not for equivalence or for a dataset.
  bool claims_superiority() const;
  // Two-sided p at or below its adjusted level in the right direction, before the other claims are counted.
  bool raw_supported(double alpha) const;
};

// All claims of the study, with the Holm families over them. Called by Study's constructor.
std::vector<ClaimEvaluation> evaluate_claims(const Study& study, std::vector<Claim> claims);

// One comparison as `claim` asks for it (metric, pairing, smallest effect, test), on one dataset.
Comparison compare_on_dataset(const Study& study, const Claim& claim, Name against, Name dataset);

// The same over all datasets of the claim, by its aggregate and scope.
Comparison compare_over_datasets(const Study& study, const Claim& claim, Name against);

// The declared fields of a claim in one canonical line: what registration stores and what a later audit
// compares.
std::string claim_definition(const Claim& claim);

// The same with what `file` declares of the metric besides: its direction, and its smallest effect where the
// claim has none of its own.
std::string claim_definition(const StudyFile& file, const Claim& claim);

}  // namespace gainsay::audit
