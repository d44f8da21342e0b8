#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "gainsay/audit/claim_evaluation.h"

#include "audit/fixture_study.h"

// Two methods on two datasets with five seeds each: the numbers of tests/oracles/claims.py.
namespace gainsay::tests {

inline const std::vector<double> sgd_on_digits = {.94, .95, .93, .96, .95};
inline const std::vector<double> bn_on_digits = {.96, .97, .95, .98, .96};
inline const std::vector<double> sgd_on_wine = {.90, .92, .88, .91, .89};
inline const std::vector<double> bn_on_wine = {.91, .90, .93, .92, .94};

inline const std::string csv_head = "method,dataset,seed,metric,value\n";

// A reference number, to be met to a relative tolerance.
inline doctest::Approx near(double value, double relative = 1e-9) {
  return doctest::Approx(value).epsilon(relative).scale(0);
}

// One finished run a value, seeds from 0 on.
inline std::string rows(const std::string& arm, const std::vector<double>& values,
                        const std::string& metric = "accuracy") {
  std::string text;
  for (std::size_t seed = 0; seed < values.size(); ++seed) {
    text += arm + "," + std::to_string(seed) + "," + metric + "," + std::to_string(values[seed]) + "\n";
  }
  return text;
}

inline const std::string digits_rows = rows("sgd,digits", sgd_on_digits) + rows("bn,digits", bn_on_digits);
inline const std::string wine_rows = rows("sgd,wine", sgd_on_wine) + rows("bn,wine", bn_on_wine);
inline const std::string both_rows = csv_head + digits_rows + wine_rows;

inline const std::string declarations = R"([study]
name = "small"
[methods.sgd]
role = "baseline"
[methods.bn]
role = "variant"
parent = "sgd"
)";

// A claim of bn in accuracy against sgd; `keys` are further lines of it.
inline std::string claim(const std::string& id, const std::string& keys = "",
                         const std::string& kind = "improves") {
  return "[[claims]]\nid = \"" + id + "\"\nkind = \"" + kind +
         "\"\nmethod = \"bn\"\nagainst = [\"sgd\"]\nmetric = \"accuracy\"\n" + keys + "\n";
}

inline const std::string on_digits = "datasets = [\"digits\"]\n";
inline const std::string on_wine = "datasets = [\"wine\"]\n";

// The evaluation of one claim with these keys over the runs of both datasets.
inline audit::ClaimEvaluation evaluated(const std::string& keys, const std::string& csv = both_rows) {
  return study_of(declarations + claim("C1", keys), csv).evaluations().front();
}

}  // namespace gainsay::tests
