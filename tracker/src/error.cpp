#include "gainsay/tracker/error.h"

#include <utility>

namespace gainsay::tracker {
namespace {

std::string compose(const std::string& place, const std::string& problem, const std::string& remedy) {
  std::string message = place.empty() ? problem : place + ": " + problem;
  if (!remedy.empty()) message += "; " + remedy;
  return message;
}

}  // namespace

Error::Error(std::string place, std::string problem, std::string remedy)
    : std::runtime_error(compose(place, problem, remedy)),
      place_(std::move(place)),
      problem_(std::move(problem)),
      remedy_(std::move(remedy)) {}

}  // namespace gainsay::tracker
