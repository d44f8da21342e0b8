#include <algorithm>
#include <exception>
#include <iostream>
#include <span>
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

// Refuses a word that stands where a verb must, and is none: "imprt", or the format in "import foo".
void check_verbs(const CLI::App& app, std::span<const std::string> words) {
  const auto verbs = app.get_subcommands({});
  if (verbs.empty() || words.empty() || words.front().starts_with('-')) return;
  const std::string& word = words.front();
  const auto verb = std::ranges::find(verbs, word, &CLI::App::get_name);
  if (verb != verbs.end()) return check_verbs(**verb, words.subspan(1));
  std::vector<std::string> names;
  for (const CLI::App* known : verbs) names.push_back(known->get_name());
  const bool is_top = app.get_parent() == nullptr;
  const std::string command = is_top ? "gainsay" : "gainsay " + app.get_name();
  const auto nearest = gainsay::tracker::nearest_name(word, names);
  throw gainsay::tracker::NotFoundError(
      "", is_top ? "there is no verb `" + word + "`" : "there is no `" + command + " " + word + "`",
      nearest ? "did you mean `" + *nearest + "`?" : "`" + command + " --help` lists the verbs");
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
  check_verbs(app, arguments);
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
