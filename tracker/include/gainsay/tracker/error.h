#pragma once

#include <stdexcept>
#include <string>

namespace gainsay::tracker {

// Something outside the program is not as it must be: a file, a store, a journal, a study file, an import.
// `what()` is the whole message for a user: place, what is wrong, and what to do about it.
// `main` turns it into exit code 2. Bad arguments to a function are std::domain_error or
// std::invalid_argument.
class Error : public std::runtime_error {
 public:
  // place: where it is wrong ("runs.csv:17", "gainsay.toml:3:9", ".gainsay/journal/x.gsj at byte 4096"), or
  // empty. problem: what is wrong, one sentence without a final stop. remedy: what the user can do, or empty.
  Error(std::string place, std::string problem, std::string remedy);

  const std::string& place() const { return place_; }
  const std::string& problem() const { return problem_; }
  const std::string& remedy() const { return remedy_; }

 private:
  std::string place_;
  std::string problem_;
  std::string remedy_;
};

// The store cannot be opened, read or written: not a store, a newer one, read-only, disk full.
class StoreError : public Error {
  using Error::Error;
};

// A journal is damaged or cannot be written.
class JournalError : public Error {
  using Error::Error;
};

// A file given by the user (study file, CSV, JSON lines) does not say what it must.
class FormatError : public Error {
  using Error::Error;
};

// A run, metric, method or dataset that was named does not exist in the study.
class NotFoundError : public Error {
  using Error::Error;
};

}  // namespace gainsay::tracker
