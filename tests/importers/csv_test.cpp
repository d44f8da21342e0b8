#include "gainsay/importers/csv.h"

#include <bit>
#include <cmath>
#include <filesystem>
#include <limits>
#include <sstream>

#include <doctest/doctest.h>

#include "gainsay/tracker/error.h"

using namespace gainsay;
using importers::CsvOptions;
using importers::ImportResult;
using tracker::WholeRun;

namespace {

ImportResult read(const std::string& text, const CsvOptions& options = {}) {
  std::istringstream input{text};
  return importers::read_csv(input, "runs.csv", options);
}

std::vector<WholeRun> runs_of(const std::string& text, const CsvOptions& options = {}) {
  return read(text, options).runs;
}

tracker::FormatError error_of(const std::string& text, const CsvOptions& options = {}) {
  try {
    read(text, options);
  } catch (const tracker::FormatError& error) {
    return error;
  }
  FAIL("no error for: ", text);
  return {"", "", ""};
}

void check_error(const std::string& text, const std::string& place, const std::string& problem,
                 const CsvOptions& options = {}) {
  const tracker::FormatError error = error_of(text, options);
  CHECK(error.place() == place);
  CHECK_MESSAGE(error.problem().find(problem) != std::string::npos, error.problem());
}

}  // namespace

TEST_CASE("long form makes a result of each row and a run of each method and dataset and seed") {
  const auto runs = runs_of(
      "method,dataset,seed,metric,value\n"
      "bn,digits,1,accuracy,0.97\n"
      "bn,digits,1,f1,0.96\n"
      "bn,digits,2,accuracy,0.98\n");
  REQUIRE(runs.size() == 2);
  CHECK(runs[0].run.method == "bn");
  CHECK(runs[0].run.dataset == "digits");
  CHECK(runs[0].run.seed == 1);
  CHECK(runs[0].run.status == tracker::Status::finished);
  CHECK(runs[0].run.purpose == tracker::Purpose::final);
  CHECK(tracker::find_result(runs[0].run, "accuracy") == 0.97);
  CHECK(tracker::find_result(runs[0].run, "f1") == 0.96);
  CHECK(runs[1].run.seed == 2);
}

TEST_CASE("wide form takes each named column as a metric") {
  const auto runs = runs_of("method,acc,f1\nbn,0.5,0.25\nsgd,1,nan\n", {.values = {"acc", "f1"}});
  REQUIRE(runs.size() == 2);
  CHECK(tracker::find_result(runs[0].run, "f1") == 0.25);
  CHECK(std::isnan(tracker::find_result(runs[1].run, "f1").value()));
}

TEST_CASE("columns may be renamed and constants fill in") {
  CsvOptions options;
  options.columns = {{"method", "algo"}, {"value", "score"}};
  options.constants = {{"dataset", "digits"}, {"metric", "acc"}, {"tags.source", "paper"}, {"params.k", "3"}};
  const auto runs = runs_of("algo,score,seed\nknn,0.5,7\n", options);
  REQUIRE(runs.size() == 1);
  CHECK(runs[0].run.method == "knn");
  CHECK(runs[0].run.dataset == "digits");
  CHECK(tracker::find_result(runs[0].run, "acc") == 0.5);
  CHECK(*tracker::find_tag(runs[0].run, "source") == "paper");
  CHECK(*tracker::find_param(runs[0].run, "k") == tracker::ParamValue{std::int64_t{3}});
}

TEST_CASE("rows with a step become the points of a curve") {
  const auto runs = runs_of(
      "method,metric,step,time,value\n"
      "bn,loss,0,10.5,2.5\nbn,loss,1,11.5,inf\nbn,loss,1,12,-inf\nbn,accuracy,,,0.9\n");
  REQUIRE(runs.size() == 1);
  REQUIRE(runs[0].curves.size() == 1);
  const tracker::Curve& curve = runs[0].curves[0];
  CHECK(curve.step == std::vector<std::int64_t>{0, 1, 1});
  CHECK(curve.value[1] == std::numeric_limits<double>::infinity());
  CHECK(curve.time == std::vector<double>{10.5, 11.5, 12.0});
  CHECK(runs[0].run.curves.at(0).n == 3);
  CHECK(tracker::find_result(runs[0].run, "accuracy") == 0.9);
}

