#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>

#include "gainsay/importers/csv.h"
#include "gainsay/tracker/error.h"

// Any bytes are a table of runs or a FormatError.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream input(std::string(data, data + size));
  try {
    gainsay::importers::read_csv(input, "fuzz.csv");
  } catch (const gainsay::tracker::FormatError&) {
    return 0;
  }
  return 0;
}
