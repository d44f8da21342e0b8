// gainsay._stats: every statistic of the catalogue as a function of Python.
#include <algorithm>
#include <array>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>

#include "gainsay/stats/catalogue.h"

#include "stats_arguments.h"
#include "stats_docs.h"
#include "stats_results.h"

namespace nb = nanobind;

namespace gainsay::python {
namespace {

// A statistic as Python calls it. Made once, never destroyed.
struct Function {
  explicit Function(const stats::Statistic& the_statistic);

  const stats::Statistic& statistic;
  std::string name;
  std::string doc;
  std::vector<PyObject*> parameter_names;  // interned
  std::size_t most_positional;
  PyMethodDef method;
};

using Slots = std::array<PyObject*, 16>;  // an object or null for each parameter

[[noreturn]] void raise_type_error(const std::string& message) {
  PyErr_SetString(PyExc_TypeError, message.c_str());
  throw nb::python_error();
}

std::size_t index_of(const Function& function, PyObject* keyword) {
  const auto& names = function.parameter_names;
  const auto same = std::ranges::find(names, keyword);
  if (same != names.end()) return static_cast<std::size_t>(same - names.begin());
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (PyUnicode_Compare(names[i], keyword) == 0) return i;
  }
  raise_type_error(function.name + "() has no parameter '" + PyUnicode_AsUTF8AndSize(keyword, nullptr) + "'");
}

Slots placed(const Function& function, PyObject* const* arguments, std::size_t n, PyObject* keywords) {
  Slots slots{};
  if (n > function.most_positional) {
    raise_type_error(function.name + "() takes " + std::to_string(function.most_positional) +
                     " arguments by position, not " + std::to_string(n) + "; give the others by name");
  }
  std::copy_n(arguments, n, slots.begin());
  const auto n_keywords = keywords == nullptr ? 0 : PyTuple_Size(keywords);
  for (Py_ssize_t k = 0; k < n_keywords; ++k) {
    PyObject*& slot = slots[index_of(function, PyTuple_GetItem(keywords, k))];
    if (slot != nullptr) raise_type_error(function.name + "(): an argument is given twice");
    slot = arguments[n + static_cast<std::size_t>(k)];
  }
  return slots;
}

nb::object call(const Function& function, const Slots& slots) {
  const auto& parameters = function.statistic.parameters;
  Converter converter{function.statistic};
  std::vector<stats::Argument> arguments;
  arguments.reserve(parameters.size());
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (slots[i] != nullptr) {
      arguments.push_back(converter.argument(parameters[i], slots[i]));
    } else if (parameters[i].required) {
      raise_type_error(function.name + "() needs the argument '" + std::string{parameters[i].name} + "'");
    } else {
      arguments.push_back(parameters[i].default_value);
    }
  }
  stats::Value value;
  {
    const nb::gil_scoped_release released;
    value = function.statistic.call(arguments);
  }
  return to_python(value, function.statistic.result);
}

extern "C" PyObject* call_statistic(PyObject* self, PyObject* const* arguments, Py_ssize_t n,
                                    PyObject* keywords) {
  const auto& function = *static_cast<const Function*>(PyCapsule_GetPointer(self, nullptr));
  try {
    return call(function, placed(function, arguments, static_cast<std::size_t>(n), keywords)).release().ptr();
  } catch (nb::python_error& error) {
    error.restore();
  } catch (const std::domain_error& error) {
    PyErr_SetString(PyExc_ValueError, error.what());
  } catch (const std::bad_alloc&) {
    PyErr_NoMemory();
  } catch (const std::exception& error) {
    PyErr_SetString(PyExc_RuntimeError, error.what());
  }
  return nullptr;
}

Function::Function(const stats::Statistic& the_statistic)
    : statistic(the_statistic), name(the_statistic.name), doc(docstring(the_statistic)) {
  const auto& parameters = statistic.parameters;
  if (parameters.size() > Slots{}.size()) throw std::logic_error(name + " has too many parameters");
  for (const auto& parameter : parameters) {
    parameter_names.push_back(PyUnicode_InternFromString(std::string{parameter.name}.c_str()));
  }
  const auto keyword_only = std::ranges::find_if(parameters, is_keyword_only);
  most_positional = static_cast<std::size_t>(keyword_only - parameters.begin());
  void (*const plain)() = reinterpret_cast<void (*)()>(call_statistic);
  method = {name.c_str(), reinterpret_cast<PyCFunction>(plain), METH_FASTCALL | METH_KEYWORDS, doc.c_str()};
}

void add_function(nb::module_& module, const stats::Statistic& statistic, const nb::str& home) {
  auto* const function = new Function(statistic);
  const nb::object self = nb::steal(PyCapsule_New(function, nullptr, nullptr));
  const nb::object made = nb::steal(PyCFunction_NewEx(&function->method, self.ptr(), home.ptr()));
  if (!made.is_valid()) throw nb::python_error();
  module.attr(function->name.c_str()) = made;
}

void add_classes(nb::module_& module, const stats::RecordType* type) {
  if (type == nullptr || nb::hasattr(module, std::string{type->name}.c_str())) return;
  module.attr(std::string{type->name}.c_str()) = class_of(*type);
  for (const auto& field : type->fields) add_classes(module, field.type.record);
}

nb::dict described(const stats::Parameter& parameter) {
  constexpr const char* kinds[] = {"boolean", "integer",  "real",    "text",  "choice",
                                   "sample",  "integers", "samples", "matrix"};
  nb::dict dict;
  dict["name"] = parameter.name;
  dict["kind"] = kinds[static_cast<std::size_t>(parameter.kind)];
  dict["required"] = parameter.required;
  dict["keyword_only"] = is_keyword_only(parameter);
  nb::list choices;
  for (const auto choice : parameter.choices) choices.append(choice);
  dict["choices"] = choices;
  return dict;
}

// What the stubs and the tests are made from: a dictionary for each statistic.
nb::list describe() {
  nb::list all;
  for (const auto& statistic : stats::catalogue()) {
    nb::list parameters;
    for (const auto& parameter : statistic.parameters) parameters.append(described(parameter));
    nb::dict dict;
    dict["name"] = statistic.name;
    dict["summary"] = statistic.summary;
    dict["family"] = statistic.family;
    dict["parameters"] = parameters;
    dict["result"] = annotation_of(statistic.result);
    all.append(dict);
  }
  return all;
}

}  // namespace
}  // namespace gainsay::python

NB_MODULE(_stats, module) {
  using namespace gainsay::python;
  const nb::str home{"gainsay.stats"};
  for (const auto& statistic : gainsay::stats::catalogue()) {
    add_function(module, statistic, home);
    add_classes(module, statistic.result.record);
  }
  module.def("_describe", describe, "Every statistic of the catalogue, as dictionaries.");
}
