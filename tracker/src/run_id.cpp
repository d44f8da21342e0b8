#include "gainsay/tracker/run_id.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <system_error>

#include <sys/random.h>

namespace gainsay::tracker {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t time_characters = 10;
constexpr std::size_t length = 26;

std::array<std::uint8_t, 16> random_bytes() {
  std::array<std::uint8_t, 16> bytes;
  std::size_t have = 0;
  while (have < bytes.size()) {
    const auto got = getrandom(bytes.data() + have, bytes.size() - have, 0);
    if (got < 0 && errno != EINTR) throw std::system_error(errno, std::generic_category(), "getrandom");
    if (got > 0) have += static_cast<std::size_t>(got);
  }
  return bytes;
}

}  // namespace

std::string new_run_id() {
  using namespace std::chrono;
  const auto now = duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
  auto milliseconds_left = static_cast<std::uint64_t>(now);
  std::string id(length, '0');
  for (std::size_t i = time_characters; i-- > 0; milliseconds_left >>= 5)
    id[i] = alphabet[milliseconds_left & 31];
  const auto random = random_bytes();  // 5 of each byte's 8 bits are used: 16 x 5 = 80
  for (std::size_t i = time_characters; i < length; ++i) id[i] = alphabet[random[i - time_characters] & 31];
  return id;
}

bool is_run_id(std::string_view text) {
  return text.size() == length && text.front() <= '7' && std::all_of(text.begin(), text.end(), [](char c) {
           return alphabet.find(c) != std::string_view::npos;
         });
}

}  // namespace gainsay::tracker
