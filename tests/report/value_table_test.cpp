#include "gainsay/report/value_table.h"

#include <cstdint>
#include <limits>
#include <string>

#include <doctest/doctest.h>

using namespace gainsay::report;
using gainsay::tracker::ParamValue;

namespace {

ValueTable example() {
  return {{"name", "n", "value"},
          {{ParamValue{std::string{"=cmd|' /C'"}}, ParamValue{std::int64_t{3}}, ParamValue{0.1 + 0.2}},
           {ParamValue{std::string{"a\x1b[31m"}}, std::nullopt,
            ParamValue{std::numeric_limits<double>::quiet_NaN()}},
           {ParamValue{true}, ParamValue{std::int64_t{-10}}, std::nullopt}}};
}

}  // namespace

TEST_CASE("a table of values lines up numbers on the right and shows hostile text harmless") {
  CHECK(value_table_text(example(), "nothing") ==
        "name          n   value\n"
        "=cmd|' /C'    3  0.3000\n"
        "a\\x1b[31m           nan\n"
        "true        -10\n");
  CHECK(value_table_text({{"a"}, {}}, "nothing") == "nothing\n");
}

TEST_CASE("a table of values as CSV reads back bit for bit and runs no formula") {
  CHECK(value_table_csv(example()) ==
        "name,n,value\n"
        "'=cmd|' /C',3,0.30000000000000004\n"
        "a\\x1b[31m,,nan\n"
        "true,-10,\n");
}

TEST_CASE("a table of values as JSON leaves missing cells out and keeps types") {
  CHECK(value_table_jsonl(example()) ==
        "{\"name\":\"=cmd|' /C'\",\"n\":3,\"value\":0.30000000000000004}\n"
        "{\"name\":\"a\\u001b[31m\",\"value\":\"nan\"}\n"
        "{\"name\":true,\"n\":-10}\n");
  CHECK(value_table_json({{"a"}, {}}) == "[\n]\n");
  CHECK(value_table_json({{"a"}, {{ParamValue{1.5}}, {std::nullopt}}}) == "[\n{\"a\":1.5},\n{}\n]\n");
}
