#pragma once

#include <cstdint>

#include <Python.h>

// What Python calls a number, as the numbers that are recorded. Plain C API: this is the hot path.
namespace gainsay::python {

// The name of the function and of the metric, for messages. `metric` may be null.
struct Subject {
  const char* function;
  PyObject* metric = nullptr;  // a str
};

// value: int, float, bool, or anything with __float__ (numpy and torch scalars, 0-d arrays, Decimal,
// Fraction). False, with a Python error set, for None, text and complex numbers (TypeError), and for an
// integer that no float64 is equal to (ValueError).
bool to_double(PyObject* value, const Subject& subject, double& number);

// step: int or anything with __index__. False, with a Python error set, for anything else (TypeError) and
// beyond 64 bits (OverflowError).
bool to_step(PyObject* value, const Subject& subject, std::int64_t& step);

}  // namespace gainsay::python
