#include "gainsay/importers/jsonl.h"

#include <bit>
#include <cmath>
#include <filesystem>
#include <limits>
#include <sstream>

#include <doctest/doctest.h>

#include "gainsay/importers/jsonl_export.h"
#include "gainsay/tracker/error.h"

using namespace gainsay;
using namespace std::string_literals;
using importers::jsonl_line;
using importers::parse_jsonl_line;
using tracker::WholeRun;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

const std::string full_line =
    R"({"id":"a \"b\"\n","method":"bn","dataset":"digits","split":"test","seed":-3,"fold":0,"purpose":"tune",)"
    R"("role":"variant","status":"failed","failure":"oom","parent":"p","params":{"a":true,"b":1,"c":1.0,"d":"1",)"
    R"("e":"nan","f":{"text":"nan"},"g":-0.0,"h":1e+300},"tags":{"selected_by":"last"},)"
    R"("results":{"accuracy":0.1,"n":1e+22,"x":"-inf","z":-0.0},)"
    R"("curves":{"loss":{"step":[0,0,-5],"value":[2.3,"nan","inf"],"time":[1.5,1.6,1.7]}},)"
    R"("items":{"accuracy":{"item":["a","b"],"score":[1,0],"cluster":["x","x"]}},)"
    R"("started_at":"2026-11-24T10:00:00.125Z","ended_at":"2026-11-24T10:00:01.000Z",)"
    R"("git":{"commit":"c0ffee","dirty":false,"diff_stored":true,"branch":"main"},"host":"h","device":"cpu",)"
    R"("environment":{"python":"3.11"},"argv":["train","--lr"],"exit_code":1,"dropped_points":2,)"
    R"("excluded":{"reason":"bad","at":"2026-11-24T11:00:00.000Z"}})";

WholeRun parse(const std::string& line) { return parse_jsonl_line(line, "runs.jsonl:1"); }

tracker::FormatError error_of(const std::string& line) {
  try {
    parse(line);
  } catch (const tracker::FormatError& error) {
    return error;
  }
  FAIL("no error for: ", line);
  return {"", "", ""};
}

void check_error(const std::string& line, const std::string& problem) {
  const tracker::FormatError error = error_of(line);
  CHECK(error.place().starts_with("runs.jsonl:1"));
  CHECK_MESSAGE(error.problem().find(problem) != std::string::npos, error.problem());
}

WholeRun run_with_value(double value) {
  WholeRun whole;
  whole.run.method = "m";
  whole.run.status = tracker::Status::finished;
  whole.run.results = {{"r", value}};
  whole.run.params = {{"p", tracker::ParamValue{value}}};
  whole.curves = {{.metric = "c", .step = {1}, .value = {value}, .time = {}}};
  whole.items = {{.metric = "i", .item = {"x"}, .score = {value}, .cluster = {}}};
  return whole;
}

void check_same_bits(double actual, double expected) {
  CHECK(std::bit_cast<std::uint64_t>(actual) == std::bit_cast<std::uint64_t>(expected));
}

}  // namespace

TEST_CASE("a line with every key reads into the run and writes back the same bytes") {
  CHECK(jsonl_line(parse(full_line)) == full_line);
}

TEST_CASE("every key of a full line arrives where it belongs") {
  const WholeRun whole = parse(full_line);
  const tracker::Run& run = whole.run;
  CHECK(run.id.empty());
  CHECK(run.source_id == "a \"b\"\n");
  CHECK(run.seed == -3);
  CHECK(run.purpose == tracker::Purpose::tune);
  CHECK(run.role == tracker::Role::variant);
  CHECK(run.status == tracker::Status::failed);
  CHECK(*tracker::find_param(run, "a") == tracker::ParamValue{true});
  CHECK(*tracker::find_param(run, "b") == tracker::ParamValue{std::int64_t{1}});
  CHECK(*tracker::find_param(run, "c") == tracker::ParamValue{1.0});
  CHECK(*tracker::find_param(run, "d") == tracker::ParamValue{std::string{"1"}});
  CHECK(std::isnan(std::get<double>(*tracker::find_param(run, "e"))));
  CHECK(*tracker::find_param(run, "f") == tracker::ParamValue{std::string{"nan"}});
  CHECK(tracker::find_result(run, "x") == -infinity);
  CHECK(std::signbit(tracker::find_result(run, "z").value()));
  CHECK(whole.curves.at(0).step == std::vector<std::int64_t>{0, 0, -5});
  CHECK(run.curves.at(0).n_finite == 1);
  CHECK(whole.items.at(0).cluster == std::vector<std::string>{"x", "x"});
  CHECK(run.started_at.value() == doctest::Approx(1795514400.125).epsilon(1e-15));
  CHECK(run.git.value().dirty == false);
  CHECK(run.argv == std::vector<std::string>{"train", "--lr"});
  CHECK(run.exit_code == 1);
  CHECK(run.excluded.value().reason == "bad");
}

