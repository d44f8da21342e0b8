#include "gainsay/importers/lm_eval.h"

#include <cmath>

#include "collected.h"

using namespace gainsay;
using namespace gainsay::importers;

namespace {

// What the harness itself printed for fixtures/imports/lm_eval (version 0.4.13):
//   tiny/alpha: acc 0.5714 +- 0.2020, acc_norm 0.2857 +- 0.1844; tiny/beta: acc 0.1429 +- 0.1429
const Collected& real() {
  static const Collected collected{import_lm_eval, fixture("lm_eval")};
  return collected;
}

const tracker::WholeRun& run_of(std::string_view model, std::string_view task) {
  for (const tracker::WholeRun& whole : real().runs) {
    if (whole.run.method.str() == model && whole.run.dataset.str() == task) return whole;
  }
  FAIL("no run of ", model, " on ", task);
  return real().runs.front();
}

double mean(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

constexpr const char* minimal = R"({"results": {"t": {"acc,none": 0.5}}, "date": 1.5, "model_name": "m",
  "config": {"model": "hf", "model_args": "pretrained=m,dtype=bfloat16,trust_remote_code"}})";
constexpr const char* results_name = "results_2026-01-02T03-04-05.678.json";
constexpr const char* samples_name = "samples_t_2026-01-02T03-04-05.678.jsonl";

}  // namespace

TEST_CASE("lm-eval: each task of each results file is a run") {
  CHECK(real().runs.size() == 6);
  const tracker::Run& run = run_of("tiny/alpha", "tiny_mc").run;
  CHECK(run.status == tracker::Status::finished);
  CHECK(run.seed == 7);
  CHECK(run.started_at.has_value());
  CHECK(run.source_id.starts_with("tiny/alpha/"));
  CHECK(run.source_id.ends_with("/tiny_mc"));
  CHECK(tracker::find_result(run, "acc") == 4.0 / 7.0);
  CHECK(tracker::find_result(run, "acc_norm") == 2.0 / 7.0);
  CHECK(run.results.size() == 2);
}

TEST_CASE("lm-eval: the harness's standard error is a tag and not a metric") {
  CHECK(tag(run_of("tiny/alpha", "tiny_mc"), "stderr.acc") == "0.20203050891044214");
  CHECK(tag(run_of("tiny/alpha", "tiny_ppl"), "stderr.byte_perplexity") == "(none)");
}

TEST_CASE("lm-eval: arguments of the model and of the evaluation are params with their types") {
  const tracker::WholeRun& whole = run_of("tiny/beta", "tiny_gen");
  CHECK(param(whole, "model") == tracker::ParamValue{std::string{"dummy"}});
  CHECK(param(whole, "model_args.pretrained") == tracker::ParamValue{std::string{"tiny/beta"}});
  CHECK(param(whole, "num_fewshot") == tracker::ParamValue{std::int64_t{0}});
  CHECK(param(whole, "task_version") == tracker::ParamValue{2.0});
  CHECK(param(whole, "torch_seed") == tracker::ParamValue{std::int64_t{9}});
  CHECK(tag(whole, "split") == "test");
  CHECK(tag(whole, "n_samples") == "7");
  CHECK(tag(whole, "task_hash").size() == 64);
}

TEST_CASE("lm-eval: a filter other than none is part of the metric's name") {
  const tracker::WholeRun& whole = run_of("tiny/alpha", "tiny_gen");
  CHECK(result(whole, "exact_match/strict-match") == 0.0);
  CHECK(result(whole, "exact_match/flexible-extract") == 0.0);
  CHECK(items(whole, "exact_match/strict-match").score.size() == 7);
  CHECK(items(whole, "exact_match/flexible-extract").score.size() == 7);
}

TEST_CASE("lm-eval: the mean of the item scores is the reported metric") {
  for (const char* const model : {"tiny/alpha", "tiny/beta"}) {
    const tracker::WholeRun& whole = run_of(model, "tiny_mc");
    for (const char* const metric : {"acc", "acc_norm"})
      CHECK(mean(items(whole, metric).score) == doctest::Approx(result(whole, metric)).epsilon(1e-15));
  }
}

TEST_CASE("lm-eval: items pair across models by the document's hash and repeat with a number") {
  const tracker::ItemScores& alpha = items(run_of("tiny/alpha", "tiny_mc"), "acc");
  CHECK(alpha.item == items(run_of("tiny/beta", "tiny_mc"), "acc").item);
  CHECK(alpha.item.front() == "55d8b87793c83306");
  CHECK(alpha.item.back() == "55d8b87793c83306#2");
  CHECK(alpha.score == std::vector<double>{1, 0, 1, 0, 1, 0, 1});
}

