#include "gainsay/importers/tensorboard.h"

#include <bit>
#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include "gainsay/importers/tensorboard_export.h"
#include "gainsay/tracker/crc32c.h"

#include "importing.h"

using namespace gainsay;
using namespace importing;
using importers::import_tensorboard;

namespace {

constexpr const char* file_name = "events.out.tfevents.1700000000.box.17.0";

std::uint32_t masked(std::string_view bytes) {
  return std::rotr(tracker::crc32c(bytes.data(), bytes.size()), 15) + 0xa282ead8U;
}

std::string record(std::string_view data) {
  const std::string length = little_endian(std::uint64_t{data.size()});
  return length + little_endian(masked(length)) + std::string{data} + little_endian(masked(data));
}

struct At {
  double wall_time = 0.0;
  std::int64_t step = 0;
};

std::string event(At at, std::string_view value) {
  return double_field(1, at.wall_time) + varint_field(2, at.step) + field(5, field(1, value));
}

std::string simple(const std::string& tag, At at, float value) {
  return record(event(at, field(1, tag) + float_field(2, value)));
}

std::string metadata(const std::string& plugin, const std::string& content = "") {
  return field(9, field(1, field(1, plugin) + (content.empty() ? "" : field(2, content))));
}

// A scalar tensor of a type, with its bytes as tensor_content.
std::string content_tensor(const std::string& tag, std::int64_t type, std::string_view bytes) {
  const std::string tensor = varint_field(1, type) + field(4, bytes);
  return record(event({}, field(1, tag) + field(8, tensor) + metadata("scalars")));
}

// A scalar tensor of a type, with one of its typed fields.
std::string typed_tensor(const std::string& tag, std::int64_t type, const std::string& number) {
  return record(event({}, field(1, tag) + field(8, varint_field(1, type) + number) + metadata("scalars")));
}

std::string hparam(const std::string& name, const std::string& value) {
  return field(1, field(1, name) + field(2, value));
}

std::string session_start(const std::string& info) {
  return record(event({.wall_time = 5.0},
                      field(1, "_hparams_/session_start_info") + metadata("hparams", field(3, info))));
}

std::string session_end(std::int64_t status, double end) {
  const std::string info = varint_field(1, status) + double_field(2, end);
  return record(event({.wall_time = 9.0},
                      field(1, "_hparams_/session_end_info") + metadata("hparams", field(4, info))));
}

const std::string version = record(double_field(1, 1.5) + field(3, "brain.Event:2"));

double only_value(const std::string& bytes) {
  const Folder folder;
  const auto collected = import(import_tensorboard, folder.write(file_name, bytes));
  const auto& curve = collected.runs.at(0).curves.at(0);
  return curve.value.size() == 1 ? curve.value.front() : -1.0;
}

}  // namespace

// The test vector of TensorBoard's own record_writer: mask(crc32c("\x1a\x11CRC test, one two")) = 0x5794d08a.
TEST_CASE("the masked checksum is TensorBoard's") {
  CHECK(masked("\x1a\x11"
               "CRC test, one two") == 0x5794d08aU);
}

TEST_CASE("single precision values are widened exactly and steps may repeat and go back") {
  const Folder folder;
  const auto nan = std::numeric_limits<float>::quiet_NaN();
  const auto infinity = std::numeric_limits<float>::infinity();
  folder.write(std::string{"log/bn/seed1/"} + file_name,
               version + simple("loss", {100.25, 7}, 0.1F) + simple("loss", {101.25, 7}, nan) +
                   simple("loss", {102.25, -3}, -infinity) + simple("acc", {102.25, 3}, -0.0F));
  const auto collected = import(import_tensorboard, folder.path() / "log");
  REQUIRE(collected.runs.size() == 1);
  const auto& whole = collected.runs[0];
  CHECK(whole.run.source_id == std::string{"bn/seed1/"} + file_name);
  CHECK(whole.run.method == tracker::Name{"bn"});
  CHECK(whole.run.host == "box");
  CHECK(text_of(whole.run, "name") == "bn/seed1");
  CHECK(whole.run.status == tracker::Status::finished);
  CHECK(whole.run.started_at == 1.5);
  CHECK(whole.run.ended_at == 102.25);
  const auto& loss = curve_of(whole, "loss");
  CHECK(loss.step == std::vector<std::int64_t>{7, 7, -3});
  CHECK(loss.time == std::vector{100.25, 101.25, 102.25});
  CHECK(loss.value[0] == double{0.1F});
  CHECK(std::isnan(loss.value[1]));
  CHECK(loss.value[2] == -std::numeric_limits<double>::infinity());
  CHECK(std::signbit(curve_of(whole, "acc").value[0]));
  CHECK(collected.notes.empty());
}

