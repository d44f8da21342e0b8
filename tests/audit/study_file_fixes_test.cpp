#include "gainsay/audit/study_file_fixes.h"

#include <string>

#include <doctest/doctest.h>

#include "audit/small_study.h"

namespace gainsay {
namespace {

using audit::TextEdit;
using namespace tests;

std::string fixed(const std::string& text, const std::string& today = "") {
  const audit::Study study = study_of(text, both_rows);
  const std::string mended = audit::edited(text, audit::safe_edits(study, today, text));
  CHECK(have_same_verdicts(study, study_of(mended, both_rows)));
  return mended;
}

const std::string directed =
    declarations + "[metrics.accuracy]\ndirection = \"higher\"\n" + claim("C1", on_wine);

TEST_CASE("a study file with nothing to mend stays as it is") { CHECK(fixed(directed) == directed); }

TEST_CASE("a suppression that covers nothing goes and comments of the next table stay") {
  const std::string before = directed + "\n# about the second dataset\n";
  const std::string suppression = "[[suppress]]\nrule = \"ST103\"\nclaim = \"C9\"\nreason = \"gone\"\n\n";
  const std::string after = "# the next one\n[datasets.wine]\ndomain = \"tables\"\n";
  CHECK(fixed(before + suppression + after) == before + after);
}

TEST_CASE("a suppression that covers a finding stays and so does one that expired on it") {
  const std::string used =
      directed + "[[suppress]]\nrule = \"ST103\"\nreason = \"a pilot\"\nuntil = 2027-03-01\n";
  CHECK(fixed(used) == used);
  CHECK(fixed(used, "2027-04-01") == used);
}

TEST_CASE("a direction that the name told is written down where its table is or at the end") {
  const std::string with_table =
      declarations + claim("C1", on_wine) + "[metrics.accuracy]\nrange = [0.0, 1.0]\n";
  CHECK(fixed(with_table) == declarations + claim("C1", on_wine) +
                                 "[metrics.accuracy]\ndirection = \"higher\"\nrange = [0.0, 1.0]\n");
  const std::string without = declarations + claim("C1", on_wine);
  CHECK(fixed(without) == without + "\n[metrics.accuracy]\ndirection = \"higher\"\n");
}

TEST_CASE("an alias in a claim becomes the metric's own name") {
  const std::string alias =
      declarations + "[metrics.accuracy]\ndirection = \"higher\"\n[metrics.acc]\nalias_of = \"accuracy\"\n";
  const std::string id = "[[claims]]\nid = \"C1\"\nkind = \"improves\"\nmethod = \"bn\"\n";
  CHECK(fixed(alias + id + "metric = \"acc\"  # of the test set\n") ==
        alias + id + "metric = \"accuracy\"  # of the test set\n");
}

TEST_CASE("a printed share above 1 gets its unit") {
  const std::string share =
      declarations +
      "[metrics.accuracy]\ndirection = \"higher\"\nform = \"proportion\"\nrange = [0.0, 1.0]\n";
  const std::string reported = claim("C1", on_wine + "reported = { mean = \"92.0\", n = 5 }");
  std::string with_unit = reported;
  with_unit.replace(with_unit.find(" }"), 2, ", unit = \"percent\" }");
  CHECK(fixed(share + reported) == share + with_unit);
  const std::string fraction = share + claim("C1", on_wine + "reported = { mean = \"0.92\", n = 5 }");
  CHECK(fixed(fraction) == fraction);
}

TEST_CASE("claims that were registered are left alone") {
  const std::string text = declarations + claim("C1", on_wine);
  audit::Records records;
  records.runs = study_of(text, both_rows).runs();
  records.registrations = {{"C1", "kind=improves", 1.0}};
  const audit::Study study(audit::parse_study_file(text, "gainsay.toml"), std::move(records));
  CHECK(audit::safe_edits(study, "", text).empty());
}

TEST_CASE("line ends of the file are those of what is put in") {
  std::string text = declarations + claim("C1", on_wine);
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2))
    text.insert(at, "\r");
  CHECK(fixed(text) == text + "\r\n[metrics.accuracy]\r\ndirection = \"higher\"\r\n");
}

TEST_CASE("edits take out and put in whole lines wherever they stand") {
  CHECK(audit::edited("a\nb\nc\n", {{2, 1, {"B", "B2"}, ""}}) == "a\nB\nB2\nc\n");
  CHECK(audit::edited("a\nb\nc", {{4, 0, {"d"}, ""}}) == "a\nb\nc\nd\n");
  CHECK(audit::edited("a\nb\nc\n", {{1, 1, {}, ""}, {3, 1, {}, ""}}) == "b\n");
  CHECK(audit::edited("", {{1, 0, {"a"}, ""}}) == "a\n");
}

TEST_CASE("a file with texts over several lines is left alone") {
  const std::string text = declarations + claim("C1", on_wine + "text = \"\"\"\n[metrics.accuracy]\n\"\"\"");
  CHECK(fixed(text) == text);
}

}  // namespace
}  // namespace gainsay
