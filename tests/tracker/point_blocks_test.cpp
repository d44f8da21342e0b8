#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "scratch_study.h"

using namespace gainsay::tracker;

namespace {

struct Columns {
  std::vector<std::int64_t> steps;
  std::vector<double> values;
};

// Steps that go back now and then, values of which some are odd.
Columns columns(std::size_t n) {
  Columns made;
  for (std::size_t i = 0; i < n; ++i) {
    made.steps.push_back(static_cast<std::int64_t>(i % 1000));
    made.values.push_back(i % 7 == 0 ? std::nan("") : 1.0 / static_cast<double>(i + 1));
  }
  return made;
}

std::uint64_t hash_of(const Columns& made) { return summarize({"loss", made.steps, made.values, {}}).hash; }

}  // namespace

TEST_CASE("points that are logged as arrays come back as they were whatever their number") {
  const ScratchStudy study;
  auto recorder = study.recorder();
  auto run = recorder.start({.method = "m"});
  for (const std::size_t n : {0U, 1U, 2U, 8191U, 8192U, 8193U, 100'000U}) {
    CAPTURE(n);
    const auto made = columns(n);
    const auto metric = "loss-" + std::to_string(n);
    run.curve(metric).log(made.steps, made.values);
    auto store = study.store();
    const auto curve = store.curve(run.id(), metric);
    REQUIRE(curve.step.size() == n);
    CHECK(curve.time.size() == n);
    CHECK(summarize({"loss", curve.step, curve.value, {}}).hash == hash_of(made));
  }
}

TEST_CASE("arrays and single points of one curve keep their order") {
  const ScratchStudy study;
  auto recorder = study.recorder();
  auto run = recorder.start({.method = "m"});
  auto loss = run.curve("loss");
  loss.log(1, 0.5);
  loss.log(std::vector<std::int64_t>{2, 3}, std::vector<double>{0.25, -0.0});
  loss.log(4, 0.125);
  const auto curve = study.store().curve(run.id(), "loss");
  CHECK(curve.step == std::vector<std::int64_t>{1, 2, 3, 4});
  CHECK(std::signbit(curve.value.at(2)));
  CHECK(curve.time.at(1) == curve.time.at(2));
  CHECK(curve.time.at(0) <= curve.time.at(1));
  CHECK(curve.time.at(2) <= curve.time.at(3));
}

TEST_CASE("arrays keep the times that they are given to the microsecond") {
  const ScratchStudy study;
  auto recorder = study.recorder();
  auto run = recorder.start({.method = "m"});
  const std::vector<double> times{1'700'000'000.125, 1'700'000'000.000001, 0.0, -1.5};
  run.curve("loss").log(std::vector<std::int64_t>{1, 2, 3, 4}, std::vector<double>{1, 2, 3, 4}, times);
  CHECK(study.store().curve(run.id(), "loss").time == times);
}

TEST_CASE("arrays of different lengths and times that are none are refused and nothing of them is logged") {
  const ScratchStudy study;
  auto recorder = study.recorder();
  auto run = recorder.start({.method = "m"});
  auto loss = run.curve("loss");
  const std::vector<std::int64_t> steps{1, 2};
  const std::vector<double> values{1.0, 2.0};
  CHECK_THROWS_AS(loss.log(steps, std::vector<double>{1.0}), std::domain_error);
  CHECK_THROWS_AS(loss.log(steps, values, std::vector<double>{1.0}), std::domain_error);
  for (const double time : {std::nan(""), std::numeric_limits<double>::infinity(), 1e12}) {
    CHECK_THROWS_AS(loss.log(steps, values, std::vector<double>{1.0, time}), std::domain_error);
  }
  CHECK(study.store().curve(run.id(), "loss").step.empty());
}

TEST_CASE("a durable recorder records arrays too") {
  const ScratchStudy study;
  RecorderOptions options;
  options.durable = true;
  Recorder recorder{study.root(), options};
  auto run = recorder.start({.method = "m"});
  const auto made = columns(10'000);
  run.curve("loss").log(made.steps, made.values);
  CHECK(study.store().find_run(run.id())->curves.at(0).hash == hash_of(made));
}

TEST_CASE("points of an array that cannot be written are counted one by one") {
  const ScratchStudy study;
  write_bytes(study.directory().journals(), "in the way");
  auto recorder = study.recorder();
  auto run = recorder.start({.method = "m"});
  const auto before = run.dropped();
  const auto made = columns(9000);
  run.curve("loss").log(made.steps, made.values);
  CHECK(run.dropped() == before + 9000);
}