TEST_CASE("scalars in tensors of every type are read") {
  CHECK(only_value(content_tensor("x", 1, little_endian(0.1F))) == double{0.1F});
  CHECK(only_value(content_tensor("x", 2, little_endian(0.1))) == 0.1);
  CHECK(only_value(content_tensor("x", 3, little_endian(std::int32_t{-7}))) == -7.0);
  CHECK(only_value(content_tensor("x", 4, "\xff")) == 255.0);
  CHECK(only_value(content_tensor("x", 9, little_endian(std::int64_t{1} << 40))) == 1099511627776.0);
  CHECK(only_value(content_tensor("x", 14, little_endian(std::uint16_t{0x3f80}))) == 1.0);
  CHECK(only_value(typed_tensor("x", 1, float_field(5, 2.5F))) == 2.5);
  CHECK(only_value(typed_tensor("x", 1, field(5, little_endian(2.5F)))) == 2.5);
  CHECK(only_value(typed_tensor("x", 2, double_field(6, 0.1))) == 0.1);
  CHECK(only_value(typed_tensor("x", 2, field(6, little_endian(0.1)))) == 0.1);
  CHECK(only_value(typed_tensor("x", 3, varint_field(7, -5))) == -5.0);
  CHECK(only_value(typed_tensor("x", 9, field(10, varint(12)))) == 12.0);
  CHECK(only_value(typed_tensor("x", 14, varint_field(13, 0xc040))) == -3.0);
}

// IEEE 754-2008: half precision has 5 bits of exponent and 10 of fraction; these are its corners.
TEST_CASE("half precision is widened exactly at its corners") {
  const auto half = [](std::int64_t bits) {
    return only_value(typed_tensor("x", 19, varint_field(13, bits)));
  };
  CHECK(half(0x3c00) == 1.0);
  CHECK(half(0xc000) == -2.0);
  CHECK(half(0x7bff) == 65504.0);
  CHECK(half(0x0001) == std::ldexp(1.0, -24));
  CHECK(half(0x03ff) == std::ldexp(1023.0, -24));
  CHECK(half(0x0400) == std::ldexp(1.0, -14));
  CHECK(half(0x7c00) == std::numeric_limits<double>::infinity());
  CHECK(std::isnan(half(0x7e00)));
  CHECK(std::signbit(half(0x8000)));
}

TEST_CASE("what is no scalar is left out and counted") {
  const Folder folder;
  const std::string big = typed_tensor("big", 9, varint_field(10, (std::int64_t{1} << 53) + 1));
  const std::string two = content_tensor("two", 2, little_endian(1.0) + little_endian(2.0));
  const std::string text = record(event({}, field(1, "t") + field(8, varint_field(1, 7)) + metadata("text")));
  const std::string image = record(event({}, field(1, "i") + field(4, "png")));
  const std::string histogram = record(event({}, field(1, "h") + field(5, "")));
  const std::string broken = record("\x0a\xff\xff");
  folder.write(file_name, big + two + text + image + image + histogram + broken + simple("loss", {}, 1.0F));
  const auto collected = import(import_tensorboard, folder.path());
  CHECK(collected.runs.at(0).curves.size() == 1);
  const std::vector<std::string> expected{
      "2 images left out: Gainsay keeps numbers",
      "1 histogram left out: Gainsay keeps numbers",
      "1 tensor left out: of the plugin scalars, no scalars",
      "1 tensor left out: of the plugin text, no scalars",
      "1 integer left out: no double holds them exactly",
      "1 record left out: they hold no event, though their checksums are right"};
  CHECK(collected.notes == expected);
}

TEST_CASE("the plugin of a tag is remembered from its first value") {
  const Folder folder;
  const auto value = [](double number) {
    return field(1, "x") + field(8, varint_field(1, 2) + double_field(6, number));
  };
  folder.write(file_name,
               record(event({}, value(1.0) + metadata("scalars"))) + record(event({.step = 1}, value(2.0))));
  const auto collected = import(import_tensorboard, folder.path());
  CHECK(collected.runs.at(0).curves.at(0).value == std::vector{1.0, 2.0});
}

