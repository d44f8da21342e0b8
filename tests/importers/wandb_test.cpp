#include "gainsay/importers/wandb.h"

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include "importing.h"

using namespace gainsay;
using namespace importing;
using importers::import_wandb;

namespace {

constexpr std::size_t block = 32768;
const std::string header{":W&B\xe1\xbe\x00", 7};

// CRC-32 bit by bit (IEEE 802.3: polynomial 0x04C11DB7, reflected).
std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = ~0U;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
  }
  return ~crc;
}

std::string chunk(char type, std::string_view data) {
  const std::string typed = std::string(1, type) + std::string{data};
  return little_endian(crc32(typed)) + little_endian(static_cast<std::uint16_t>(data.size())) + typed;
}

// A file of records, cut into chunks as the SDK does.
std::string wandb_file(const std::vector<std::string>& records) {
  std::string bytes = header;
  for (const std::string& record : records) {
    std::string_view rest = record;
    bool is_first = true;
    while (true) {
      std::size_t left = block - bytes.size() % block;
      if (left < 7) {
        bytes.append(left, '\0');
        left = block;
      }
      const std::size_t n = std::min(rest.size(), left - 7);
      const bool is_last = n == rest.size();
      const char type = is_first ? (is_last ? 1 : 2) : (is_last ? 4 : 3);
      bytes += chunk(type, rest.substr(0, n));
      rest.remove_prefix(n);
      is_first = false;
      if (is_last) break;
    }
  }
  return bytes;
}

std::string item(const std::string& key, const std::string& json) {
  return field(1, field(1, key) + field(16, json));
}
std::string nested(const std::vector<std::string>& keys, const std::string& json) {
  std::string bytes;
  for (const auto& key : keys) bytes += field(2, key);
  return field(1, bytes + field(16, json));
}

std::string history(std::int64_t step, const std::string& items) {
  return field(2, items + field(2, varint_field(1, step)));
}

std::string timestamp(std::int64_t seconds, std::int64_t nanoseconds) {
  return varint_field(1, seconds) + varint_field(2, nanoseconds);
}

std::string run_record(const std::string& more = "") {
  return field(17, field(1, "abc123") + field(3, "proj") + field(17, timestamp(1000, 500'000'000)) + more);
}

std::string exit_record(std::int64_t code) { return field(18, varint_field(1, code) + varint_field(2, 7)); }

Collected import_records(const std::vector<std::string>& records) {
  const Folder folder;
  return import(import_wandb, folder.write("run-abc123.wandb", wandb_file(records)));
}

}  // namespace

// The check value of CRC-32 in the catalogue of parametrised CRC algorithms (CRC-32/ISO-HDLC).
TEST_CASE("the checksum of chunks is CRC-32") { CHECK(crc32("123456789") == 0xcbf43926U); }

TEST_CASE("history becomes curves with nested keys joined by dots") {
  const auto collected = import_records(
      {run_record(),
       history(0, nested({"loss"}, "0.1") + nested({"_timestamp"}, "1000.25") + nested({"_step"}, "0")),
       history(4, nested({"loss"}, "NaN") + nested({"acc", "top1"}, "-Infinity") +
                      nested({"_timestamp"}, "1001.5")),
       history(6, item("loss", "\"Infinity\"") + item("acc", "{\"top1\": -0.0, \"n\": {\"k\": 3}}") +
                      item("_timestamp", "1002")),
       exit_record(0)});
  const auto& whole = collected.runs.at(0);
  CHECK(whole.run.source_id == "proj/abc123");
  CHECK(whole.run.method == tracker::Name{"proj"});
  CHECK(whole.run.status == tracker::Status::finished);
  CHECK(whole.run.exit_code == 0);
  CHECK(whole.run.started_at == 1000.5);
  CHECK(whole.run.ended_at == 1007.5);
  const auto& loss = curve_of(whole, "loss");
  CHECK(loss.step == std::vector<std::int64_t>{0, 4, 6});
  CHECK(loss.time == std::vector{1000.25, 1001.5, 1002.0});
  CHECK(loss.value[0] == 0.1);
  CHECK(std::isnan(loss.value[1]));
  CHECK(loss.value[2] == std::numeric_limits<double>::infinity());
  CHECK(std::signbit(curve_of(whole, "acc.top1").value[1]));
  CHECK(curve_of(whole, "acc.n.k").value == std::vector{3.0});
  CHECK(whole.curves.size() == 3);
  CHECK(collected.notes.empty());
}

