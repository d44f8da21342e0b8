#pragma once

#include "arrow_abi.h"
#include "table_data.h"

namespace gainsay::python {

// Fill `out` with the table's schema, and with a stream of one batch whose buffers are the table's own.
// Whoever holds a part of what came out of the stream keeps the whole table alive; `release` of each part, as
// Arrow asks for it, lets it go.
void export_schema(const Table& table, ArrowSchema* out);
void export_stream(const Table& table, ArrowArrayStream* out);

}  // namespace gainsay::python
