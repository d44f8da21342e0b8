#include "ablated_components.h"

#include <algorithm>

namespace gainsay::audit {

std::set<Name> ablated_components(const Study& study, const Method& variant, Name metric) {
  std::set<Name> ablated;
  for (const Method& method : study.methods()) {
    const MethodDeclaration& declaration = method.declaration;
    const bool recorded = std::ranges::any_of(study.datasets(), [&](const Dataset& dataset) {
      return study.arm(method.name, dataset.name, metric).n() > 0;
    });
    if (method.role != tracker::Role::ablation || !recorded) continue;
    if (declaration.parent == variant.name)
      ablated.insert(declaration.removes.begin(), declaration.removes.end());
    if (declaration.parent == variant.declaration.parent)
      ablated.insert(declaration.adds.begin(), declaration.adds.end());
  }
  return ablated;
}

std::vector<Name> components_without_ablation(const Method& variant, const std::set<Name>& ablated) {
  std::vector<Name> components;
  const auto& inherited = variant.declaration.inherited;
  for (const Name component : variant.declaration.components) {
    const bool exempt = std::ranges::find(inherited, component) != inherited.end();
    if (!exempt && !ablated.contains(component)) components.push_back(component);
  }
  return components;
}

}  // namespace gainsay::audit
