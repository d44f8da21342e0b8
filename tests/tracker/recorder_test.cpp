#include "gainsay/tracker/recorder.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <thread>

#include <doctest/doctest.h>

#include "scratch_study.h"

using namespace gainsay::tracker;
using namespace std::string_literals;

namespace {

std::uint64_t bits(double value) { return std::bit_cast<std::uint64_t>(value); }

const std::vector<double> odd_values{0.0,
                                     -0.0,
                                     1.0,
                                     -1.0 / 3.0,
                                     std::numeric_limits<double>::infinity(),
                                     -std::numeric_limits<double>::infinity(),
                                     std::numeric_limits<double>::denorm_min(),
                                     std::numeric_limits<double>::max(),
                                     std::bit_cast<double>(std::uint64_t{0x7ff8000000000001}),
                                     std::bit_cast<double>(std::uint64_t{0xfff4dead0000beef})};

}  // namespace

TEST_CASE("a run comes back as it was recorded") {
  const ScratchStudy study;
  std::string id;
  {
    auto recorder = study.recorder();
    auto run = recorder.start({.method = "bn",
                               .dataset = "digits",
                               .split = "test",
                               .seed = -3,
                               .fold = 2,
                               .purpose = Purpose::pilot,
                               .role = Role::variant,
                               .params = {{"lr", 0.1}, {"layers", std::int64_t{3}}},
                               .tags = {{"note", "first"}},
                               .argv = {"python", "train.py", ""},
                               .environment = {{"CUDA_VISIBLE_DEVICES", "0"}},
                               .git = Git{"abc", true, false, "main"},
                               .host = "box",
                               .device = "cpu"});
    id = run.id();
    run.param("amsgrad", true);
    run.param("optimizer", "adam");
    run.param("lr", 0.2);
    run.tag("note", "second");
    run.result("accuracy", 0.974);
    run.finish(Status::failed, "oom", 137);
  }
  const auto run = study.store().find_run(id);
  REQUIRE(run);
  CHECK(run->method == Name{"bn"});
  CHECK(run->dataset == Name{"digits"});
  CHECK(run->split == Name{"test"});
  CHECK(run->seed == -3);
  CHECK(run->fold == 2);
  CHECK(run->purpose == Purpose::pilot);
  CHECK(run->role == Role::variant);
  CHECK(run->status == Status::failed);
  CHECK(run->failure == "oom");
  CHECK(run->exit_code == 137);
  CHECK(run->params ==
        std::vector<Param>{
            {"amsgrad", true}, {"layers", std::int64_t{3}}, {"lr", 0.2}, {"optimizer", std::string{"adam"}}});
  CHECK(run->tags == std::vector<Tag>{{"note", "second"}});
  CHECK(run->argv == std::vector<std::string>{"python", "train.py", ""});
  CHECK(run->environment == std::vector<EnvironmentEntry>{{"CUDA_VISIBLE_DEVICES", "0"}});
  REQUIRE(run->git);
  CHECK(run->git->commit == "abc");
  CHECK(run->git->dirty == true);
  CHECK(run->git->branch == "main");
  CHECK(run->host == "box");
  CHECK(find_result(*run, "accuracy") == 0.974);
  CHECK(run->dropped_points == 0);
  REQUIRE(run->started_at);
  REQUIRE(run->ended_at);
  CHECK(*run->started_at <= *run->ended_at);
}

TEST_CASE("every odd value of a curve comes back bit for bit") {
  const ScratchStudy study;
  const std::vector<std::int64_t> steps{0, 1, 1, -5, INT64_MAX, INT64_MIN, 0, 7, 8, 9};
  std::string id;
  {
    auto recorder = study.recorder();
    auto run = recorder.start({.method = "m"});
    id = run.id();
    auto curve = run.curve("loss");
    for (std::size_t i = 0; i < steps.size(); ++i) curve.log(steps[i], odd_values[i]);
  }
  auto store = study.store();
  const auto curve = store.curve(id, "loss");
  REQUIRE(curve.step == steps);
  REQUIRE(curve.time.size() == steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i) CHECK(bits(curve.value[i]) == bits(odd_values[i]));
  const auto run = store.find_run(id);
  const auto* stored = find_curve(*run, "loss");
  REQUIRE(stored != nullptr);
  const auto fresh = summarize(curve);
  CHECK(stored->hash == fresh.hash);
  CHECK(stored->n == 10);
  CHECK(stored->n_finite == 6);
  CHECK(bits(stored->last) == bits(odd_values.back()));
  CHECK(stored->min == -1.0 / 3.0);
  CHECK(stored->max == std::numeric_limits<double>::max());
}

