#pragma once

#include <string>
#include <string_view>

// Texts of strangers inside XML and inside the commands of GitHub Actions.
namespace gainsay::report {

// With &, <, > and quotes as entities; control characters and bytes that are not UTF-8 shown as `printable`
// shows them.
std::string xml_escaped(std::string_view text);

// A message or a property of a workflow command: %, line ends and, in properties, : and , as %XX.
std::string github_message(std::string_view text);
std::string github_property(std::string_view text);

}  // namespace gainsay::report
