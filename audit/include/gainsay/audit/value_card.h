#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/audit/patch_evaluation.h"
#include "gainsay/audit/study.h"

// What a study is worth: novelty x effectiveness x problem size.
namespace gainsay::audit {

enum class Factor : std::uint8_t { novelty, effectiveness, problem_size };

// One factor of the product, 0 to 5. A factor that is still open is a range: every value that what is
// declared and recorded does not rule out.
struct ValueFactor {
  Factor factor = Factor::novelty;
  bool counted = true;  // false: novelty, which a study of profile engineering need not state
  int low = 0;
  int high = 5;
  std::string basis = {};                // where the number comes from, in one sentence
  std::vector<std::string> raises = {};  // what would raise it or close the range, most pressing first
};

// One claim on the rubric of effectiveness.
struct ClaimEffectiveness {
  std::string claim;  // id
  ClaimVerdict verdict = ClaimVerdict::not_shown;
  int low = 0;
  int high = 5;
  std::string reason = {};
  std::vector<std::string> raises = {};
};

// A question that a reader of the profile asks first, and what the study answers.
struct ValueQuestion {
  std::string question;
  std::string answer;
  bool answered = false;
};

enum class ValueConcernKind : std::uint8_t {
  misconception,     // novelty argued with complexity, difficulty, surprise, technicality or usefulness
  tweaked_loss,      // the only change is the loss
  stacked_models,    // two old models put together
  new_name,          // "X++"
  nobody_cares,      // nobody but the authors has the problem
  old_problem,       // an old problem in a new shell
  obscure_datasets,  // measured only where nobody else ever measured
};

// What a reviewer may take for missing novelty or a small problem. A heuristic: it says what it saw, and
// changes no number.
struct ValueConcern {
  ValueConcernKind kind = ValueConcernKind::misconception;
  Factor factor = Factor::novelty;
  std::string message;  // what was seen, and why it may be held against the study
  std::string advice;
};

// The product of the counted factors, and its root of as many factors, which is on the scale of one factor:
// stars are that root, rounded (halves up). A zero makes all of it zero.
struct Value {
  double product = 0.0;
  double root = 0.0;  // 0 to 5
  int stars = 0;
};

struct ValueCard {
  std::string study;
  Profile profile = Profile::science;
  ValueFactor novelty;
  ValueFactor effectiveness;
  ValueFactor problem_size;
  std::vector<ClaimEffectiveness> claims;  // those that carry the effectiveness
  Value low;                               // of the low ends of the factors
  Value middle;                            // of their middles: what the card is ranked by
  Value high;                              // of the high ends
  std::optional<Factor> holds_down;  // the counted factor with the lowest middle; nothing when all are 5
  std::vector<ValueQuestion> questions;
  std::vector<ValueConcern> concerns;
  std::vector<PatchEvaluation> patches;

  std::vector<const ValueFactor*> counted() const;  // in the order novelty, effectiveness, problem size
};

std::string_view to_string(Factor factor);          // "novelty", "effectiveness", "problem size"
std::string_view to_string(ValueConcernKind kind);  // "tweaked-loss", ...
std::string_view effectiveness_level(int level);    // 0 to 5: "shown against several tuned baselines", ...

// The card of a study. Novelty and problem size are what the study file states, with low end 0 where the
// reasons are missing and 0 to 5 where no score is stated. Effectiveness is the weakest of the claims that
// carry it: those declared primary, else all but claims about a component (with profile engineering: those
// about time, cost, memory, convergence, scale and stability) and, where there are others, exploratory ones.
// The levels are those of effectiveness_level(). A claim that the records leave undecided spans 0 (it may
// yet be contradicted), or 1 where a loss that matters is ruled out, up to the level that its design would
// give it if it held; where none of it was run, its design is the one declared.
ValueCard value_card(const Study& study);

// The same cards, best first: by the root of the middle, then of the high end, then the low end, then name.
std::vector<ValueCard> ranked(std::vector<ValueCard> cards);

}  // namespace gainsay::audit
