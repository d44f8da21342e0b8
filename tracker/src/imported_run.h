#pragma once

#include <string>
#include <string_view>

#include "gainsay/tracker/model.h"

namespace gainsay::tracker {

// Throws std::domain_error where two columns of a curve or of item scores differ in length.
void check_lengths(const WholeRun& whole);

// What an import of the same run has in common with this one and no other run has.
std::string identity_of(const WholeRun& whole, std::string_view source_key);

// All that a source says of a run but its points and item scores; equal for runs of which it says the same.
std::string content_of(const Run& run);

}  // namespace gainsay::tracker
