#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view kExplanation = R"(
## What it does
Fires for a claim on two or more datasets that all lie in one declared domain, when the claim is general: its kind is
`generalises` or its words say so. An error for the words "general", "robust" or "any".

## Why it matters
Datasets of one domain share what made the method work. Most changes to the Transformer that helped in one setting did
not help in the next; 28 of 86 meta-reviewed benchmark papers have problems of external validity.

## Example
"A generally better optimiser", shown on four sets of natural images.

## What to do instead
Add a dataset of a second domain, or name the domain in the sentence and declare `specific = true`.

## When it is wrong
When the domains are declared too coarsely. The rule does not apply where no dataset has a `domain`.

## References
Liao et al. (2021), NeurIPS Datasets and Benchmarks. Narang et al. (2021), EMNLP.
)";

std::set<Name> domains_of(const Study& study, const Claim& claim) {
  std::set<Name> domains;
  for (const Name name : claim.datasets) {
    const Dataset* dataset = study.dataset(name);
    if (dataset != nullptr) domains.insert(dataset->declaration.domain);
  }
  return domains;
}

void check(const Study& study, FindingSink& out) {
  bool domain_missing = false;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    const bool strong = says_any_of(claim, {"general", "generally", "robust", "robustly", "any"});
    const bool general =
        strong || claim.kind == ClaimKind::generalises ||
        says_any_of(claim, {"generalises", "generalizes", "consistently", "universal", "universally"});
    if (claim.datasets.size() < 2 || claim.specific || !general) continue;
    const std::set<Name> domains = domains_of(study, claim);
    domain_missing = domain_missing || domains.contains(Name{});
    if (domains.size() != 1 || domains.contains(Name{})) continue;
    Finding finding = about(evaluation);
    finding.severity = strong ? Severity::error : Severity::warning;
    finding.message = fmt::format("the claim is general, and its {} datasets ({}) are all of the domain {}",
                                  claim.datasets.size(), list(claim.datasets), domains.begin()->str());
    finding.evidence = {{"datasets", static_cast<std::int64_t>(claim.datasets.size())},
                        {"domains", std::int64_t{1}}};
    finding.remedy.text = fmt::format("add a dataset of another domain than {}, or say \"{}\" in the claim",
                                      domains.begin()->str(), domains.begin()->str());
    out.add(std::move(finding));
  }
  if (domain_missing) {
    out.add(not_applicable("a dataset of a general claim has no declared domain",
                           "declare datasets.NAME.domain"));
  }
}

}  // namespace

Rule single_domain_generality() {
  return {.code = "GE302",
          .name = "single-domain-generality",
          .summary = "a general claim whose datasets are all of one domain",
          .group = "GE datasets and generalisation",
          .severity = Severity::warning,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = kExplanation,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
