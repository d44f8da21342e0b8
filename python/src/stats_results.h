#pragma once

#include <nanobind/nanobind.h>

#include "gainsay/stats/catalogue.h"

// What a statistic gives, as Python holds it: records as named tuples, vectors of numbers as numpy arrays
// (a square as one of two dimensions), nothing as None.
namespace gainsay::python {

// The class of the named tuples of a result; made at the first call for it, in the module gainsay.stats.
nanobind::object class_of(const stats::RecordType& type);

nanobind::object to_python(const stats::Value& value, const stats::FieldType& type);

}  // namespace gainsay::python
