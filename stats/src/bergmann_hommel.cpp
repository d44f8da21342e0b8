#include "gainsay/stats/bergmann_hommel.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "check.h"
#include "pair_square.h"

namespace gainsay::stats {
namespace {

constexpr std::string_view function = "bergmann_hommel";
constexpr std::int64_t most_methods = 12;

// Walks through all partitions of the methods. A pair's adjusted p value is the largest, over the sets of
// pairs that hold it, of the set's size times its least p value.
class Partitions {
 public:
  Partitions(std::span<const double> pairs, std::size_t n_methods)
      : pairs_(pairs), n_(n_methods), adjusted_(pairs.begin(), pairs.end()) {}

  std::vector<double> adjusted() && {
    place(0, 1);
    return std::move(adjusted_);
  }

 private:
  std::size_t pair(std::size_t i, std::size_t j) const { return i * (2 * n_ - i - 1) / 2 + j - i - 1; }

  // Puts the next method into each of the parts so far, then into one of its own.
  void place(std::size_t method, double least) {
    if (method == n_) return look(least);
    for (std::size_t part = 0; part < parts_.size(); ++part) place_into(part, method, least);
    parts_.push_back({method});
    place(method + 1, least);
    parts_.pop_back();
  }

  void place_into(std::size_t part, std::size_t method, double least) {
    const std::size_t before = within_.size();
    for (const std::size_t other : parts_[part]) {
      within_.push_back(pair(other, method));
      least = std::min(least, pairs_[within_.back()]);
    }
    parts_[part].push_back(method);
    place(method + 1, least);
    parts_[part].pop_back();
    within_.resize(before);
  }

  void look(double least) {
    const double p = std::min(1.0, static_cast<double>(within_.size()) * least);
    for (const std::size_t pair : within_) adjusted_[pair] = std::max(adjusted_[pair], p);
  }

  std::span<const double> pairs_;
  std::size_t n_;
  std::vector<double> adjusted_;
  std::vector<std::vector<std::size_t>> parts_;
  std::vector<std::size_t> within_;  // the pairs within the parts
};

}  // namespace

std::vector<double> bergmann_hommel(std::span<const double> p_values, std::int64_t n_methods) {
  check::between(function, "n_methods", n_methods, 2, most_methods);
  const std::vector<double> pairs = pairs_of_square(function, p_values, n_methods);
  return square_of_pairs(Partitions(pairs, static_cast<std::size_t>(n_methods)).adjusted(), n_methods);
}

}  // namespace gainsay::stats
