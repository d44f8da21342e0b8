#include "calibration/page_file.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <fmt/format.h>

namespace calibration {

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_contents(const std::string& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

void show_difference(std::string_view stored, std::string_view fresh) {
  std::size_t line = 1;
  while (!stored.empty() && !fresh.empty()) {
    const std::string_view one = stored.substr(0, stored.find('\n'));
    const std::string_view other = fresh.substr(0, fresh.find('\n'));
    if (one != other) break;
    stored.remove_prefix(std::min(stored.size(), one.size() + 1));
    fresh.remove_prefix(std::min(fresh.size(), other.size() + 1));
    ++line;
  }
  fmt::print(stderr, "line {}\n- {}\n+ {}\n", line, stored.substr(0, stored.find('\n')),
             fresh.substr(0, fresh.find('\n')));
}

}  // namespace calibration
