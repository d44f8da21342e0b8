#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/anytime_t_test.h"
#include "gainsay/stats/confidence_sequence.h"
#include "gainsay/stats/e_benjamini_hochberg.h"
#include "gainsay/stats/random_stream.h"
#include "gainsay/stats/sign_e_process.h"
#include "gainsay/stats/winners_curse.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::array scores{0.9, 0.7, 0.8, 1.0, 0.6, 0.9, 0.8, 0.7, 0.9, 0.8};
const std::vector<double> nine_pairs{0.1, 0.2, -0.1, 0.3, 0.1, 0.2, -0.2, 0.1, 0.4};  // 7 wins, 2 losses

}  // namespace

TEST_CASE("the e-value of wins is the mixture that it is defined by") {
  // Python 3.11, mpmath 1.4.1, tests/oracles/anytime.py: the mixtures integrated numerically
  CHECK(sign_e_process(nine_pairs).e_value == near(1.1171875));
  CHECK(sign_e_process(nine_pairs, Alternative::greater).e_value == near(2.6888888888888889));
  CHECK(sign_e_process(nine_pairs, Alternative::less).e_value == near(0.15555555555555556));
  const SignEProcess process = sign_e_process(nine_pairs);
  CHECK(process.n_wins == 7);
  CHECK(process.n_losses == 2);
  CHECK(process.log_e.size() == 9);
  CHECK(process.method == "sign-e-process");
}

TEST_CASE("ties change nothing and the p value never grows") {
  std::vector<double> with_ties;
  for (const double difference : nine_pairs) with_ties.insert(with_ties.end(), {difference, 0.0});
  CHECK(sign_e_process(with_ties).e_value == near(sign_e_process(nine_pairs).e_value));
  double before = 1;
  for (std::size_t n = 1; n <= nine_pairs.size(); ++n) {
    const double p = sign_e_process(std::span(nine_pairs).first(n), Alternative::greater).p_value;
    CHECK(p <= before);
    before = p;
  }
  const SignEProcess sure = sign_e_process(std::vector<double>(2000, 1.0));
  CHECK(std::isinf(sure.e_value));
  CHECK(std::isfinite(sure.log_e.back()));
  CHECK(sign_e_process(std::array{0.0}).p_value == 1);
}

TEST_CASE("each step of the sign e-process is a fair bet under the null") {
  for (std::size_t n = 1; n < nine_pairs.size(); ++n) {
    std::vector<double> won(nine_pairs.begin(), nine_pairs.begin() + static_cast<std::ptrdiff_t>(n));
    std::vector<double> lost = won;
    won.push_back(1);
    lost.push_back(-1);
    for (const auto alternative : {Alternative::two_sided, Alternative::greater}) {
      const double now = sign_e_process(std::span(won).first(n), alternative).e_value;
      const double mean =
          (sign_e_process(won, alternative).e_value + sign_e_process(lost, alternative).e_value) / 2;
      CHECK(mean == near(now, 1e-12));
    }
  }
}

TEST_CASE("confidence sequences agree with their definitions") {
  // Python 3.11, mpmath 1.4.1, tests/oracles/anytime.py
  const ConfidenceSequence bernstein = empirical_bernstein_confidence_sequence(scores, 0, 1);
  CHECK(bernstein.interval.low == near(0.05966397577264188));
  CHECK(bernstein.interval.high == 1);
  const ConfidenceSequence betting = betting_confidence_sequence(scores, 0, 1);
  CHECK(betting.interval.low == near(0.42524749059585951, 1e-11));
  CHECK(betting.interval.high == near(0.94949832939104087, 1e-11));
  const ConfidenceSequence asymptotic = asymptotic_confidence_sequence(scores, 5);
  CHECK(asymptotic.interval.low == near(0.70004223918921874));
  CHECK(asymptotic.interval.high == near(0.91995776081078126));
  CHECK(betting.estimate == near(0.81));
  CHECK(betting.n == 10);
}

TEST_CASE("confidence sequences are nested and follow the scale of their values") {
  std::vector<double> scaled;
  for (const double score : scores) scaled.push_back(-40 * score + 10);
  for (const auto method : {empirical_bernstein_confidence_sequence, betting_confidence_sequence}) {
    const ConfidenceSequence one = method(scores, 0, 1, 0.95);
    const ConfidenceSequence other = method(scaled, -30, 10, 0.95);
    for (std::size_t i = 0; i < scores.size(); ++i) {
      CHECK(other.low[i] == near(-40 * one.high[i] + 10, 1e-10));
      if (i == 0) continue;
      CHECK(one.low[i] >= one.low[i - 1]);
      CHECK(one.high[i] <= one.high[i - 1]);
    }
  }
}

