#include "gainsay/importers/field_map.h"

#include <doctest/doctest.h>

#include "gainsay/tracker/error.h"

using namespace gainsay;
using importers::FieldMap;

namespace {

tracker::WholeRun run_named(const std::string& name) {
  tracker::WholeRun run;
  run.run.method = "experiment-7";
  run.run.source_id = "3f2a";
  run.run.params = {{"seed", std::int64_t{3}}, {"model", std::string{"bn"}}, {"lr", 0.1}};
  run.run.tags = {{"name", name}, {"data", "digits"}};
  run.curves = {{"eval/accuracy", {0, 1}, {0.5, 0.75}, {}}};
  return run;
}

std::string message_of(const auto& action) {
  try {
    action();
  } catch (const tracker::FormatError& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("fields come from params and tags and constants") {
  FieldMap map{{.sources = {{"method", "params.model"}, {"seed", "params.seed"}, {"dataset", "data"}},
                .constants = {{"purpose", "tune"}, {"params.depth", "4"}}}};
  auto run = run_named("a");
  map.apply(run);
  CHECK(run.run.method == tracker::Name{"bn"});
  CHECK(run.run.dataset == tracker::Name{"digits"});
  CHECK(run.run.seed == 3);
  CHECK(run.run.purpose == tracker::Purpose::tune);
  CHECK(*tracker::find_param(run.run, "depth") == tracker::ParamValue{std::int64_t{4}});
  CHECK(map.finish().empty());
}

TEST_CASE("two fields can change places because each reads what the importer made") {
  FieldMap map{{.sources = {{"method", "dataset"}, {"dataset", "method"}}}};
  auto run = run_named("a");
  run.run.dataset = "digits";
  map.apply(run);
  CHECK(run.run.method == tracker::Name{"digits"});
  CHECK(run.run.dataset == tracker::Name{"experiment-7"});
}

TEST_CASE("a metric is renamed with its curve and its result") {
  FieldMap map{{.sources = {{"metrics.accuracy", "eval/accuracy"}}}};
  auto run = run_named("a");
  run.run.results = {{"eval/accuracy", 0.75}};
  map.apply(run);
  CHECK(run.curves.at(0).metric == tracker::Name{"accuracy"});
  CHECK(run.run.curves.at(0).metric == tracker::Name{"accuracy"});
  CHECK(tracker::find_result(run.run, "accuracy") == 0.75);
}

TEST_CASE("a metric is not renamed to one that is there") {
  FieldMap map{{.sources = {{"metrics.loss", "eval/accuracy"}}}};
  auto run = run_named("a");
  run.curves.push_back({"loss", {0}, {1.0}, {}});
  CHECK(
      message_of([&] { map.apply(run); }) ==
      "run 3f2a (a): metric `eval/accuracy` cannot be called `loss`, which it has, too; choose another name");
}

TEST_CASE("a pattern takes a run's name apart") {
  FieldMap map{{.pattern = "run-{method}/{}/{dataset}_s{seed}.x"}};
  auto run = run_named("run-bn/2024/dig/its_s12.x");
  map.apply(run);
  CHECK(run.run.method == tracker::Name{"bn"});
  CHECK(run.run.dataset == tracker::Name{"dig/its"});
  CHECK(run.run.seed == 12);
}

TEST_CASE("a name that does not match the pattern leaves the run as it is and is counted") {
  FieldMap map{{.pattern = "{method}_{seed}"}};
  auto good = run_named("bn_1");
  auto bad = run_named("other");
  map.apply(good);
  map.apply(bad);
  CHECK(bad.run.method == tracker::Name{"experiment-7"});
  CHECK(map.finish() ==
        std::vector<std::string>{"1 run did not match the pattern {method}_{seed}, among them "
                                 "run 3f2a (other): their fields are as the source has them"});
}

TEST_CASE("a pattern that no run matches is an error") {
  FieldMap map{{.pattern = "{method}_{seed}"}};
  auto run = run_named("other");
  map.apply(run);
  CHECK(message_of([&] { map.finish(); }) ==
        "--pattern: the name of no run matches `{method}_{seed}`, for instance that of run 3f2a (other); "
        "`--dry-run` without a pattern shows what there is");
}

TEST_CASE("a seed that is no integer is an error that names run and field and value") {
  FieldMap map{{.sources = {{"seed", "params.lr"}}}};
  auto run = run_named("a");
  CHECK(
      message_of([&] { map.apply(run); }) ==
      "run 3f2a (a): `0.1` as seed is no integer; map another param or tag to seed, or leave these runs out");
}

TEST_CASE("a source that no run has is an error with the nearest name") {
  FieldMap map{{.sources = {{"method", "params.modle"}}}};
  auto run = run_named("a");
  map.apply(run);
  CHECK(message_of([&] { map.finish(); }) ==
        "--map: no run has `params.modle`, from which method should be taken; did you mean `params.model`?");
}

TEST_CASE("a source that some runs lack is said") {
  FieldMap map{{.sources = {{"method", "params.model"}}}};
  auto with = run_named("a");
  auto without = run_named("b");
  without.run.params.clear();
  map.apply(with);
  map.apply(without);
  CHECK(map.finish() ==
        std::vector<std::string>{"1 run without `params.model`: method is as the source has it"});
}

TEST_CASE("unknown and doubled and empty fields are errors") {
  CHECK(message_of([] {
          FieldMap{{.sources = {{"metod", "name"}}}};
        }) == "--map: there is no field `metod`; did you mean `method`?");
  CHECK(message_of([] {
          FieldMap{{.constants = {{"metrics.a", "b"}}}};
        }) ==
        "--constant: there is no field `metrics.a`; the fields are method, dataset, split, seed, fold, "
        "purpose, "
        "role, params.NAME, tags.NAME and, for --map, metrics.NAME");
  CHECK(message_of([] {
          FieldMap{{.sources = {{"seed", "a"}}, .constants = {{"seed", "1"}}}};
        }) == "the field `seed` is given twice; take it from one place: --map, --constant or --pattern");
  CHECK(message_of([] {
          FieldMap{{.sources = {{"seed", ""}}}};
        }) == "--map: `seed` has no source; write for instance seed=params.NAME");
}

TEST_CASE("a pattern that cannot be read is an error") {
  const auto problem_of = [](const std::string& pattern) {
    return message_of([&] { FieldMap{{.pattern = pattern}}; });
  };
  const std::string remedy = "; write for instance {method}/{dataset}/seed{seed}";
  CHECK(problem_of("abc") == "--pattern: `abc` has no {field}" + remedy);
  CHECK(problem_of("{method") == "--pattern: `{method` has a { without a }" + remedy);
  CHECK(problem_of("{method}{seed}") ==
        "--pattern: `{method}{seed}` has two fields with nothing between them" + remedy);
  CHECK(problem_of("{sed}") == "--pattern: there is no field `sed`; did you mean `seed`?");
}

TEST_CASE("without a run there is nothing to complain of") {
  const FieldMap map{{.sources = {{"method", "params.model"}}, .pattern = "{seed}"}};
  CHECK(map.finish().empty());
}
