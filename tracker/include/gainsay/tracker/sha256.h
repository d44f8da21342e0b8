#pragma once

#include <string>
#include <string_view>

namespace gainsay::tracker {

// SHA-256 of a text, as 64 lower-case hexadecimal digits. Source: FIPS 180-4, section 6.2.
std::string sha256(std::string_view text);

}  // namespace gainsay::tracker
