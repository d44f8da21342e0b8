#include "import_formats.h"

#include <vector>

namespace gainsay::cli {

std::span<const ImportFormat> import_formats() {
  static const std::vector<ImportFormat> formats{};
  return formats;
}

}  // namespace gainsay::cli
