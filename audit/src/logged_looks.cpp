#include "logged_looks.h"

#include <utility>

namespace gainsay::audit {

std::optional<Look> as_look_at(const Study& study, const Comparison& comparison, Look look) {
  if (look.method == comparison.against) {
    std::swap(look.method, look.against);
    std::swap(look.n_method, look.n_against);
  }
  const bool same = look.method == comparison.method && look.against == comparison.against &&
                    look.dataset == comparison.dataset &&
                    study.canonical_metric(look.metric) == study.canonical_metric(comparison.metric);
  return same ? std::optional(std::move(look)) : std::nullopt;
}

}  // namespace gainsay::audit