TEST_CASE("lm-eval: questions about one passage share a cluster") {
  const std::vector<std::string>& cluster = items(run_of("tiny/alpha", "tiny_mc"), "acc").cluster;
  REQUIRE(cluster.size() == 7);
  CHECK(cluster[0] == cluster[2]);
  CHECK(cluster[0] == cluster[6]);
  CHECK(cluster[3] == cluster[5]);
  CHECK(cluster[0] != cluster[3]);
}

TEST_CASE("lm-eval: what is left out is said") {
  CHECK(real().has_note("left out acc of the group tiny_group"));
  CHECK(real().has_note("left out item scores (42): they are no single number"));
  CHECK(real().has_note("left out settings of the task ("));
  CHECK(tag(run_of("tiny/alpha", "tiny_mc"), "group") == "tiny_group");
  CHECK(run_of("tiny/alpha", "tiny_ppl").items.empty());
}

TEST_CASE("lm-eval: a results file alone brings its samples along") {
  const Folder folder{"lm-eval-alone"};
  const auto file = folder.write(results_name, minimal);
  folder.write(samples_name, R"({"doc_id": 0, "filter": "none", "metrics": ["acc"], "acc": true})"
                             "\n"
                             R"({"doc_id": 1, "filter": "none", "metrics": ["acc"], "acc": NaN})"
                             "\n");
  const Collected collected{import_lm_eval, file};
  const tracker::WholeRun& whole = collected.run("m/1.5/t");
  CHECK(whole.run.method.str() == "m");
  CHECK(items(whole, "acc").item == std::vector<std::string>{"0", "1"});
  CHECK(items(whole, "acc").score.front() == 1.0);
  CHECK(std::isnan(items(whole, "acc").score.back()));
  CHECK(items(whole, "acc").cluster.empty());
}

TEST_CASE("lm-eval: arguments written as one text are taken apart") {
  const Folder folder{"lm-eval-text"};
  const Collected collected{import_lm_eval, folder.write(results_name, minimal)};
  const tracker::WholeRun& whole = collected.runs.at(0);
  CHECK(param(whole, "model_args.dtype") == tracker::ParamValue{std::string{"bfloat16"}});
  CHECK(param(whole, "model_args.trust_remote_code") == tracker::ParamValue{true});
}

TEST_CASE("lm-eval: a model without a name of its own goes by its kind") {
  const Folder folder{"lm-eval-nameless"};
  const Collected collected{import_lm_eval, folder.write(results_name, R"({"results": {"t": {"acc,none": 1}},
        "model_name": "cqt535ko", "config": {"model": "dummy", "model_args": {"foo": 1}}})")};
  CHECK(collected.runs.at(0).run.method.str() == "dummy");
}

TEST_CASE("lm-eval: a last sample that is cut off is left out and said") {
  const Folder folder{"lm-eval-cut"};
  folder.write(results_name, minimal);
  const std::string line = R"({"doc_id": 0, "filter": "none", "metrics": ["acc"], "acc": 1.0})";
  for (std::size_t length = 1; length < line.size(); ++length) {
    folder.write(samples_name, line + "\n" + line.substr(0, length));
    const Collected collected{import_lm_eval, folder.path()};
    CHECK(items(collected.runs.at(0), "acc").score.size() == 1);
    CHECK(collected.has_note("jsonl:2: the last sample is cut off"));
  }
}

TEST_CASE("lm-eval: errors name the file and the place") {
  const Folder folder{"lm-eval-errors"};
  CHECK(error_of(import_lm_eval, folder.path()).problem().find("no results_<date>.json") !=
        std::string::npos);
  CHECK(error_of(import_lm_eval, folder.path() / "none").problem().find("no such file") != std::string::npos);
  const auto file = folder.write(results_name, R"({"results": [)");
  CHECK(error_of(import_lm_eval, file).place() == file.string() + ":byte 13");
  folder.write(results_name, "[]");
  CHECK(error_of(import_lm_eval, file).problem().find("no object `results`") != std::string::npos);
  folder.write(results_name, minimal);
  const auto samples = folder.write(samples_name, "{\"metrics\": [\"acc\"], \"acc\": 1}\n");
  CHECK(error_of(import_lm_eval, file).place() == samples.string() + ":1");
}

TEST_CASE("lm-eval: samples without their results file are left out and said") {
  const Folder folder{"lm-eval-orphan"};
  folder.write(results_name, minimal);
  folder.write("samples_u_2026-01-02T03-04-05.678.jsonl", "{}\n");
  const Collected collected{import_lm_eval, folder.path()};
  CHECK(collected.has_note("samples_u_2026-01-02T03-04-05.678.jsonl left out"));
}
