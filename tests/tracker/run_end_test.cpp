#include <csignal>
#include <filesystem>
#include <optional>
#include <string>

#include <doctest/doctest.h>
#include <unistd.h>

#include "child_process.h"
#include "scratch_study.h"

using namespace gainsay::tracker;

namespace {

ActiveRun* run_of_handler = nullptr;

void end_run_and_process(int) {
  run_of_handler->finish_in_signal_handler(Status::killed);
  _exit(7);
}

// Journals are drained in the order of their names, which begin with the milliseconds of the host's clock.
void wait_for_another_millisecond() {
  const auto before = new_run_id();
  while (new_run_id().substr(0, 10) == before.substr(0, 10)) {
  }
}

// As if the clock of the second one's host had been behind.
void swap_journals(const ScratchStudy& study) {
  const auto files = study.journals();
  REQUIRE(files.size() == 2);
  const auto aside = study.root() / "aside";
  std::filesystem::rename(files[0], aside);
  std::filesystem::rename(files[1], files[0]);
  std::filesystem::rename(aside, files[1]);
}

}  // namespace

TEST_CASE("a run that is resumed by its id runs again and keeps the time of its first start") {
  const ScratchStudy study;
  std::string id;
  {
    auto recorder = study.recorder();
    auto run = recorder.start({.method = "m", .dataset = "d", .seed = 1});
    id = run.id();
    run.log(0, "loss", 1.0);
    run.finish(Status::failed, "oom", 137);
  }
  const auto before = study.store().find_run(id);
  auto recorder = study.recorder();
  auto run = recorder.start({.id = id});
  CHECK_FALSE(run.joined());
  run.log(1, "loss", 0.5);
  const auto resumed = study.store().find_run(id);
  CHECK(resumed->status == Status::running);
  CHECK(resumed->failure.empty());
  CHECK_FALSE(resumed->exit_code);
  CHECK_FALSE(resumed->ended_at);
  CHECK(resumed->started_at == before->started_at);
  CHECK(resumed->method == Name{"m"});
  CHECK(resumed->seed == 1);
  run.finish();
  auto store = study.store();
  CHECK(store.find_run(id)->status == Status::finished);
  CHECK(store.curve(id, "loss").step == std::vector<std::int64_t>{0, 1});
}

TEST_CASE(
    "a run whose start and resumption are drained together comes out the same whichever is drained first") {
  for (const bool clock_is_behind : {false, true}) {
    CAPTURE(clock_is_behind);
    const ScratchStudy study;
    const auto id = new_run_id();
    for (const auto& status : {Status::failed, Status::finished}) {
      wait_for_another_millisecond();
      auto recorder = study.recorder();
      recorder.start({.method = "m", .id = id}).finish(status, status == Status::failed ? "oom" : "");
    }
    if (clock_is_behind) swap_journals(study);
    const auto run = study.store().find_run(id);
    CHECK(run->status == Status::finished);
    CHECK(run->failure.empty());
    CHECK(*run->started_at < *run->ended_at);
  }
}

TEST_CASE("a resumed run is not lost because the process that had it before is gone") {
  const ScratchStudy study;
  const auto id = new_run_id();
  run_in_child([&] {
    auto recorder = study.recorder();
    auto run = recorder.start({.method = "m", .id = id});
    run.log(0, "loss", 1.0);
    _exit(0);
  });
  auto recorder = study.recorder();
  auto run = recorder.start({.method = "m", .id = id});
  for (int drain = 0; drain < 3; ++drain) CHECK(study.store().find_run(id)->status == Status::running);
}

TEST_CASE("what is found out after the start is added to the run") {
  const ScratchStudy study;
  auto recorder = study.recorder();
  auto run = recorder.start({.method = "m", .purpose = Purpose::tune});
  run.environment("python", "3.11");
  run.git({"abc", true, false, "main"});
  const auto stored = study.store().find_run(run.id());
  CHECK(stored->environment == std::vector<EnvironmentEntry>{{"python", "3.11"}});
  REQUIRE(stored->git);
  CHECK(stored->git->commit == "abc");
  CHECK(stored->git->branch == "main");
  CHECK(stored->purpose == Purpose::tune);
  CHECK(stored->tags.empty());
  CHECK(stored->status == Status::running);
}

TEST_CASE("a signal handler ends the run of its process") {
  const ScratchStudy study;
  const auto id = new_run_id();
  run_in_child([&] {
    auto recorder = study.recorder();
    auto run = recorder.start({.method = "m", .id = id});
    run_of_handler = &run;
    signal(SIGTERM, end_run_and_process);
    auto loss = run.curve("loss");
    for (int step = 0; step < 100; ++step) loss.log(step, 0.5);
    raise(SIGTERM);
  });
  auto store = study.store();
  CHECK(store.find_run(id)->status == Status::killed);
  CHECK(store.curve(id, "loss").step.size() == 100);
}

TEST_CASE("recording goes on behind an end that a signal handler wrote") {
  const ScratchStudy study;
  auto recorder = study.recorder();
  auto killed = recorder.start({.method = "killed"});
  auto other = recorder.start({.method = "other"});
  CHECK(killed.finish_in_signal_handler(Status::killed));
  CHECK_FALSE(killed.finish_in_signal_handler(Status::killed));
  for (int step = 0; step < 5000; ++step) other.log(step, "loss", 0.5);
  auto store = study.store();
  CHECK(store.find_run(killed.id())->status == Status::killed);
  CHECK(store.curve(other.id(), "loss").step.size() == 5000);
}

TEST_CASE("a signal handler ends neither a joined run nor that of the parent process") {
  const ScratchStudy study;
  auto recorder = study.recorder();
  auto run = recorder.start({.method = "m"});
  CHECK_FALSE(recorder.join(run.id()).finish_in_signal_handler(Status::killed));
  run_in_child([&] {
    if (run.finish_in_signal_handler(Status::killed)) run.tag("ended", "by the child");
    _exit(0);
  });
  const auto stored = study.store().find_run(run.id());
  CHECK(stored->status == Status::running);
  CHECK(stored->tags.empty());
}
