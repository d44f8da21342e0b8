#pragma once

namespace gainsay::importers {

// An empty database of MLflow at schema version 7f2a7d5fae7d (MLflow 2.4). MLflow's migrations know the
// constraints by their names.
extern const char* const mlflow_schema;

}  // namespace gainsay::importers