TEST_CASE("a method is enough and null is no key") {
  const WholeRun whole = parse(R"({"method":"m","fold":null,"role":null,"git":null})");
  CHECK(whole.run.status == tracker::Status::finished);
  CHECK(whole.run.purpose == tracker::Purpose::final);
  CHECK_FALSE(whole.run.fold.has_value());
  CHECK_FALSE(whole.run.git.has_value());
  CHECK(jsonl_line(whole) == R"({"method":"m","purpose":"final","status":"finished"})");
}

TEST_CASE("doubles come back bit for bit as result and param and point and score") {
  for (const double value :
       {0.1, -0.0, 0.0, 1.0, 1e22, 1e-320, 5e-324, 1.7976931348623157e308, 9007199254740993.0,
        9223372036854775808.0, 1e19, 123456789012345680000.0, 2.0 / 3.0, infinity, -infinity}) {
    CAPTURE(value);
    const WholeRun back = parse(jsonl_line(run_with_value(value)));
    check_same_bits(back.run.results.at(0).value, value);
    check_same_bits(std::get<double>(back.run.params.at(0).value), value);
    check_same_bits(back.curves.at(0).value.at(0), value);
    check_same_bits(back.items.at(0).score.at(0), value);
  }
}

TEST_CASE("a NaN comes back as a NaN and not as missing") {
  const WholeRun back = parse(jsonl_line(run_with_value(std::nan(""))));
  CHECK(std::isnan(back.run.results.at(0).value));
  CHECK(std::isnan(std::get<double>(back.run.params.at(0).value)));
  CHECK(std::isnan(back.curves.at(0).value.at(0)));
}

TEST_CASE("a run of our own is exported under its own id") {
  WholeRun whole = run_with_value(1.0);
  whole.run.id = "01J00000000000000000000000";
  CHECK(parse(jsonl_line(whole)).run.source_id == whole.run.id);
  whole.run.source_id = "theirs";
  CHECK(parse(jsonl_line(whole)).run.source_id == "theirs");
}

TEST_CASE("hostile texts come back unchanged") {
  WholeRun whole = run_with_value(1.0);
  whole.run.method = "\x1b[31m<script>\\input{x}=1+1../\0end\x7f\xC3\xA9\xF0\x9F\x98\x80"s;
  CHECK(parse(jsonl_line(whole)).run.method == whole.run.method);
  CHECK(jsonl_line(whole).find('\x1b') == std::string::npos);
}

TEST_CASE("a text that is not UTF-8 is not exported") {
  for (const std::string text : {"\xFF", "\xC3", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "a\x80"}) {
    WholeRun whole = run_with_value(1.0);
    whole.run.tags = {{"t", text}};
    CHECK_THROWS_AS(jsonl_line(whole), tracker::FormatError);
  }
}

TEST_CASE("many runs are written a line each and read back in order") {
  std::ostringstream output;
  const std::vector<WholeRun> runs{parse(R"({"method":"a"})"), parse(R"({"method":"b"})")};
  importers::write_jsonl(output, runs);
  std::istringstream input{"\xEF\xBB\xBF" + output.str() + "\r\n  \n"};
  const auto back = importers::read_jsonl(input, "runs.jsonl");
  REQUIRE(back.size() == 2);
  CHECK(back[0].run.method == "a");
  CHECK(back[1].run.method == "b");
}

TEST_CASE("an error in a later line names that line and nothing is returned") {
  std::istringstream input{"{\"method\":\"a\"}\n\n{\"method\":7}\n"};
  try {
    importers::read_jsonl(input, "runs.jsonl");
    FAIL("no error");
  } catch (const tracker::FormatError& error) {
    CHECK(error.place() == "runs.jsonl:3");
    CHECK(error.problem() == "`method` must be a text, not `7`");
  }
}

TEST_CASE("malformed JSON is an error with line and column") {
  CHECK(error_of(R"({"method": bn})").place() == "runs.jsonl:1:12");
  check_error(R"({"method":"m","results":{"a":NaN}})", "not JSON");
  check_error(R"({"method":"m")", "not JSON");
  check_error(R"({"method":"m","results":{"a":1e999}})", "too large for a double");
  check_error("[1]", "no JSON object");
  check_error("7", "no JSON object");
}

