#include "gainsay/stats/random_stream.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/summary.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

TEST_CASE("Philox gives the known answers of Random123") {
  // Random123 1.14, tests/kat_vectors, lines "philox4x32 10"
  using Words = std::array<std::uint32_t, 4>;
  CHECK(philox4x32({0, 0, 0, 0}, {0, 0}) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox4x32({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
        Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("a stream is the blocks of Philox one after the other") {
  const std::uint64_t seed = 0x0123456789abcdef;
  const std::uint64_t stream = 0xfedcba9876543210;
  RandomStream random(seed, stream);
  for (std::uint32_t block = 0; block < 40; ++block) {
    const auto words = philox4x32({block, 0, 0x76543210, 0xfedcba98}, {0x89abcdef, 0x01234567});
    for (const std::uint32_t word : words) CHECK(random.next() == word);
  }
}

TEST_CASE("streams of different seed or number differ and equal ones agree") {
  RandomStream one(1, 2);
  RandomStream same(1, 2);
  RandomStream other_seed(2, 2);
  RandomStream other_stream(1, 3);
  const std::uint32_t first = one.next();
  CHECK(same.next() == first);
  CHECK(other_seed.next() != first);
  CHECK(other_stream.next() != first);
}

TEST_CASE("uniform numbers lie in 0 to 1 and have the moments of the uniform distribution") {
  RandomStream random(7, 0);
  std::vector<double> values(100'000);
  for (double& value : values) value = random.uniform();
  const Summary s = summarize(values);
  CHECK(s.min >= 0);
  CHECK(s.max < 1);
  // Five standard errors: sd 1 / sqrt 12; that of the sd is about sd sqrt(0.2 / n).
  CHECK(std::abs(s.mean - 0.5) < 5 * 0.2887 / std::sqrt(1e5));
  CHECK(std::abs(*s.sd - 0.28868) < 5 * 0.2887 * std::sqrt(0.2 / 1e5));
}

TEST_CASE("bounded integers are uniform") {
  RandomStream random(8, 0);
  std::array<double, 7> counts{};
  for (int i = 0; i < 70'000; ++i) ++counts[random.below(7)];
  double chi_squared = 0;
  for (const double count : counts) chi_squared += (count - 10'000) * (count - 10'000) / 10'000;
  CHECK(chi_squared < 22.46);  // 99.9 % of chi-squared with 6 df, R 4.2.2: qchisq(.999, 6)
}

TEST_CASE("bounded integers have no bias where the bound is just above a power of two") {
  // With bound 3 * 2^30 the unrejected product would give every third value twice as often.
  RandomStream random(9, 0);
  std::array<double, 3> counts{};
  constexpr std::uint32_t bound = 0xC0000000;
  for (int i = 0; i < 30'000; ++i) ++counts[random.below(bound) % 3];
  double chi_squared = 0;
  for (const double count : counts) chi_squared += (count - 10'000) * (count - 10'000) / 10'000;
  CHECK(chi_squared < 13.82);  // 99.9 % of chi-squared with 2 df
}

TEST_CASE("a bound of 1 gives 0 and a bound of 0 is refused") {
  RandomStream random(1, 1);
  CHECK(random.below(1) == 0);
  CHECK_THROWS_WITH_AS(random.below(0), "RandomStream::below: bound must be at least 1, is 0",
                       std::domain_error);
}

TEST_CASE("normal numbers have the moments of the normal distribution") {
  RandomStream random(10, 0);
  std::vector<double> values(100'000);
  for (double& value : values) value = random.normal();
  const Summary s = summarize(values);
  CHECK(std::abs(s.mean) < 5 / std::sqrt(1e5));
  CHECK(std::abs(*s.sd - 1) < 5 / std::sqrt(2e5));
  const auto beyond = std::ranges::count_if(values, [](double z) { return std::abs(z) > 1.959963984540054; });
  CHECK(std::abs(static_cast<double>(beyond) / 1e5 - 0.05) < 5 * std::sqrt(0.05 * 0.95 / 1e5));
}
