#include "log_calls.h"

#include <deque>
#include <exception>
#include <new>
#include <span>
#include <utility>
#include <vector>

#include <nanobind/nanobind.h>

#include "numbers.h"
#include "recording.h"

namespace nb = nanobind;

namespace gainsay::python {
namespace {

using Arguments = std::span<PyObject* const>;

// A one-dimensional array of Python, its memory held.
class Column {
 public:
  Column() = default;
  Column(const Column&) = delete;
  Column& operator=(const Column&) = delete;
  ~Column() {
    if (view_.obj != nullptr) PyBuffer_Release(&view_);
  }
  // array: as gainsay._columns makes them: contiguous, of int64 or float64.
  bool hold(PyObject* array) { return PyObject_GetBuffer(array, &view_, PyBUF_CONTIG_RO) == 0; }

  template <typename Number>
  std::span<const Number> numbers() const {
    return {static_cast<const Number*>(view_.buf), static_cast<std::size_t>(view_.len) / sizeof(Number)};
  }

 private:
  Py_buffer view_{};
};

// Anything with more than one entry: lists, ranges, arrays of one dimension and more. Scalars of numpy and
// torch have a length that they do not tell.
bool is_array(PyObject* value) {
  if (PyLong_Check(value) != 0 || PyFloat_Check(value) != 0 || PyUnicode_Check(value) != 0) return false;
  if (PyObject_HasAttrString(value, "__len__") == 0) return false;
  if (PyObject_Size(value) >= 0) return true;
  PyErr_Clear();
  return false;
}

// The points of an array, held until they are logged. What is not an array of the right kind is made one, or
// refused, by gainsay._columns.
class Columns {
 public:
  bool hold(PyObject* metric, PyObject* steps, PyObject* values, PyObject* times) {
    PyObject* const module = PyImport_ImportModule("gainsay._columns");
    if (module == nullptr) return false;
    columns_ = nb::steal(PyObject_CallMethod(module, "columns", "OOOO", metric, steps, values, times));
    Py_DECREF(module);
    if (!columns_.is_valid()) return false;
    PyObject* const given_times = PyTuple_GetItem(columns_.ptr(), 2);
    return steps_.hold(PyTuple_GetItem(columns_.ptr(), 0)) &&
           values_.hold(PyTuple_GetItem(columns_.ptr(), 1)) &&
           (given_times == Py_None || times_.hold(given_times));
  }

  bool log(tracker::CurveRecorder& curve) const {
    try {
      curve.log(steps_.numbers<std::int64_t>(), values_.numbers<double>(), times_.numbers<double>());
      return true;
    } catch (const std::exception& error) {
      PyErr_SetString(PyExc_ValueError, error.what());
      return false;
    }
  }

 private:
  nb::object columns_;
  Column steps_;
  Column values_;
  Column times_;
};

// The points of one call of Run.log, all of which are sound before the first is logged.
class Points {
 public:
  Points(RunHandle& run, bool of_arrays) : run_(run), of_arrays_(of_arrays) {}

  bool add(PyObject* metric, PyObject* value) {
    Point point;
    point.curve = run_.curve(metric);
    if (point.curve == nullptr) return false;
    point.metric = metric;
    point.array = value;
    if (!of_arrays_ && !to_double(value, {"Run.log", metric}, point.value)) return false;
    if (size_ < few_.size()) {
      few_[size_] = point;
    } else {
      many_.push_back(point);
    }
    ++size_;
    return true;
  }

  bool add_all(PyObject* metrics) {
    PyObject* metric = nullptr;
    PyObject* value = nullptr;
    Py_ssize_t position = 0;
    while (PyDict_Next(metrics, &position, &metric, &value) != 0) {
      if (!add(metric, value)) return false;
    }
    return true;
  }

  std::size_t size() const { return size_; }

  void log(std::int64_t step) {
    for (std::size_t i = 0; i < size_; ++i) at(i).curve->log(step, at(i).value);
  }

