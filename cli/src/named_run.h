#pragma once

#include <string>

#include "gainsay/tracker/store.h"

namespace gainsay::cli {

// The run that the user names by its id or the beginning of it; excluded runs too.
// Throws tracker::NotFoundError, saying how to find the right one, where there is none or there are several.
tracker::Run named_run(tracker::Store& store, const std::string& name);

}  // namespace gainsay::cli
