#include "fingerprint.h"

#include <cstdint>
#include <string_view>

#include <fmt/format.h>

namespace gainsay::audit {
namespace {

constexpr std::uint64_t offset_basis = 0xcbf29ce484222325ULL;
constexpr std::uint64_t prime = 0x100000001b3ULL;

// The closing zero byte keeps ("ab", "c") and ("a", "bc") apart.
std::uint64_t mix(std::uint64_t hash, std::string_view text) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * prime;
  return hash * prime;
}

}  // namespace

std::string fingerprint(const Finding& finding) {
  std::uint64_t hash = offset_basis;
  for (const std::string_view part :
       {std::string_view(finding.rule), std::string_view(finding.claim),
        std::string_view(finding.method.str()), std::string_view(finding.against.str()),
        std::string_view(finding.dataset.str()), std::string_view(finding.metric.str())}) {
    hash = mix(hash, part);
  }
  if (!finding.topic.empty()) hash = mix(hash, finding.topic);
  return fmt::format("{:016x}", hash);
}

}  // namespace gainsay::audit
