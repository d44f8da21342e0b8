#include <algorithm>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "gainsay/report/text_style.h"
#include "gainsay/tracker/error.h"
#include "gainsay/tracker/nearest_name.h"

#include "commands.h"
#include "invocation.h"

namespace {

constexpr int bad_input = 2;
constexpr int bug = 70;

int fail(const char* message, int code) {
  std::cerr << "gainsay: " << gainsay::report::printable(message) << '\n';
  return code;
}

// Help and version are answers; every other complaint of the parser is a usage error.
int answer_or_complain(const CLI::App& app, const CLI::ParseError& error) {
  return app.exit(error) == 0 ? 0 : bad_input;
}

// What follows the first "--" is a command of the user's: it is taken off before the parser can mistake it
// for ours.
std::vector<std::string> take_command(std::vector<std::string>& arguments) {
  const auto dashes = std::ranges::find(arguments, "--");
  if (dashes == arguments.end()) return {};
  std::vector<std::string> command(dashes + 1, arguments.end());
  arguments.erase(dashes, arguments.end());
  return command;
}

void check_verb(const CLI::App& app, const std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments.front().starts_with('-')) return;
  std::vector<std::string> verbs;
  for (const CLI::App* verb : app.get_subcommands({})) verbs.push_back(verb->get_name());
  if (std::ranges::find(verbs, arguments.front()) != verbs.end()) return;
  const auto nearest = gainsay::tracker::nearest_name(arguments.front(), verbs);
  throw gainsay::tracker::NotFoundError(
      "", "there is no verb `" + arguments.front() + "`",
      nearest ? "did you mean `" + *nearest + "`?" : "`gainsay --help` lists the verbs");
}

int run(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  CLI::App app(
      "An experiment tracker that argues back: records runs, tests gains, audits claims, writes tables.",
      "gainsay");
  app.set_version_flag("--version", "gainsay " GAINSAY_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 clean, 1 findings at or above --fail-on, 2 bad usage or input, 70 a bug in Gainsay.");
  gainsay::cli::Invocation invocation;
  gainsay::cli::add_commands(app, invocation);
  invocation.command = take_command(arguments);
  check_verb(app, arguments);
  try {
    std::ranges::reverse(arguments);  // the order in which CLI11 takes a vector
    app.parse(arguments);
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
    return fail(error.what(), bad_input);
  } catch (const std::exception& error) {
    return fail((std::string("this is a bug in Gainsay: ") + error.what()).c_str(), bug);
  }
}
