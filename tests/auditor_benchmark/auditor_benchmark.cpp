// Measures how often the auditor is wrong, over simulated studies whose truth is known.
//   auditor_benchmark --write FILE   makes the page
//   auditor_benchmark --check FILE   compares it, and fails where a bound is broken
//   auditor_benchmark --rule CODE    one rule, on the terminal
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "auditor_benchmark/page.h"
#include "auditor_benchmark/run_noise.h"
#include "calibration/page_file.h"

namespace {

using namespace auditor_benchmark;

int tell_broken(const Measured& measured) {
  int broken = 0;
  for (const Bound& bound : bounds(measured)) {
    if (bound.holds) continue;
    ++broken;
    fmt::print(stderr, "{}: {}, held to {}\n", bound.figure, bound.measured, bound.bound);
  }
  return broken == 0 ? 0 : 1;
}

int write(const std::string& path) {
  const auto start = std::chrono::steady_clock::now();
  const Measured measured = measure(whole);
  calibration::write_contents(path, page(measured));
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  fmt::print("{:.0f} s\n", taken.count());
  return tell_broken(measured);
}

int check(const std::string& path) {
  const std::string stored = calibration::contents(path);
  const Measured measured = measure(whole);
  const int broken = tell_broken(measured);
  if (noise_families().size() < n_noise_families) {
    fmt::print("The real runs are not there: the bounds are checked, and the page is not compared.\n");
    return broken;
  }
  const std::string fresh = page(measured);
  if (fresh == stored) return broken;
  calibration::show_difference(stored, fresh);
  fmt::print(stderr,
             "{} is not what is simulated; mend it with: build/dev/bin/auditor_benchmark --write {}\n", path,
             path);
  return 1;
}

int show(const std::string& code) {
  for (const Pitfall& pitfall : pitfalls()) {
    if (!pitfall.rule.starts_with(code)) continue;
    const PitfallRates rates = rates_of(pitfall, whole.per_pitfall);
    fmt::print("{}  sound {}  look-alike {}  found", pitfall.rule, rates.sound.hits, rates.look_alike.hits);
    for (std::size_t dose = 0; dose < n_doses; ++dose)
      fmt::print(" {} ({} right)", rates.recalled.at(dose).hits, rates.right_subject.at(dose).hits);
    fmt::print("  of {}\n", rates.sound.tries);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 2 && arguments[0] == "--write") return write(arguments[1]);
  if (arguments.size() == 2 && arguments[0] == "--check") return check(arguments[1]);
  if (arguments.size() == 2 && arguments[0] == "--rule") return show(arguments[1]);
  fmt::print(stderr, "usage: auditor_benchmark --write FILE | --check FILE | --rule CODE\n");
  return 2;
}
