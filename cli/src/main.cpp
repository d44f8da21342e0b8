#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>
#include <stdexcept>

#include "commands.h"
#include "gainsay/report/text_style.h"
#include "gainsay/tracker/error.h"
#include "invocation.h"

namespace {

constexpr int kBadInput = 2;
constexpr int kBug = 70;

int fail(const char* message, int code) {
  std::cerr << "gainsay: " << gainsay::report::printable(message) << '\n';
  return code;
}

// Help and version are answers; every other complaint of the parser is a usage error.
int answer_or_complain(const CLI::App& app, const CLI::ParseError& error) {
  return app.exit(error) == 0 ? 0 : kBadInput;
}

int run(int argc, char** argv) {
  CLI::App app("An experiment tracker that argues back: records runs, tests gains, audits claims, writes tables.",
               "gainsay");
  app.set_version_flag("--version", "gainsay " GAINSAY_VERSION);
  app.require_subcommand(1);
  app.footer("Exit codes: 0 clean, 1 findings at or above --fail-on, 2 bad usage or input, 70 a bug in Gainsay.");
  gainsay::cli::Invocation invocation;
  gainsay::cli::add_commands(app, invocation);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return answer_or_complain(app, error);
  }
  return invocation.exit_code;
}

}  // namespace

// The one place that turns errors into exit codes.
int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const gainsay::tracker::Error& error) {
    return fail(error.what(), kBadInput);
  } catch (const std::exception& error) {
    return fail((std::string("this is a bug in Gainsay: ") + error.what()).c_str(), kBug);
  }
}
