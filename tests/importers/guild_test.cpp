#include "gainsay/importers/guild.h"

#include <cmath>
#include <limits>

#include "collected.h"

using namespace gainsay;
using namespace gainsay::importers;
using tracker::ParamValue;

namespace {

const Collected& real() {
  static const Collected collected{import_guild, fixture("guild/runs")};
  return collected;
}

const tracker::WholeRun& run_of_seed(std::int64_t seed) {
  for (const tracker::WholeRun& whole : real().runs) {
    if (whole.run.seed == seed) return whole;
  }
  FAIL("no run of seed ", seed);
  return real().runs.front();
}

// A run as Guild lays it out, with one attribute.
void write_run(const Folder& folder, const std::string& id, const std::string& attribute = "flags",
               const std::string& yaml = "seed: 1") {
  folder.write(id + "/.guild/opref", "test: '' '' train");
  folder.write(id + "/.guild/attrs/" + attribute, yaml);
}

}  // namespace

TEST_CASE("guild: each run folder is a run of its operation") {
  CHECK(real().runs.size() == 3);
  const tracker::WholeRun& whole = run_of_seed(3);
  CHECK(whole.run.method.str() == "tiny:train");
  CHECK(whole.run.source_id.size() == 32);
  CHECK(tag(whole, "name") == "try lr=1e-5 seed=3");
  CHECK(tag(whole, "tags") == "sweep");
}

TEST_CASE("guild: flags are params and hold the seed") {
  const tracker::WholeRun& whole = run_of_seed(4);
  CHECK(param(whole, "lr") == ParamValue{0.01});
  CHECK(param(whole, "nesterov") == ParamValue{true});
  CHECK(param(whole, "name") == ParamValue{std::string{"sgd"}});
  CHECK(param(run_of_seed(3), "lr") == ParamValue{1e-05});
  CHECK(tag(whole, "random_seed") != "(none)");
}

TEST_CASE("guild: scalars of the event files are curves with times") {
  const tracker::Curve& loss = curve(run_of_seed(3), "loss");
  CHECK(loss.step == std::vector<std::int64_t>{0, 1, 2, 3});
  CHECK(loss.value[0] == static_cast<double>(0.6931471805599453F));
  CHECK(std::isnan(loss.value[1]));
  CHECK(loss.value[2] == std::numeric_limits<double>::infinity());
  CHECK(loss.value[3] == 0.25);
  CHECK(loss.time.size() == 4);
  CHECK(curve(run_of_seed(3), "accuracy").value == std::vector<double>{0.75});
}

TEST_CASE("guild: status and exit code and times come over") {
  CHECK(run_of_seed(3).run.status == tracker::Status::finished);
  const tracker::Run& crashed = run_of_seed(0).run;
  CHECK(crashed.status == tracker::Status::failed);
  CHECK(crashed.failure == "crash");
  CHECK(crashed.exit_code == 1);
  CHECK(*crashed.started_at > 1.7e9);
  CHECK(*crashed.ended_at > *crashed.started_at);
  CHECK(crashed.host == "box");
  CHECK(crashed.argv.front() == "/usr/bin/python3");
}

TEST_CASE("guild: without an exit status a lock tells running from lost") {
  const Folder folder{"guild-status"};
  write_run(folder, "a");
  CHECK(Collected{import_guild, folder.path()}.runs.at(0).run.status == tracker::Status::lost);
  folder.write("a/.guild/LOCK", "123");
  CHECK(Collected{import_guild, folder.path()}.runs.at(0).run.status == tracker::Status::running);
  folder.write("a/.guild/attrs/exit_status", "-15");
  CHECK(Collected{import_guild, folder.path()}.runs.at(0).run.status == tracker::Status::killed);
}

TEST_CASE("guild: runs that never ran and batches are left out and said") {
  const Folder folder{"guild-pending"};
  write_run(folder, "a");
  write_run(folder, "b");
  folder.write("b/.guild/PENDING", "");
  write_run(folder, "c");
  folder.write("c/.guild/proto/.guild/opref", "test: '' '' train");
  const Collected collected{import_guild, folder.path()};
  CHECK(collected.runs.size() == 1);
  CHECK(collected.has_note("run b left out: it has not run yet"));
  CHECK(collected.has_note("run c left out: it is a batch"));
}

TEST_CASE("guild: scalars of linked runs are not the run's own and folders name their metrics") {
  const Folder folder{"guild-linked"};
  write_run(folder, "a");
  const std::string events = "events.out.tfevents.1.box.1.0";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(fixture("guild/runs"))) {
    if (entry.path().filename().string().find("tfevents") == std::string::npos) continue;
    folder.write("a/logs/" + events, bytes_of(entry.path()));
    folder.write("a/model/.guild/" + events, bytes_of(entry.path()));
    break;
  }
  folder.write("a/model/.guild/opref", "test: '' '' prepare");
  const Collected collected{import_guild, folder.path()};
  CHECK(collected.runs.size() == 1);
  CHECK(collected.runs.at(0).curves.size() == 2);
  CHECK(curve(collected.runs.at(0), "logs#loss").step.size() == 4);
}

TEST_CASE("guild: the environment's variables are not taken over") {
  const Folder folder{"guild-env"};
  write_run(folder, "a", "env", "TOKEN: secret\nHOME: /home/user\n");
  const Collected collected{import_guild, folder.path()};
  CHECK(collected.runs.at(0).run.environment.empty());
  CHECK(collected.has_note("left out environment variables (2): they may hold secrets"));
}

TEST_CASE("guild: a commit with changes is dirty") {
  const Folder folder{"guild-commit"};
  write_run(folder, "a", "vcs_commit", "git:c0ffee*");
  const tracker::Git git = Collected{import_guild, folder.path()}.runs.at(0).run.git.value();
  CHECK(git.commit == "c0ffee");
  CHECK(git.dirty == true);
}

TEST_CASE("guild: errors name the attribute") {
  const Folder folder{"guild-errors"};
  CHECK(error_of(import_guild, folder.path()).problem().find("no run (.guild/opref)") != std::string::npos);
  write_run(folder, "a", "flags", "a: [1");
  CHECK(error_of(import_guild, folder.path())
            .place()
            .starts_with((folder.path() / "a/.guild/attrs/flags").string() + ":"));
}

TEST_CASE("guild: the samples of Guild's own tests are read") {
  const std::filesystem::path root =
      std::filesystem::path{GAINSAY_SHARED_DATA} / "guild/guild/tests/samples/filter-runs";
  if (!std::filesystem::exists(root)) {
    MESSAGE("skipped: the shared data is not here");
    return;
  }
  const Collected collected{import_guild, root};
  CHECK(collected.runs.size() == 5);  // seven, of which one is pending and one staged
  const tracker::WholeRun& whole = collected.run("2dc1529ba06c46fda486395a61475dbe");
  CHECK(whole.run.method.str() == "train");
  CHECK(param(whole, "noise") == ParamValue{0.1});
  CHECK(collected.run("a5520d132b4148a5bad3c4f795b7c362").curves.empty());
}
