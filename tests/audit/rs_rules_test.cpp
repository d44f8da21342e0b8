#include <doctest/doctest.h>

#include "audit/rule_findings.h"

// Reference numbers: SciPy 1.17.1, tests/oracles/audit_rules.py, which reads the same fixtures.
namespace gainsay {
namespace {

using audit::Finding;
using audit::Severity;
using doctest::Approx;
using tests::contains;
using tests::findings_in;
using tests::number;

TEST_CASE("an unmeasured speed names the costs that are recorded already") {
  const Finding finding = findings_in("efficiency_claim_unmeasured/fires-recorded", "RS601").at(0);
  CHECK(contains(finding.remedy.text, "wall_seconds"));
  CHECK(finding.remedy.runs == 0);
}

TEST_CASE("other devices are an error and other hosts of one device a warning") {
  CHECK(findings_in("mixed_hardware_timing/fires", "RS603").at(0).severity == Severity::error);
  CHECK(findings_in("mixed_hardware_timing/fires-other-host", "RS603").at(0).severity == Severity::warning);
}

TEST_CASE("the ratio of two times has the interval of Welch's test of their logarithms") {
  // exp of ttest_ind(log(a), log(b), equal_var=False): 0.99616, 0.96870 to 1.02440
  const Finding finding = findings_in("mixed_hardware_timing/fires-no-difference", "RS603").at(0);
  CHECK(number(finding, "ratio") == Approx(0.9961601292861714).epsilon(1e-9));
  CHECK(number(finding, "ratio_low") == Approx(0.9686987503372942).epsilon(1e-9));
  CHECK(number(finding, "ratio_high") == Approx(1.0244000034416452).epsilon(1e-9));
}

}  // namespace
}  // namespace gainsay