TEST_CASE("values that newer versions write without JSON are read") {
  const std::string values = field(1, field(1, "a") + varint_field(5, 5)) +  // zigzag: -3
                             field(1, field(1, "b") + double_field(6, 0.1)) +
                             field(1, field(1, "c") + field(7, "NaN")) +
                             field(1, field(1, "d") + varint_field(4, 1));
  const auto collected = import_records({run_record(), history(0, values), exit_record(0)});
  const auto& whole = collected.runs.at(0);
  CHECK(curve_of(whole, "a").value == std::vector{-3.0});
  CHECK(curve_of(whole, "b").value == std::vector{0.1});
  CHECK(std::isnan(curve_of(whole, "c").value.at(0)));
  CHECK(whole.curves.size() == 3);
  CHECK(collected.has_note("1 truth value left out"));
}

TEST_CASE("a negative zero keeps its sign however it is written") {
  const auto collected = import_records(
      {run_record(), history(0, item("a", "-0") + item("b", "-0.0") + item("c", "0")), exit_record(0)});
  const auto& whole = collected.runs.at(0);
  CHECK(std::signbit(curve_of(whole, "a").value.at(0)));
  CHECK(std::signbit(curve_of(whole, "b").value.at(0)));
  CHECK_FALSE(std::signbit(curve_of(whole, "c").value.at(0)));
}

TEST_CASE("rows of one step are one row and the last value wins") {
  const auto collected =
      import_records({run_record(), history(3, item("a", "1") + item("b", "1")), history(3, item("a", "2")),
                      history(5, item("a", "3")), history(3, item("a", "4")), exit_record(0)});
  const auto& a = curve_of(collected.runs.at(0), "a");
  CHECK(a.step == std::vector<std::int64_t>{3, 5, 3});
  CHECK(a.value == std::vector{2.0, 3.0, 4.0});
  CHECK(a.time.empty());
  CHECK(curve_of(collected.runs[0], "b").value == std::vector{1.0});
}

TEST_CASE("media and whatever is no number are left out and counted") {
  const auto collected = import_records(
      {run_record(),
       history(0, nested({"img", "_type"}, "\"image-file\"") + nested({"img", "width"}, "640") +
                      nested({"table"}, "{\"_type\": \"table-file\", \"nrows\": 3}") +
                      item("note", "\"hi\"") + item("list", "[1, 2]") + item("none", "null") +
                      item("flag", "true") + item("big", "9007199254740993") + item("broken", "{") +
                      item("loss", "1")),
       exit_record(0)});
  CHECK(collected.runs.at(0).curves.size() == 1);
  const std::vector<std::string> expected{
      "1 value left out: of the type image-file, and Gainsay keeps numbers",
      "1 value left out: of the type table-file, and Gainsay keeps numbers",
      "1 text left out: Gainsay keeps numbers",
      "1 list left out: Gainsay keeps numbers",
      "1 truth value left out: Gainsay keeps numbers; log 0 and 1 instead",
      "1 null left out: they are no numbers",
      "1 integer left out: no double holds them exactly",
      "1 value left out: they are no JSON"};
  CHECK(collected.notes == expected);
}

