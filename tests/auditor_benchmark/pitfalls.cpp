#include <algorithm>
#include <iterator>

#include "auditor_benchmark/pitfall.h"

namespace auditor_benchmark {

const std::vector<Pitfall>& pitfalls() {
  static const std::vector<Pitfall> all = [] {
    std::vector<Pitfall> list;
    for (auto* group :
         {ablation_pitfalls, baseline_pitfalls, dataset_pitfalls, selection_pitfalls, protocol_pitfalls,
          reporting_pitfalls, reproducibility_pitfalls, resource_pitfalls, evidence_pitfalls, design_pitfalls,
          value_pitfalls, evaluation_pitfalls, declaration_pitfalls}) {
      std::ranges::move(group(), std::back_inserter(list));
    }
    std::ranges::stable_sort(list, {}, &Pitfall::rule);
    return list;
  }();
  return all;
}

}  // namespace auditor_benchmark
