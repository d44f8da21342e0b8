#include <memory>

#include <CLI/CLI.hpp>

#include "gainsay/report/value_table.h"
#include "gainsay/tracker/store.h"

#include "invocation.h"
#include "load_study.h"
#include "value_format.h"

namespace gainsay::cli {

void add_sql(CLI::App& app, Invocation& invocation) {
  CLI::App* verb =
      add_verb(app, invocation, "sql",
               "Rows of one SELECT over run_results, run_params, run_curves, points and the like");
  auto query = std::make_shared<std::string>();
  auto format = std::make_shared<std::string>("text");
  verb->add_option("QUERY", *query, "For instance: SELECT step, value FROM curve_points('ID', 'loss')")
      ->required();
  add_value_format(*verb, *format);
  verb->callback([&invocation, query, format] {
    tracker::SqlRows result = open_store(invocation).select(*query);
    const report::ValueTable table{std::move(result.columns), std::move(result.rows)};
    invocation.print(laid_out(table, *format, "no rows"));
  });
}

}  // namespace gainsay::cli