TEST_CASE("files of one folder are one run in the order of their names") {
  const Folder folder;
  folder.write("events.out.tfevents.1700000002.box", simple("loss", {.step = 5}, 2.0F));
  folder.write("events.out.tfevents.1700000001.box", simple("loss", {.step = 4}, 1.0F));
  const auto collected = import(import_tensorboard, folder.path());
  REQUIRE(collected.runs.size() == 1);
  CHECK(collected.runs[0].curves[0].step == std::vector<std::int64_t>{4, 5});
  CHECK(collected.runs[0].run.source_id == "events.out.tfevents.1700000001.box");
  CHECK(collected.runs[0].run.method.str() == folder.path().filename().string());
}

TEST_CASE("a restart is said and its points are kept") {
  const Folder folder;
  const std::string restart =
      record(double_field(1, 3.0) + varint_field(2, 4) + field(7, varint_field(1, 1)));
  folder.write(file_name, simple("loss", {.step = 9}, 1.0F) + restart + simple("loss", {.step = 4}, 2.0F));
  const auto collected = import(import_tensorboard, folder.path());
  CHECK(collected.runs.at(0).curves.at(0).step == std::vector<std::int64_t>{9, 4});
  CHECK(collected.has_note("a session was restarted at step 4"));
}

TEST_CASE("hyperparameters become params with times and status") {
  const Folder folder;
  const std::string info = hparam("lr", double_field(2, 0.1)) + hparam("opt", field(3, "adam")) +
                           hparam("amp", varint_field(4, 1)) + hparam("layers", field(6, "")) +
                           field(4, "g") + double_field(5, 50.5);
  folder.write(file_name, session_start(info) + simple("loss", {60.0, 1}, 1.0F) + session_end(2, 70.5));
  const auto collected = import(import_tensorboard, folder.path());
  const auto& run = collected.runs.at(0).run;
  CHECK(param_of(run, "lr") == "2:0.1");
  CHECK(param_of(run, "opt") == "3:adam");
  CHECK(param_of(run, "amp") == "0:true");
  CHECK(text_of(run, "group") == "g");
  CHECK(run.started_at == 50.5);
  CHECK(run.ended_at == 70.5);
  CHECK(run.status == tracker::Status::failed);
  CHECK(collected.has_note("1 hyperparameter left out"));
}

TEST_CASE("the folder that add_hparams makes is joined to its run and its metrics are results") {
  const Folder folder;
  folder.write(std::string{"r/"} + file_name, simple("loss", {.step = 1}, 1.0F));
  folder.write(std::string{"r/1700000000.5/"} + file_name,
               session_start(hparam("lr", double_field(2, 0.1))) + simple("hparam/acc", {}, 0.5F));
  const auto collected = import(import_tensorboard, folder.path());
  REQUIRE(collected.runs.size() == 1);
  CHECK(param_of(collected.runs[0].run, "lr") == "2:0.1");
  CHECK(collected.runs[0].run.results.at(0).value == 0.5);
  CHECK(collected.runs[0].curves.size() == 2);
}

TEST_CASE("several trials below one folder are runs of their own") {
  const Folder folder;
  folder.write(std::string{"r/"} + file_name, simple("loss", {.step = 1}, 1.0F));
  for (const char* trial : {"1700000000.5", "1700000001.5"}) {
    folder.write(std::string{"r/"} + trial + "/" + file_name,
                 session_start(hparam("lr", double_field(2, 0.1))));
  }
  CHECK(import(import_tensorboard, folder.path()).runs.size() == 3);
}

TEST_CASE("a file that is cut anywhere gives the records before the cut and says where it ends") {
  const Folder folder;
  const std::vector<std::string> records{version, simple("loss", {1.0, 1}, 1.0F),
                                         simple("loss", {2.0, 2}, 2.0F)};
  const std::string bytes = records[0] + records[1] + records[2];
  const std::size_t first = records[0].size();
  const std::size_t second = first + records[1].size();
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    const auto collected = import(import_tensorboard, folder.write(file_name, bytes.substr(0, size)));
    const auto& whole = collected.runs.at(0);
    const std::size_t points = size < second ? 0 : size < bytes.size() ? 1 : 2;
    CHECK((whole.curves.empty() ? 0 : whole.curves[0].step.size()) == points);
    const bool is_whole = size == 0 || size == first || size == second || size == bytes.size();
    CHECK(collected.has_note("ends inside a record") == !is_whole);
    CHECK((whole.run.status == tracker::Status::running) == !is_whole);
  }
}

