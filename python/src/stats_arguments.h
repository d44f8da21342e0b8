#pragma once

#include <list>
#include <span>
#include <vector>

#include <nanobind/nanobind.h>

#include "gainsay/stats/catalogue.h"

// What Python calls a statistic with, as the catalogue takes it.
namespace gainsay::python {

// Memory of Python, held while a statistic reads it.
class HeldBuffer {
 public:
  HeldBuffer() = default;
  HeldBuffer(const HeldBuffer&) = delete;
  HeldBuffer& operator=(const HeldBuffer&) = delete;
  ~HeldBuffer() {
    if (view_.obj != nullptr) PyBuffer_Release(&view_);
  }

  // Whether the object is a contiguous array of `dimensions` dimensions of float64 (format 'd') or int64
  // ('q').
  bool hold(PyObject* array, int dimensions, char format);

  template <typename Number>
  std::span<const Number> numbers() const {
    return {static_cast<const Number*>(view_.buf), static_cast<std::size_t>(view_.len) / sizeof(Number)};
  }
  Py_ssize_t extent(int dimension) const { return view_.shape[dimension]; }

 private:
  Py_buffer view_{};
};

// Turns objects into arguments and keeps alive what the arguments point into. An array of float64 is read
// where it lies. Each throws nanobind::python_error with a TypeError or ValueError that names the function
// and the parameter.
class Converter {
 public:
  explicit Converter(const stats::Statistic& statistic) : statistic_(statistic) {}

  stats::Argument argument(const stats::Parameter& parameter, PyObject* value);

 private:
  using Numbers = std::span<const double>;

  Numbers sample(const stats::Parameter& parameter, PyObject* value);
  bool plain_numbers(PyObject* list, std::vector<double>& numbers);
  std::span<const Numbers> samples(const stats::Parameter& parameter, PyObject* value);
  std::span<const Numbers> rows(const HeldBuffer& table);
  stats::Matrix matrix(const stats::Parameter& parameter, PyObject* value);
  std::span<const std::int64_t> integers(const stats::Parameter& parameter, PyObject* value);
  HeldBuffer& made(const char* maker, const stats::Parameter& parameter, PyObject* value, int dimensions);

  const stats::Statistic& statistic_;
  std::list<nanobind::object> objects_;
  std::list<HeldBuffer> buffers_;
  std::list<std::vector<double>> copies_;
  std::list<std::vector<Numbers>> groups_;
};

}  // namespace gainsay::python