TEST_CASE("rows with an item become item scores and empty clusters are none") {
  const auto runs = runs_of("method,metric,item,cluster,value\nbn,acc,a,x,1\nbn,acc,b,,0\nbn,f1,a,,0.5\n");
  REQUIRE(runs.at(0).items.size() == 2);
  CHECK(runs[0].items[0].item == std::vector<std::string>{"a", "b"});
  CHECK(runs[0].items[0].score == std::vector<double>{1.0, 0.0});
  CHECK(runs[0].items[0].cluster == std::vector<std::string>{"x", ""});
  CHECK(runs[0].items[1].cluster.empty());
  CHECK(runs[0].run.item_metrics == std::vector<tracker::Name>{"acc", "f1"});
}

TEST_CASE("an empty value is missing and makes no entry") {
  const auto result = read("method,acc,f1\nbn,,0.5\n", {.values = {"acc", "f1"}});
  CHECK_FALSE(tracker::find_result(result.runs.at(0).run, "acc").has_value());
  CHECK(tracker::find_result(result.runs[0].run, "f1") == 0.5);
  REQUIRE(result.notes.size() == 1);
  CHECK(result.notes[0] == "1 empty values in runs.csv are missing and made no entry");
}

TEST_CASE("values spelled nan and inf in any case are values") {
  const auto runs =
      runs_of("method,a,b,c,d,e\nm,NaN,Inf,-INF,infinity,+0.5\n", {.values = {"a", "b", "c", "d", "e"}});
  CHECK(std::isnan(tracker::find_result(runs.at(0).run, "a").value()));
  CHECK(tracker::find_result(runs[0].run, "b") == std::numeric_limits<double>::infinity());
  CHECK(tracker::find_result(runs[0].run, "c") == -std::numeric_limits<double>::infinity());
  CHECK(tracker::find_result(runs[0].run, "d") == std::numeric_limits<double>::infinity());
  CHECK(tracker::find_result(runs[0].run, "e") == 0.5);
}

TEST_CASE("negative zero keeps its sign") {
  const auto runs = runs_of("method,metric,value\nm,a,-0.0\n");
  CHECK(std::signbit(tracker::find_result(runs.at(0).run, "a").value()));
}

TEST_CASE("params take the narrowest type that their text has") {
  const auto runs =
      runs_of("method,params.a,params.b,params.c,params.d,params.e,metric,value\nm,true,3,3.0,adam,,acc,1\n");
  const tracker::Run& run = runs.at(0).run;
  CHECK(*tracker::find_param(run, "a") == tracker::ParamValue{true});
  CHECK(*tracker::find_param(run, "b") == tracker::ParamValue{std::int64_t{3}});
  CHECK(*tracker::find_param(run, "c") == tracker::ParamValue{3.0});
  CHECK(*tracker::find_param(run, "d") == tracker::ParamValue{std::string{"adam"}});
  CHECK(tracker::find_param(run, "e") == nullptr);
}

TEST_CASE("rows of one named run may add to each other but not contradict") {
  const auto runs = runs_of("run,method,dataset,metric,value\nr1,bn,digits,acc,1\nr1,bn,,f1,0\n");
  REQUIRE(runs.size() == 1);
  CHECK(runs[0].run.source_id == "r1");
  CHECK(runs[0].run.results.size() == 2);
  check_error("run,method,metric,value\nr1,bn,acc,1\nr1,sgd,f1,0\n", "runs.csv:3",
              "contradicts an earlier row");
  check_error("run,method,seed,metric,value\nr1,bn,1,acc,1\nr1,bn,2,f1,0\n", "runs.csv:3", "`2` as seed");
  check_error("run,method,params.lr,metric,value\nr1,bn,1,acc,1\nr1,bn,2,f1,0\n", "runs.csv:3", "params.lr");
}

TEST_CASE("runs that differ only in purpose or fold or params are different runs") {
  CHECK(runs_of("method,purpose,metric,value\nm,tune,a,1\nm,final,a,2\n").size() == 2);
  CHECK(runs_of("method,fold,metric,value\nm,1,a,1\nm,2,a,2\n").size() == 2);
  CHECK(runs_of("method,params.lr,metric,value\nm,0.1,a,1\nm,0.2,a,2\n").size() == 2);
}

