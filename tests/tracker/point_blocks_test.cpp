#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <unistd.h>

#include "gainsay/tracker/crc32c.h"

#include "child_process.h"
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

// Appends a record of that type to a journal that was not closed, as docs/formats/journal.md describes it.
void append_record(const std::filesystem::path& file, std::uint8_t type, const std::string& payload) {
  const auto padded = [](std::size_t size) { return (size + 7) / 8 * 8; };
  auto bytes = read_bytes(file);
  std::size_t at = 16;
  for (std::uint32_t word = 0; at < bytes.size(); at += padded(8 + (word & 0xffffffU))) {
    std::memcpy(&word, bytes.data() + at + 4, sizeof word);
    if (word == 0) break;
  }
  bytes.resize(std::max(bytes.size(), at + padded(8 + payload.size())));
  const auto word = static_cast<std::uint32_t>(payload.size()) | std::uint32_t{type} << 24;
  const auto crc = crc32c(payload.data(), payload.size(), crc32c(&word, sizeof word));
  std::memcpy(bytes.data() + at, &crc, sizeof crc);
  std::memcpy(bytes.data() + at + 4, &word, sizeof word);
  std::memcpy(bytes.data() + at + 8, payload.data(), payload.size());
  write_bytes(file, bytes);
}

std::string block(std::uint32_t series, std::uint32_t n, std::size_t column_bytes) {
  std::string payload(16 + column_bytes, '\0');
  std::memcpy(payload.data(), &series, sizeof series);
  std::memcpy(payload.data() + 4, &n, sizeof n);
  return payload;
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

TEST_CASE("a block of points that does not hold what it says is damage and what is before it is read") {
  const std::vector<std::string> blocks{block(0, 2, 16), block(0, 0, 0),  block(7, 1, 16),
                                        block(0, 1, 17), block(0, 1, 32), block(0, 0xffffffff, 16)};
  for (const auto& bad : blocks) {
    const ScratchStudy study;
    const auto id = new_run_id();
    run_in_child([&] {
      auto recorder = study.recorder();
      auto run = recorder.start({.method = "m", .id = id});
      run.curve("loss").log(std::vector<std::int64_t>{1, 2}, std::vector<double>{0.5, 0.25});
      _exit(0);
    });
    append_record(study.journals().at(0), 15, block(0, 1, 16));
    append_record(study.journals().at(0), 15, bad);
    auto store = study.store();
    CHECK(store.curve(id, "loss").step == std::vector<std::int64_t>{1, 2, 0});
    REQUIRE(store.opening_drain().damage.size() == 1);
    CHECK(store.opening_drain().damage[0].problem == "a record does not say what a record of its type says");
  }
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
