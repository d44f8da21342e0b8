#include <stdexcept>
#include <vector>

#include "gainsay/stats/student_t_test.h"
#include "gainsay/stats/welch_t_test.h"
#include "gainsay/stats/yuen_test.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

const std::vector<double> seven(sleep_2.begin(), sleep_2.begin() + 7);

}  // namespace

// SciPy 1.17.1, tests/oracles/two_samples.py

TEST_CASE("Student's t test agrees with SciPy") {
  const StudentTTest t = student_t_test(sleep_1, seven);
  CHECK(t.statistic == near(-1.25567926762108));
  CHECK(t.df == 15);
  CHECK(t.p_value == near(0.228440423777715));
  CHECK(t.interval.low == near(-3.25620439748144));
  CHECK(t.interval.high == near(0.84191868319573));
  CHECK(t.method == "student-t");
  CHECK(t.n_a == 10);
  CHECK(t.n_b == 7);
}

TEST_CASE("Student's t test takes one run against ten as SciPy does") {
  const StudentTTest t = student_t_test(sleep_1, std::vector{1.9});
  CHECK(t.statistic == near(-0.612898858805401));
  CHECK(t.df == 9);
  CHECK(t.p_value == near(0.555112386138));
}

TEST_CASE("Student's t from moments is Student's t") {
  const StudentTTest t = student_t_test_from_moments(moments_of(sleep_1), moments_of(seven));
  CHECK(t.p_value == near(student_t_test(sleep_1, seven).p_value));
}

TEST_CASE("Student's t equals Welch's t at equal sizes and is sharper in df") {
  const StudentTTest student = student_t_test(sleep_1, sleep_2);
  const WelchTTest welch = welch_t_test(sleep_1, sleep_2);
  CHECK(student.statistic == near(welch.statistic));
  CHECK(student.df > welch.df);
}

TEST_CASE("Student's one-sided p values halve the two-sided one and sum to 1") {
  const double less = student_t_test(sleep_1, seven, 0.95, Alternative::less).p_value;
  const double greater = student_t_test(sleep_1, seven, 0.95, Alternative::greater).p_value;
  CHECK(less + greater == near(1));
  CHECK(2 * less == near(student_t_test(sleep_1, seven).p_value));
}

TEST_CASE("Student's t test refuses two values in all and samples that do not vary") {
  CHECK_THROWS_WITH_AS(student_t_test(std::vector{1.0}, std::vector{2.0}),
                       "student_t_test: the number of values in all must be at least 3, is 2",
                       std::domain_error);
  CHECK_THROWS_AS(student_t_test(std::vector<double>{}, sleep_1), std::domain_error);
  CHECK_THROWS_AS(student_t_test(sleep_1, std::vector<double>{}), std::domain_error);
  CHECK_THROWS_AS(student_t_test(std::vector{1.0, 1.0}, std::vector{2.0}), std::domain_error);
  CHECK_THROWS_AS(student_t_test(sleep_1, sleep_2, 1), std::domain_error);
  CHECK_THROWS_AS(student_t_test_from_moments({0, 0, 3}, {1, 0, 3}), std::domain_error);
  CHECK_THROWS_AS(student_t_test_from_moments({0, -1, 3}, {1, 1, 3}), std::domain_error);
  CHECK_THROWS_AS(student_t_test_from_moments({0, 1, 3}, {1, 1, 1}), std::domain_error);
}

TEST_CASE("Yuen's test agrees with SciPy") {
  const YuenTest t = yuen_test(sleep_1, seven);
  CHECK(t.statistic == near(-0.977833561593729));
  CHECK(t.df == near(6.14476369030189));
  CHECK(t.p_value == near(0.36506942898422));
  CHECK(t.estimate == near(0.533333333333333 - 1.66));
  CHECK(t.trimmed_a == 2);
  CHECK(t.trimmed_b == 1);
  CHECK(t.method == "yuen");
  CHECK(yuen_test(sleep_1, seven, 0.2, 0.95, Alternative::greater).p_value == near(0.81746528550789));
}

TEST_CASE("Yuen's test without trimming is Welch's test") {
  const YuenTest yuen = yuen_test(sleep_1, seven, 0);
  const WelchTTest welch = welch_t_test(sleep_1, seven);
  CHECK(yuen.p_value == near(welch.p_value));
  CHECK(yuen.interval.low == near(welch.interval.low));
}

TEST_CASE("Yuen's test does not feel how far out the largest run lies") {
  std::vector<double> wild = seven;
  wild[6] = 1e6;
  CHECK(yuen_test(sleep_1, wild).p_value == near(yuen_test(sleep_1, seven).p_value));
}

TEST_CASE("Yuen's test refuses samples of which trimming leaves too little") {
  CHECK_THROWS_WITH_AS(yuen_test(sleep_1, std::vector{1.0, 2.0, 3.0}, 0.4),
                       "yuen_test: trimming must leave at least 2 values of b, leaves 1", std::domain_error);
  CHECK_THROWS_AS(yuen_test(sleep_1, seven, 0.5), std::domain_error);
  CHECK_THROWS_AS(yuen_test(sleep_1, seven, -0.1), std::domain_error);
  CHECK_THROWS_AS(yuen_test(sleep_1, seven, 0.2, 0), std::domain_error);
  CHECK_THROWS_AS(yuen_test(std::vector{1.0}, seven), std::domain_error);
  const std::vector<double> one_outlier{1, 1, 1, 1, 9};
  CHECK_THROWS_AS(yuen_test(one_outlier, one_outlier), std::domain_error);
}
