#pragma once

#include <string>
#include <string_view>

namespace gainsay::tracker {

// A fresh run id: 26 characters of Crockford's base 32 (no I, L, O, U): 48 bits of milliseconds since the
// epoch, then 80 random bits from the kernel. Ids made later in another millisecond sort after earlier ones,
// as text, on any host. Throws std::system_error where the kernel gives no random bits. Source: the ULID
// specification, 2016.
std::string new_run_id();

// Whether `text` has the form of a run id: 26 upper-case characters of that alphabet, the first at most 7.
bool is_run_id(std::string_view text);

}  // namespace gainsay::tracker
