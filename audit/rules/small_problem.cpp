#include <vector>

#include "rule_writing.h"
#include "value_concerns.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
At stage `submit`, reads the stated size of the problem (`[value.problem_size]`) beside the claims, and notes what makes it
look small: who cares is answered with nobody but the authors; an old problem in a new shell (`kind = "problem"`, while
published methods are compared on datasets that were there, or the novelty is told with words such as "reformulate",
"recast" or "revisit", also in Chinese); obscure datasets alone (every dataset was introduced by this study, or none has a
published number under `[[reported]]` and no source says that others work on the problem). It is a heuristic and says
what it saw; the value card (`gainsay value`) shows the same.

## Why it matters
Value is a product. A new and effective answer to a question that nobody asks is worth little, and a reader who has never
met the dataset cannot tell.

## Example
`who_cares = "Our lab."`, or a method measured on one corpus that the paper itself brings.

## What to do instead
Name people outside the study who have the problem, with a source; add a dataset on which others have published numbers.

## When it is wrong
Small fields have few datasets, and a problem may be real before anybody published on it: name a source that shows the
need (`sources`). A claim about the dataset itself (`kind = "new-dataset"`) is not held against it.

## References
Black (2022), "Novelty in science: a guide for reviewers", Perceiving Systems. Dehghani et al. (2021), "The benchmark
lottery".
)";

void check(const Study& study, FindingSink& out) {
  std::vector<ValueConcern> concerns = problem_size_concerns(study);
  std::erase_if(concerns, [&study](const ValueConcern& concern) {  // VA903 says it
    return concern.kind == ValueConcernKind::nobody_cares && study.file().problem_size->who_cares.empty();
  });
  if (!concerns.empty()) out.add(finding_of(concerns));
}

}  // namespace

Rule small_problem() {
  return {.code = "VA905",
          .name = "small-problem",
          .summary = "a problem of nobody else, an old one in a new shell, or obscure datasets alone",
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
