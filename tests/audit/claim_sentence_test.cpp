#include "gainsay/audit/claim_sentence.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "audit/fixture_study.h"

namespace gainsay {
namespace {

using audit::ClaimKind;
using audit::ClaimProposal;
using audit::Quantifier;
using tracker::Name;
using Names = std::vector<Name>;

const std::string toml = R"([study]
name = "sentences"
[metrics.accuracy]
direction = "higher"
form = "proportion"
range = [0.0, 1.0]
[metrics.train_loss]
direction = "lower"
[metrics.loss]
direction = "lower"
[metrics.wall_seconds]
direction = "lower"
kind = "resource"
[metrics.acc]
alias_of = "accuracy"
[datasets.digits]
domain = "images"
[datasets.wine]
domain = "tables"
[datasets.cifar-10]
domain = "images"
[methods.sgd]
role = "baseline"
[methods.random-forest]
role = "baseline"
[methods.bn]
role = "variant"
parent = "sgd"
components = ["batchnorm", "momentum"]
)";

const std::string csv =
    "method,dataset,seed,metric,value\nbn,digits,1,accuracy,0.9\nsgd,digits,1,accuracy,0.8\n";

ClaimProposal read(const std::string& sentence, const audit::ClaimHints& hints = {}) {
  static const audit::Study study = tests::study_of(toml, csv);
  return audit::read_claim_sentence(study, sentence, hints);
}

std::string missing(const std::string& sentence) {
  std::string text;
  for (const std::string& one : read(sentence).missing) text += one + "\n";
  return text;
}

bool holds(const std::vector<std::string>& sentences, const std::string& part) {
  for (const std::string& sentence : sentences) {
    if (sentence.find(part) != std::string::npos) return true;
  }
  return false;
}

TEST_CASE("a sentence gives method and comparators and datasets and metric and its numbers as text") {
  const ClaimProposal p =
      read("BatchNorm improves accuracy over SGD by 1.20 points on digits and wine (p < .05)");
  CHECK(p.missing.empty());
  CHECK(p.claim.id == "C1");
  CHECK(p.claim.kind == ClaimKind::improves);
  CHECK(p.claim.method == Name("bn"));
  CHECK(p.claim.against == Names{"sgd"});
  CHECK(p.claim.datasets == Names{"digits", "wine"});
  CHECK(p.claim.metric == Name("accuracy"));
  REQUIRE(p.claim.reported);
  CHECK(*p.claim.reported->gain == "1.20");
  CHECK_FALSE(p.claim.reported->gain_is_relative);
  CHECK(p.claim.reported->unit == "percent");
  CHECK(*p.claim.reported->p == "< 0.05");
  CHECK(holds(p.assumed, "\"BatchNorm\" is read as bn: a component of bn alone"));
}

TEST_CASE("the same sentence in Chinese gives the same claim") {
  const ClaimProposal p =
      read("BatchNorm 在 digits 和 wine 上的准确率比 SGD 提高了 1.20 个百分点（p < 0.05）");
  CHECK(p.missing.empty());
  CHECK(p.claim.kind == ClaimKind::improves);
  CHECK(p.claim.method == Name("bn"));
  CHECK(p.claim.against == Names{"sgd"});
  CHECK(p.claim.datasets == Names{"digits", "wine"});
  CHECK(p.claim.metric == Name("accuracy"));
  REQUIRE(p.claim.reported);
  CHECK(*p.claim.reported->gain == "1.20");
  CHECK(p.claim.reported->unit == "percent");
  CHECK(*p.claim.reported->p == "< 0.05");
}

TEST_CASE("a comparator that comes first is no method") {
  const ClaimProposal english = read("Compared with SGD and random forest, bn raises accuracy on digits");
  CHECK(english.claim.method == Name("bn"));
  CHECK(english.claim.against == Names{"sgd", "random-forest"});
  const ClaimProposal chinese = read("与 SGD 相比，bn 在 digits 上的准确率更高，提升 2%");
  CHECK(chinese.claim.method == Name("bn"));
  CHECK(chinese.claim.against == Names{"sgd"});
  const ClaimProposal passive = read("SGD is outperformed by bn in accuracy on wine");
  CHECK(passive.claim.method == Name("bn"));
  CHECK(passive.claim.against == Names{"sgd"});
}

TEST_CASE("verbs say the kind of a claim") {
  CHECK(read("bn matches SGD in accuracy on digits").claim.kind == ClaimKind::matches);
  CHECK(read("bn converges faster than SGD in loss on digits").claim.kind == ClaimKind::converges_faster);
  CHECK(read("bn is more stable than SGD in accuracy on digits").claim.kind == ClaimKind::more_stable);
  CHECK(read("bn outperforms SGD in accuracy on digits").claim.kind == ClaimKind::improves);
  CHECK(read("bn 的准确率与 SGD 持平").claim.kind == ClaimKind::matches);
  CHECK(read("bn 比 SGD 收敛更快（loss）").claim.kind == ClaimKind::converges_faster);
  const ClaimProposal time = read("bn reduces training time compared to SGD on digits");
  CHECK(time.claim.kind == ClaimKind::faster);
  CHECK(time.claim.metric == Name("wall_seconds"));
}

TEST_CASE("printed means of both sides are kept with their zeros") {
  const ClaimProposal p = read("bn improves accuracy on digits from 96.20% to 97.40% over SGD with 10 seeds");
  CHECK(p.missing.empty());
  CHECK(*p.claim.reported->mean == "97.40");
  CHECK(p.claim.reported->unit == "percent");
  CHECK(*p.claim.reported->n == 10);
  REQUIRE(p.claim.against_reported.contains(Name("sgd")));
  CHECK(*p.claim.against_reported.at(Name("sgd")).mean == "96.20");
}

TEST_CASE("relative gains are told from points and an unclear percent is said") {
  const ClaimProposal relative = read("bn reduces loss by 12 % relative to SGD on digits");
  CHECK(relative.claim.reported->gain_is_relative);
  CHECK(*relative.claim.reported->gain == "12");
  const ClaimProposal unclear = read("bn improves accuracy by 1.2 % over SGD on digits");
  CHECK_FALSE(unclear.claim.reported->gain_is_relative);
  CHECK(holds(unclear.assumed, "1.2 % is read as percentage points"));
}

TEST_CASE("a number that is none of the claim's is said and not kept") {
  CHECK(holds(read("In section 5 bn improves accuracy over SGD on digits").assumed, "5 is not kept"));
  CHECK(
      holds(read("bn is 3x faster than SGD in wall_seconds on digits").assumed, "the factor 3 is not kept"));
}

TEST_CASE("digits of names are no numbers") {
  const ClaimProposal p = read("bn improves accuracy over SGD on CIFAR-10");
  CHECK(p.claim.datasets == Names{"cifar-10"});
  CHECK_FALSE(p.claim.reported);
  CHECK(read("bn improves accuracy over random forest on Cifar 10").claim.datasets == Names{"cifar-10"});
}

TEST_CASE("a name that the study does not know is missing and never left out") {
  CHECK(missing("bn improves accuracy over SGD on digits and ImageNet").find("dataset: \"ImageNet\"") !=
        std::string::npos);
  CHECK(missing("bn improves accuracy over XGBoost on digits").find("comparator: \"XGBoost\"") !=
        std::string::npos);
  CHECK(missing("MegaNet improves accuracy over SGD on digits").find("which method") != std::string::npos);
  CHECK(missing("bn improves fluency over SGD on digits").find("which metric") != std::string::npos);
  CHECK(missing("bn uses accuracy on digits").find("what is claimed") != std::string::npos);
}

TEST_CASE("what could be read two ways is asked for") {
  CHECK(missing("bn and random forest improve accuracy over SGD on digits").find("are both claimed") !=
        std::string::npos);
  CHECK(missing("bn improves accuracy and loss over SGD on digits").find("are both named") !=
        std::string::npos);
}

TEST_CASE("a denied gain is no claim and a wrong way is none either") {
  CHECK(missing("bn does not improve accuracy over SGD on digits").find("is denied") != std::string::npos);
  CHECK(missing("bn 并未提高 digits 上的准确率").find("is denied") != std::string::npos);
  CHECK(missing("bn reduces accuracy compared to SGD on digits").find("the wrong way") != std::string::npos);
}

TEST_CASE("words for all datasets and for averages set the quantifier") {
  CHECK(read("bn improves accuracy over SGD on both datasets").claim.quantifier == Quantifier::all);
  CHECK(read("bn improves accuracy over SGD on average").claim.quantifier == Quantifier::average);
  CHECK(read("bn 在所有数据集上的准确率均优于 SGD").claim.quantifier == Quantifier::all);
  CHECK_FALSE(read("bn improves accuracy over SGD on digits").claim.quantifier);
}

TEST_CASE("promising words are flagged in both languages") {
  const auto flags =
      read("bn significantly and consistently improves accuracy over SGD because of momentum").flags;
  REQUIRE(flags.size() == 3);
  CHECK(flags[0].word == "significantly");
  CHECK(flags[1].word == "consistently");
  CHECK(flags[2].word == "because");
  const auto chinese = read("bn 的准确率显著优于 SGD，达到最先进水平").flags;
  REQUIRE(chinese.size() == 2);
  CHECK(chinese[0].word == "显著");
  CHECK(chinese[1].word == "最先进");
}

TEST_CASE("our method is the only variant and baselines are all of them") {
  const ClaimProposal p = read("Our method outperforms all baselines in accuracy on digits");
  CHECK(p.missing.empty());
  CHECK(p.claim.method == Name("bn"));
  CHECK(p.claim.against.empty());
  CHECK(holds(p.assumed, "the only variant"));
  CHECK(holds(p.assumed, "every baseline is a comparator"));
}

TEST_CASE("what is given by hand is not read") {
  audit::ClaimHints hints;
  hints.id = "main";
  hints.kind = ClaimKind::matches;
  hints.method = "bn";
  hints.against = {"sgd"};
  hints.datasets = {"wine"};
  hints.metric = "accuracy";
  const ClaimProposal p = read("It is about as good", hints);
  CHECK(p.missing.empty());
  CHECK(p.claim.id == "main");
  CHECK(p.claim.kind == ClaimKind::matches);
  CHECK(p.claim.datasets == Names{"wine"});
}

TEST_CASE("no text makes the reader fail") {
  for (const std::string& text :
       {std::string(), std::string("\xff\xfe\x00", 3), std::string(5000, '1'), std::string("p<"),
        std::string("。"), std::string("from to vs. .5 e"), std::string("\xE5\x9C")}) {
    CAPTURE(text);
    CHECK_FALSE(read(text).missing.empty());
  }
}

}  // namespace
}  // namespace gainsay
