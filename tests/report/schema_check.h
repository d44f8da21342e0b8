#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace gainsay::tests {

// Where `document` breaks `schema` (JSON Schema 2020-12), one line a breach, "/claims/0/p: ..."; empty when
// it holds. It knows the keywords that docs/audit.schema.json uses; one that it does not know is a breach
// too, so that no rule of the schema goes unchecked. `$ref` is local to `root`, the whole schema.
std::vector<std::string> schema_breaches(const nlohmann::json& document, const nlohmann::json& schema,
                                         const nlohmann::json& root);

}  // namespace gainsay::tests
