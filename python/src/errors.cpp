#include "errors.h"

#include <exception>

#include <nanobind/nanobind.h>

#include "gainsay/tracker/error.h"

namespace nb = nanobind;

namespace gainsay::python {
namespace {

void raise_as(const char* name, const tracker::Error& error) {
  const nb::object kind = nb::module_::import_("gainsay.errors").attr(name);
  const nb::object made = kind(error.place().c_str(), error.problem().c_str(), error.remedy().c_str());
  PyErr_SetObject(kind.ptr(), made.ptr());
}

void translate(const std::exception_ptr& thrown, void*) {
  try {
    std::rethrow_exception(thrown);
  } catch (const tracker::NotFoundError& error) {
    raise_as("NotFoundError", error);
  } catch (const tracker::FormatError& error) {
    raise_as("FormatError", error);
  } catch (const tracker::StoreError& error) {
    raise_as("StudyError", error);
  } catch (const tracker::JournalError& error) {
    raise_as("JournalError", error);
  } catch (const tracker::Error& error) {
    raise_as("Error", error);
  }
}

}  // namespace

void translate_errors() { nb::register_exception_translator(translate); }

}  // namespace gainsay::python
