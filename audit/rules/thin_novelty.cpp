#include <vector>

#include "rule_writing.h"
#include "value_concerns.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
At stage `submit`, reads the stated novelty (`[value.novelty]`) beside what the study declares, and notes what a reviewer
takes for a lack of it: the only change is the loss (every patch of a claimed method has `change = "loss"`, or the
difference to prior work speaks of the loss and no other change is declared); two old models put together (every
component of a claimed method is a baseline or a baseline's, or the difference speaks of combining or stacking, also in
Chinese); a new name (the claimed method is called as a baseline with "++", "-plus", "v2", "improved" or the like, and has
no component of its own). It is a heuristic and says what it saw; the value card (`gainsay value`) shows the same.

## Why it matters
These three are what is rejected as incremental most often, and each has an answer that costs no run: what was learnt,
which limitation went away, what the parts do together.

## Example
`difference = "We combine a GNN with an LSTM"`, with a GNN and an LSTM as baselines and no ablation of either.

## What to do instead
Say the difference in terms of what is known now and was not: `kind = "explanation"` for a loss that explains something,
an ablation of each part for a combination, components for a method with a new name.

## When it is wrong
A new loss may be a large step, and combinations may be. Where `kind` is another than `method`, words in the difference are
not held against it.

## References
Black (2022), "Novelty in science: a guide for reviewers", Perceiving Systems. Lipton and Steinhardt (2019), Queue 17(1).
)";

void check(const Study& study, FindingSink& out) {
  std::vector<ValueConcern> concerns = novelty_concerns(study);
  std::erase_if(concerns, [](const ValueConcern& concern) {  // VA903 says it
    return concern.kind == ValueConcernKind::misconception;
  });
  if (!concerns.empty()) out.add(finding_of(concerns));
}

}  // namespace

Rule thin_novelty() {
  return {.code = "VA904",
          .name = "thin-novelty",
          .summary = "novelty that reads as a tweaked loss, two old models stacked, or a new name",
          .group = "VA value and wording",
          .severity = Severity::note,
          .certainty = Certainty::heuristic,
          .only_at_submit = true,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
