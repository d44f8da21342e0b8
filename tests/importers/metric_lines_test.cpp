#include "gainsay/importers/metric_lines.h"

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include "gainsay/tracker/error.h"

using namespace gainsay::importers;

namespace {

using Values = std::vector<MetricValue>;

Values values_of(std::string_view line, const CaptureOptions& options = {}) {
  const auto found = parse_metric_line(line, options);
  return found ? found->values : Values{};
}

std::optional<std::int64_t> step_of(std::string_view line, const CaptureOptions& options = {}) {
  return parse_metric_line(line, options).value().step;
}

CaptureOptions capture(const std::string& expression) { return {.patterns = {CapturePattern{expression}}}; }

}  // namespace

TEST_CASE("key and value pairs are metrics and epoch is their step") {
  CHECK(values_of("epoch=3 loss=0.31 acc=1e-2") == Values{{"loss", 0.31}, {"acc", 0.01}});
  CHECK(step_of("epoch=3 loss=0.31") == 3);
  CHECK_FALSE(step_of("loss=0.31").has_value());
}

TEST_CASE("the first of the step's names wins and the others are metrics") {
  CHECK(step_of("epoch=2 step=100 loss=1") == 100);
  CHECK(values_of("epoch=2 step=100 loss=1") == Values{{"epoch", 2.0}, {"loss", 1.0}});
  CHECK(values_of("epoch=2.5 loss=1") == Values{{"epoch", 2.5}, {"loss", 1.0}});
  CHECK_FALSE(step_of("epoch=2.5 loss=1").has_value());
}

TEST_CASE("a line with only a step holds no metric") {
  CHECK_FALSE(parse_metric_line("epoch=3").has_value());
  CHECK_FALSE(parse_metric_line("").has_value());
  CHECK_FALSE(parse_metric_line("training starts").has_value());
}

TEST_CASE("pairs stand between blanks and commas and brackets") {
  CHECK(values_of("100%|####| 10/10 [00:01<00:00, loss=0.5, val/acc=0.9]") ==
        Values{{"loss", 0.5}, {"val/acc", 0.9}});
  CHECK(values_of("(a=1;b=2|c=3)\t{d=4}") == Values{{"a", 1.0}, {"b", 2.0}, {"c", 3.0}, {"d", 4.0}});
}

TEST_CASE("values that are not wholly numbers are ignored") {
  CHECK(values_of("model=mlp acc=97.2% time=3s loss=0.5 x==1 =2 y= 9lives=1") == Values{{"loss", 0.5}});
  CHECK(values_of("loss = 0.5").empty());
}

TEST_CASE("nan and infinities are values") {
  const Values values = values_of("a=nan b=inf c=-inf");
  REQUIRE(values.size() == 3);
  CHECK(std::isnan(values[0].value));
  CHECK(values[1].value == std::numeric_limits<double>::infinity());
  CHECK(values[2].value == -std::numeric_limits<double>::infinity());
}

TEST_CASE("a metric that is printed twice counts once with its last value") {
  CHECK(values_of("a=1 b=2 a=3") == Values{{"b", 2.0}, {"a", 3.0}});
}

TEST_CASE("a JSON object gives its numbers and the words for what no JSON number is") {
  CHECK(values_of(R"( {"step": 7, "loss": 0.5, "n": 3, "name": "x", "ok": true, "deep": {"a": 1}} )") ==
        Values{{"loss", 0.5}, {"n", 3.0}});
  CHECK(step_of(R"({"step": 7, "loss": 0.5})") == 7);
  CHECK(std::isnan(values_of(R"({"loss": "nan"})").at(0).value));
  CHECK(values_of(R"({"loss": 0.5, "broken")").empty());
  CHECK(values_of(R"({"loss": 1e999})").empty());
  CHECK(values_of(R"({"loss": 0.5})", {.json = false}).empty());
}

TEST_CASE("named groups are metrics and steps") {
  const auto options = capture(R"(Epoch (?<epoch>\d+): loss (?<loss>[0-9.]+)(?: acc (?P<acc>[0-9.]+))?)");
  CHECK(values_of("Epoch 4: loss 0.25", options) == Values{{"loss", 0.25}});
  CHECK(step_of("Epoch 4: loss 0.25 acc 0.5", options) == 4);
  CHECK(values_of("Epoch 4: loss 0.25 acc 0.5", options) == Values{{"loss", 0.25}, {"acc", 0.5}});
}

TEST_CASE("two groups without names are the metric and its value") {
  CHECK(values_of("Test top1: 0.75", capture(R"((\w+): ([0-9.]+))")) == Values{{"top1", 0.75}});
}

TEST_CASE("groups are counted past escapes and classes and groups that do not capture") {
  CHECK(values_of("(x) [1] b=7", capture(R"(\(x\) [\[(]\d[)\]] (?:b)=(?<b>\d))")) == Values{{"b", 7.0}});
}

TEST_CASE("what a pattern finds stands before pairs and what it does not find leaves them") {
  const auto options = capture("loss: (?<loss>[0-9.]+)");
  CHECK(values_of("loss: 0.5 acc=1", options) == Values{{"loss", 0.5}});
  CHECK(values_of("acc=1", options) == Values{{"acc", 1.0}});
}

TEST_CASE("a pattern that is malformed or names nothing is an error") {
  CHECK_THROWS_AS(CapturePattern{"loss ([0-9"}, gainsay::tracker::FormatError);
  CHECK_THROWS_AS(CapturePattern{"loss"}, gainsay::tracker::FormatError);
  CHECK_THROWS_AS(CapturePattern{"(loss)"}, gainsay::tracker::FormatError);
  CHECK_THROWS_AS(CapturePattern{"(?<2x>1)"}, gainsay::tracker::FormatError);
  CHECK_THROWS_AS(CapturePattern{"(?<x"}, gainsay::tracker::FormatError);
}

TEST_CASE("a pattern that could backtrack for ever or recurse along the line comes to an end") {
  CHECK(values_of(std::string(4090, 'a') + "1", capture("(?:a|b|[0-9])*(?<x>1)")) == Values{{"x", 1.0}});
  CHECK(values_of(std::string(200, 'a'), capture("(a*)*(?<x>b)")).empty());
}

TEST_CASE("only what a progress bar leaves standing counts") {
  CHECK(values_of("loss=3\rloss=2\rloss=1") == Values{{"loss", 1.0}});
  CHECK(values_of("loss=1\r") == Values{{"loss", 1.0}});
}

TEST_CASE("a line beyond the limits holds no metrics") {
  CHECK(values_of("loss=1 " + std::string(70000, 'x')).empty());
  CHECK(values_of("a 1 " + std::string(5000, 'x'), capture("(a) (1)")).empty());
}
