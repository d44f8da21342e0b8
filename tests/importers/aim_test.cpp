#include "gainsay/importers/aim.h"

#include <cmath>
#include <cstdlib>

#include "collected.h"

using namespace gainsay;
using namespace gainsay::importers;

namespace {

// The interpreter that import_aim asks, for the time of a test: a shell script in its place.
class Interpreter {
 public:
  Interpreter(const Folder& folder, const std::string& script) {
    const auto file = folder.write("python", "#!/bin/sh\n" + script);
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    setenv("GAINSAY_PYTHON", file.c_str(), 1);
  }
  ~Interpreter() { unsetenv("GAINSAY_PYTHON"); }
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;
};

}  // namespace

TEST_CASE("aim: the lines that Aim's Python gives become runs and notes") {
  const Folder folder{"aim-lines"};
  const Interpreter interpreter{
      folder,
      R"(echo '{"note": "run b has no end"}')"
      "\n"
      R"(echo '{"id": "a", "method": "m", "curves": {"train/loss": {"step": [0], "value": ["nan"]}}}')"
      "\n"
      R"(printf '{"id": "b", "method": "m"}')"};
  const Collected collected{import_aim, folder.path()};
  CHECK(collected.runs.size() == 2);
  CHECK(std::isnan(curve(collected.run("a"), "train/loss").value.at(0)));
  CHECK(collected.notes == std::vector<std::string>{"run b has no end"});
}

TEST_CASE("aim: the program reaches Python by its standard input and the repository by its argument") {
  const Folder folder{"aim-input"};
  const Interpreter interpreter{folder, R"(test "$1" = - || exit 1
grep -q 'import aim' || exit 1
printf '{"note": "%s"}' "$2")"};
  const Collected collected{import_aim, folder.path() / "repository"};
  CHECK(collected.notes == std::vector<std::string>{(folder.path() / "repository").string()});
}

TEST_CASE("aim: a Python without Aim and one that is not there say what to do") {
  const Folder folder{"aim-without"};
  {
    const Interpreter interpreter{folder, "exit 3"};
    const tracker::FormatError error = error_of(import_aim, folder.path());
    CHECK(error.problem().find("has no package aim") != std::string::npos);
    CHECK(error.remedy().find("GAINSAY_PYTHON") != std::string::npos);
  }
  setenv("GAINSAY_PYTHON", (folder.path() / "none").c_str(), 1);
  CHECK(error_of(import_aim, folder.path()).problem().find("there is no program") != std::string::npos);
  unsetenv("GAINSAY_PYTHON");
}

TEST_CASE("aim: what Aim says of a repository that it cannot read is in the error") {
  const Folder folder{"aim-cannot"};
  const Interpreter interpreter{folder,
                                "echo 'Traceback' >&2; echo 'RuntimeError: no repository' >&2; exit 1"};
  CHECK(error_of(import_aim, folder.path()).problem() == "Aim cannot read it: RuntimeError: no repository");
}

TEST_CASE("aim: a line that is no run is an error with its number and ends the program") {
  const Folder folder{"aim-line"};
  const Interpreter interpreter{folder, "echo '{\"note\": \"a\"}'; echo '{'; exec tail -f /dev/null"};
  CHECK(error_of(import_aim, folder.path()).place().find("line 2 of what Aim gave") != std::string::npos);
}
