#include <fmt/format.h>
#include "auditor_benchmark/evidence_rates.h"
using namespace auditor_benchmark;
int main(int, char**argv) {
  auto cells = evidence_rates(atoi(argv[1]));
  for (auto& c : cells) fmt::print("{:40} {:12} {:3} supported {:.4f} contra {:.4f} covered {:.4f} raw {:.3f}\n", name_of(c.question), name_of(c.noise), c.n_seeds, c.supported.share(), c.contradicted.share(), c.covered.share(), c.raw_supported.share());
  fmt::print("{:.4f} {:.4f}\n", all_supported(cells).share(), all_covered(cells).share());
}
