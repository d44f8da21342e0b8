#include "run_log.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <utility>

#include "gainsay/tracker/recorder.h"

namespace gainsay::example {
namespace {

// The shortest text that reads back as the same number.
std::string shortest(double value) {
  if (std::isnan(value)) return "nan";  // whatever the sign bit says
  std::array<char, 32> text{};
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), error == std::errc{} ? end : text.data()};
}

tracker::RunStart run_start(const Options& options) {
  tracker::RunStart start;
  start.method = options.method;
  start.dataset = options.dataset;
  if (options.model == Model::mlp) start.seed = static_cast<std::int64_t>(options.training.seed);
  start.tags = {{"selected_by", "last"}};
  return start;
}

void record_parameters(tracker::ActiveRun& run, const Options& options) {
  run.param("model", to_string(options.model));
  if (options.model == Model::knn) {
    run.param("neighbours", options.neighbours);
    return;
  }
  run.param("lr", options.training.learning_rate);
  run.param("epochs", options.training.epochs);
  run.param("batch_size", options.training.batch_size);
  run.param("momentum", options.training.momentum);
  if (options.model == Model::logistic) return;
  run.param("layers", options.network.layers);
  run.param("hidden", options.network.hidden);
  run.param("batchnorm", options.network.batchnorm);
  run.param("dropout", options.network.dropout);
}

class StudyLog : public RunLog {
 public:
  explicit StudyLog(const Options& options)
      : recorder_(*options.study),
        run_(recorder_.start(run_start(options))),
        train_loss_(run_.curve("train_loss")),
        val_loss_(run_.curve("val_loss")),
        val_accuracy_(run_.curve("val_accuracy")) {
    record_parameters(run_, options);
  }

  void epoch(const EpochReport& report) override {
    train_loss_.log(report.epoch, report.train_loss);
    val_loss_.log(report.epoch, report.val_loss);
    val_accuracy_.log(report.epoch, report.val_accuracy);
    if (report.test_accuracy) run_.log(report.epoch, "test_accuracy", *report.test_accuracy);
    std::printf("epoch %d: training loss %.4f, validation accuracy %.2f %%\n", report.epoch,
                report.train_loss, 100.0 * report.val_accuracy);
  }

  void test_scores(const std::vector<std::size_t>& items, const std::vector<double>& scores) override {
    for (std::size_t i = 0; i < items.size(); ++i) {
      run_.item_score("accuracy", std::to_string(items[i]), scores[i]);
    }
  }

  void result(std::string_view metric, double value) override {
    run_.result(metric, value);
    std::printf("%.*s: %.4f\n", static_cast<int>(metric.size()), metric.data(), value);
  }

  void finish() override { end(tracker::Status::finished, {}); }
  void diverged() override { end(tracker::Status::failed, "diverged"); }

 private:
  void end(tracker::Status status, std::string_view failure) {
    run_.finish(status, failure);
    if (const auto warning = recorder_.warning()) std::cerr << "warning: " << *warning << '\n';
  }

  tracker::Recorder recorder_;
  tracker::ActiveRun run_;
  tracker::CurveRecorder train_loss_;
  tracker::CurveRecorder val_loss_;
  tracker::CurveRecorder val_accuracy_;
};

class PrintingLog : public RunLog {
 public:
  void epoch(const EpochReport& report) override {
    std::string line =
        "epoch=" + std::to_string(report.epoch) + " train_loss=" + shortest(report.train_loss) +
        " val_loss=" + shortest(report.val_loss) + " val_accuracy=" + shortest(report.val_accuracy);
    if (report.test_accuracy) line += " test_accuracy=" + shortest(*report.test_accuracy);
    std::puts(line.c_str());
  }

  void test_scores(const std::vector<std::size_t>&, const std::vector<double>&) override {}

  void result(std::string_view metric, double value) override {
    results_ += (results_.empty() ? "" : " ") + std::string{metric} + "=" + shortest(value);
  }

  void finish() override { std::puts(results_.c_str()); }
  void diverged() override { std::puts("diverged"); }

 private:
  std::string results_;
};

}  // namespace

std::unique_ptr<RunLog> record_into_study(const Options& options) {
  return std::make_unique<StudyLog>(options);
}

std::unique_ptr<RunLog> print_key_values() { return std::make_unique<PrintingLog>(); }

}  // namespace gainsay::example
