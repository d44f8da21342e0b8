#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <sys/resource.h>

#include "gainsay/tracker/crc32c.h"
#include "gainsay/tracker/recorder.h"
#include "gainsay/tracker/store.h"

#include "child_process.h"
#include "scratch_study.h"

using namespace gainsay::tracker;

namespace {

constexpr std::size_t header_size = 16;

// A small journal, closed by a process that is gone.
std::string small_journal(const ScratchStudy& study) {
  run_in_child([&] {
    auto recorder = study.recorder();
    auto run = recorder.start({.method = "m", .dataset = "d"});
    run.param("lr", 0.1);
    for (int i = 0; i < 5; ++i) run.log(i, "loss", i);
    run.result("accuracy", 0.5);
    run.item_score("accuracy", "a", 1.0);
    run.finish();
  });
  const auto files = study.journals();
  REQUIRE(files.size() == 1);
  auto bytes = read_bytes(files.front());
  std::filesystem::remove(files.front());
  return bytes;
}

struct RecordPlace {
  std::size_t begin;
  std::size_t end;
  bool is_point;
};

// Walks over the records by their lengths alone, up to the zeros that the child left behind.
std::vector<RecordPlace> places_of(const std::string& journal) {
  std::vector<RecordPlace> places;
  std::size_t at = header_size;
  while (at + 8 <= journal.size()) {
    std::uint32_t word = 0;
    std::memcpy(&word, journal.data() + at + 4, 4);
    if (word == 0) break;
    const auto end = at + (8 + (word & 0xffffff) + 7) / 8 * 8;
    places.push_back({at, end, word >> 24 == 5});
    at = end;
  }
  return places;
}

std::int64_t points_before(const std::vector<RecordPlace>& places, std::size_t byte) {
  std::int64_t points = 0;
  for (const auto& place : places) points += place.is_point && place.end <= byte ? 1 : 0;
  return points;
}

// The journal as if another machine had written it: the host and boot id of its process record begin with x.
std::string with_other_boot_id(std::string journal) {
  const auto place = places_of(journal).at(0);
  std::uint32_t host_size = 0;
  std::memcpy(&host_size, journal.data() + place.begin + 8, 4);
  journal[place.begin + 12] = 'x';
  journal[place.begin + 12 + host_size + 4] = 'x';
  std::uint32_t word = 0;
  std::memcpy(&word, journal.data() + place.begin + 4, 4);
  const auto crc = crc32c(journal.data() + place.begin + 4, 4 + (word & 0xffffff));
  std::memcpy(journal.data() + place.begin, &crc, 4);
  return journal;
}

}  // namespace

// RFC 3720, appendix B.4: 32 bytes of zeros, of ones, counting up, counting down; an iSCSI Read (10) command.
TEST_CASE("both checksum routines give the numbers of RFC 3720") {
  std::string up(32, '\0');
  std::string down(32, '\0');
  for (std::size_t i = 0; i < 32; ++i) {
    up[i] = static_cast<char>(i);
    down[i] = static_cast<char>(31 - i);
  }
  const unsigned char read10[48] = {0x01, 0xc0, 0, 0, 0, 0, 0,    0, 0,    0, 0, 0,    0, 0, 0, 0,
                                    0x14, 0,    0, 0, 0, 0, 0x04, 0, 0,    0, 0, 0x14, 0, 0, 0, 0x18,
                                    0x28, 0,    0, 0, 0, 0, 0,    0, 0x02, 0, 0, 0,    0, 0, 0, 0};
  for (const auto routine : {&crc32c, &crc32c_portable}) {
    CHECK(routine(std::string(32, '\0').data(), 32, 0) == 0x8a9136aa);
    CHECK(routine(std::string(32, '\xff').data(), 32, 0) == 0x62a8ab43);
    CHECK(routine(up.data(), 32, 0) == 0x46dd794e);
    CHECK(routine(down.data(), 32, 0) == 0x113fdb5c);
    CHECK(routine(read10, 48, 0) == 0xd9963a56);
  }
}

TEST_CASE("both checksum routines agree at every length and in pieces") {
  std::string bytes;
  for (int i = 0; i < 300; ++i) bytes.push_back(static_cast<char>(i * 37 + i / 7));
  for (std::size_t n = 0; n <= bytes.size(); ++n) {
    const auto whole = crc32c(bytes.data(), n);
    REQUIRE(whole == crc32c_portable(bytes.data(), n));
    const auto half = n / 2;
    REQUIRE(whole == crc32c(bytes.data() + half, n - half, crc32c_portable(bytes.data(), half)));
  }
}

TEST_CASE("a journal cut at any byte gives the records before the cut") {
  const ScratchStudy study;
  const auto whole = small_journal(study);
  const auto places = places_of(whole);
  REQUIRE(places.size() >= 12);
  const auto used = places.back().end;
  auto store = study.store();
  for (std::size_t cut = header_size + 1; cut <= used; ++cut) {
    CAPTURE(cut);
    const auto file = study.directory().journals() / ("cut-" + std::to_string(cut) + ".gsj");
    write_bytes(file, whole.substr(0, cut));
    const auto report = store.drain();
    REQUIRE(report.points == points_before(places, cut));
    for (const auto& damage : report.damage) REQUIRE(damage.torn);
    std::filesystem::remove(file);
  }
}

