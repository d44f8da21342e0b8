#pragma once

#include <span>
#include <string>
#include <string_view>

#include "gainsay/stats/catalogue.h"

// Docstrings. Their prose comes out of the comments of the headers (python/header_docs.py reads them when the
// module is built), their signatures and parameters out of the catalogue.
namespace gainsay::python {

struct HeaderDoc {
  std::string_view name;  // of a function, or "WelchTTest.estimate" for a member of a struct
  std::string_view text;
};
std::span<const HeaderDoc> header_docs();  // generated; ordered by name

// "WelchTTest | None", "float", "numpy.ndarray of float64": as annotations name it.
std::string annotation_of(const stats::FieldType& type);

// Whether Python takes it by name only: what has a default and is no data.
bool is_keyword_only(const stats::Parameter& parameter);

std::string docstring(const stats::Statistic& statistic);
std::string record_docstring(const stats::RecordType& type);

}  // namespace gainsay::python
