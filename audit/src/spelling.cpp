#include "spelling.h"

namespace gainsay::audit {

std::string_view to_string(Stage value) { return spell(value); }
std::string_view to_string(Profile value) { return spell(value); }
std::string_view to_string(Direction value) { return spell(value); }
std::string_view to_string(MetricKind value) { return spell(value); }
std::string_view to_string(MetricForm value) { return spell(value); }
std::string_view to_string(ClaimKind value) { return spell(value); }
std::string_view to_string(Quantifier value) { return spell(value); }
std::string_view to_string(Scope value) { return spell(value); }
std::string_view to_string(Aggregate value) { return spell(value); }
std::string_view to_string(Pairing value) { return spell(value); }
std::string_view to_string(PainPoint value) { return spell(value); }
std::string_view to_string(ErrorKind value) { return spell(value); }
std::string_view to_string(FindingKind kind) { return spell(kind); }
std::string_view to_string(Severity severity) { return spell(severity); }
std::string_view to_string(Certainty certainty) { return spell(certainty); }
std::string_view to_string(CheckState state) { return spell(state); }
std::string_view to_string(Verdict verdict) { return spell(verdict); }
std::string_view to_string(ClaimVerdict verdict) { return spell(verdict); }
std::optional<Stage> parse_stage(std::string_view text) { return unspell<Stage>(text); }
std::optional<Profile> parse_profile(std::string_view text) { return unspell<Profile>(text); }
std::optional<Severity> parse_severity(std::string_view text) { return unspell<Severity>(text); }

}  // namespace gainsay::audit