TEST_CASE("a flipped byte anywhere in a journal is named by file and byte") {
  const ScratchStudy study;
  const auto whole = small_journal(study);
  const auto places = places_of(whole);
  const auto used = places.back().end;
  auto store = study.store();
  for (std::size_t flipped = 0; flipped < used; ++flipped) {
    CAPTURE(flipped);
    auto bytes = whole.substr(0, used);
    bytes[flipped] = static_cast<char>(bytes[flipped] ^ 0x10);
    const auto file = study.directory().journals() / ("flipped-" + std::to_string(flipped) + ".gsj");
    write_bytes(file, bytes);
    std::size_t hit = 0;
    for (const auto& place : places) hit = place.begin <= flipped ? place.begin : hit;
    const auto report = store.drain();
    REQUIRE(report.points == points_before(places, hit));
    REQUIRE(report.damage.size() == 1);
    REQUIRE(report.damage[0].file == file);
    REQUIRE(report.damage[0].byte == hit);
    REQUIRE(report.damage[0].torn == (hit == places.back().begin));
    std::filesystem::remove(file);
  }
}

TEST_CASE("what follows a damaged journal is read from the other journals") {
  const ScratchStudy study;
  auto bytes = small_journal(study);
  bytes[100] = static_cast<char>(bytes[100] ^ 1);
  write_bytes(study.directory().journals() / "0-damaged.gsj", bytes);
  run_in_child([&] { study.recorder().start({.method = "other"}).log(1, "loss", 2.0); });
  auto store = study.store();
  CHECK(store.opening_drain().damage.size() == 1);
  CHECK(store.runs({.method = "other"}).size() == 1);
  CHECK_FALSE(store.check().sound());
  CHECK(study.journals().size() == 1);  // the damaged one is kept
}

TEST_CASE("a run whose process is gone without a finish is lost") {
  const ScratchStudy study;
  run_in_child([&] {
    auto recorder = study.recorder();
    auto run = recorder.start({.method = "m"});
    run.log(1, "loss", 2.0);
    _exit(0);
  });
  auto store = study.store();
  const auto runs = store.runs();
  REQUIRE(runs.size() == 1);
  CHECK(runs[0].status == Status::lost);
  CHECK(store.opening_drain().lost_runs == std::vector<std::string>{runs[0].id});
  CHECK(store.curve(runs[0].id, "loss").value == std::vector<double>{2.0});
  CHECK(study.journals().empty());
}

TEST_CASE("a run that others joined and nobody started is lost") {
  const ScratchStudy study;
  const auto id = new_run_id();
  run_in_child([&] { study.recorder().join(id).result("accuracy", 1.0); });
  auto store = study.store();
  CHECK(store.find_run(id)->status == Status::lost);
  auto recorder = study.recorder();
  auto run = recorder.start({.method = "m", .id = id});
  store.drain();
  CHECK(store.find_run(id)->status == Status::running);
  CHECK(store.find_run(id)->method == Name{"m"});
}

TEST_CASE("a run of another machine is lost after a day of silence and its journal is kept") {
  const ScratchStudy study;
  run_in_child([&] {
    auto recorder = study.recorder();
    auto run = recorder.start({.method = "m"});
    _exit(0);
  });
  const auto file = study.journals().at(0);
  write_bytes(file, with_other_boot_id(read_bytes(file)));
  auto store = study.store();
  CHECK(store.runs().at(0).status == Status::running);
  std::filesystem::last_write_time(file,
                                   std::filesystem::file_time_type::clock::now() - std::chrono::hours{25});
  CHECK(store.drain().lost_runs.size() == 1);
  CHECK(store.runs().at(0).status == Status::lost);
  CHECK(study.journals().size() == 1);
}

TEST_CASE("a forked child logs into its parent's run and does not end it") {
  const ScratchStudy study;
  auto recorder = study.recorder();
  auto run = recorder.start({.method = "m"});
  auto loss = run.curve("loss");
  loss.log(1, 1.0);
  const int code = run_in_child([&] {
    loss.log(2, 2.0);
    run.param("worker", 1);
    auto own = recorder.start({.method = "child"});
    own.finish();
    run.finish();
  });
  CHECK(code == 0);
  loss.log(3, 3.0);
  auto store = study.store();
  auto curve = store.curve(run.id(), "loss");
  std::sort(curve.value.begin(), curve.value.end());
  CHECK(curve.value == std::vector<double>{1.0, 2.0, 3.0});
  CHECK(store.find_run(run.id())->status == Status::running);
  CHECK(find_param(*store.find_run(run.id()), "worker") != nullptr);
  CHECK(store.runs({.method = "child"}).at(0).status == Status::finished);
  run.finish();
  store.drain();
  CHECK(store.find_run(run.id())->status == Status::finished);
}