TEST_CASE("every odd value of a result and of an item score comes back bit for bit") {
  const ScratchStudy study;
  std::string id;
  {
    auto recorder = study.recorder();
    auto run = recorder.start({.method = "m"});
    id = run.id();
    for (std::size_t i = 0; i < odd_values.size(); ++i) {
      run.result("r" + std::to_string(i), odd_values[i]);
      run.item_score("accuracy", "item-" + std::to_string(i), odd_values[i], i % 2 == 0 ? "even" : "");
      run.param("p" + std::to_string(i), odd_values[i]);
    }
  }
  auto store = study.store();
  const auto run = store.find_run(id);
  const auto items = store.items(id, "accuracy");
  REQUIRE(items.score.size() == odd_values.size());
  for (std::size_t i = 0; i < odd_values.size(); ++i) {
    CHECK(bits(*find_result(*run, "r" + std::to_string(i))) == bits(odd_values[i]));
    CHECK(bits(std::get<double>(*find_param(*run, "p" + std::to_string(i)))) == bits(odd_values[i]));
    CHECK(bits(items.score[i]) == bits(odd_values[i]));
    CHECK(items.item[i] == "item-" + std::to_string(i));
    CHECK(items.cluster[i] == (i % 2 == 0 ? "even" : ""));
  }
}

TEST_CASE("an item that is scored again keeps its place and takes the new score") {
  const ScratchStudy study;
  auto recorder = study.recorder();
  auto run = recorder.start({.method = "m"});
  run.item_score("accuracy", "a", 0.0);
  run.item_score("accuracy", "b", 1.0);
  run.item_score("accuracy", "a", 1.0);
  const auto items = study.store().items(run.id(), "accuracy");
  CHECK(items.item == std::vector<std::string>{"a", "b"});
  CHECK(items.score == std::vector<double>{1.0, 1.0});
  CHECK(items.cluster.empty());
}

TEST_CASE("hostile names and texts come back byte for byte") {
  const ScratchStudy study;
  const auto hostile = "\x1b[31m\0<script>\\input{/etc/passwd}=cmd|'/C calc'!A1\xff\xfe../.."s;
  const std::string megabyte(1 << 20, 'x');
  auto recorder = study.recorder();
  auto run = recorder.start({.method = Name{hostile}, .dataset = Name{"../" + hostile}});
  run.param(Name{hostile}, ParamValue{hostile});
  run.tag(Name{megabyte}, megabyte);
  run.result(Name{hostile}, 1.0);
  run.item_score(Name{hostile}, hostile, 1.0, hostile);
  run.log(1, Name{hostile}, 2.0);
  auto store = study.store();
  const auto whole = store.whole_run(run.id());
  CHECK(whole.run.method.str() == hostile);
  CHECK(whole.run.dataset.str() == "../" + hostile);
  CHECK(std::get<std::string>(*find_param(whole.run, Name{hostile})) == hostile);
  CHECK(*find_tag(whole.run, Name{megabyte}) == megabyte);
  CHECK(find_result(whole.run, Name{hostile}) == 1.0);
  REQUIRE(whole.items.size() == 1);
  CHECK(whole.items[0].cluster == std::vector<std::string>{hostile});
  REQUIRE(whole.curves.size() == 1);
  CHECK(whole.curves[0].value == std::vector<double>{2.0});
}

