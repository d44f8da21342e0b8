#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "gainsay/audit/audit.h"
#include "gainsay/report/audit_formats.h"

#include "audit/small_study.h"
#include "report/schema_check.h"

namespace gainsay {
namespace {

using nlohmann::json;
using namespace tests;

const json& schema() {
  static const json parsed = [] {
    std::ifstream in(std::filesystem::path(GAINSAY_SOURCE_DIR) / "docs/audit.schema.json");
    return json::parse(in);
  }();
  return parsed;
}

json json_of(const audit::AuditReport& report) { return json::parse(report::audit_json(report, "0.1.0")); }

std::vector<std::string> breaches(const json& document) {
  return schema_breaches(document, schema(), schema());
}

void check_valid(const json& document) {
  for (const std::string& breach : breaches(document)) FAIL_CHECK(breach);
}

json small_audit(const std::string& keys = "") {
  return json_of(run_audit(study_of(declarations + claim("C1", keys), both_rows), {}));
}

TEST_CASE("the JSON of an audit holds to its schema") {
  check_valid(small_audit());
  check_valid(small_audit("smallest_effect = 0.001\n" + on_wine));
  check_valid(small_audit("quantifier = \"some\"\nfamily = \"main\"\n"));
  check_valid(small_audit("pairing = \"seed\"\n"));
  check_valid(small_audit("scope = \"domain\"\n"));
  check_valid(json_of(run_audit(
      load_fixture(std::filesystem::path(GAINSAY_SOURCE_DIR) / "fixtures/studies/noisy_gain"), {})));
}

TEST_CASE("the JSON of an empty study holds to its schema") {
  check_valid(json_of(run_audit(study_of(declarations, csv_head), {})));
}

TEST_CASE("the JSON of a study with failed runs and suppressions holds to its schema") {
  const std::string csv = "method,dataset,seed,metric,value\n" + digits_rows + "bn,digits,9,accuracy,nan\n";
  const std::string toml =
      declarations + claim("C1") + "[[suppress]]\nrule = \"BA202\"\nreason = \"a pilot\"\n";
  const json document = json_of(run_audit(study_of(toml, csv), {}));
  check_valid(document);
  CHECK(document["claims"][0]["decisive"][0]["failed"] == json::array({1, 0}));
  CHECK(document["claims"][0]["verdict_with_failures"].is_string());
}

TEST_CASE("numbers that JSON cannot write are texts that the schema allows") {
  audit::AuditReport report = run_audit(study_of(declarations + claim("C1"), both_rows), {});
  REQUIRE_FALSE(report.findings.empty());
  report.findings.front().evidence = {{"not_a_number", std::nan("")},
                                      {"without_end", -std::numeric_limits<double>::infinity()},
                                      {"count", std::int64_t{3}},
                                      {"flag", true}};
  const json document = json_of(report);
  check_valid(document);
  CHECK(document["findings"][0]["evidence"]["not_a_number"] == "nan");
  CHECK(document["findings"][0]["evidence"]["without_end"] == "-inf");
}

TEST_CASE("text that is not UTF-8 does not break the JSON") {
  audit::AuditReport report = run_audit(study_of(declarations + claim("C1"), both_rows), {});
  report.study = std::string("bad \xff\xfe and \0 end", 16);
  check_valid(json_of(report));
}

TEST_CASE("the schema is broken by a missing key and by an unknown one and by a wrong value") {
  const json good = small_audit();
  json missing = good;
  missing["claims"][0].erase("p");
  CHECK(breaches(missing) == std::vector<std::string>{"/claims/0: the key p is missing"});
  json unknown = good;
  unknown["summary"]["fatal"] = 1;
  CHECK(breaches(unknown) == std::vector<std::string>{"/summary/fatal: no such key"});
  json wrong = good;
  wrong["claims"][0]["verdict"] = "proven";
  wrong["claims"][0]["comparisons"][0]["n"] = json::array({5});
  wrong["alpha"] = 2;
  CHECK(breaches(wrong).size() == 3);
}

TEST_CASE("the schema describes every key") {
  const auto walk = [](const auto& self, const json& node) -> void {
    if (!node.is_object()) return;
    if (node.contains("properties")) {
      for (const auto& [key, property] : node["properties"].items()) {
        CAPTURE(key);
        CHECK(property.contains("description"));
        self(self, property);
      }
    }
    if (node.contains("items")) self(self, node["items"]);
    if (node.contains("$defs")) {
      for (const auto& [name, definition] : node["$defs"].items()) self(self, definition);
    }
  };
  walk(walk, schema());
}

TEST_CASE("the same audit gives the same bytes") {
  const auto report = run_audit(study_of(declarations + claim("C1"), both_rows), {});
  CHECK(report::audit_json(report, "0.1.0") == report::audit_json(report, "0.1.0"));
}

}  // namespace
}  // namespace gainsay