TEST_CASE("a script under GAINSAY_RUN joins the open run and leaves its end to others") {
  const ScratchStudy study;
  auto recorder = study.recorder();
  auto outer = recorder.start({.dataset = "digits", .seed = 3});
  const int code = run_in_child([&] {
    setenv("GAINSAY_RUN", outer.id().c_str(), 1);
    auto script = study.recorder();
    {
      auto run = script.start({.method = "bn", .dataset = "wine", .params = {{"lr", 0.1}}});
      run.result("accuracy", 0.9);
    }
    script.start({.method = "second"});
  });
  CHECK(code == 0);
  auto store = study.store();
  auto run = *store.find_run(outer.id());
  CHECK(run.method == Name{"bn"});
  CHECK(run.dataset == Name{"digits"});
  CHECK(run.seed == 3);
  CHECK(*find_tag(run, "joined.dataset") == "wine");
  CHECK(find_result(run, "accuracy") == 0.9);
  CHECK(run.status == Status::running);
  CHECK(store.runs({.method = "second"}).at(0).parent == outer.id());
}

TEST_CASE("sixteen processes at once lose and double nothing") {
  const ScratchStudy study;
  constexpr int n_processes = 16;
  constexpr int n_points = 500;
  std::vector<pid_t> children;
  for (int p = 0; p < n_processes; ++p) {
    children.push_back(start_child([&study, p] {
      auto recorder = study.recorder();
      auto run = recorder.start({.method = "m", .seed = p});
      auto curve = run.curve("loss");
      for (int i = 0; i < n_points; ++i) {
        curve.log(i, p);
        if (i % 250 == 0) study.store();  // drains while the others write
      }
      run.finish();
    }));
  }
  for (const auto child : children) REQUIRE(wait_for(child) == 0);
  auto store = study.store();
  const auto runs = store.runs();
  REQUIRE(runs.size() == n_processes);
  for (const auto& run : runs) {
    CHECK(run.status == Status::finished);
    const auto curve = store.curve(run.id, "loss");
    REQUIRE(curve.step.size() == n_points);
    for (int i = 0; i < n_points; ++i) REQUIRE(curve.step[static_cast<std::size_t>(i)] == i);
  }
  CHECK(store.check().sound());
}

TEST_CASE("drainers that race move every point once") {
  const ScratchStudy study;
  constexpr int n_points = 20'000;
  for (int p = 0; p < 4; ++p) {
    run_in_child([&] {
      auto recorder = study.recorder();
      auto run = recorder.start({.method = "m"});
      auto curve = run.curve("loss");
      for (int i = 0; i < n_points; ++i) curve.log(i, i);
      run.finish();
    });
  }
  std::vector<pid_t> children;
  for (int p = 0; p < 4; ++p) children.push_back(start_child([&study] { study.store(); }));
  for (const auto child : children) REQUIRE(wait_for(child) == 0);
  auto store = study.store();
  CHECK(store.statistics().points == 4 * n_points);
  for (const auto& run : store.runs()) CHECK(run.curves.at(0).n == n_points);
  CHECK(study.journals().empty());
  CHECK(store.check().sound());
}

TEST_CASE("a journal that cannot be made is a warning and counted and never an exception") {
  const ScratchStudy study;
  write_bytes(study.directory().journals(), "a file where the folder should be");
  std::vector<std::string> warnings;
  RecorderOptions options;
  options.on_warning = [&](std::string_view text) { warnings.emplace_back(text); };
  Recorder recorder{study.root(), options};
  auto run = recorder.start({.method = "m"});
  run.log(1, "loss", 1.0);
  run.result("accuracy", 1.0);
  CHECK(warnings.size() == 1);
  CHECK(recorder.warning());
  CHECK(run.dropped() >= 2);
}

TEST_CASE("a run that could not write everything says how much is missing") {
  const ScratchStudy study;
  std::string id = new_run_id();
  const int code = run_in_child([&] {
    std::signal(SIGXFSZ, SIG_IGN);
    Recorder recorder{study.root()};
    auto run = recorder.start({.method = "m", .id = id});
    auto curve = run.curve("loss");
    const rlimit full{std::uint64_t{96} << 10, RLIM_INFINITY};  // as if the disk were full there
    setrlimit(RLIMIT_FSIZE, &full);
    int logged = 0;
    while (logged < 10'000) curve.log(logged++, 1.0);
    const rlimit room{RLIM_INFINITY, RLIM_INFINITY};
    setrlimit(RLIMIT_FSIZE, &room);
    if (run.dropped() == 0 || !recorder.warning()) _exit(2);
    std::int64_t dropped_before = -1;
    while (run.dropped() != dropped_before) {  // until the recorder tries the disk again
      dropped_before = run.dropped();
      curve.log(logged++, 1.0);
    }
    run.result("logged", logged);
    run.finish();
  });
  REQUIRE(code == 0);
  auto store = study.store();
  const auto run = *store.find_run(id);
  CHECK(run.status == Status::finished);
  CHECK(run.dropped_points > 0);
  CHECK(static_cast<double>(run.curves.at(0).n + run.dropped_points) == find_result(run, "logged"));
}
