#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// Every statistic under its name, with its parameters and the fields of its result, callable on values whose
// types are known at run time only. The command line and the Python package are made from this; C++ programs
// call the functions of the other headers.
namespace gainsay::stats {

// Numbers in rows and columns, row by row: values.size() == rows * columns.
struct Matrix {
  std::span<const double> values;
  std::int64_t rows;
  std::int64_t columns;
};

// One argument. Nothing (std::monostate) stands for an optional one that was not given. The memory behind
// spans and texts is the caller's, for the time of the call.
using Argument =
    std::variant<std::monostate, bool, std::int64_t, double, std::string_view, std::span<const double>,
                 std::span<const std::int64_t>, std::span<const std::span<const double>>, Matrix>;

// What an argument holds; in the order of the variant. A choice is one of `Parameter::choices`.
enum class Kind : std::uint8_t { boolean, integer, real, text, choice, sample, integers, samples, matrix };

struct Parameter {
  std::string_view name;     // as in the header, words joined by underscores
  std::string_view meaning;  // shape, unit and range, as a phrase
  Kind kind;
  bool required;                // else `default_value` is passed
  Argument default_value = {};  // nothing where leaving it out has a meaning of its own
  std::span<const std::string_view> choices = {};
  // Values that belong together by their position: a[i] to b[i].
  bool paired = false;
};

struct RecordType;

// What a field of a result, or a result, holds. In vectors of numbers each stands for one of what the struct
// says; a square is a vector that is a matrix with as many rows as columns, row by row.
struct FieldType {
  enum class Kind : std::uint8_t { boolean, integer, real, text, reals, integers, square, record, records };
  Kind kind;
  bool optional = false;               // may be nothing
  const RecordType* record = nullptr;  // of a record, or of each of the records
};

struct Field {
  std::string_view name;
  FieldType type;
};

// A struct of a result: its name and its fields, in the order in which it declares them.
struct RecordType {
  std::string_view name;
  std::vector<Field> fields;
};

struct Value;

struct Record {
  const RecordType* type;
  std::vector<Value> values;  // one per field
};

// A result or a field of one. An unsigned seed stays one, since not all of them fit into a signed integer.
struct Value {
  std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::string, std::vector<double>,
               std::vector<std::int64_t>, Record, std::vector<Value>>
      content;
};

struct Statistic {
  std::string_view name;      // "welch_t_test"
  std::string_view summary;   // one line: the question that it answers
  std::string_view family;    // "two samples"
  std::string_view function;  // the C++ function that documents it
  std::span<const Parameter> parameters;
  FieldType result;

  // arguments: one per parameter, each of the parameter's kind or, where it is not required, nothing.
  // Throws std::domain_error as the function does, for a text that is none of the choices, and where the
  // arguments are too few, too many or of another kind.
  Value call(std::span<const Argument> arguments) const { return invoke(arguments); }

  Value (*invoke)(std::span<const Argument> arguments);
};

// All statistics, family by family. Thread safety: made once; any thread may read it.
std::span<const Statistic> catalogue();

// The statistic of that name; null where there is none.
const Statistic* find_statistic(std::string_view name);

}  // namespace gainsay::stats
