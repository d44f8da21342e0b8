// Simulates what the tests and intervals of stats/ promise.
//   calibration --write FILE   makes the page
//   calibration --check FILE   compares it, and fails where a promise is broken
//   calibration --family TEXT  the sections whose title holds the text, on the terminal
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "calibration/families.h"
#include "calibration/page.h"
#include "calibration/page_file.h"
#include "calibration/run.h"

namespace {

using namespace calibration;

constexpr int threads = 2;

int tell(const std::vector<std::string>& broken) {
  for (const std::string& sentence : broken) fmt::print(stderr, "{}\n", sentence);
  return broken.empty() ? 0 : 1;
}

struct Calibration {
  std::vector<FamilyResult> simulated;
  std::vector<FamilyResult> real;
};

Calibration calibrate() {
  Calibration result;
  result.simulated = run(simulated_families(), threads);
  result.real = run(real_families(), threads);
  if (result.real.empty()) fmt::print("The real runs are not there: their columns are left out.\n");
  return result;
}

int check(const std::string& path) {
  const std::string stored = contents(path);
  const Calibration result = calibrate();
  const int broken = tell(breaches(result.simulated)) + tell(breaches(result.real));
  const std::string fresh = page(result.simulated, result.real);
  const std::string_view expected =
      result.real.empty() ? without_real_runs(stored) : std::string_view(stored);
  if (fresh == expected) return broken == 0 ? 0 : 1;
  show_difference(expected, fresh);
  fmt::print(stderr, "{} is not what is simulated; mend it with: build/dev/bin/calibration --write {}\n",
             path, path);
  return 1;
}

int write(const std::string& path) {
  const Calibration result = calibrate();
  write_contents(path, page(result.simulated, result.real));
  return tell(breaches(result.simulated)) + tell(breaches(result.real)) == 0 ? 0 : 1;
}

int show(std::string_view title) {
  std::vector<Family> chosen = simulated_families();
  std::ranges::move(real_families(), std::back_inserter(chosen));
  std::erase_if(chosen,
                [&](const Family& family) { return family.title.find(title) == std::string_view::npos; });
  int broken = 0;
  for (const Family& family : chosen) {
    const auto start = std::chrono::steady_clock::now();
    const std::vector<FamilyResult> results = run(std::span(&family, 1), threads);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    fmt::print("{}\n{:.1f} s\n", section(results.front(), "##"), taken.count());
    broken += tell(breaches(results));
  }
  return broken == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 2 && arguments[0] == "--write") return write(arguments[1]);
  if (arguments.size() == 2 && arguments[0] == "--check") return check(arguments[1]);
  if (arguments.size() == 2 && arguments[0] == "--family") return show(arguments[1]);
  fmt::print(stderr, "usage: calibration --write FILE | --check FILE | --family TEXT\n");
  return 2;
}