TEST_CASE("confidence sequences hold at all times as often as they promise") {
  constexpr int studies = 400;
  int missed_bernstein = 0;
  int missed_betting = 0;
  for (int i = 0; i < studies; ++i) {
    RandomStream random{3, static_cast<std::uint64_t>(i)};
    std::vector<double> values;
    for (int t = 0; t < 60; ++t) values.push_back(random.uniform() < 0.7 ? 1.0 : 0.0);
    const auto outside = [](const Interval& interval) { return interval.low > 0.7 || interval.high < 0.7; };
    missed_bernstein += outside(empirical_bernstein_confidence_sequence(values, 0, 1, 0.9).interval) ? 1 : 0;
    missed_betting += outside(betting_confidence_sequence(values, 0, 1, 0.9).interval) ? 1 : 0;
  }
  CHECK(missed_bernstein <= 40 + 3 * 6);  // 10 %, and three standard errors
  CHECK(missed_betting <= 40 + 3 * 6);
}

TEST_CASE("e-values are adjusted by Wang and Ramdas's procedure") {
  // By hand: m = 4; sorted 200, 50, 10, 1: 4/200, 4/100, 4/30, 4/4; minimum from the right.
  const std::vector<double> adjusted = e_benjamini_hochberg(std::array{10.0, 200.0, 1.0, 50.0});
  CHECK(adjusted[0] == near(4.0 / 30));
  CHECK(adjusted[1] == near(4.0 / 200));
  CHECK(adjusted[2] == 1);
  CHECK(adjusted[3] == near(4.0 / 100));
  // 30 and 80 of two: the smaller one alone would take 2/80, and 2/(2*79) is less.
  CHECK(e_benjamini_hochberg(std::array{80.0, 79.0})[0] == near(1.0 / 79));
  CHECK(e_benjamini_hochberg(std::array{0.0, infinity}) == std::vector<double>{1, 0});
  CHECK(e_benjamini_hochberg({}).empty());
  CHECK_THROWS_AS(e_benjamini_hochberg(std::array{-1.0}), std::domain_error);
  CHECK_THROWS_AS(e_benjamini_hochberg(std::array{std::nan("")}), std::domain_error);
}

TEST_CASE("the winner's estimate is that of a normal value cut off at the runner-up") {
  // Python 3.11, mpmath 1.4.1, tests/oracles/anytime.py
  const std::array errors{0.5, 0.5, 0.5};
  const WinnersCurse w = winners_curse(std::array{1.0, 2.5, 1.75}, errors);
  CHECK(w.winner == 1);
  CHECK(w.runner_up == 1.75);
  CHECK(w.estimate == near(2.4491451054450996));
  CHECK(w.interval.low == near(1.0795651460788194));
  CHECK(w.interval.high == near(3.4777005867945896));
  const WinnersCurse close = winners_curse(std::array{1.75, 1.76, 0.0}, errors);
  CHECK(close.interval.low == near(-90.464275582214571, 1e-9));
}

TEST_CASE("a winner far ahead is not cursed and a tie tells nothing of it") {
  const std::array errors{0.1, 0.1};
  const WinnersCurse ahead = winners_curse(std::array{0.0, 10.0}, errors);
  CHECK(ahead.estimate == near(10));
  CHECK(ahead.interval.low == near(10 - 0.1 * 1.959963984540054));
  CHECK(ahead.simultaneous.low < ahead.interval.low);
  const WinnersCurse tie = winners_curse(std::array{1.0, 1.0}, errors);
  CHECK(tie.winner == 0);
  CHECK(tie.estimate == -infinity);
  CHECK(tie.interval.low == -infinity);
  CHECK(std::isfinite(tie.simultaneous.low));
  CHECK_THROWS_AS(winners_curse(std::array{1.0}, std::array{0.1}), std::domain_error);
  CHECK_THROWS_AS(winners_curse(std::array{1.0, 2.0}, std::array{0.1, 0.0}), std::domain_error);
}

TEST_CASE("the winner's interval holds as often as it promises and the naive one does not") {
  constexpr int studies = 4000;
  int missed = 0;
  int missed_naively = 0;
  int above = 0;
  RandomStream random{5, 0};
  for (int i = 0; i < studies; ++i) {
    std::array<double, 10> estimates{};
    std::array<double, 10> errors{};
    for (std::size_t k = 0; k < 10; ++k) {
      estimates[k] = random.normal() * 1.5;  // true means are all 0
      errors[k] = 1.5;
    }
    const WinnersCurse w = winners_curse(estimates, errors);
    missed += w.interval.low > 0 || w.interval.high < 0 ? 1 : 0;
    above += w.estimate > 0 ? 1 : 0;
    missed_naively += std::abs(w.naive) > 1.96 * 1.5 ? 1 : 0;
  }
  CHECK(std::abs(missed - 200) < 4 * std::sqrt(studies * 0.05 * 0.95));
  CHECK(std::abs(above - studies / 2) < 4 * std::sqrt(studies * 0.25));
  CHECK(missed_naively > 700);
}

