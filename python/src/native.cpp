// gainsay._native: recording. What a training script loads: no database, no audit.
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <vector>

#include <nanobind/nanobind.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/vector.h>

#include "gainsay/tracker/capture.h"
#include "gainsay/tracker/run_id.h"
#include "gainsay/tracker/sha256.h"
#include "gainsay/tracker/study_directory.h"

#include "end_signals.h"
#include "errors.h"
#include "log_calls.h"
#include "numbers.h"
#include "recording.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace gainsay::python {
namespace {

// One recorder, and so one journal, for all runs that this process records in a study.
std::shared_ptr<tracker::Recorder> recorder_of(const std::string& study, bool durable) {
  static auto& recorders = *new std::map<std::pair<std::string, bool>, std::shared_ptr<tracker::Recorder>>;
  auto& recorder = recorders[{study, durable}];
  if (!recorder) {
    tracker::RecorderOptions options;
    options.durable = durable;
    options.on_warning = [](std::string_view text) {
      PySys_WriteStderr("gainsay: %.900s\n", std::string{text}.c_str());
    };
    recorder = std::make_shared<tracker::Recorder>(study, std::move(options));
  }
  return recorder;
}

// A word of one of the model's enumerations, or nothing for None.
template <typename Parse>
auto parsed(const char* what, const std::optional<std::string>& text, Parse parse) -> decltype(parse("")) {
  if (!text) return std::nullopt;
  const auto value = parse(*text);
  if (!value) throw std::domain_error(std::string{"there is no "} + what + " `" + *text + "`");
  return value;
}

struct Description {
  std::string method;
  std::string dataset;
  std::string split;
  std::optional<std::int64_t> seed;
  std::optional<std::int64_t> fold;
  std::optional<std::string> purpose;
  std::optional<std::string> role;
  std::string parent;
  std::string id;
  std::vector<std::string> argv;
};

tracker::RunStart start_of(const Description& said, bool capture) {
  tracker::RunStart start;
  start.method = said.method;
  start.dataset = said.dataset;
  start.split = said.split;
  start.seed = said.seed;
  start.fold = said.fold;
  start.purpose = parsed("purpose", said.purpose, tracker::parse_purpose).value_or(tracker::Purpose::final);
  start.role = parsed("role", said.role, tracker::parse_role);
  start.parent = said.parent;
  start.id = said.id;
  start.argv = said.argv;
  if (!capture) return start;
  start.environment = tracker::capture_environment();
  start.host = tracker::capture_host();
  start.device = tracker::capture_device();
  return start;
}

void start_run(RunObject* place, const std::string& study, const Description& said, bool capture,
               bool durable) {
  auto recorder = recorder_of(study, durable);
  auto run = recorder->start(start_of(said, capture));
  new (place) RunObject{std::make_shared<RunHandle>(std::move(recorder), std::move(run))};
}

void join_run(RunObject* place, const std::string& study, const std::string& id) {
  auto recorder = recorder_of(study, false);
  auto run = recorder->join(id);
  new (place) RunObject{std::make_shared<RunHandle>(std::move(recorder), std::move(run))};
}

double number_of(const char* function, const std::string& metric, nb::handle value) {
  double number = 0.0;
  if (!to_double(value.ptr(), {function, nb::str(metric.c_str(), metric.size()).ptr()}, number))
    throw nb::python_error();
  return number;
}

tracker::ParamValue param_value(nb::handle value) {
  if (nb::isinstance<nb::bool_>(value)) return nb::cast<bool>(value);
  if (nb::isinstance<nb::int_>(value)) return nb::cast<std::int64_t>(value);
  if (nb::isinstance<nb::float_>(value)) return nb::cast<double>(value);
  return nb::cast<std::string>(value);
}

void record_items(RunObject& self, const std::string& metric, const std::vector<std::string>& items,
                  nb::sequence scores, const std::optional<std::vector<std::string>>& clusters) {
  std::vector<double> numbers;
  for (const nb::handle score : scores) numbers.push_back(number_of("Run.items", metric, score));
  if (numbers.size() != items.size() || (clusters && clusters->size() != items.size())) {
    throw std::domain_error("Run.items: " + std::to_string(items.size()) + " items, " +
                            std::to_string(numbers.size()) + " scores" +
                            (clusters ? ", " + std::to_string(clusters->size()) + " clusters" : ""));
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    self.handle->run().item_score(metric, items[i], numbers[i], clusters ? (*clusters)[i] : "");
  }
}

// All of them or, where one is no number, none.
void record_results(RunObject& self, const nb::dict& metrics) {
  std::vector<std::pair<std::string, double>> results;
  for (const auto& [metric, value] : metrics) {
    auto name = nb::cast<std::string>(metric);
    const double number = number_of("Run.result", name, value);
    results.emplace_back(std::move(name), number);
  }
  for (const auto& [metric, number] : results) self.handle->run().result(metric, number);
}

CurveObject* make_curve(RunObject& self, nb::str name) {
  auto* const recorder = self.handle->curve(name.ptr());
  if (recorder == nullptr) throw nb::python_error();
  return new CurveObject(self.handle, name.ptr(), *recorder);
}

void finish(RunObject& self, const std::string& status, const std::string& failure,
            std::optional<int> exit_code) {
  self.handle->finish(*parsed("status", std::optional{status}, tracker::parse_status), failure, exit_code);
}

std::optional<std::string> sha256_of_file(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  const std::string text{std::istreambuf_iterator<char>{file}, {}};
  return file.good() || file.eof() ? std::optional{tracker::sha256(text)} : std::nullopt;
}

std::optional<std::string> find_study(const std::string& folder) {
  const auto found = tracker::find_study(folder);
  return found ? std::optional{found->root().string()} : std::nullopt;
}

void bind_description(nb::module_& module) {
  nb::class_<Description>(module, "Description", "What is said of a run when it starts.")
      .def(
          "__init__",
          [](Description* place, std::string method, std::string dataset, std::string split,
             std::optional<std::int64_t> seed, std::optional<std::int64_t> fold,
             std::optional<std::string> purpose, std::optional<std::string> role, std::string parent,
             std::string id, std::vector<std::string> argv) {
            new (place) Description{
                std::move(method),  std::move(dataset), std::move(split),  seed,          fold,
                std::move(purpose), std::move(role),    std::move(parent), std::move(id), std::move(argv)};
          },
          "method"_a, "dataset"_a, "split"_a, "seed"_a.none(), "fold"_a.none(), "purpose"_a.none(),
          "role"_a.none(), "parent"_a, "id"_a, "argv"_a);
}

void bind_run(nb::module_& module) {
  static PyType_Slot slots[] = {{Py_tp_methods, run_log_methods}, {0, nullptr}};
  nb::class_<RunObject>(module, "Run", "A run that is being recorded; see gainsay.Run.",
                        nb::type_slots(slots))
      .def("__init__", start_run, "study"_a, "description"_a, "capture"_a, "durable"_a)
      .def("__init__", join_run, "study"_a, "id"_a)
      .def_prop_ro(
          "id", [](const RunObject& self) { return self.handle->run().id(); },
          "The id: 26 characters that sort by the time of the start.")
      .def_prop_ro(
          "joined", [](const RunObject& self) { return self.handle->run().joined(); },
          "Whether somebody else ends this run.")
      .def_prop_ro(
          "dropped", [](const RunObject& self) { return self.handle->run().dropped(); },
          "Records that could not be written so far.")
      .def_prop_ro(
          "finished", [](const RunObject& self) { return self.handle->finished(); },
          "Whether it has been ended here.")
      .def("curve", make_curve, "metric"_a,
           "The curve of a metric, a Curve, for loops that log often. Raises TypeError for a name that is no "
           "text, ValueError "
           "for an empty one, RuntimeError after finish().")
      .def("_param", [](RunObject& self, const std::string& name,
                        nb::handle value) { self.handle->run().param(name, param_value(value)); })
      .def("_tag", [](RunObject& self, const std::string& name,
                      const std::string& value) { self.handle->run().tag(name, value); })
      .def("_results", record_results, "metrics"_a)
      .def("_items", record_items, "metric"_a, "items"_a, "scores"_a, "clusters"_a.none())
      .def("_environment", [](RunObject& self, const std::string& name,
                              const std::string& value) { self.handle->run().environment(name, value); })
      .def("_git",
           [](RunObject& self, nb::bytes printed) {
             if (const auto git = tracker::read_git_status({printed.c_str(), printed.size()})) {
               self.handle->run().git(*git);
             }
           })
      .def("_finish", finish, "status"_a, "failure"_a, "exit_code"_a.none());
}

void bind_curve(nb::module_& module) {
  static PyType_Slot slots[] = {{Py_tp_methods, curve_log_methods}, {0, nullptr}};
  nb::class_<CurveObject>(
      module, "Curve",
      "One metric of one run, its name looked up once. Made by Run.curve; keeps the run alive.",
      nb::type_slots(slots))
      .def_prop_ro(
          "metric", [](const CurveObject& self) { return nb::borrow<nb::str>(self.python_name); },
          "The name.")
      .def_prop_ro(
          "run_id", [](const CurveObject& self) { return self.handle->run().id(); }, "The id of the run.");
}

}  // namespace
}  // namespace gainsay::python

NB_MODULE(_native, module) {
  using namespace gainsay::python;
  nb::set_leak_warnings(false);  // a run may be alive when the interpreter ends
  translate_errors();
  bind_description(module);
  bind_run(module);
  bind_curve(module);
  module.attr("__version__") = GAINSAY_VERSION;
  module.def("find_study", find_study, "folder"_a);
  module.def("sha256_of_file", sha256_of_file, "path"_a);
  module.def(
      "is_run_id", [](const std::string& text) { return gainsay::tracker::is_run_id(text); }, "text"_a);
  module.def("new_run_id", gainsay::tracker::new_run_id);
  module.def("watch_end_signals", watch_end_signals);
  module.def(
      "git_status_command",
      [](const std::string& folder) { return gainsay::tracker::git_status_command(folder); }, "folder"_a);
}
