#include "component_subsets.h"

#include <optional>
#include <string>

#include "check.h"

namespace gainsay::stats {

std::vector<Moments> moments_by_subset(std::string_view function, int n_components,
                                       std::span<const ComponentSubset> subsets) {
  std::vector<std::optional<Moments>> found(std::size_t{1} << n_components);
  for (const ComponentSubset& subset : subsets) {
    const std::string name = "subset " + std::to_string(subset.components);
    if (subset.components >= found.size()) check::fail(function, name + " has a component that is not there");
    if (found[subset.components]) check::fail(function, name + " is given twice");
    check::sample(function, name, subset.runs, 2);
    found[subset.components] = moments_of(subset.runs);
  }
  std::vector<Moments> moments;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!found[i]) check::fail(function, "subset " + std::to_string(i) + " is missing");
    moments.push_back(*found[i]);
  }
  return moments;
}

}  // namespace gainsay::stats