TEST_CASE("what is looked at while it comes in must be numbers within their bounds") {
  CHECK_THROWS_AS(sign_e_process({}), std::domain_error);
  CHECK_THROWS_AS(sign_e_process(std::array{std::nan("")}), std::domain_error);
  CHECK_THROWS_AS(betting_confidence_sequence(std::array{1.5}, 0, 1), std::domain_error);
  CHECK_THROWS_AS(betting_confidence_sequence(scores, 1, 0), std::domain_error);
  CHECK_THROWS_AS(empirical_bernstein_confidence_sequence({}, 0, 1), std::domain_error);
  CHECK_THROWS_AS(empirical_bernstein_confidence_sequence(scores, 0, 1, 1.0), std::domain_error);
  CHECK_THROWS_AS(asymptotic_confidence_sequence(std::array{1.0, 1.0}, 5), std::domain_error);
  CHECK_THROWS_AS(asymptotic_confidence_sequence(scores, 0.5), std::domain_error);
  CHECK(asymptotic_confidence_sequence(std::array{1.0, 1.0, 2.0}, 5).low[1] == -infinity);
}

TEST_CASE("the anytime t test is the mixture of noncentral t densities that it is defined by") {
  // Python 3.11, SciPy 1.17.1, tests/oracles/anytime.py
  const std::vector<double> d{0.31, 0.12, 0.45, 0.27, -0.08, 0.39, 0.22, 0.18};
  const AnytimeTTest test = anytime_t_test(d);
  CHECK(test.e_value == near(15.1470720883, 1e-10));
  CHECK(anytime_t_test(d, 0.25).e_value == near(6.84717150626, 1e-10));
  CHECK(test.p_value == near(1 / 15.1470720883, 1e-10));
  CHECK(test.interval.low == near(-0.01689250829, 1e-8));
  CHECK(test.interval.high == near(0.4818925083, 1e-8));
  CHECK(test.n == 8);
  CHECK(test.df == 7);
}

TEST_CASE("the end of an anytime interval is where the e-value of a shifted sample reaches its bound") {
  const std::vector<double> d{0.31, 0.12, 0.45, 0.27, -0.08, 0.39, 0.22, 0.18};
  std::vector<double> shifted = d;
  const double low = anytime_t_test(d, 1, 0.9).interval.low;
  for (double& value : shifted) value -= low;
  CHECK(anytime_t_test(shifted).e_value == near(10, 1e-9));
}

TEST_CASE("the anytime t test knows neither scale nor order nor sign") {
  const std::vector<double> d{0.31, 0.12, 0.45, 0.27, -0.08};
  const std::vector<double> other{0.8, -4.5, -1.2, -3.1, -2.7};  // turned round, times -10
  CHECK(anytime_t_test(other).log_e == near(anytime_t_test(d).log_e, 1e-10));
  CHECK(anytime_t_test(other).p_value == near(anytime_t_test(d).p_value, 1e-10));
}

TEST_CASE("four values cannot reject at 5 percent and five can") {
  // r^(n - 1) must exceed 1 / alpha^2 = 400 with r = 1 + n: 5^3 = 125 and 6^4 = 1296
  const AnytimeTTest four = anytime_t_test(std::vector{1.0, 1.0 + 1e-9, 1.0, 1.0 - 1e-9});
  CHECK(std::isinf(four.interval.low));
  CHECK(four.p_value > 0.05);
  const AnytimeTTest five = anytime_t_test(std::vector{1.0, 1.0 + 1e-9, 1.0, 1.0 - 1e-9, 1.0});
  CHECK(five.interval.low > 0.9);
  CHECK(five.p_value < 0.05);
}

TEST_CASE("looking after every value the anytime t test errs no more often than it says") {
  constexpr int studies = 4'000;
  int rejected = 0;
  for (int i = 0; i < studies; ++i) {
    RandomStream random{23, static_cast<std::uint64_t>(i)};
    std::vector<double> values{random.normal()};
    bool rejects = false;
    for (int n = 2; n <= 40; ++n) {
      values.push_back(random.normal());
      rejects = rejects || anytime_t_test(values).p_value <= 0.05;
    }
    rejected += rejects ? 1 : 0;
  }
  CHECK(rejected > 0);
  CHECK(rejected < 0.05 * studies);
}

TEST_CASE("the anytime t test refuses what has no t") {
  CHECK_THROWS_AS(anytime_t_test(std::array{1.0}), std::domain_error);
  CHECK_THROWS_AS(anytime_t_test(std::array{1.0, 1.0}), std::domain_error);
  CHECK_THROWS_AS(anytime_t_test(std::array{1.0, infinity}), std::domain_error);
  CHECK_THROWS_AS(anytime_t_test(std::array{1.0, 2.0}, 0.0), std::domain_error);
  CHECK_THROWS_AS(anytime_t_test(std::array{1.0, 2.0}, 1.0, 1.0), std::domain_error);
}
