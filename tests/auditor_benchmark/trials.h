#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "gainsay/stats/random_stream.h"

namespace auditor_benchmark {

// Of how many tries how many hit.
struct Rate {
  std::int64_t hits = 0;
  std::int64_t tries = 0;

  void count(bool hit) {
    hits += hit ? 1 : 0;
    ++tries;
  }
  Rate& operator+=(const Rate& other) {
    hits += other.hits;
    tries += other.tries;
    return *this;
  }
  double share() const { return tries == 0 ? 0.0 : static_cast<double>(hits) / static_cast<double>(tries); }
};

// Makes `n` trials of `one`, in parallel, and returns their results in order. Trial i draws from the stream i
// of the seed that `name` stands for: results do not depend on the number of threads, nor on other trials.
template <typename Result>
std::vector<Result> trials(std::string_view name, std::int64_t n,
                           const std::function<Result(gainsay::stats::RandomStream&)>& one);

// Calls `body` with 0 ... n - 1 on all cores.
void in_parallel(std::int64_t n, const std::function<void(std::int64_t)>& body);
// A number that the name alone gives (FNV-1a), the same on every machine.
std::uint64_t seed_of(std::string_view name);

template <typename Result>
std::vector<Result> trials(std::string_view name, std::int64_t n,
                           const std::function<Result(gainsay::stats::RandomStream&)>& one) {
  std::vector<Result> results(static_cast<std::size_t>(n));
  const std::uint64_t seed = seed_of(name);
  in_parallel(n, [&](std::int64_t i) {
    gainsay::stats::RandomStream random(seed, static_cast<std::uint64_t>(i));
    results[static_cast<std::size_t>(i)] = one(random);
  });
  return results;
}

}  // namespace auditor_benchmark
