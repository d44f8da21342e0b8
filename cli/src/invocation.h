#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <CLI/App.hpp>

#include "gainsay/report/text_style.h"

namespace gainsay::cli {

// What every command shares: the options that stand before or after any verb, and where output goes.
class Invocation {
 public:
  std::string study_option;           // --study, or empty
  std::string color_option = "auto";  // --color
  std::vector<std::string> command;   // what followed `--`
  int exit_code = 0;

  // The study's folder: --study, else GAINSAY_STUDY, else the nearest parent with gainsay.toml or .gainsay/.
  // Throws tracker::NotFoundError, with the remedy, where there is none.
  std::filesystem::path study() const;
  // The same, or the current folder where no study is found (for commands that make one).
  std::filesystem::path study_or_here() const;

  // How to lay out text on stdout: its width (COLUMNS, the terminal's, else 80) and whether it has colour.
  report::TextStyle style() const;

  // Data, to stdout. A reader that has gone away (broken pipe) ends the program with success.
  void print(std::string_view text) const;
  // Everything else, to stderr.
  void say(std::string_view text) const;
};

// A verb: adds its options to the application and what it does as a callback that sets `exit_code`.
using AddCommand = void (*)(CLI::App& app, Invocation& invocation);

// Adds the options that every verb has to one of them.
CLI::App* add_verb(CLI::App& app, Invocation& invocation, const std::string& name,
                   const std::string& description);

}  // namespace gainsay::cli