TEST_CASE("the config becomes params with the last update of each and removed keys are gone") {
  const std::string config =
      field(4, item("lr", "0.1") + item("_wandb", "{}") + item("net", R"({"depth": 3, "sizes": [1, 2]})"));
  const auto collected = import_records(
      {run_record(config), field(5, item("lr", "0.2") + item("opt", "\"adam\"") + item("gone", "1")),
       field(5, nested({"net", "wide"}, "true") + field(2, field(1, "gone")) + item("none", "null")),
       exit_record(0)});
  const auto& run = collected.runs.at(0).run;
  CHECK(param_of(run, "lr") == "2:0.2");
  CHECK(param_of(run, "opt") == "3:adam");
  CHECK(param_of(run, "net.depth") == "1:3");
  CHECK(param_of(run, "net.sizes") == "3:[1,2]");
  CHECK(param_of(run, "net.wide") == "0:true");
  CHECK(param_of(run, "none") == "3:null");
  CHECK(run.params.size() == 6);
}

TEST_CASE("the numbers of the summary are results") {
  const auto collected = import_records(
      {run_record(), field(3, item("acc", "0.5") + item("_runtime", "3") + item("text", "\"x\"")),
       field(3, item("acc", "0.75") + item("loss", "{\"min\": NaN}") +
                    item("img", R"({"_type":"image","w":1})")),
       exit_record(0)});
  const auto& results = collected.runs.at(0).run.results;
  REQUIRE(results.size() == 2);
  CHECK(results[0].metric == tracker::Name{"acc"});
  CHECK(results[0].value == 0.75);
  CHECK(results[1].metric == tracker::Name{"loss.min"});
  CHECK(std::isnan(results[1].value));
}

TEST_CASE("names and circumstances and system metrics and goals are taken over") {
  const std::string names = field(2, "lab") + field(6, "g") + field(7, "train") + field(8, "brisk-sun-1") +
                            field(9, "n") + field(10, "a") + field(10, "b") + field(12, "s1") +
                            field(13, "box") + field(21, field(2, "c0ffee"));
  const std::string stats =
      field(7, field(2, timestamp(1003, 0)) + field(3, field(1, "cpu") + field(16, "24.5")));
  const std::string environment =
      field(26, field(2, "CPython 3.11") + field(5, "--fast") + field(18, "H100"));
  const auto collected = import_records({run_record(names), stats, stats, environment,
                                         field(12, field(1, "loss") + varint_field(8, 1)),
                                         field(8, "artifact"), exit_record(0)});
  const auto& whole = collected.runs.at(0);
  for (const auto& [tag, value] : std::vector<std::pair<std::string, std::string>>{{"entity", "lab"},
                                                                                   {"group", "g"},
                                                                                   {"job_type", "train"},
                                                                                   {"name", "brisk-sun-1"},
                                                                                   {"notes", "n"},
                                                                                   {"tags", "a,b"},
                                                                                   {"sweep", "s1"},
                                                                                   {"project", "proj"}}) {
    CHECK(text_of(whole.run, tag) == value);
  }
  CHECK(whole.run.host == "box");
  CHECK(whole.run.device == "H100");
  CHECK(whole.run.git->commit == "c0ffee");
  CHECK(whole.run.argv == std::vector<std::string>{"--fast"});
  CHECK(whole.run.environment.at(0).value == "CPython 3.11");
  CHECK(curve_of(whole, "system/cpu").step == std::vector<std::int64_t>{0, 1});
  CHECK(curve_of(whole, "system/cpu").time == std::vector{1003.0, 1003.0});
  CHECK(collected.has_note("W&B was told that lower values of loss are better"));
  CHECK(collected.has_note("1 artifact left out"));
}

TEST_CASE("a failed run has its exit code and a silent one is lost") {
  const auto failed = import_records({run_record(), exit_record(1)});
  CHECK(failed.runs.at(0).run.status == tracker::Status::failed);
  CHECK(failed.runs[0].run.exit_code == 1);
  const auto silent = import_records({run_record(), history(0, item("a", "1"))});
  CHECK(silent.runs.at(0).run.status == tracker::Status::lost);
  CHECK_FALSE(silent.runs[0].run.ended_at);
  CHECK(silent.has_note("run proj/abc123 does not say how it ended: taken as lost"));
}

