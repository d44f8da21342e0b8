#include "gainsay/stats/critical_difference_cliques.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <numeric>
#include <utility>

#include "check.h"
#include "pair_square.h"

namespace gainsay::stats {
namespace {

constexpr std::size_t most_cliques = 100'000;

using Methods = std::vector<std::int64_t>;

// Which pairs were not rejected, n_methods x n_methods.
class Alike {
 public:
  Alike(std::span<const double> pairs, std::size_t n_methods, double alpha)
      : n_(n_methods), alike_(n_methods * n_methods, false) {
    std::size_t next = 0;
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t j = i + 1; j < n_; ++j) {
        alike_[i * n_ + j] = alike_[j * n_ + i] = pairs[next++] > alpha;
      }
    }
  }

  bool operator()(std::int64_t i, std::int64_t j) const {
    return alike_[static_cast<std::size_t>(i) * n_ + static_cast<std::size_t>(j)];
  }
  Methods among(const Methods& methods, std::int64_t method) const {
    Methods found;
    std::ranges::copy_if(methods, std::back_inserter(found),
                         [&](std::int64_t m) { return (*this)(method, m); });
    return found;
  }

 private:
  std::size_t n_;
  std::vector<bool> alike_;
};

class MaximalCliques {
 public:
  explicit MaximalCliques(const Alike& alike) : alike_(alike) {}

  std::vector<Clique> of(Methods methods) && {
    Methods clique;
    extend(clique, std::move(methods), {});
    std::ranges::sort(found_, {}, &Clique::methods);
    return std::move(found_);
  }

 private:
  // candidates can each be added to the clique; with one of `done`, it has been looked at.
  void extend(Methods& clique, Methods candidates, Methods done) {
    if (candidates.empty()) {
      if (done.empty()) keep(clique);
      return;
    }
    const std::int64_t pivot = most_connected(candidates, done);
    const Methods all = candidates;
    for (const std::int64_t method : all) {
      if (method != pivot && alike_(pivot, method))
        continue;  // a clique without the pivot has another of these
      clique.push_back(method);
      extend(clique, alike_.among(candidates, method), alike_.among(done, method));
      clique.pop_back();
      std::erase(candidates, method);
      done.push_back(method);
    }
  }

  std::int64_t most_connected(const Methods& candidates, const Methods& done) const {
    std::int64_t best = candidates.front();
    std::size_t most = 0;
    for (const Methods* const methods : {&candidates, &done}) {
      for (const std::int64_t method : *methods) {
        const std::size_t neighbours = alike_.among(candidates, method).size();
        if (neighbours > most) best = method;
        most = std::max(most, neighbours);
      }
    }
    return best;
  }

  void keep(const Methods& clique) {
    if (clique.size() < 2) return;
    if (found_.size() == most_cliques) {
      check::fail(
          "cliques_of_p_values",
          "there are more than 100000 groups in which no pair is rejected; alpha is too low, or there "
          "are too many methods for such a diagram");
    }
    found_.push_back({clique});
    std::ranges::sort(found_.back().methods);
  }

  const Alike& alike_;
  std::vector<Clique> found_;
};

}  // namespace

CriticalDifferenceCliques critical_difference_cliques(std::span<const double> mean_ranks,
                                                      double critical_difference) {
  constexpr std::string_view function = "critical_difference_cliques";
  check::sample(function, "mean_ranks", mean_ranks, 2);
  check::positive(function, "critical_difference", critical_difference);
  Methods order(mean_ranks.size());
  std::iota(order.begin(), order.end(), std::int64_t{0});
  const auto rank_at = [&](std::size_t place) { return mean_ranks[static_cast<std::size_t>(order[place])]; };
  std::ranges::stable_sort(order, {},
                           [&](std::int64_t m) { return mean_ranks[static_cast<std::size_t>(m)]; });
  CriticalDifferenceCliques result{{}, std::ssize(mean_ranks), "mean-ranks"};
  std::size_t end = 0;  // of the last run that was looked at
  for (std::size_t first = 0; first < order.size(); ++first) {
    std::size_t last = first + 1;
    while (last < order.size() && rank_at(last) - rank_at(first) < critical_difference) ++last;
    if (last > end && last - first > 1) {
      result.cliques.push_back({Methods(order.begin() + static_cast<std::ptrdiff_t>(first),
                                        order.begin() + static_cast<std::ptrdiff_t>(last))});
    }
    end = std::max(end, last);
  }
  return result;
}

CriticalDifferenceCliques cliques_of_p_values(std::span<const double> adjusted_p_values,
                                              std::int64_t n_methods, double alpha) {
  constexpr std::string_view function = "cliques_of_p_values";
  check::at_least(function, "n_methods", n_methods, 2);
  check::open_unit(function, "alpha", alpha);
  const Alike alike(pairs_of_square(function, adjusted_p_values, n_methods),
                    static_cast<std::size_t>(n_methods), alpha);
  Methods methods(static_cast<std::size_t>(n_methods));
  std::iota(methods.begin(), methods.end(), std::int64_t{0});
  return {MaximalCliques(alike).of(std::move(methods)), n_methods, "p-values"};
}

}  // namespace gainsay::stats
