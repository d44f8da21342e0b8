#include "stats_results.h"

#include <cmath>
#include <cstring>
#include <string>
#include <unordered_map>

#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>

#include "stats_docs.h"

namespace nb = nanobind;

namespace gainsay::python {
namespace {

nb::object array_of(const void* numbers, std::size_t n, std::size_t rows, const char* kind) {
  static PyObject* const empty =
      nb::object{nb::module_::import_("gainsay._stats_arrays").attr("empty")}.release().ptr();
  const nb::object shape = rows == 0 ? nb::object{nb::int_(n)} : nb::object{nb::make_tuple(rows, n / rows)};
  nb::object array = nb::borrow(empty)(shape, kind);
  if (n == 0) return array;
  Py_buffer view;
  if (PyObject_GetBuffer(array.ptr(), &view, PyBUF_CONTIG) != 0) throw nb::python_error();
  std::memcpy(view.buf, numbers, 8 * n);
  PyBuffer_Release(&view);
  return array;
}

// tuple.__new__(class, fields), which named tuples have behind a slower __new__ of their own.
nb::object named_tuple(const nb::object& kind, const nb::object& fields) {
  static const auto make = reinterpret_cast<newfunc>(PyType_GetSlot(&PyTuple_Type, Py_tp_new));
  const nb::object arguments = nb::steal(PyTuple_Pack(1, fields.ptr()));
  nb::object made = nb::steal(make(reinterpret_cast<PyTypeObject*>(kind.ptr()), arguments.ptr(), nullptr));
  if (!made.is_valid()) throw nb::python_error();
  return made;
}

nb::object from_record(const stats::Record& record) {
  const auto n = record.values.size();
  nb::object fields = nb::steal(PyTuple_New(static_cast<Py_ssize_t>(n)));
  for (std::size_t i = 0; i < n; ++i) {
    const auto& type = record.type->fields[i].type;
    PyTuple_SetItem(fields.ptr(), static_cast<Py_ssize_t>(i),
                    to_python(record.values[i], type).release().ptr());
  }
  return named_tuple(class_of(*record.type), fields);
}

class ToPython {
 public:
  explicit ToPython(const stats::FieldType& type) : type_(type) {}

  nb::object operator()(std::monostate) const { return nb::none(); }
  nb::object operator()(bool value) const { return nb::bool_(value); }
  nb::object operator()(std::int64_t value) const { return nb::int_(value); }
  nb::object operator()(std::uint64_t value) const { return nb::int_(value); }
  nb::object operator()(double value) const { return nb::float_(value); }
  nb::object operator()(const std::string& value) const { return nb::str(value.c_str(), value.size()); }
  nb::object operator()(const std::vector<double>& values) const {
    const bool square = type_.kind == stats::FieldType::Kind::square;
    const auto rows = square ? std::lround(std::sqrt(static_cast<double>(values.size()))) : 0;
    return array_of(values.data(), values.size(), static_cast<std::size_t>(rows), "d");
  }
  nb::object operator()(const std::vector<std::int64_t>& values) const {
    return array_of(values.data(), values.size(), 0, "q");
  }
  nb::object operator()(const stats::Record& record) const { return from_record(record); }
  nb::object operator()(const std::vector<stats::Value>& values) const {
    nb::list list;
    for (const auto& value : values) list.append(to_python(value, {stats::FieldType::Kind::record}));
    return list;
  }

 private:
  const stats::FieldType& type_;
};

nb::object make_class(const stats::RecordType& type) {
  nb::list names;
  nb::dict annotations;
  for (const auto& field : type.fields) {
    names.append(field.name);
    annotations[nb::cast(field.name)] = annotation_of(field.type);
  }
  nb::object made = nb::module_::import_("collections")
                        .attr("namedtuple")(nb::cast(type.name), names, nb::arg("module") = "gainsay.stats");
  made.attr("__doc__") = record_docstring(type);
  made.attr("__annotations__") = annotations;
  return made;
}

}  // namespace

nb::object class_of(const stats::RecordType& type) {
  static auto& classes =
      *new std::unordered_map<const stats::RecordType*, nb::object>;  // until the process ends
  auto& place = classes[&type];
  if (!place.is_valid()) place = make_class(type);
  return place;
}

nb::object to_python(const stats::Value& value, const stats::FieldType& type) {
  return std::visit(ToPython{type}, value.content);
}

}  // namespace gainsay::python