TEST_CASE("role and status and split are read") {
  const auto runs = runs_of("method,role,status,split,metric,value\nm,baseline,failed,test,a,1\n");
  CHECK(runs.at(0).run.role == tracker::Role::baseline);
  CHECK(runs[0].run.status == tracker::Status::failed);
  CHECK(runs[0].run.split == "test");
}

TEST_CASE("a byte order mark and every kind of line end are read") {
  const std::string table = "\xEF\xBB\xBFmethod,metric,value\r\nm,a,1\r\n\r\nm,b,2\rm,c,3\nm,d,4";
  const auto runs = runs_of(table);
  REQUIRE(runs.size() == 1);
  CHECK(runs[0].run.results.size() == 4);
}

TEST_CASE("quoted cells hold delimiters and line ends and quotes") {
  const auto runs = runs_of("method,metric,value\n\"a,b\nc \"\"d\"\"\",acc,\"0.5\"\nplain,acc,1\n");
  REQUIRE(runs.size() == 2);
  CHECK(runs[0].run.method == "a,b\nc \"d\"");
  CHECK(tracker::find_result(runs[0].run, "acc") == 0.5);
}

TEST_CASE("lines are counted through quoted line ends") {
  check_error("method,metric,value\n\"a\nb\",acc,1\nm,acc,x\n", "runs.csv:4", "`x` as acc is no number");
}

TEST_CASE("other delimiters are read on request") {
  CHECK(runs_of("method\tmetric\tvalue\nm\ta,b\t1\n", {.delimiter = '\t'}).at(0).run.results[0].metric ==
        "a,b");
}

TEST_CASE("text where a number belongs is an error with its line") {
  check_error("method,metric,value\nm,acc,97%\n", "runs.csv:2", "`97%` as acc is no number");
  check_error("method,metric,value\nm,acc,1e999\n", "runs.csv:2", "no number");
  check_error("method,seed,metric,value\nm,1.5,acc,1\n", "runs.csv:2", "`1.5` is no integer");
  check_error("method,step,metric,value\nm,x,acc,1\n", "runs.csv:2", "step must be");
  check_error("method,step,time,metric,value\nm,1,noon,acc,1\n", "runs.csv:2", "`noon` is no time");
  check_error("method,role,metric,value\nm,boss,acc,1\n", "runs.csv:2", "`boss` is no role");
  check_error("method,status,metric,value\nm,done,acc,1\n", "runs.csv:2", "`done` is no status");
  check_error("method,purpose,metric,value\nm,fun,acc,1\n", "runs.csv:2", "`fun` is no purpose");
}

TEST_CASE("a ragged row is an error with its line") {
  check_error("method,metric,value\nm,acc\n", "runs.csv:2", "2 cells where the header has 3");
  check_error("method,metric,value\nm,acc,1\nm,b,1,1\n", "runs.csv:3", "4 cells where the header has 3");
}

TEST_CASE("an unknown column is named with the nearest field") {
  const auto error = error_of("metod,metric,value\nm,acc,1\n");
  CHECK(error.problem() == "unknown column `metod`");
  CHECK(error.remedy().starts_with("did you mean `method`?"));
  CHECK(runs_of("method,note,metric,value\nm,x,acc,1\n", {.ignore = {"note"}}).size() == 1);
}

TEST_CASE("a header that cannot be understood is an error") {
  check_error("", "runs.csv", "the file is empty");
  check_error("method,method,value\n", "runs.csv:1", "column `method` appears twice");
  check_error("metric,value\na,1\n", "runs.csv:1", "no column holds the method");
  check_error("method,acc\nm,1\n", "runs.csv:1", "unknown column `acc`");
  check_error("method,metric\nm,1\n", "runs.csv:1", "no column holds the numbers");
  check_error("method,metric,acc\nm,a,1\n", "runs.csv:1", "metric columns cannot have", {.values = {"acc"}});
  check_error("method,metric,value\n", "runs.csv:1", "there is no column `f1`", {.values = {"f1"}});
}

TEST_CASE("a field that is given twice is an error") {
  CsvOptions constant;
  constant.constants = {{"method", "m"}};
  check_error("method,metric,value\nm,a,1\n", "runs.csv:1", "the field `method` is given twice", constant);
  CsvOptions renamed;
  renamed.columns = {{"method", "algo"}};
  check_error("algo,method,metric,value\nm,n,a,1\n", "runs.csv:1", "both hold the field", renamed);
  CsvOptions absent;
  absent.columns = {{"seed", "rng"}};
  check_error("method,metric,value\nm,a,1\n", "runs.csv:1", "there is no column `rng`", absent);
  CsvOptions nonsense;
  nonsense.constants = {{"colour", "red"}};
  check_error("method,metric,value\nm,a,1\n", "runs.csv:1", "`colour` is no field", nonsense);
}