  bool log(PyObject* steps) {
    std::deque<Columns> columns;
    for (std::size_t i = 0; i < size_; ++i) {
      if (!columns.emplace_back().hold(at(i).metric, steps, at(i).array, Py_None)) return false;
    }
    for (std::size_t i = 0; i < size_; ++i) {
      if (!columns[i].log(*at(i).curve)) return false;
    }
    return true;
  }

 private:
  struct Point {
    tracker::CurveRecorder* curve = nullptr;
    PyObject* metric = nullptr;
    PyObject* array = nullptr;
    double value = 0.0;
  };
  Point& at(std::size_t i) { return i < few_.size() ? few_[i] : many_[i - few_.size()]; }

  RunHandle& run_;
  const bool of_arrays_;
  std::array<Point, 8> few_;
  std::vector<Point> many_;
  std::size_t size_ = 0;
};

// What Run.log was called with: step, a dictionary of metrics, and keywords.
struct LogCall {
  PyObject* step = nullptr;
  PyObject* metrics = nullptr;
  Arguments keyword_values;
  PyObject* keywords = nullptr;  // names, a tuple, or null
  std::size_t step_keyword = no_keyword;

  static constexpr std::size_t no_keyword = static_cast<std::size_t>(-1);
};

bool is_step(PyObject* keyword) { return PyUnicode_CompareWithASCIIString(keyword, "step") == 0; }

bool read_positional(Arguments positional, LogCall& call) {
  for (PyObject* const argument : positional) {
    const bool is_metrics = PyDict_Check(argument) != 0;
    PyObject*& place = is_metrics ? call.metrics : call.step;
    if (place != nullptr || (!is_metrics && call.metrics != nullptr)) {
      PyErr_SetString(PyExc_TypeError, "Run.log takes a step and metrics: run.log(step, loss=0.3)");
      return false;
    }
    place = argument;
  }
  return true;
}

bool add_keywords(LogCall& call, Points& points) {
  for (std::size_t i = 0; i < call.keyword_values.size(); ++i) {
    if (i == call.step_keyword) continue;
    PyObject* const keyword = PyTuple_GetItem(call.keywords, static_cast<Py_ssize_t>(i));
    if (!points.add(keyword, call.keyword_values[i])) return false;
  }
  return true;
}

bool find_step_keyword(LogCall& call) {
  for (std::size_t i = 0; i < call.keyword_values.size(); ++i) {
    if (!is_step(PyTuple_GetItem(call.keywords, static_cast<Py_ssize_t>(i)))) continue;
    if (call.step != nullptr) {
      PyErr_SetString(PyExc_TypeError, "Run.log: the step is given twice");
      return false;
    }
    call.step = call.keyword_values[i];
    call.step_keyword = i;
  }
  return true;
}

bool log_points(RunHandle& run, LogCall& call) {
  if (call.step == Py_None) call.step = nullptr;
  const bool of_arrays = call.step != nullptr && is_array(call.step);
  std::int64_t step = run.next_step;
  if (call.step != nullptr && !of_arrays && !to_step(call.step, {"Run.log"}, step)) return false;
  Points points{run, of_arrays};
  if (call.metrics != nullptr && !points.add_all(call.metrics)) return false;
  if (call.keywords != nullptr && !add_keywords(call, points)) return false;
  if (points.size() == 0) {
    PyErr_SetString(PyExc_TypeError, "Run.log: there is no metric: run.log(step, loss=0.3)");
    return false;
  }
  if (of_arrays) return points.log(call.step);
  points.log(step);
  run.next_step = step == INT64_MAX ? step : step + 1;
  return true;
}

extern "C" PyObject* run_log(PyObject* self, PyObject* const* arguments, Py_ssize_t n, PyObject* keywords) {
  auto& run = *nb::inst_ptr<RunObject>(self)->handle;
  LogCall call;
  const auto n_keywords = keywords == nullptr ? 0 : PyTuple_Size(keywords);
  call.keywords = keywords;
  call.keyword_values = {arguments + n, static_cast<std::size_t>(n_keywords)};
  try {
    if (!read_positional({arguments, static_cast<std::size_t>(n)}, call) || !find_step_keyword(call))
      return nullptr;
    if (!log_points(run, call)) return nullptr;
  } catch (const std::bad_alloc&) {
    return PyErr_NoMemory();
  }
  Py_RETURN_NONE;
}

bool check_open(const CurveObject& curve) {
  if (!curve.handle->finished()) return true;
  PyErr_Format(PyExc_RuntimeError, "run %s is finished: nothing more can be logged into it",
               curve.handle->run().id().c_str());
  return false;
}

extern "C" PyObject* curve_log(PyObject* self, PyObject* const* arguments, Py_ssize_t n) {
  auto& curve = *nb::inst_ptr<CurveObject>(self);
  if (n < 1 || n > 3) {
    PyErr_SetString(PyExc_TypeError, "Curve.log takes a step and a value: curve.log(step, 0.3)");
    return nullptr;
  }
  if (!check_open(curve)) return nullptr;
  PyObject* const steps = n == 1 ? nullptr : arguments[0];
  PyObject* const values = arguments[n == 1 ? 0 : 1];
  if (n == 3 || is_array(values)) {
    PyObject* const times = n == 3 ? arguments[2] : Py_None;
    Columns columns;
    if (!columns.hold(curve.python_name, steps == nullptr ? Py_None : steps, values, times)) return nullptr;
    if (!columns.log(curve.recorder)) return nullptr;
    Py_RETURN_NONE;
  }
  std::int64_t step = curve.next_step;
  double value = 0.0;
  if (steps != nullptr && !to_step(steps, {"Curve.log"}, step)) return nullptr;
  if (!to_double(values, {"Curve.log", curve.python_name}, value)) return nullptr;
  curve.recorder.log(step, value);
  curve.next_step = step == INT64_MAX ? step : step + 1;
  Py_RETURN_NONE;
}

constexpr auto run_log_text = R"(log($self, step=None, metrics=None, /, **metric_values)
--

Append a point to the curve of each metric given.

step: any integer, may repeat or go back; left out: the one after the last step logged with this object, from 0 on.
    Or an array of n integers, and then each value is an array of n numbers.
metrics: a dict from names to values; for names that are no Python identifiers.
metric_values: numbers, or what has __float__ (numpy and torch scalars, 0-d arrays, Decimal). NaN and infinities are kept.

Either all points of a call are logged or none. What a returned call logged survives kill -9. I/O errors never raise: see
Run.dropped. Raises TypeError for None, text and complex numbers, and where there is no metric; ValueError for an
integer that no float64 equals and for an empty name; OverflowError for a step beyond 64 bits; RuntimeError after finish().

    run.log(step, loss=0.31, accuracy=0.97))";

constexpr auto curve_log_text = R"(log($self, step, value, times=None, /)
--

Append a point, or arrays of points. The step may be left out: curve.log(value).

step: any integer; or n integers (array, list, range); None with an array of values: 0 to n - 1.
value: a number as for Run.log; or n of them. A numpy array of float64 is read where it lies.
times: only with arrays: n seconds since the epoch, kept to the microsecond; None: now.

Raises as Run.log, and ValueError where the lengths differ or an array has more than one dimension.)";

template <typename Function>
PyCFunction as_function(Function* function) {
  return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(function));
}

}  // namespace

PyMethodDef run_log_methods[] = {{"log", as_function(run_log), METH_FASTCALL | METH_KEYWORDS, run_log_text},
                                 {nullptr, nullptr, 0, nullptr}};
PyMethodDef curve_log_methods[] = {{"log", as_function(curve_log), METH_FASTCALL, curve_log_text},
                                   {nullptr, nullptr, 0, nullptr}};

}  // namespace gainsay::python
