#include "random_stream.h"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

using gainsay::example::RandomStream;

TEST_CASE("streams of equal seed and purpose are equal") {
  RandomStream first{7, RandomStream::Purpose::order};
  RandomStream again{7, RandomStream::Purpose::order};
  for (int i = 0; i < 10; ++i) CHECK(first.bits() == again.bits());
}

TEST_CASE("streams of other seeds and purposes differ") {
  RandomStream stream{7, RandomStream::Purpose::order};
  RandomStream other_seed{8, RandomStream::Purpose::order};
  RandomStream other_purpose{7, RandomStream::Purpose::dropout};
  const auto first = stream.bits();
  CHECK(first != other_seed.bits());
  CHECK(first != other_purpose.bits());
}

TEST_CASE("normal numbers have mean 0 and variance 1 within four standard errors") {
  RandomStream stream{1, RandomStream::Purpose::initialisation};
  constexpr int n = 40000;
  double sum = 0.0;
  double squares = 0.0;
  for (int i = 0; i < n; ++i) {
    const double z = stream.normal();
    sum += z;
    squares += z * z;
  }
  CHECK(std::abs(sum / n) < 4.0 / 200.0);
  CHECK(std::abs(squares / n - 1.0) < 4.0 * 1.4143 / 200.0);
}

TEST_CASE("a permutation has every number once") {
  RandomStream stream{1, RandomStream::Purpose::order};
  auto order = stream.permutation(100);
  CHECK_FALSE(std::is_sorted(order.begin(), order.end()));
  std::sort(order.begin(), order.end());
  for (std::size_t i = 0; i < order.size(); ++i) CHECK(order[i] == i);
  CHECK(stream.permutation(0).empty());
}

TEST_CASE("an index below one is zero and below zero is an error") {
  RandomStream stream{1, RandomStream::Purpose::order};
  CHECK(stream.index(1) == 0);
  CHECK_THROWS_AS(stream.index(0), std::domain_error);
}
