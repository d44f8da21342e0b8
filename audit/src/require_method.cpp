#include "require_method.h"

#include <string>
#include <vector>

#include <fmt/format.h>

#include "gainsay/tracker/error.h"
#include "gainsay/tracker/nearest_name.h"

namespace gainsay::audit {

void require_method(const Study& study, Name name) {
  if (study.method(name) != nullptr) return;
  std::vector<std::string> known;
  for (const Method& method : study.methods()) known.push_back(method.name.str());
  const auto nearest = tracker::nearest_name(name.str(), known);
  throw tracker::NotFoundError(
      "", fmt::format("no method `{}` is declared or recorded", name.str()),
      nearest ? fmt::format("did you mean `{}`?", *nearest) : "`gainsay ls` shows the methods");
}

}  // namespace gainsay::audit
