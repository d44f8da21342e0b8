#include "numbers.h"

#include <cmath>

#include <Python.h>

namespace gainsay::python {
namespace {

bool refuse(PyObject* error, const Subject& subject, PyObject* value, const char* what_to_do) {
  PyObject* const kind = PyObject_GetAttrString(reinterpret_cast<PyObject*>(Py_TYPE(value)), "__name__");
  if (kind == nullptr) return false;
  if (subject.metric != nullptr) {
    PyErr_Format(error, "%s: %R is %R (%U): %s", subject.function, subject.metric, value, kind, what_to_do);
  } else {
    PyErr_Format(error, "%s: the step is %R (%U): %s", subject.function, value, kind, what_to_do);
  }
  Py_DECREF(kind);
  return false;
}

bool integer_to_double(PyObject* value, const Subject& subject, double& number) {
  constexpr auto not_exact =
      "no float64 is equal to this integer; log float(x) to round it, or the number in a larger unit";
  int overflow = 0;
  const long long integer = PyLong_AsLongLongAndOverflow(value, &overflow);
  if (overflow != 0) return refuse(PyExc_ValueError, subject, value, not_exact);
  if (integer == -1 && PyErr_Occurred() != nullptr) return false;
  number = static_cast<double>(integer);
  constexpr double two_to_63 = 9223372036854775808.0;
  const bool exact = number < two_to_63 && static_cast<long long>(number) == integer;
  return exact || refuse(PyExc_ValueError, subject, value, not_exact);
}

// numpy's complex numbers drop their imaginary part, with no more than a warning, when asked for a float.
bool is_complex(PyObject* value) {
  if (PyComplex_Check(value) != 0) return true;
  PyObject* const dtype = PyObject_GetAttrString(value, "dtype");
  PyObject* const kind = dtype == nullptr ? nullptr : PyObject_GetAttrString(dtype, "kind");
  const bool complex =
      kind != nullptr && PyUnicode_Check(kind) != 0 && PyUnicode_CompareWithASCIIString(kind, "c") == 0;
  Py_XDECREF(kind);
  Py_XDECREF(dtype);
  PyErr_Clear();
  return complex;
}

bool other_to_double(PyObject* value, const Subject& subject, double& number) {
  if (value == Py_None) {
    return refuse(
        PyExc_TypeError, subject, value,
        "leave the metric out where it was not measured; a value that is not a number is float('nan')");
  }
  if (PyUnicode_Check(value) != 0 || PyBytes_Check(value) != 0) {
    return refuse(PyExc_TypeError, subject, value, "a metric is a number; texts are params or tags");
  }
  if (is_complex(value)) {
    return refuse(PyExc_TypeError, subject, value, "log the real and the imaginary part, or the magnitude");
  }
  PyObject* const real = PyNumber_Float(value);
  if (real == nullptr) {
    if (PyErr_ExceptionMatches(PyExc_TypeError) == 0) return false;
    PyErr_Clear();
    return refuse(PyExc_TypeError, subject, value, "a metric is a single number; for an array see Curve.log");
  }
  number = PyFloat_AsDouble(real);
  Py_DECREF(real);
  return true;
}

}  // namespace

bool to_double(PyObject* value, const Subject& subject, double& number) {
  if (PyFloat_Check(value) != 0) {
    number = PyFloat_AsDouble(value);
    return true;
  }
  if (PyLong_Check(value) != 0) return integer_to_double(value, subject, number);
  return other_to_double(value, subject, number);
}

bool to_step(PyObject* value, const Subject& subject, std::int64_t& step) {
  if (PyLong_Check(value) == 0) {
    PyObject* const index = PyNumber_Index(value);
    if (index == nullptr) {
      if (PyErr_ExceptionMatches(PyExc_TypeError) == 0) return false;
      PyErr_Clear();
      return refuse(PyExc_TypeError, {subject.function, nullptr}, value, "a step is an integer");
    }
    const bool converted = to_step(index, subject, step);
    Py_DECREF(index);
    return converted;
  }
  int overflow = 0;
  step = PyLong_AsLongLongAndOverflow(value, &overflow);
  if (overflow != 0) {
    return refuse(PyExc_OverflowError, {subject.function, nullptr}, value, "a step is an integer of 64 bits");
  }
  return step != -1 || PyErr_Occurred() == nullptr;
}

}  // namespace gainsay::python
