#include "gainsay/stats/studentized_range.h"

#include <cmath>
#include <string>

#include "check.h"
#include "studentized_tail.h"

namespace gainsay::stats {
namespace {

constexpr std::int64_t most_values = 1000;

void check_range(std::string_view function, std::int64_t k, double df) {
  check::at_least(function, "k", k, 2);
  if (k > most_values) check::fail(function, "k must be at most 1000, is " + std::to_string(k));
  if (!(df >= 1)) check::fail(function, "df must be at least 1, is " + check::text(df));
}

}  // namespace

double studentized_range_ccdf(double q, std::int64_t k, double df) {
  check::not_negative("studentized_range_ccdf", "q", q);
  check_range("studentized_range_ccdf", k, df);
  const RangeTail tail(k);
  return PooledSdLaw(df).average(tail, tail.shape(), q);
}

double studentized_range_critical_value(double alpha, std::int64_t k, double df) {
  check::open_unit("studentized_range_critical_value", "alpha", alpha);
  check_range("studentized_range_critical_value", k, df);
  StudentizedTail tail = studentized_range_tail(k);
  return tail.critical_value(alpha, df);
}

}  // namespace gainsay::stats
