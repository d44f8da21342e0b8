#include "gainsay/audit/study_file.h"

#include <string>

#include <doctest/doctest.h>

#include "gainsay/tracker/error.h"

namespace gainsay {
namespace {

using audit::parse_study_file;

std::string error_of(const std::string& text) {
  try {
    parse_study_file(text, "gainsay.toml");
  } catch (const tracker::FormatError& error) {
    return error.what();
  }
  return "no error";
}

const std::string head = "[study]\nname = \"x\"\n";

TEST_CASE("a study file with nothing but a name has the documented defaults") {
  const auto file = parse_study_file(head, "gainsay.toml");
  CHECK(file.name == "x");
  CHECK(file.stage == audit::Stage::draft);
  CHECK(file.profile == audit::Profile::science);
  CHECK(file.alpha == 0.05);
  CHECK(file.power == 0.8);
  CHECK(file.claims.empty());
}

TEST_CASE("every key of the reference is read") {
  const auto file = parse_study_file(R"([study]
name = "batchnorm-mlp"
stage = "submit"
profile = "engineering"
alpha = 0.01
power = 0.9
ruleset = "1"
[audit]
select = ["ST"]
ignore = ["BA203"]
fail_on = "warning"
[audit.rules.BA202]
minimum = 3
[metrics.accuracy]
direction = "higher"
kind = "quality"
form = "proportion"
unit = "share"
range = [0.0, 1.0]
smallest_effect = 0.005
[metrics.acc]
alias_of = "accuracy"
[datasets.digits]
domain = "images"
n_items = 360
content_hash = "ab"
version = "2"
introduced_here = true
smoke = true
group_key = "writer"
time_ordered = true
splits.val = { n_items = 90, content_hash = "cd", groups = ["a"], from = "2020", to = "2021" }
[methods.sgd]
role = "baseline"
trivial = true
deterministic = true
family = "linear"
source = "Robbins 1951"
n_parameters = 650
[methods.bn]
role = "variant"
parent = "sgd"
components = ["batchnorm", "momentum"]
inherited = ["momentum"]
coupled = [["lr", "batch_size"]]
[methods.bn-no-momentum]
role = "ablation"
parent = "bn"
removes = ["momentum"]
adds = ["adam"]
[[reported]]
method = "svm"
dataset = "digits"
metric = "accuracy"
mean = "97.40"
error = "0.3"
error_kind = "sem"
n = 5
unit = "percent"
source = "A 2020"
same_split = true
[patches.bn]
pain_point = "unstable-training"
target = "sgd"
change = "normalisation"
found_by = "failure-analysis"
evidence = ["accuracy"]
[[claims]]
id = "C1"
text = "better"
kind = "improves"
method = "bn"
against = ["sgd"]
datasets = ["digits"]
metric = "accuracy"
quantifier = "all"
scope = "domain"
aggregate = "log-ratio"
pairing = "seed"
smallest_effect = 0.01
test = "paired-t"
family = "main"
primary = true
specific = true
exploratory = true
planned_n = 10
looks = [5, 10]
reported = { mean = "97.4", error = "0.3", error_kind = "ci95", n = 10, unit = "percent", gain = "5", gain_kind = "relative", p = "0.03", bold = true, decimals = 1 }
against_reported.sgd = { mean = "96.0" }
[value.novelty]
score = 3
kind = "method"
nearest_prior = "a"
difference = "b"
argument = "c"
limitation_of = "d"
[value.problem_size]
score = 4
who_cares = "e"
how_common = "f"
sources = ["g"]
[[suppress]]
rule = "BA203"
claim = "C1"
reason = "meaningless here"
until = 2027-03-01
)",
                                     "gainsay.toml");
  CHECK(file.alpha == 0.01);
  CHECK(file.audit.rule_options.at("BA202").at("minimum") == 3.0);
  CHECK(file.find_metric("accuracy")->smallest_effect == 0.005);
  CHECK(file.find_metric("acc")->alias_of == audit::Name("accuracy"));
  CHECK(file.find_dataset("digits")->splits.at(0).n_items == 90);
  CHECK(file.find_method("bn")->coupled.at(0).at(1) == audit::Name("batch_size"));
  CHECK(file.find_method("bn-no-momentum")->role == tracker::Role::ablation);
  CHECK(*audit::reported_mean(file.reported.at(0).value) == doctest::Approx(0.974));
  CHECK(file.patches.at(0).pain_point == audit::PainPoint::unstable_training);
  const audit::Claim& claim = file.claims.at(0);
  CHECK(claim.quantifier == audit::Quantifier::all);
  CHECK(claim.aggregate == audit::Aggregate::log_ratio);
  CHECK(claim.looks == std::vector<std::int64_t>{5, 10});
  CHECK(claim.reported->gain_is_relative);
  CHECK(claim.against_reported.at("sgd").mean == "96.0");
  CHECK(file.novelty->score == 3);
  CHECK(file.problem_size->sources.at(0) == "g");
  CHECK(file.suppressions.at(0).until == "2027-03-01");
}

TEST_CASE("an unknown key is an error at its line and column that names the nearest known one") {
  CHECK(error_of(head + "alhpa = 0.1\n") ==
        "gainsay.toml:3:1: [study] has no key `alhpa`; did you mean `alpha`?");
  CHECK(error_of(head + "[metrics.m]\n  direktion = \"higher\"\n") ==
        "gainsay.toml:4:3: [metrics.m] has no key `direktion`; did you mean `direction`?");
}

TEST_CASE("a value of the wrong type or out of range is an error that says what it must be") {
  CHECK(error_of(head + "alpha = \"small\"\n").find("must be a number") != std::string::npos);
  CHECK(error_of(head + "alpha = 0.0\n").find("not between 0 and 1") != std::string::npos);
  CHECK(error_of(head + "[metrics.m]\nsmallest_effect = -1\n").find("not above 0") != std::string::npos);
  CHECK(error_of(head + "[metrics.m]\nrange = [1, 0]\n").find("low end") != std::string::npos);
  CHECK(error_of(head + "[datasets.d]\nn_items = 0\n").find("count above 0") != std::string::npos);
  CHECK(error_of(head + "[value.novelty]\nscore = 6\n").find("from 0 to 5") != std::string::npos);
}

TEST_CASE("printed numbers must be text because trailing zeros say how they were rounded") {
  const std::string claim =
      head + "[[claims]]\nid = \"C\"\nkind = \"improves\"\nmethod = \"m\"\nmetric = \"a\"\n";
  CHECK(error_of(claim + "reported = { mean = 97.4 }\n").find("in quotes") != std::string::npos);
  CHECK(error_of(claim + "reported = { mean = \"97,4\" }\n").find("not a number") != std::string::npos);
}

TEST_CASE("what must be there is asked for") {
  CHECK(error_of("[metrics.m]\n").find("no [study] table") != std::string::npos);
  CHECK(error_of("[study]\nstage = \"draft\"\n").find("lacks the key `name`") != std::string::npos);
  CHECK(error_of(head + "[methods.m]\n").find("lacks the key `role`") != std::string::npos);
  CHECK(error_of(head + "[methods.m]\nrole = \"ablation\"\n").find("without a `parent`") !=
        std::string::npos);
  CHECK(error_of(head + "[[suppress]]\nrule = \"ST103\"\n").find("lacks the key `reason`") !=
        std::string::npos);
}

TEST_CASE("two claims of one id are an error") {
  const std::string claim = "[[claims]]\nid = \"C\"\nkind = \"improves\"\nmethod = \"m\"\nmetric = \"a\"\n";
  CHECK(error_of(head + claim + claim).find("two claims have the id `C`") != std::string::npos);
}

TEST_CASE("a rule option or suppression of a rule that does not exist is an error") {
  CHECK(error_of(head + "[audit.rules.XX1]\n").find("no rule `XX1`") != std::string::npos);
  CHECK(error_of(head + "[[suppress]]\nrule = \"XX1\"\nreason = \"r\"\n").find("no rule `XX1`") !=
        std::string::npos);
}

TEST_CASE("a file cut at any byte gives an error or a study and never anything else") {
  const std::string text =
      head +
      "[metrics.accuracy]\ndirection = \"higher\"\nrange = [0.0, 1.0]\n[[claims]]\nid = \"C1\"\n"
      "kind = \"improves\"\nmethod = \"bn\"\nmetric = \"accuracy\"\nreported = { mean = \"97.4\" }\n";
  std::size_t read = 0;
  for (std::size_t length = 0; length <= text.size(); ++length) {
    if (error_of(text.substr(0, length)) == "no error") ++read;
  }
  CHECK(read > 0);
  CHECK(read < text.size());
}

}  // namespace
}  // namespace gainsay
