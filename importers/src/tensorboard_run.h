#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "gainsay/importers/importer.h"

#include "tensorboard_event.h"

namespace gainsay::importers {

// What was left out of the event files of an import.
struct LeftOut {
  std::int64_t images = 0;
  std::int64_t histograms = 0;
  std::int64_t audio = 0;
  std::map<std::string, std::int64_t> tensors;  // by plugin
  std::int64_t inexact = 0;
  std::int64_t unreadable_records = 0;
  std::int64_t unreadable_params = 0;
  std::int64_t links = 0;

  // A sentence for what there is, or none.
  void say(ImportSink& sink) const;
};

// One run that is put together from its event files, in their order.
class TensorboardRun {
 public:
  TensorboardRun(LeftOut& left_out, ImportSink& sink) : left_out_(left_out), sink_(sink) {}

  void read(const std::filesystem::path& file);

  bool has_params() const { return has_session_info_; }
  bool has_points() const { return !curves_.empty(); }

  // Takes in the run that add_hparams made for this one: params, and its metrics as results. Whether it
  // could: not where both have a metric of one name.
  bool join(TensorboardRun& params_of_this);

  // The run, without its names.
  tracker::WholeRun finish() &&;

 private:
  void add(const Event& event);
  void add_value(const SummaryValue& value, const Event& event);
  void add_tensor(const SummaryValue& value, const std::string& plugin, const Event& event);
  void add_point(std::string_view tag, double number, const Event& event);
  void results_of_single_points(const std::vector<tracker::Curve>& curves);

  LeftOut& left_out_;
  ImportSink& sink_;
  std::filesystem::path file_;
  std::vector<tracker::Curve> curves_;
  std::map<std::string, std::size_t, std::less<>> places_;  // of curves_
  std::map<std::string, std::string, std::less<>> plugins_;
  std::vector<tracker::Result> results_;
  SessionInfo session_;
  bool has_session_info_ = false;
  bool cut_off_ = false;
  double first_time_ = 0.0;
  double last_time_ = 0.0;
  bool has_event_ = false;
};

}  // namespace gainsay::importers
