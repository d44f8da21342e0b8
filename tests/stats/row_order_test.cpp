#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <doctest/doctest.h>

#include "gainsay/stats/catalogue.h"
#include "gainsay/stats/random_stream.h"

namespace {

using namespace gainsay::stats;

constexpr std::size_t n_rows = 45;
constexpr std::array<std::size_t, 3> task_sizes{5, 8, 6};
constexpr std::int64_t n_labels = 15;  // more clusters than are enumerated

using Order = std::vector<std::size_t>;

Order rows_in_order(std::size_t n) {
  Order order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  return order;
}

// Fisher and Yates: every order is as likely.
Order rows_in_any_order(std::size_t n, RandomStream& random) {
  Order order = rows_in_order(n);
  for (std::size_t left = n; left > 1; --left)
    std::swap(order[left - 1], order[random.below(static_cast<std::uint32_t>(left))]);
  return order;
}

// Arguments for any statistic that draws, with what they point to. Values are positive and differ; rows that
// are paired or labelled are moved together, others on their own, and those of a task within it.
class Arguments {
 public:
  Arguments(const Statistic& statistic, std::int64_t threads, bool shuffled) : shuffled_(shuffled) {
    const Order together = order(n_rows);
    for (const std::size_t n : task_sizes) together_in_task_.push_back(order(n));
    has_labels_ = std::ranges::any_of(statistic.parameters,
                                      [](const Parameter& each) { return each.kind == Kind::integers; });
    // What is pointed to must not move.
    samples_.reserve(statistic.parameters.size());
    labels_.reserve(statistic.parameters.size());
    tasks_.reserve(statistic.parameters.size());
    for (const Parameter& parameter : statistic.parameters)
      values_.push_back(argument(parameter, together, threads));
  }

  std::span<const Argument> values() const { return values_; }

 private:
  Order order(std::size_t n) { return shuffled_ ? rows_in_any_order(n, moves_) : rows_in_order(n); }

  std::vector<double> sample(const Order& rows) {
    std::vector<double> in_order;
    for (std::size_t i = 0; i < rows.size(); ++i) in_order.push_back(std::exp(noise_.normal() / 4));
    std::vector<double> moved;
    for (const std::size_t row : rows) moved.push_back(in_order[row]);
    return moved;
  }

  Argument labels(const Order& rows) {
    std::vector<std::int64_t>& labels = labels_.emplace_back();
    for (const std::size_t row : rows) labels.push_back(static_cast<std::int64_t>(row) % n_labels);
    return std::span<const std::int64_t>(labels);
  }

  Argument tasks(bool paired) {
    Tasks& tasks = tasks_.emplace_back();
    for (std::size_t i = 0; i < task_sizes.size(); ++i) {
      tasks.runs.push_back(sample(paired ? together_in_task_[i] : order(task_sizes[i])));
    }
    tasks.spans.assign(tasks.runs.begin(), tasks.runs.end());
    return std::span<const std::span<const double>>(tasks.spans);
  }

  Argument argument(const Parameter& parameter, const Order& together, std::int64_t threads) {
    if (parameter.name == "replicates") return std::int64_t{399};
    if (parameter.name == "threads") return threads;
    if (parameter.name == "correlation") return 0.1;
    if (parameter.name == "taus") return std::span<const double>(samples_.emplace_back(taus));
    if (parameter.kind == Kind::sample && (parameter.required || parameter.paired))
      return std::span<const double>(
          samples_.emplace_back(sample(parameter.paired || has_labels_ ? together : order(n_rows))));
    if (parameter.kind == Kind::integers) return labels(together);
    if (parameter.kind == Kind::samples) return tasks(parameter.paired);
    return parameter.default_value;
  }

  struct Tasks {
    std::vector<std::vector<double>> runs;
    std::vector<std::span<const double>> spans;
  };

  const std::vector<double> taus{0.8, 1.0, 1.2};  // in ascending order by their own promise
  bool shuffled_;
  bool has_labels_ = false;
  RandomStream noise_{1, 0};
  RandomStream moves_{2, 0};
  std::vector<Order> together_in_task_;
  std::vector<std::vector<double>> samples_;
  std::vector<std::vector<std::int64_t>> labels_;
  std::vector<Tasks> tasks_;
  std::vector<Argument> values_;
};

bool is_same(double one, double other) {
  // Sums of the same values in another order.
  return one == other || std::abs(one - other) <= 1e-12 * std::max(std::abs(one), std::abs(other));
}

bool is_same(const Value& one, const Value& other);

bool is_same(const std::vector<Value>& one, const std::vector<Value>& other) {
  return std::ranges::equal(one, other, [](const Value& a, const Value& b) { return is_same(a, b); });
}

bool is_same(const Value& one, const Value& other) {
  if (one.content.index() != other.content.index()) return false;
  if (const auto* real = std::get_if<double>(&one.content))
    return is_same(*real, std::get<double>(other.content));
  if (const auto* reals = std::get_if<std::vector<double>>(&one.content)) {
    return std::ranges::equal(*reals, std::get<std::vector<double>>(other.content),
                              [](double a, double b) { return is_same(a, b); });
  }
  if (const auto* record = std::get_if<Record>(&one.content))
    return is_same(record->values, std::get<Record>(other.content).values);
  if (const auto* values = std::get_if<std::vector<Value>>(&one.content))
    return is_same(*values, std::get<std::vector<Value>>(other.content));
  if (const auto* whole = std::get_if<std::int64_t>(&one.content))
    return *whole == std::get<std::int64_t>(other.content);
  if (const auto* seed = std::get_if<std::uint64_t>(&one.content))
    return *seed == std::get<std::uint64_t>(other.content);
  if (const auto* flag = std::get_if<bool>(&one.content)) return *flag == std::get<bool>(other.content);
  if (const auto* text = std::get_if<std::string>(&one.content))
    return *text == std::get<std::string>(other.content);
  return true;  // nothing on either side
}

bool draws_at_random(const Statistic& statistic) {
  const auto takes = [&](std::string_view name) {
    return std::ranges::any_of(statistic.parameters,
                               [&](const Parameter& each) { return each.name == name; });
  };
  const bool takes_runs = std::ranges::any_of(statistic.parameters, [](const Parameter& parameter) {
    return parameter.kind == Kind::sample || parameter.kind == Kind::samples;
  });
  return takes("seed") && takes_runs;
}

}  // namespace

TEST_CASE("no random result depends on the order of the rows or on the number of threads") {
  int tried = 0;
  for (const Statistic& statistic : catalogue()) {
    if (!draws_at_random(statistic)) continue;
    CAPTURE(statistic.name);
    const Value result = statistic.call(Arguments(statistic, 1, false).values());
    CHECK(is_same(result, statistic.call(Arguments(statistic, 1, true).values())));
    CHECK(is_same(result, statistic.call(Arguments(statistic, 3, false).values())));
    ++tried;
  }
  CHECK(tried >= 14);
}
