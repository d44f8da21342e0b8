#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "gainsay/importers/jsonl.h"
#include "gainsay/importers/jsonl_export.h"
#include "gainsay/tracker/error.h"

// Any bytes are runs or a FormatError, and what was read once is written and read again as the same line.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream input(std::string(data, data + size));
  try {
    for (const auto& run : gainsay::importers::read_jsonl(input, "fuzz.jsonl")) {
      const std::string line = gainsay::importers::jsonl_line(run);
      if (gainsay::importers::jsonl_line(gainsay::importers::parse_jsonl_line(line, "again")) != line)
        std::abort();
    }
  } catch (const gainsay::tracker::FormatError&) {
    return 0;
  }
  return 0;
}
