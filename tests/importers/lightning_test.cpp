#include "gainsay/importers/lightning.h"

#include <cmath>
#include <limits>

#include "collected.h"

using namespace gainsay;
using namespace gainsay::importers;
using tracker::ParamValue;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

const Collected& real() {
  static const Collected collected{import_lightning, fixture("lightning")};
  return collected;
}

ParamValue text(const char* value) { return std::string{value}; }

}  // namespace

TEST_CASE("lightning: each version is a run of its experiment") {
  CHECK(real().runs.size() == 3);
  const tracker::WholeRun& whole = real().run("line/version_0");
  CHECK(whole.run.method.str() == "line");
  CHECK(tag(whole, "experiment") == "line");
  CHECK(whole.run.seed == 3);
  CHECK(real().run("odd/by-hand").run.method.str() == "by-hand");
  CHECK(real().has_note("does not keep how a run ended"));
}

TEST_CASE("lightning: sparse rows become one curve a column") {
  const tracker::WholeRun& whole = real().run("line/version_0");
  CHECK(curve(whole, "train_loss").step == std::vector<std::int64_t>{1, 3, 5, 7});
  CHECK(curve(whole, "train_loss").value.front() == 5.417110443115234);
  CHECK(curve(whole, "val_loss").step == std::vector<std::int64_t>{3, 7});
  CHECK(curve(whole, "epoch").step == std::vector<std::int64_t>{1, 3, 3, 5, 7, 7});
}

TEST_CASE("lightning: values are exact with repeated and backward steps") {
  const tracker::WholeRun& whole = real().run("odd/by-hand");
  const tracker::Curve& loss = curve(whole, "loss");
  CHECK(loss.step == std::vector<std::int64_t>{5, 5, 3, 7});
  CHECK(loss.value[0] == 0.1 + 0.2);
  CHECK(std::isnan(loss.value[1]));
  CHECK(loss.value[2] == infinity);
  CHECK(std::signbit(loss.value[3]));
  CHECK(curve(whole, "acc").value == std::vector<double>{-infinity});
  CHECK(curve(whole, "text,quoted").value == std::vector<double>{1.0});
  CHECK(real().has_note("run odd/by-hand: left out cells (1): they are no numbers"));
}

TEST_CASE("lightning: hyperparameters keep the types that PyYAML gave them") {
  const tracker::WholeRun& whole = real().run("odd/by-hand");
  CHECK(param(whole, "lr") == ParamValue{1e-05});
  CHECK(param(whole, "word") == text("1e-5"));
  CHECK(param(whole, "yes") == text("yes"));
  CHECK(param(whole, "flag") == ParamValue{true});
  CHECK(param(whole, "nested.a.b") == ParamValue{1.0});
  CHECK(param(whole, "size") == text("[2,3]"));
  CHECK(param(whole, "big") == text("1180591620717411303424"));
  CHECK(param(whole, "kind") == text("small"));
  CHECK(param(whole, "none") == text("null"));
  CHECK(tracker::find_param(whole.run, "device") == nullptr);
  CHECK(real().has_note("run odd/by-hand: left out objects of hparams.yaml (1)"));
}

TEST_CASE("lightning: classes and functions are params by their names") {
  CHECK(param(real().run("line/version_1"), "activation") == text("torch.nn.modules.activation.ReLU"));
  CHECK(param(real().run("line/version_1"), "widths") == text("[16,8]"));
}

TEST_CASE("lightning: one version's folder is a run") {
  CHECK(Collected{import_lightning, fixture("lightning/line/version_1")}.runs.at(0).run.source_id ==
        "version_1");
}

TEST_CASE("lightning: a file cut at any byte gives the rows that are whole") {
  const Folder folder{"lightning-cut"};
  const std::string whole = bytes_of(fixture("lightning/odd/by-hand/metrics.csv"));
  const std::size_t header = whole.find('\n') + 1;
  for (std::size_t length = 1; length < whole.size(); ++length) {
    folder.write("metrics.csv", whole.substr(0, length));
    const Collected collected{import_lightning, folder.path()};
    const auto lines = std::count(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length), '\n');
    const auto& curves = collected.runs.at(0).curves;
    const auto loss = std::find_if(curves.begin(), curves.end(),
                                   [](const tracker::Curve& c) { return c.metric.str() == "loss"; });
    CHECK((loss == curves.end() ? 0 : loss->step.size()) ==
          static_cast<std::size_t>(std::max(lines - 1, std::ptrdiff_t{0})));
    if (length > header) CHECK(collected.has_note("still being written") == (whole[length - 1] != '\n'));
  }
}

TEST_CASE("lightning: the seed of Lightning's command line is the run's") {
  const Folder folder{"lightning-cli"};
  folder.write("version_0/metrics.csv", "step,loss\n0,1.5\n");
  folder.write("version_0/config.yaml", "seed_everything: 11\ntrainer:\n  max_epochs: 3\n");
  const Collected collected{import_lightning, folder.path()};
  CHECK(collected.runs.at(0).run.seed == 11);
  CHECK(param(collected.runs.at(0), "config.trainer.max_epochs") == ParamValue{std::int64_t{3}});
}

TEST_CASE("lightning: a metrics file without rows is a run without metrics") {
  const Folder folder{"lightning-empty"};
  folder.write("metrics.csv", "");
  const Collected collected{import_lightning, folder.path()};
  CHECK(collected.runs.at(0).curves.empty());
  CHECK(collected.has_note("has no metrics yet"));
}

TEST_CASE("lightning: errors name the file and the line") {
  const Folder folder{"lightning-errors"};
  CHECK(error_of(import_lightning, folder.path()).problem().find("no metrics.csv") != std::string::npos);
  const auto file = folder.write("metrics.csv", "epoch,loss\n");
  CHECK(error_of(import_lightning, file).problem().find("no column `step`") != std::string::npos);
  folder.write("metrics.csv", "step,loss\n0,1\n1\n2,3\n");
  CHECK(error_of(import_lightning, file).place() == file.string() + ":3");
  folder.write("metrics.csv", "step,loss\nx,1\n");
  CHECK(error_of(import_lightning, file).place() == file.string() + ":2");
}

TEST_CASE("lightning: hostile YAML is an error and nothing in it is called") {
  const Folder folder{"lightning-yaml"};
  const auto metrics = folder.write("metrics.csv", "step,loss\n0,1\n");
  const auto params = folder.write("hparams.yaml",
                                   "a: &a [1,1,1,1,1,1,1,1,1,1]\n"
                                   "b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
                                   "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
                                   "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
                                   "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\n"
                                   "f: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n");
  CHECK(error_of(import_lightning, metrics).place() == params.string());
  folder.write("hparams.yaml", "a: &a [*a]\n");
  CHECK(error_of(import_lightning, metrics).problem().starts_with("`*a` refers to nothing that is complete"));
  folder.write("hparams.yaml", std::string(5000, '['));
  CHECK(error_of(import_lightning, metrics).place().starts_with(params.string()));
  folder.write("hparams.yaml", "a: [1\nb: 2\n");
  CHECK(error_of(import_lightning, metrics).place().starts_with(params.string() + ":"));
  folder.write("hparams.yaml", "a: !!python/object/apply:os.system [\"false\"]\nb: 1\n");
  CHECK(param(Collected{import_lightning, metrics}.runs.at(0), "b") == ParamValue{std::int64_t{1}});
}
