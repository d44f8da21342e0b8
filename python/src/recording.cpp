#include "recording.h"

#include <exception>
#include <utility>

#include "end_signals.h"

namespace gainsay::python {

RunHandle::RunHandle(std::shared_ptr<tracker::Recorder> recorder, tracker::ActiveRun run)
    : recorder_(std::move(recorder)), run_(std::move(run)) {
  if (!run_.joined()) end_with_process(run_);
}

RunHandle::~RunHandle() {
  forget(run_);
  for (auto& cached : cache_) Py_XDECREF(cached.name);
}

void RunHandle::finish(tracker::Status status, std::string_view failure, std::optional<int> exit_code) {
  finished_ = true;
  run_.finish(status, failure, exit_code);
  forget(run_);
}

tracker::CurveRecorder* RunHandle::curve(PyObject* metric) {
  auto& cached =
      cache_[(reinterpret_cast<std::uintptr_t>(metric) >> 4) % std::tuple_size_v<decltype(cache_)>];
  if (cached.name == metric && !finished_) return cached.curve;
  auto* const found = find(metric);
  if (found == nullptr) return nullptr;
  Py_INCREF(metric);
  Py_XDECREF(std::exchange(cached.name, metric));
  cached.curve = found;
  return found;
}

tracker::CurveRecorder* RunHandle::find(PyObject* metric) {
  Py_ssize_t size = 0;
  const char* const text = PyUnicode_AsUTF8AndSize(metric, &size);
  if (text == nullptr) return nullptr;
  if (finished_) {
    PyErr_Format(PyExc_RuntimeError, "run %s is finished: nothing more can be logged into it",
                 run_.id().c_str());
    return nullptr;
  }
  std::string name{text, static_cast<std::size_t>(size)};
  const auto known = curves_.find(name);
  if (known != curves_.end()) return &known->second;
  try {
    auto recorder = run_.curve(name);
    return &curves_.emplace(std::move(name), std::move(recorder)).first->second;
  } catch (const std::exception& error) {
    PyErr_SetString(PyExc_ValueError, error.what());
    return nullptr;
  }
}

CurveObject::CurveObject(std::shared_ptr<RunHandle> of_run, PyObject* its_name,
                         tracker::CurveRecorder its_recorder)
    : handle(std::move(of_run)), recorder(std::move(its_recorder)), python_name(its_name) {
  Py_INCREF(python_name);
}

CurveObject::~CurveObject() { Py_DECREF(python_name); }

}  // namespace gainsay::python