TEST_CASE("a reader sees what a run that is still going on has logged") {
  const ScratchStudy study;
  auto recorder = study.recorder();
  auto run = recorder.start({.method = "m"});
  auto curve = run.curve("loss");
  for (int i = 0; i < 10; ++i) {
    curve.log(i, i);
    auto store = study.store();
    CHECK(store.curve(run.id(), "loss").step.size() == static_cast<std::size_t>(i) + 1);
    CHECK(store.find_run(run.id())->status == Status::running);
    CHECK(store.drain().records == 0);
  }
}

TEST_CASE("a run that is destroyed while an exception is on its way is failed") {
  const ScratchStudy study;
  auto recorder = study.recorder();
  std::string failed;
  std::string finished;
  try {
    auto run = recorder.start({.method = "m"});
    failed = run.id();
    throw std::runtime_error("training broke");
  } catch (const std::runtime_error&) {
    finished = recorder.start({.method = "m"}).id();
  }
  auto store = study.store();
  CHECK(store.find_run(failed)->status == Status::failed);
  CHECK(store.find_run(failed)->failure == "exception");
  CHECK(store.find_run(finished)->status == Status::finished);
}

TEST_CASE("a journal whose process closed it is deleted once all of it is in the store") {
  const ScratchStudy study;
  {
    auto recorder = study.recorder();
    recorder.start({.method = "m"});
  }
  CHECK(study.journals().size() == 1);
  auto store = study.store();
  CHECK(store.opening_drain().deleted_journals == 1);
  CHECK(study.journals().empty());
  CHECK(store.runs().size() == 1);
}

TEST_CASE("a durable recorder records the same") {
  const ScratchStudy study;
  RecorderOptions options;
  options.durable = true;
  Recorder recorder{study.root(), options};
  auto run = recorder.start({.method = "m"});
  for (int i = 0; i < 5; ++i) run.log(i, "loss", i);
  run.finish();
  auto store = study.store();
  CHECK(store.curve(run.id(), "loss").value == std::vector<double>{0.0, 1.0, 2.0, 3.0, 4.0});
  CHECK_FALSE(recorder.warning());
}

TEST_CASE("bad arguments to a recorder are refused") {
  const ScratchStudy study;
  auto recorder = study.recorder();
  auto run = recorder.start({.method = "m"});
  CHECK_THROWS_AS(run.curve(""), std::domain_error);
  CHECK_THROWS_AS(run.param("", 1), std::domain_error);
  CHECK_THROWS_AS(run.tag("t", std::string((8 << 20) + 1, 'x')), std::domain_error);
  CHECK_THROWS_AS(run.item_score("accuracy", "", 1.0), std::domain_error);
  CHECK_THROWS_AS(recorder.join("../../etc"), std::domain_error);
  CHECK_THROWS_AS(recorder.start({.method = "m", .id = "short"}), std::domain_error);
  run.finish();
  CHECK_THROWS_AS(run.result("accuracy", 1.0), std::logic_error);
  CHECK_NOTHROW(run.finish());
}

TEST_CASE("eight threads lose and double nothing and each keeps its order") {
  const ScratchStudy study;
  constexpr int n_threads = 8;
  constexpr int n_points = 5000;
  auto recorder = study.recorder();
  auto run = recorder.start({.method = "m"});
  std::vector<std::thread> threads;
  for (int t = 0; t < n_threads; ++t) {
    threads.emplace_back([&run, t] {
      auto own = run.curve("own-" + std::to_string(t));
      auto shared = run.curve("shared");
      for (int i = 0; i < n_points; ++i) {
        own.log(i, t);
        shared.log(i, t);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  auto store = study.store();
  for (int t = 0; t < n_threads; ++t) {
    const auto curve = store.curve(run.id(), "own-" + std::to_string(t));
    REQUIRE(curve.step.size() == n_points);
    for (int i = 0; i < n_points; ++i) REQUIRE(curve.step[static_cast<std::size_t>(i)] == i);
  }
  const auto shared = store.curve(run.id(), "shared");
  REQUIRE(shared.step.size() == n_threads * n_points);
  std::vector<std::int64_t> next(n_threads, 0);
  for (std::size_t i = 0; i < shared.step.size(); ++i) {
    auto& expected = next[static_cast<std::size_t>(shared.value[i])];
    REQUIRE(shared.step[i] == expected);
    ++expected;
  }
}
