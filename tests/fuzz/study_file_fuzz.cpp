#include <cstddef>
#include <cstdint>
#include <string>

#include "gainsay/audit/study_file.h"
#include "gainsay/tracker/error.h"

// Any text is a study file or a FormatError.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  try {
    gainsay::audit::parse_study_file(text, "fuzz.toml");
  } catch (const gainsay::tracker::FormatError&) {
    return 0;
  }
  return 0;
}
