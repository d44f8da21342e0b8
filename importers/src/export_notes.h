#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace gainsay::importers {

// Counts what a format cannot hold: each sentence once, with how often.
class ExportNotes {
 public:
  void add(const std::string& sentence, std::int64_t n = 1) {
    if (n > 0) counts_[sentence] += n;
  }

  std::vector<std::string> sentences() const {
    std::vector<std::string> all;
    for (const auto& [sentence, n] : counts_) {
      all.push_back(n == 1 ? sentence : sentence + " (" + std::to_string(n) + " times)");
    }
    return all;
  }

 private:
  std::map<std::string, std::int64_t> counts_;
};

}  // namespace gainsay::importers