TEST_CASE("a flipped bit anywhere is found and nothing after it is read") {
  const Folder folder;
  const std::string before = version + simple("loss", {1.0, 1}, 1.0F);
  const std::string damaged = simple("loss", {2.0, 2}, 2.0F);
  const std::string after = simple("loss", {3.0, 3}, 3.0F);
  for (std::size_t byte = 0; byte < damaged.size(); ++byte) {
    std::string flipped = damaged;
    flipped[byte] = static_cast<char>(flipped[byte] ^ 0x10);
    const auto collected = import(import_tensorboard, folder.write(file_name, before + flipped + after));
    CHECK(collected.runs.at(0).curves.at(0).step == std::vector<std::int64_t>{1});
    CHECK(collected.has_note("byte " + std::to_string(before.size()) + ": the checksum does not hold"));
  }
}

TEST_CASE("a length that claims more than the file has is a file that is cut off") {
  const Folder folder;
  const std::string length = little_endian(std::numeric_limits<std::uint64_t>::max());
  folder.write(file_name, simple("loss", {}, 1.0F) + length + little_endian(masked(length)) + "xyz");
  const auto collected = import(import_tensorboard, folder.path());
  CHECK(collected.runs.at(0).curves.size() == 1);
  CHECK(collected.has_note("ends inside a record"));
}

TEST_CASE("hostile names and links do no harm") {
  const Folder folder;
  const std::string name(1U << 20U, 'x');
  folder.write(std::string{"a/"} + file_name, simple(name, {}, 1.0F) + simple("../\x1b[2J\xff", {}, 2.0F));
  std::filesystem::create_directory_symlink(folder.path(), folder.path() / "a" / "loop");
  const auto collected = import(import_tensorboard, folder.path());
  CHECK(collected.runs.at(0).curves.at(0).metric.str() == name);
  CHECK(collected.has_note("1 symbolic link left out"));
}

TEST_CASE("a path without event files is an error") {
  const Folder folder;
  CHECK(problem_of(import_tensorboard, folder.path()) == "the folder holds no event file");
  CHECK(problem_of(import_tensorboard, folder.path() / "nowhere") == "No such file or directory");
}

TEST_CASE("exported event files are read back bit for bit") {
  const Folder folder;
  const auto nan = std::numeric_limits<double>::quiet_NaN();
  tracker::WholeRun whole;
  whole.run.source_id = std::string{"bn/seed1/"} + file_name;
  whole.run.method = "bn";
  whole.run.host = "box";
  whole.run.status = tracker::Status::failed;
  whole.run.started_at = 1700000000.123456;
  whole.run.ended_at = 1700000009.5;
  whole.run.params = {{"amp", true}, {"lr", 0.1}, {"opt", std::string{"adam"}}};
  whole.run.tags = {{"group", "g"}, {"name", "bn/seed1"}};
  whole.curves = {{"acc", {0}, {-0.0}, {1700000001.75}},
                  {"loss", {5, 5, -3}, {0.1, nan, 5e-324}, {1700000001.5, 1700000002.5, 1700000001.0}}};
  const auto target = folder.path() / "out";
  CHECK(importers::export_tensorboard(target, {{whole.run}, [&](const auto&) { return whole; }}).empty());
  const auto collected = import(import_tensorboard, target);
  CHECK(collected.notes.empty());
  const auto& back = collected.runs.at(0);
  CHECK(back.run.source_id == whole.run.source_id);
  CHECK(back.run.method == whole.run.method);
  CHECK(back.run.host == whole.run.host);
  CHECK(back.run.status == whole.run.status);
  CHECK(back.run.started_at == whole.run.started_at);
  CHECK(back.run.ended_at == whole.run.ended_at);
  CHECK(back.run.params == whole.run.params);
  CHECK(back.run.tags == whole.run.tags);
  for (const auto& curve : whole.curves) {
    const auto& read = curve_of(back, curve.metric.str());
    CHECK(read.time == curve.time);
    CHECK(tracker::summarize(read).hash == tracker::summarize(curve).hash);
  }
}

TEST_CASE("exported runs with hostile and equal names stay inside the folder and apart") {
  const Folder folder;
  tracker::WholeRun whole;
  whole.run.method = "../../evil";
  whole.run.dataset = "..";
  std::vector<tracker::Run> runs;
  for (const char* id : {"A", "B"}) {
    whole.run.id = id;
    runs.push_back(whole.run);
  }
  const auto load = [](const tracker::Run& run) { return tracker::WholeRun{run, {}, {}}; };
  const auto target = folder.path() / "out";
  importers::export_tensorboard(target, {runs, load});
  CHECK(import(import_tensorboard, target).runs.size() == 2);
  CHECK(std::distance(std::filesystem::directory_iterator{folder.path()}, {}) == 1);
  CHECK_THROWS_AS(importers::export_tensorboard(target, {runs, load}), tracker::FormatError);
}
