#include "gainsay/stats/catalogue.h"

#include <array>
#include <set>
#include <stdexcept>
#include <string>

#include <doctest/doctest.h>

#include "gainsay/stats/welch_t_test.h"
#include "gainsay/stats/wilcoxon_signed_rank.h"

namespace {

using namespace gainsay::stats;

const std::array<double, 5> bn{0.91, 0.93, 0.92, 0.95, 0.90};
const std::array<double, 5> sgd{0.90, 0.91, 0.91, 0.92, 0.90};

// The arguments of a statistic, of which the first ones are given and the others left at their defaults.
std::vector<Argument> arguments_of(const Statistic& statistic, std::vector<Argument> given) {
  for (std::size_t i = given.size(); i < statistic.parameters.size(); ++i) {
    given.push_back(statistic.parameters[i].default_value);
  }
  return given;
}

Value call(std::string_view name, const std::vector<Argument>& given) {
  const Statistic* const statistic = find_statistic(name);
  REQUIRE(statistic != nullptr);
  return statistic->call(arguments_of(*statistic, given));
}

const Value& field(const Value& value, std::string_view name) {
  const auto& record = std::get<Record>(value.content);
  for (std::size_t i = 0; i < record.values.size(); ++i) {
    if (record.type->fields[i].name == name) return record.values[i];
  }
  throw std::out_of_range(std::string{name});
}

}  // namespace

TEST_CASE("every statistic of the catalogue has a name of its own and says what it answers") {
  std::set<std::string_view> names;
  for (const auto& statistic : catalogue()) {
    CAPTURE(statistic.name);
    CHECK(names.insert(statistic.name).second);
    CHECK(statistic.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") ==
          std::string_view::npos);
    CHECK(statistic.summary.size() > 10);
    CHECK(statistic.summary.size() < 90);
    CHECK(find_statistic(statistic.name) == &statistic);
  }
  CHECK(find_statistic("no_such_test") == nullptr);
}

TEST_CASE("parameters of the catalogue differ in name and required ones stand before the others") {
  for (const auto& statistic : catalogue()) {
    std::set<std::string_view> names;
    bool optional_seen = false;
    for (const auto& parameter : statistic.parameters) {
      CAPTURE(statistic.name);
      CAPTURE(parameter.name);
      CHECK(names.insert(parameter.name).second);
      CHECK(!parameter.meaning.empty());
      CHECK((parameter.kind == Kind::choice) == !parameter.choices.empty());
      CHECK_FALSE((optional_seen && parameter.required));
      optional_seen = optional_seen || !parameter.required;
    }
  }
}

namespace {

// The names in a type and in the records within it.
void collect_names(const FieldType& type, std::set<std::string_view>& names) {
  if (type.record == nullptr) return;
  for (const auto& [name, inner] : type.record->fields) {
    names.insert(name);
    collect_names(inner, names);
  }
}

}  // namespace

TEST_CASE("no parameter or field of the catalogue is a word that Python keeps for itself") {
  std::set<std::string_view> names;
  for (const auto& statistic : catalogue()) {
    for (const auto& parameter : statistic.parameters) names.insert(parameter.name);
    collect_names(statistic.result, names);
  }
  for (const std::string_view keyword : {"and", "as", "class", "def", "del", "for", "from", "global", "if",
                                         "import", "in", "is", "lambda", "not", "or", "pass", "with"}) {
    CAPTURE(keyword);
    CHECK_FALSE(names.contains(keyword));
  }
}

TEST_CASE("a statistic called through the catalogue answers as its function does") {
  const auto direct = welch_t_test(bn, sgd, 0.9, Alternative::greater);
  const auto value = call("welch_t_test", {std::span<const double>{bn}, std::span<const double>{sgd}, 0.9,
                                           std::string_view{"greater"}});
  const auto& record = std::get<Record>(value.content);
  CHECK(record.type->name == "WelchTTest");
  CHECK(std::get<double>(field(value, "statistic").content) == direct.statistic);
  CHECK(std::get<double>(field(value, "p_value").content) == direct.p_value);
  CHECK(std::get<double>(field(field(value, "interval"), "low").content) == direct.interval.low);
  CHECK(std::get<std::int64_t>(field(value, "n_a").content) == 5);
  CHECK(std::get<std::string>(field(value, "method").content) == "welch-t");
}

TEST_CASE("a paired statistic takes two samples or their differences") {
  std::array<double, 5> differences{};
  for (std::size_t i = 0; i < 5; ++i) differences[i] = bn[i] - sgd[i];
  const auto two =
      call("wilcoxon_signed_rank_test", {std::span<const double>{bn}, std::span<const double>{sgd}});
  const auto one = call("wilcoxon_signed_rank_test", {std::span<const double>{differences}});
  const double expected = wilcoxon_signed_rank(differences).p_value;
  CHECK(std::get<double>(field(two, "p_value").content) == expected);
  CHECK(std::get<double>(field(one, "p_value").content) == expected);
}

TEST_CASE("a resampling statistic is exact where replicates are left out") {
  const std::vector<Argument> samples{std::span<const double>{bn}, std::span<const double>{sgd}};
  const auto exact = call("permutation_test", samples);
  CHECK(std::get<bool>(field(exact, "exact").content));
  CHECK(std::holds_alternative<std::monostate>(field(exact, "seed").content));
  auto given = samples;
  given.insert(given.end(), {std::string_view{"mean-difference"}, std::string_view{"two-sided"},
                             std::int64_t{99}, std::int64_t{7}});
  const auto drawn = call("permutation_test", given);
  CHECK_FALSE(std::get<bool>(field(drawn, "exact").content));
  CHECK(std::get<std::uint64_t>(field(drawn, "seed").content) == 7);
}

TEST_CASE("a statistic of the catalogue refuses arguments that do not fit it") {
  const std::span<const double> a{bn};
  CHECK_THROWS_AS(find_statistic("welch_t_test")->call(std::vector<Argument>{a}), std::domain_error);
  CHECK_THROWS_AS(call("welch_t_test", {a, std::int64_t{3}}), std::domain_error);
  CHECK_THROWS_AS(call("welch_t_test", {a, a, 0.95, std::string_view{"more"}}), std::domain_error);
  CHECK_THROWS_AS(call("permutation_test", {a, a, std::string_view{"welch-t"}, std::string_view{"less"},
                                            std::int64_t{9}, std::int64_t{-1}}),
                  std::domain_error);
  CHECK_THROWS_AS(call("sign_flip_test", {a, std::span<const double>{a.first(3)}}), std::domain_error);
}
