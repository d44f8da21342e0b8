#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include <Python.h>

#include "gainsay/tracker/recorder.h"

// A run as Python holds it.
namespace gainsay::python {

// A run with the curves that were logged into, found by the identity of the metric's name before its text.
// Used under the GIL. Owned by the Run object and the Curve objects made of it.
class RunHandle {
 public:
  RunHandle(std::shared_ptr<tracker::Recorder> recorder, tracker::ActiveRun run);
  RunHandle(const RunHandle&) = delete;
  RunHandle& operator=(const RunHandle&) = delete;
  ~RunHandle();

  tracker::ActiveRun& run() { return run_; }
  bool finished() const { return finished_; }
  void finish(tracker::Status status, std::string_view failure, std::optional<int> exit_code);

  // The curve of a metric; null, with a Python error set, where the name is not a text or the run is
  // finished.
  tracker::CurveRecorder* curve(PyObject* metric);

  // The step that follows the last one logged; what a log call without a step takes.
  std::int64_t next_step = 0;

 private:
  struct Cached {
    PyObject* name = nullptr;  // owned
    tracker::CurveRecorder* curve = nullptr;
  };
  tracker::CurveRecorder* find(PyObject* metric);

  const std::shared_ptr<tracker::Recorder> recorder_;
  tracker::ActiveRun run_;
  std::unordered_map<std::string, tracker::CurveRecorder> curves_;
  std::array<Cached, 32> cache_{};
  bool finished_ = false;
};

// The Run and Curve objects of Python. Copies share the run.
struct RunObject {
  std::shared_ptr<RunHandle> handle;
};

struct CurveObject {
  std::shared_ptr<RunHandle> handle;
  tracker::CurveRecorder recorder;
  PyObject* python_name;  // owned
  std::int64_t next_step = 0;

  CurveObject(std::shared_ptr<RunHandle> of_run, PyObject* its_name, tracker::CurveRecorder its_recorder);
  CurveObject(const CurveObject&) = delete;
  CurveObject& operator=(const CurveObject&) = delete;
  ~CurveObject();
};

}  // namespace gainsay::python
