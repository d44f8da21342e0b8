#include "gainsay/importers/aim.h"

#include <cstdlib>
#include <string>

#include "gainsay/importers/jsonl.h"
#include "gainsay/tracker/error.h"

#include "aim_program.h"
#include "lenient_json.h"
#include "program_lines.h"

namespace gainsay::importers {
namespace {

constexpr int no_package = 3;  // what the program ends with

std::string python() {
  const char* const named = std::getenv("GAINSAY_PYTHON");
  return named != nullptr && *named != '\0' ? named : "python3";
}

std::string last_line(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

void check_end(const ProgramEnd& end, const std::string& place, const std::string& interpreter) {
  if (!end.was_found) {
    throw tracker::FormatError(place, "there is no program `" + interpreter + "` to read it with",
                               "name a Python that has the package aim in GAINSAY_PYTHON");
  }
  if (end.exit_status == no_package) {
    throw tracker::FormatError(
        place, "the Python `" + interpreter + "` has no package aim",
        "install it (`pip install aim`), or name a Python that has it in GAINSAY_PYTHON");
  }
  if (end.exit_status != 0) {
    throw tracker::FormatError(
        place, "Aim cannot read it: " + last_line(end.error_output),
        "check that it is the folder that holds `.aim`, and that `aim runs ls` lists it");
  }
}

}  // namespace

void import_aim(const std::filesystem::path& path, ImportSink& sink) {
  const std::string interpreter = python();
  const std::string place = path.string();
  std::size_t number = 0;
  const auto add = [&](const std::string& line) {
    const std::string here = place + ", line " + std::to_string(++number) + " of what Aim gave";
    const auto note = parse_lenient_json(line, here);
    if (note.is_object() && note.contains("note") && note.at("note").is_string()) {
      sink.note(note.at("note").get<std::string>());
    } else {
      sink.add(parse_jsonl_line(line, here));
    }
  };
  check_end(run_program({interpreter, "-", place}, aim_program, add), place, interpreter);
}

}  // namespace gainsay::importers