TEST_CASE("a run that was resumed is one run with the history of all its files") {
  const Folder folder;
  folder.write("wandb/offline-run-20260101_000001-abc123/run-abc123.wandb",
               wandb_file({run_record(), history(0, item("a", "1")), exit_record(1)}));
  folder.write("wandb/offline-run-20260102_000001-abc123/run-abc123.wandb",
               wandb_file({run_record(), history(1, item("a", "2")), exit_record(0)}));
  std::filesystem::create_directory_symlink("offline-run-20260102_000001-abc123",
                                            folder.path() / "wandb" / "latest-run");
  const auto collected = import(import_wandb, folder.path());
  REQUIRE(collected.runs.size() == 1);
  CHECK(curve_of(collected.runs[0], "a").value == std::vector{1.0, 2.0});
  CHECK(collected.runs[0].run.status == tracker::Status::finished);
}

TEST_CASE("records that span blocks are put together") {
  const std::string long_text(100'000, 'x');
  for (const std::size_t padding : {0, 32'700, 32'740, 32'745, 32'749, 32'750, 32'754}) {
    const std::string filler(padding, 'f');
    const auto collected = import_records(
        {field(4, filler), run_record(field(9, long_text)), history(0, item("a", "1")), exit_record(0)});
    CHECK(text_of(collected.runs.at(0).run, "notes") == long_text);
    CHECK(collected.notes.empty());
  }
}

TEST_CASE("a file that is cut anywhere gives what stands before the cut") {
  const Folder folder;
  const std::string start = wandb_file({run_record()});
  const std::string one = wandb_file({run_record(), history(0, item("a", "1"))});
  const std::string bytes =
      wandb_file({run_record(), history(0, item("a", "1")), history(1, item("a", "2"))});
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    const auto collected = import(import_wandb, folder.write("run-abc123.wandb", bytes.substr(0, size)));
    if (size < start.size()) {
      CHECK(collected.runs.empty());
      CHECK(collected.has_note("nothing in it names the run"));
      continue;
    }
    const std::size_t points = size < one.size() ? 0 : size < bytes.size() ? 1 : 2;
    CHECK((collected.runs.at(0).curves.empty() ? 0 : collected.runs[0].curves[0].value.size()) == points);
    const bool is_whole = size == start.size() || size == one.size() || size == bytes.size();
    CHECK(collected.has_note("ends inside a chunk") == !is_whole);
  }
}

TEST_CASE("after a damaged chunk reading goes on with the next block") {
  const Folder folder;
  const std::string filler = field(4, std::string(block, 'f'));
  const std::string bytes = wandb_file(
      {run_record(), history(0, item("a", "1")), filler, history(1, item("a", "2")), exit_record(0)});
  const std::size_t begin = wandb_file({run_record()}).size();
  const std::size_t end = wandb_file({run_record(), history(0, item("a", "1"))}).size();
  for (std::size_t byte = begin; byte < end; ++byte) {
    std::string flipped = bytes;
    flipped[byte] = static_cast<char>(flipped[byte] ^ 1);
    const auto collected = import(import_wandb, folder.write("run-abc123.wandb", flipped));
    CHECK(curve_of(collected.runs.at(0), "a").value == std::vector{2.0});
    CHECK(collected.has_note("the rest of"));
  }
}

TEST_CASE("files that are none are errors") {
  const Folder folder;
  CHECK(problem_of(import_wandb, folder.path()) == "the folder holds no .wandb file");
  CHECK(problem_of(import_wandb, folder.write("run-x.wandb", "something else")) ==
        "the file does not begin as a .wandb file of version 0 does");
  CHECK(problem_of(import_wandb, folder.path() / "nowhere.wandb") == "the file cannot be read");
}

TEST_CASE("a record that is no protocol buffer is counted") {
  const auto collected = import_records({run_record(), "\xff\xff\xff", exit_record(0)});
  CHECK(collected.has_note("1 record left out"));
}
