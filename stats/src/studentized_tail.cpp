#include "studentized_tail.h"

#include "many_to_one_tail.h"
#include "roots.h"

namespace gainsay::stats {

double StudentizedTail::critical_value(double alpha, double df) {
  const PooledSdLaw law(df);
  const auto excess = [&](double x) { return alpha - law.average(at_known_sd_, at_known_sd_.shape(), x); };
  double low = 0;
  double high = 4;
  while (excess(high) < 0) {
    low = high;
    high *= 2;
  }
  return root_between(excess, low, high);
}

StudentizedTail studentized_range_tail(std::int64_t k) {
  const RangeTail tail(k);
  return StudentizedTail{TabulatedTail(tail, tail.shape())};
}

StudentizedTail many_to_one_tail(std::vector<double> loadings) {
  const ManyToOneTail tail(std::move(loadings));
  return StudentizedTail{TabulatedTail(tail, tail.shape())};
}

}  // namespace gainsay::stats
