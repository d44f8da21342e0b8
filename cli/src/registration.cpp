#include "registration.h"

#include <fstream>
#include <iterator>

#include "gainsay/tracker/error.h"

namespace gainsay::cli {

std::string file_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in)
    throw tracker::NotFoundError(file.string(), "it is not there, or it cannot be read",
                                 "`gainsay init` makes a study file; else check its permissions");
  return text;
}

RegisteredFile register_study_file(tracker::Store& store) {
  store.register_claims(file_text(store.study().study_file()));
  return store.registered_claims().back();
}

}  // namespace gainsay::cli
