#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "gainsay/tracker/store.h"

#include "scratch_study.h"

using namespace gainsay::tracker;

// What is stored of a curve is the store's affair; these hold it to giving back every bit, whatever kind of
// numbers a curve has.
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

// SplitMix64 (Steele, Lea and Flood, 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t bits() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15ULL;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }

 private:
  std::uint64_t state_;
};

template <typename Value>
std::vector<double> values(std::size_t n, Value value) {
  std::vector<double> all(n);
  for (std::size_t i = 0; i < n; ++i) all[i] = value(i);
  return all;
}

Curve curve_of(std::vector<double> value) {
  Curve curve{.metric = "m", .step = {}, .value = std::move(value), .time = {}};
  for (std::size_t i = 0; i < curve.value.size(); ++i) curve.step.push_back(static_cast<std::int64_t>(i));
  return curve;
}

std::vector<std::uint64_t> bits_of(const std::vector<double>& numbers) {
  std::vector<std::uint64_t> bits;
  for (const double number : numbers) bits.push_back(std::bit_cast<std::uint64_t>(number));
  return bits;
}

// What the store gives back, and what it needed for it.
struct Kept {
  Curve curve;
  double bytes_per_point = 0.0;
};

Kept keep(const Curve& curve) {
  const ScratchStudy study;
  auto store = study.store();
  WholeRun whole;
  whole.run.method = "m";
  whole.curves = {curve};
  const auto id = store.add_runs({&whole, 1}, "test").run_ids.at(0);
  CHECK(store.check().sound());
  const auto statistics = store.statistics();
  return {store.curve(id, curve.metric),
          static_cast<double>(statistics.chunk_bytes) / static_cast<double>(statistics.points)};
}

double check_kept(const Curve& curve) {
  const auto kept = keep(curve);
  CHECK(kept.curve.step == curve.step);
  CHECK(bits_of(kept.curve.value) == bits_of(curve.value));
  CHECK(bits_of(kept.curve.time) == bits_of(curve.time));
  return kept.bytes_per_point;
}

}  // namespace

TEST_CASE("curves of any length come back bit for bit") {
  for (const std::size_t n : {1, 2, 3, 7, 1023, 1025, 8191, 8192, 8193, 20'000}) {
    CAPTURE(n);
    Random random{n};
    auto curve = curve_of(values(n, [&](std::size_t) { return random.uniform(); }));
    curve.time = values(n, [&](std::size_t i) { return 1.7e9 + static_cast<double>(i) + random.uniform(); });
    check_kept(curve);
  }
}

TEST_CASE("values of every kind come back bit for bit") {
  Random random{1};
  const auto single = [&](std::size_t) { return static_cast<double>(static_cast<float>(random.uniform())); };
  const auto decimal = [&](std::size_t) { return std::round(random.uniform() * 1e4) / 1e4; };
  const auto any = [&](std::size_t) { return std::bit_cast<double>(random.bits()); };
  const auto any_single = [&](std::size_t) {
    const auto number = std::bit_cast<float>(static_cast<std::uint32_t>(random.bits()));
    return static_cast<double>(number);
  };
  for (const auto& all : {values(3000, single), values(3000, decimal), values(3000, any),
                          values(3000, any_single), values(3000, [](std::size_t) { return 0.1; }),
                          values(3000, [](std::size_t i) { return static_cast<double>(i % 17) * 1e15; })}) {
    check_kept(curve_of(all));
  }
}

TEST_CASE("odd values among decimals and singles come back bit for bit") {
  const std::vector<double> odd = {not_a_number,
                                   std::bit_cast<double>(0x7ff8'0000'0000'1234ULL),
                                   std::bit_cast<double>(0xfff0'0000'0000'0001ULL),
                                   inf,
                                   -inf,
                                   -0.0,
                                   std::numeric_limits<double>::denorm_min(),
                                   std::numeric_limits<double>::max(),
                                   std::numeric_limits<double>::lowest(),
                                   2251799813685247.5,
                                   9007199254740993.0};
  for (const double exponent : {0.0, 1.0, 3.0, 15.0}) {
    auto decimals = values(
        500, [&](std::size_t i) { return static_cast<double>(i * 7 % 101) / std::pow(10.0, exponent); });
    auto singles =
        values(500, [&](std::size_t i) { return static_cast<double>(1.0F / static_cast<float>(i + 1)); });
    for (std::size_t k = 0; k < odd.size(); ++k) decimals[k * 40] = singles[k * 43 + 1] = odd[k];
    check_kept(curve_of(decimals));
    check_kept(curve_of(singles));
  }
  check_kept(curve_of(odd));
}

TEST_CASE("steps anywhere in 64 bits come back") {
  constexpr auto least = std::numeric_limits<std::int64_t>::min();
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  auto curve = curve_of(values(8, [](std::size_t i) { return static_cast<double>(i); }));
  for (const std::vector<std::int64_t>& steps :
       {std::vector<std::int64_t>{least, most, least, most, 0, -1, 1, least},
        {most, most - 1000, most - 500, 0, 0, 0, 0, 0},
        {0, 1000, 2000, 5000, 4000, 4000, -3000, 0},
        {least, 0, most, 0, least, 0, most, 0},
        {5, 5, 5, 5, 5, 5, 5, 5}}) {
    curve.step = steps;
    check_kept(curve);
  }
}

TEST_CASE("times of every resolution come back bit for bit") {
  Random random{2};
  auto curve = curve_of(values(2000, [](std::size_t) { return 0.5; }));
  for (const double resolution : {1.0, 1e3, 1e6, 1e7}) {
    double now = 1.7e9;
    curve.time = values(2000, [&](std::size_t i) {
      now += i % 300 == 0 ? -5.0 : random.uniform() * 0.1;  // a clock that was set back now and then
      return std::round(now * resolution) / resolution;
    });
    check_kept(curve);
  }
  curve.time = values(2000, [&](std::size_t) { return std::bit_cast<double>(random.bits()); });
  check_kept(curve);
}

TEST_CASE("a loss in single precision with time stamps takes less than five bytes a point") {
  Random random{3};
  double now = 1.7e9;
  auto curve = curve_of(values(8192, [&](std::size_t i) {
    const double loss = 2.3 * std::exp(-static_cast<double>(i) / 3000.0) + 0.2 * random.uniform();
    return static_cast<double>(static_cast<float>(loss));
  }));
  curve.time = values(
      8192, [&](std::size_t) { return std::round((now += 0.01 + 0.001 * random.uniform()) * 1e6) / 1e6; });
  CHECK(check_kept(curve) < 5.0);
}

TEST_CASE("numbers printed with few digits take less than three bytes a point") {
  Random random{4};
  CHECK(check_kept(curve_of(
            values(8192, [&](std::size_t) { return std::round(random.uniform() * 1e4) / 1e4; }))) < 3.0);
}