TEST_CASE("an unknown key is an error that names the nearest known one") {
  const auto error = error_of(R"({"metod":"m"})");
  CHECK(error.problem() == "unknown key `metod`");
  CHECK(error.remedy() == "did you mean `method`?");
  check_error(R"({"method":"m","x_note":1})", "unknown key `x_note`");
  check_error(R"({"method":"m","git":{"comit":"a"}})", "unknown key `git.comit`");
  check_error(R"({"method":"m","curves":{"loss":{"step":[],"value":[],"y":[]}}})",
              "unknown key `curves.loss.y`");
}

TEST_CASE("a key that appears twice is an error at any depth") {
  check_error(R"({"method":"m","method":"n"})", "key `method` appears twice");
  check_error(R"({"method":"m","results":{"a":1,"a":2}})", "key `a` appears twice");
}

TEST_CASE("values of the wrong type are errors that name the key") {
  check_error(R"({"dataset":"d"})", "no method");
  check_error(R"({"method":""})", "no method");
  check_error(R"({"method":"m","seed":1.5})", "`seed` must be an integer");
  check_error(R"({"method":"m","seed":9223372036854775808})", "`seed` must be an integer");
  check_error(R"({"method":"m","results":{"a":null}})", "`results.a` must be a number");
  check_error(R"({"method":"m","results":{"a":"NaN"}})", "`results.a` must be a number");
  check_error(R"({"method":"m","params":{"a":[1]}})", "`params.a` must be a number, true, false or a text");
  check_error(R"({"method":"m","params":{"a":null}})", "`params.a` must be");
  check_error(R"({"method":"m","params":{"a":{}}})", "`params.a` must be");
  check_error(R"({"method":"m","tags":{"a":1}})", "`tags.a` must be a text");
  check_error(R"({"method":"m","results":[1]})", "`results` must be an object");
  check_error(R"({"method":"m","results":{"":1}})", "without empty keys");
  check_error(R"({"method":"m","purpose":"fun"})", "`purpose` must be tune, pilot or final");
  check_error(R"({"method":"m","role":"boss"})", "`role` must be");
  check_error(R"({"method":"m","status":"done"})", "`status` must be");
  check_error(R"({"method":"m","started_at":"noon"})", "`started_at` must be a time");
  check_error(R"({"method":"m","exit_code":4294967296})", "`exit_code` must be an exit code");
  check_error(R"({"method":"m","excluded":{}})", "`excluded` must be an object with the key \"reason\"");
  check_error(R"({"method":"m","curves":{"a":{"step":[1]}}})", "`curves.a` must be an object with the key");
  check_error(R"({"method":"m","curves":{"a":{"step":[1],"value":[1,2]}}})",
              "`curves.a.value` has 2 entries");
  check_error(R"({"method":"m","curves":{"a":{"step":[1],"value":[1],"time":[]}}})",
              "`curves.a.time` has 0 entries");
  check_error(R"({"method":"m","items":{"a":{"item":["x"],"score":[1,2]}}})",
              "`items.a.score` has 2 entries");
}

TEST_CASE("a value nested deeper than any stack is an error and not a crash") {
  check_error(R"({"method":)" + std::string(200000, '[') + std::string(200000, ']') + "}",
              "`method` must be a text");
}

TEST_CASE("a line cut at any byte is an error or a run and never a crash") {
  for (std::size_t length = 0; length < full_line.size(); ++length) {
    CHECK_THROWS_AS(parse(full_line.substr(0, length)), tracker::FormatError);
  }
}

TEST_CASE("a line with any one byte changed is an error or a run and never a crash") {
  for (std::size_t at = 0; at < full_line.size(); ++at) {
    for (const char byte : {'\0', '"', '}', '[', ',', '9', '\xFF'}) {
      std::string changed = full_line;
      changed[at] = byte;
      try {
        parse(changed);
      } catch (const tracker::FormatError& error) {
        CHECK(error.place().starts_with("runs.jsonl:1"));
      }
    }
  }
}

TEST_CASE("a file of runs that is not there is an error that names it") {
  CHECK_THROWS_WITH_AS(importers::read_jsonl(std::filesystem::path{"no-such.jsonl"}),
                       doctest::Contains("no-such.jsonl"), tracker::FormatError);
}
