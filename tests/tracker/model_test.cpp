#include "gainsay/tracker/model.h"

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include "gainsay/tracker/run_id.h"
#include "gainsay/tracker/study_directory.h"

#include "scratch_study.h"

using namespace gainsay::tracker;

TEST_CASE("every role and purpose and status reads back from its name") {
  for (const auto role : {Role::baseline, Role::variant, Role::ablation, Role::reported}) {
    CHECK(parse_role(to_string(role)) == role);
  }
  for (const auto purpose : {Purpose::tune, Purpose::pilot, Purpose::final}) {
    CHECK(parse_purpose(to_string(purpose)) == purpose);
  }
  for (const auto status :
       {Status::running, Status::finished, Status::failed, Status::killed, Status::lost}) {
    CHECK(parse_status(to_string(status)) == status);
  }
  CHECK_FALSE(parse_role("Baseline"));
  CHECK_FALSE(parse_status(""));
}

TEST_CASE("a param is written as the shortest text that reads back") {
  CHECK(to_text(true) == "true");
  CHECK(to_text(std::int64_t{-3}) == "-3");
  CHECK(to_text(0.1) == "0.1");
  CHECK(to_text(std::string{"adam"}) == "adam");
  CHECK(to_text(std::nan("")) == "nan");
  CHECK(to_text(-std::numeric_limits<double>::infinity()) == "-inf");
}

// GNU date 9.1: date -u -d @1764000000.25 +%FT%T.%3NZ, and with -d 1969-12-31T23:59:59.5Z.
TEST_CASE("a time is written in UTC with milliseconds and read back") {
  CHECK(format_time(1764000000.25) == "2025-11-24T16:00:00.250Z");
  CHECK(format_time(-0.5) == "1969-12-31T23:59:59.500Z");
  CHECK(parse_time("2025-11-24T16:00:00.250Z") == 1764000000.25);
  CHECK(parse_time("2025-11-24T18:00:00.25+02:00") == 1764000000.25);
  CHECK(parse_time("2025-11-24T10:30:00-05:30") == 1764000000.0);
  for (const auto* wrong :
       {"", "2025-11-24", "2025-13-24T16:00:00Z", "2025-02-29T16:00:00Z", "2025-11-24T24:00:00Z",
        "2025-11-24T16:00:00", "2025-11-24T16:00:00Z!", "2025-11-24T16:00:00.Z"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_time(wrong));
  }
}

TEST_CASE("the summary of a curve leaves values that are not finite out of its extremes") {
  const Curve curve{"loss", {0, 2, 1}, {std::nan(""), -1.0, 3.0}, {}};
  const auto summary = summarize(curve);
  CHECK(summary.n == 3);
  CHECK(summary.n_finite == 2);
  CHECK(std::isnan(summary.first));
  CHECK(summary.last == 3.0);
  CHECK(summary.min == -1.0);
  CHECK(summary.min_step == 2);
  CHECK(summary.max_step == 1);
  CHECK_FALSE(summarize({"loss", {0}, {std::nan("")}, {}}).min);
}

TEST_CASE("the hash of a curve tells apart what compares equal") {
  const auto hash = [](double value) { return summarize({"loss", {0}, {value}, {}}).hash; };
  CHECK(hash(0.0) != hash(-0.0));
  CHECK(summarize({"a", {0, 1}, {1, 2}, {}}).hash != summarize({"a", {1, 0}, {2, 1}, {}}).hash);
  CHECK(summarize({"a", {0, 1}, {1, 2}, {}}).hash == summarize({"b", {0, 1}, {1, 2}, {5, 6}}).hash);
}

TEST_CASE("run ids are distinct and have the form of run ids") {
  const auto a = new_run_id();
  CHECK(is_run_id(a));
  CHECK(a != new_run_id());
  CHECK_FALSE(is_run_id("../../../../../../etc/pass"));
  CHECK_FALSE(is_run_id("81ARZ3NDEKTSV4RRFFQ69G5FAV"));
  CHECK_FALSE(is_run_id("01arz3ndektsv4rrffq69g5fav"));
  CHECK_FALSE(is_run_id(""));
}

TEST_CASE("a study is the nearest folder upwards that holds one") {
  const ScratchStudy study;
  const auto inner = study.root() / "a" / "b";
  std::filesystem::create_directories(inner);
  CHECK(find_study(inner)->root() == study.root());
  write_bytes(study.root() / "a" / "gainsay.toml", "");
  CHECK(find_study(inner)->root() == study.root() / "a");
  CHECK_FALSE(find_study("/proc/1"));
  CHECK_THROWS_AS(study.directory().run("../escape"), std::domain_error);
}
