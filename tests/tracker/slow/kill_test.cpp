#include <csignal>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tracker/child_process.h"
#include "tracker/scratch_study.h"

using namespace gainsay::tracker;

namespace {

// Records points for ever, and says so after each: the step, through a pipe.
[[noreturn]] void record_for_ever(const ScratchStudy& study, const std::string& id, int acknowledgements) {
  auto recorder = study.recorder();
  auto run = recorder.start({.method = "m", .id = id});
  auto curve = run.curve("loss");
  for (std::int64_t step = 0;; ++step) {
    curve.log(step, static_cast<double>(step) * 0.5);
    if (write(acknowledgements, &step, sizeof step) != static_cast<ssize_t>(sizeof step)) _exit(1);
  }
}

// Kills the child once `kill_after` points are acknowledged, and returns how many were in the end.
std::int64_t acknowledged_when_killed(const ScratchStudy& study, const std::string& id,
                                      std::int64_t kill_after) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = start_child([&] {
    close(ends[0]);
    record_for_ever(study, id, ends[1]);
  });
  close(ends[1]);
  std::int64_t acknowledged = 0;
  bool killed = false;
  std::int64_t step = 0;
  while (read(ends[0], &step, sizeof step) == static_cast<ssize_t>(sizeof step)) {
    REQUIRE(step == acknowledged);
    ++acknowledged;
    if (!killed && acknowledged >= kill_after) {
      kill(child, SIGKILL);
      killed = true;
    }
  }
  close(ends[0]);
  CHECK(wait_for(child) == -1);
  return acknowledged;
}

}  // namespace

TEST_CASE("every acknowledged point of 200 killed processes is in the store exactly once") {
  const ScratchStudy study;
  std::uint64_t random = 20261124;
  for (int round = 0; round < 200; ++round) {
    CAPTURE(round);
    random = random * 6364136223846793005ULL + 1442695040888963407ULL;  // Knuth's MMIX generator
    const auto kill_after = static_cast<std::int64_t>(1 + (random >> 33) % 6000);
    const auto id = new_run_id();
    const auto acknowledged = acknowledged_when_killed(study, id, kill_after);
    auto store = study.store();
    const auto curve = store.curve(id, "loss");
    // The last point may have been logged without its acknowledgement getting through.
    REQUIRE(curve.step.size() >= static_cast<std::size_t>(acknowledged));
    REQUIRE(curve.step.size() <= static_cast<std::size_t>(acknowledged) + 1);
    for (std::size_t i = 0; i < curve.step.size(); ++i) {
      REQUIRE(curve.step[i] == static_cast<std::int64_t>(i));
      REQUIRE(curve.value[i] == static_cast<double>(i) * 0.5);
    }
    REQUIRE(store.find_run(id)->status == Status::lost);
  }
  auto store = study.store();
  CHECK(store.check().sound());
  CHECK(study.journals().empty());
}

TEST_CASE("drainers that are killed at any moment neither lose nor double a point") {
  const ScratchStudy study;
  constexpr int n_points = 50'000;
  std::uint64_t random = 7;
  for (int round = 0; round < 20; ++round) {
    run_in_child([&] {
      auto recorder = study.recorder();
      auto run = recorder.start({.method = "m"});
      auto curve = run.curve("loss");
      for (int i = 0; i < n_points; ++i) curve.log(i, i);
      run.finish();
    });
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    const pid_t child = start_child([&] {
      if (write(ends[1], "x", 1) != 1) _exit(1);
      study.store();
    });
    char started = 0;
    REQUIRE(read(ends[0], &started, 1) == 1);
    random = random * 6364136223846793005ULL + 1442695040888963407ULL;
    for (volatile std::uint64_t spin = (random >> 33) % 20'000'000; spin > 0;) spin = spin - 1;
    kill(child, SIGKILL);
    wait_for(child);
    close(ends[0]);
    close(ends[1]);
  }
  auto store = study.store();
  const auto runs = store.runs();
  REQUIRE(runs.size() == 20);
  for (const auto& run : runs) {
    CHECK(run.status == Status::finished);
    CHECK(run.curves.at(0).n == n_points);
  }
  CHECK(store.check().sound());
}
