#pragma once

#include <span>

namespace gainsay::tracker {

// The texts of schema/NNN_*.sql. Entry i takes a store from version i to version i + 1.
std::span<const char* const> migrations();

}  // namespace gainsay::tracker
