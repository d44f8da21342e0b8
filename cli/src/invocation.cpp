#include "invocation.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "gainsay/tracker/error.h"
#include "gainsay/tracker/study_directory.h"

namespace gainsay::cli {
namespace {

constexpr int kNarrowest = 40;
constexpr int kWidest = 120;  // longer lines of prose are hard to read

std::optional<std::string> environment(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

std::optional<std::filesystem::path> find(const std::string& option) {
  if (!option.empty()) return option;
  if (const auto study = environment("GAINSAY_STUDY")) return *study;
  if (const auto found = tracker::find_study(std::filesystem::current_path())) return found->root();
  return std::nullopt;
}

int terminal_width() {
  if (const auto columns = environment("COLUMNS")) {
    int width = 0;
    std::from_chars(columns->data(), columns->data() + columns->size(), width);
    if (width > 0) return width;
  }
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

}  // namespace

std::filesystem::path Invocation::study() const {
  if (const auto found = find(study_option)) return *found;
  throw tracker::NotFoundError(std::filesystem::current_path().string(),
                               "neither this folder nor one above it is a study",
                               "make one with `gainsay init`, or name one with --study DIR");
}

std::filesystem::path Invocation::study_or_here() const {
  return find(study_option).value_or(std::filesystem::current_path());
}

report::TextStyle Invocation::style() const {
  report::TextStyle style;
  style.width = std::clamp(terminal_width(), kNarrowest, kWidest);
  style.color = color_option == "always" ||
                (color_option == "auto" && isatty(STDOUT_FILENO) != 0 && !environment("NO_COLOR"));
  return style;
}

void Invocation::print(std::string_view text) const {
  std::signal(SIGPIPE, SIG_IGN);
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (written) return;
  if (errno == EPIPE) std::_Exit(0);
  throw tracker::Error("standard output", "cannot be written", "check the disk, or where it is redirected to");
}

void Invocation::say(std::string_view text) const { std::fwrite(text.data(), 1, text.size(), stderr); }

CLI::App* add_verb(CLI::App& app, Invocation& invocation, const std::string& name, const std::string& description) {
  CLI::App* verb = app.add_subcommand(name, description);
  verb->add_option("--study", invocation.study_option, "The study's folder (default: the nearest one above)")
      ->type_name("DIR");
  verb->add_option("--color", invocation.color_option, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->type_name("WHEN");
  return verb;
}

}  // namespace gainsay::cli
