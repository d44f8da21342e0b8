#include "stats_arguments.h"

#include <algorithm>
#include <string>

namespace nb = nanobind;

namespace gainsay::python {
namespace {

using stats::Argument;
using stats::Kind;
using stats::Parameter;

[[noreturn]] void raise(PyObject* error, const std::string& message) {
  PyErr_SetString(error, message.c_str());
  throw nb::python_error();
}

std::string place(const stats::Statistic& statistic, const Parameter& parameter) {
  return std::string{statistic.name} + ": " + std::string{parameter.name};
}

[[noreturn]] void refuse(const std::string& place, PyObject* value, const char* wanted) {
  const nb::str shown{nb::repr(nb::handle(value))};
  raise(PyExc_TypeError, place + " is " + std::string{shown.c_str()}.substr(0, 80) + ", not " + wanted);
}

bool boolean(const std::string& place, PyObject* value) {
  if (PyBool_Check(value) != 0) return value == Py_True;
  const nb::str kind{nb::handle(reinterpret_cast<PyObject*>(Py_TYPE(value))).attr("__name__")};
  if (std::string_view{kind.c_str()}.starts_with("bool")) return PyObject_IsTrue(value) == 1;  // of numpy
  refuse(place, value, "True or False");
}

std::int64_t integer(const std::string& place, PyObject* value) {
  if (PyIndex_Check(value) == 0 || PyBool_Check(value) != 0) refuse(place, value, "an integer");
  const nb::object index = nb::steal(PyNumber_Index(value));
  const long long number = index.is_valid() ? PyLong_AsLongLong(index.ptr()) : -1;
  if (number == -1 && PyErr_Occurred() != nullptr) throw nb::python_error();
  return number;
}

double real(const std::string& place, PyObject* value) {
  if (PyUnicode_Check(value) != 0 || value == Py_None) refuse(place, value, "a number");
  const double number = PyFloat_AsDouble(value);
  if (number == -1.0 && PyErr_Occurred() != nullptr) {
    PyErr_Clear();
    refuse(place, value, "a number");
  }
  return number;
}

std::string_view text(const std::string& place, PyObject* value) {
  if (PyUnicode_Check(value) == 0) refuse(place, value, "a text");
  Py_ssize_t size = 0;
  const char* const bytes = PyUnicode_AsUTF8AndSize(value, &size);
  if (bytes == nullptr) throw nb::python_error();
  return {bytes, static_cast<std::size_t>(size)};
}

std::string_view choice(const std::string& place, const Parameter& parameter, PyObject* value) {
  const auto chosen = text(place, value);
  const auto found = std::ranges::find(parameter.choices, chosen);
  if (found != parameter.choices.end()) return *found;
  std::string all;
  for (const auto name : parameter.choices) all += (all.empty() ? "\"" : ", \"") + std::string{name} + "\"";
  raise(PyExc_ValueError, place + " is \"" + std::string{chosen} + "\"; it is one of " + all);
}

bool is_list(PyObject* value) { return PyList_Check(value) != 0 || PyTuple_Check(value) != 0; }

// Borrowed.
PyObject* entry_of(PyObject* list, Py_ssize_t i) {
  return PyList_Check(list) != 0 ? PyList_GetItem(list, i) : PyTuple_GetItem(list, i);
}

nb::object numbers_module() {
  static PyObject* const module = nb::module_::import_("gainsay._stats_arrays").release().ptr();
  return nb::borrow(module);
}

}  // namespace

bool HeldBuffer::hold(PyObject* array, int dimensions, char format) {
  if (PyObject_CheckBuffer(array) == 0) return false;
  if (PyObject_GetBuffer(array, &view_, PyBUF_ND | PyBUF_FORMAT) != 0) {
    PyErr_Clear();  // not contiguous
    view_.obj = nullptr;
    return false;
  }
  const std::string_view given = view_.format == nullptr ? "B" : view_.format;
  const bool same =
      given.size() == 1 && view_.itemsize == 8 && (given[0] == format || (format == 'q' && given[0] == 'l'));
  if (same && view_.ndim == dimensions) return true;
  PyBuffer_Release(&view_);
  return false;
}

// Numbers that Python itself knows. False for anything else, which is left to numpy.
bool Converter::plain_numbers(PyObject* list, std::vector<double>& numbers) {
  const Py_ssize_t n = PyObject_Size(list);
  numbers.reserve(static_cast<std::size_t>(n));
  for (Py_ssize_t i = 0; i < n; ++i) {
    PyObject* const entry = entry_of(list, i);
    if (PyFloat_Check(entry) == 0 && PyLong_Check(entry) == 0) return false;
    const double number = PyFloat_AsDouble(entry);
    if (number == -1.0 && PyErr_Occurred() != nullptr) throw nb::python_error();
    numbers.push_back(number);
  }
  return true;
}

// The array that gainsay._stats_arrays makes of an object.
HeldBuffer& Converter::made(const char* maker, const Parameter& parameter, PyObject* value, int dimensions) {
  const auto what = place(statistic_, parameter);
  const bool of_floats = std::string_view{maker} == "floats";
  const nb::object make = numbers_module().attr(maker);
  objects_.push_back(of_floats ? make(what.c_str(), nb::handle(value), dimensions)
                               : make(what.c_str(), nb::handle(value)));
  HeldBuffer& buffer = buffers_.emplace_back();
  if (!buffer.hold(objects_.back().ptr(), dimensions, of_floats ? 'd' : 'q')) {
    refuse(what, value, "an array of numbers");
  }
  return buffer;
}

Converter::Numbers Converter::sample(const Parameter& parameter, PyObject* value) {
  if (is_list(value)) {
    auto& copy = copies_.emplace_back();
    if (plain_numbers(value, copy)) return copy;
  } else if (HeldBuffer& buffer = buffers_.emplace_back(); buffer.hold(value, 1, 'd')) {
    return buffer.numbers<double>();
  }
  if (PyUnicode_Check(value) != 0 || PyDict_Check(value) != 0 || value == Py_None) {
    refuse(place(statistic_, parameter), value, "an array of numbers");
  }
  return made("floats", parameter, value, 1).numbers<double>();
}

std::span<const Converter::Numbers> Converter::rows(const HeldBuffer& table) {
  auto& group = groups_.emplace_back();
  const auto width = static_cast<std::size_t>(table.extent(1));
  for (std::size_t i = 0; i < static_cast<std::size_t>(table.extent(0)); ++i) {
    group.push_back(table.numbers<double>().subspan(i * width, width));
  }
  return group;
}

std::span<const Converter::Numbers> Converter::samples(const Parameter& parameter, PyObject* value) {
  if (HeldBuffer& buffer = buffers_.emplace_back(); buffer.hold(value, 2, 'd')) return rows(buffer);
  if (!is_list(value)) return rows(made("floats", parameter, value, 2));
  auto& group = groups_.emplace_back();
  for (Py_ssize_t i = 0; i < PyObject_Size(value); ++i) {
    group.push_back(sample(parameter, entry_of(value, i)));
  }
  return group;
}

stats::Matrix Converter::matrix(const Parameter& parameter, PyObject* value) {
  HeldBuffer* buffer = &buffers_.emplace_back();
  if (!buffer->hold(value, 2, 'd')) buffer = &made("floats", parameter, value, 2);
  return {buffer->numbers<double>(), buffer->extent(0), buffer->extent(1)};
}

std::span<const std::int64_t> Converter::integers(const Parameter& parameter, PyObject* value) {
  HeldBuffer* buffer = &buffers_.emplace_back();
  if (!buffer->hold(value, 1, 'q')) buffer = &made("integers", parameter, value, 1);
  return buffer->numbers<std::int64_t>();
}

Argument Converter::argument(const Parameter& parameter, PyObject* value) {
  if (value == Py_None && !parameter.required) return parameter.default_value;
  const auto here = [&] { return place(statistic_, parameter); };
  switch (parameter.kind) {
    case Kind::boolean:
      return boolean(here(), value);
    case Kind::integer:
      return integer(here(), value);
    case Kind::real:
      return PyFloat_Check(value) != 0 ? PyFloat_AsDouble(value) : real(here(), value);
    case Kind::text:
      return text(here(), value);
    case Kind::choice:
      return choice(here(), parameter, value);
    case Kind::sample:
      return sample(parameter, value);
    case Kind::integers:
      return integers(parameter, value);
    case Kind::samples:
      return samples(parameter, value);
    case Kind::matrix:
      return matrix(parameter, value);
  }
  return {};
}

}  // namespace gainsay::python