TEST_CASE("rows that contradict the form are errors") {
  check_error("method,metric,value\n,acc,1\n", "runs.csv:2", "the method is empty");
  check_error("method,metric,value\nm,,1\n", "runs.csv:2", "a value without a metric");
  check_error("method,metric,value\nm,a,1\nm,a,1\n", "runs.csv:3", "a second result a of m");
  check_error("method,step,item,metric,value\nm,1,x,a,1\n", "runs.csv:2", "both a step and an item");
  check_error("method,item,metric,value\nm,x,a,1\nm,x,a,0\n", "runs.csv",
              "item `x` of m has two scores of a");
  check_error("method,step,time,metric,value\nm,1,5,a,1\nm,2,,a,0\n", "runs.csv:3", "have a time, some not");
}

TEST_CASE("bad quoting is an error with its line") {
  check_error("method,metric,value\n\"m,acc,1\n", "runs.csv:2", "not closed before the file ends");
  check_error("method,metric,value\n\"m\"x,acc,1\n", "runs.csv:2", "a closing quote is followed by text");
  check_error("method,metric,value\nm\"x\",acc,1\n", "runs.csv:2", "a quote stands inside a cell");
}

TEST_CASE("a cell above eight MiB is an error") {
  check_error("method,metric,value\n\"" + std::string(9U << 20U, 'x') + "\",a,1\n", "runs.csv:2",
              "longer than 8 MiB");
}

TEST_CASE("a file that is not there or a folder is an error that names it") {
  CHECK_THROWS_AS(importers::read_csv(std::filesystem::path{"no-such.csv"}), tracker::FormatError);
  CHECK_THROWS_AS(importers::read_csv(std::filesystem::temp_directory_path()), tracker::FormatError);
}

TEST_CASE("a table cut at any byte is an error or a result and never a crash") {
  const std::string text =
      "\xEF\xBB\xBFrun,method,seed,step,item,metric,value\r\n\"r,1\",bn,1,0,,loss,nan\r\nr2,\"b\"\"n\",2,,a,"
      "acc,1\r\n";
  int results = 0;
  for (std::size_t length = 0; length <= text.size(); ++length) {
    try {
      read(text.substr(0, length));
      ++results;
    } catch (const tracker::FormatError& error) {
      CHECK(error.place().starts_with("runs.csv"));
    }
  }
  CHECK(results > 0);
}

TEST_CASE("a table with any one byte changed is an error or a result and never a crash") {
  const std::string text = "method,seed,step,metric,value\nbn,1,0,loss,0.5\n\"sg\"\"d\",2,1,loss,inf\n";
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const char byte : {'\0', '"', ',', '\n', '\r', '\xFF'}) {
      std::string changed = text;
      changed[at] = byte;
      try {
        read(changed);
      } catch (const tracker::FormatError& error) {
        CHECK_FALSE(error.problem().empty());
      }
    }
  }
}

TEST_CASE("rows cross the reader's buffer unharmed") {
  std::string text = "method,step,metric,value\n";
  for (int i = 0; i < 20000; ++i)
    text += "bn," + std::to_string(i) + ",\"lo\"\"ss\"," + std::to_string(i) + "\r\n";
  const auto runs = runs_of(text);
  REQUIRE(runs.size() == 1);
  REQUIRE(runs[0].curves.at(0).step.size() == 20000);
  for (std::size_t i = 0; i < 20000; ++i) CHECK(runs[0].curves[0].value[i] == static_cast<double>(i));
}

TEST_CASE("the published tables of the examples are read whole") {
  const auto folder = std::filesystem::path{GAINSAY_SOURCE_DIR} / "examples/published";
  CHECK(importers::read_csv(folder / "demsar2006/table6.csv").runs.size() == 4 * 14);
  const auto second = importers::read_csv(folder / "garcia_herrera2008/accuracies.csv");
  CHECK(second.runs.size() == 5 * 30);
  CHECK(second.notes.empty());
}
