#pragma once

#include <Python.h>

// Run.log and Curve.log as Python calls them: the two calls that a training loop makes all the time. Plain C
// API: a call through a dictionary of keywords would cost as much again as all of the rest.
namespace gainsay::python {

extern PyMethodDef run_log_methods[];
extern PyMethodDef curve_log_methods[];

}  // namespace gainsay::python
