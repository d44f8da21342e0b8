#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace gainsay::importers {

// How a program ended.
struct ProgramEnd {
  bool was_found = true;
  int exit_status = 0;       // of a program that was killed: minus the signal
  std::string error_output;  // the end of what it wrote to its standard error, at most 64 KiB
};

// Runs a program that is searched for on the PATH, without a shell: `input` becomes its standard input, and
// `line` gets each line of its standard output, without its end, while it runs. Where `line` throws, the
// program is ended and the exception goes on. Throws tracker::FormatError, with argv[0] as the place, where
// the system has no more processes, files or memory, or a line is longer than 256 MiB.
ProgramEnd run_program(const std::vector<std::string>& argv, std::string_view input,
                       const std::function<void(const std::string&)>& line);

}  // namespace gainsay::importers
