#pragma once

#include <CLI/App.hpp>

#include "invocation.h"

// Every commands/<verb>.cpp defines `void add_<verb>(CLI::App&, Invocation&)`; the table that calls them all is
// generated (cli/CMakeLists.txt).
namespace gainsay::cli {

void add_commands(CLI::App& app, Invocation& invocation);

}  // namespace gainsay::cli
