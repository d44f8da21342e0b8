#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>

#include "gainsay/tracker/model.h"

namespace gainsay::tracker {
namespace {

// Reads a timestamp from left to right; `ok` stays false once anything does not fit.
class TimeReader {
 public:
  explicit TimeReader(std::string_view text) : text_(text) {}

  int digits(int count) {
    int number = 0;
    for (int i = 0; i < count; ++i) {
      if (!next_is_digit()) return fail();
      number = number * 10 + (text_[at_++] - '0');
    }
    return number;
  }

  void one_of(std::string_view choices) {
    if (at_ >= text_.size() || choices.find(text_[at_]) == std::string_view::npos) {
      fail();
      return;
    }
    ++at_;
  }

  bool skip(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  double fraction() {
    double value = 0.0;
    double unit = 0.1;
    if (!next_is_digit()) fail();
    while (next_is_digit()) {
      value += unit * (text_[at_++] - '0');
      unit /= 10.0;
    }
    return value;
  }

  bool ok() const { return ok_; }
  bool at_end() const { return at_ == text_.size(); }

 private:
  bool next_is_digit() const { return at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; }
  int fail() {
    ok_ = false;
    return 0;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

// Seconds east of UTC: Z, +hh:mm or -hh:mm.
int read_zone(TimeReader& reader) {
  if (reader.skip('Z')) return 0;
  const int sign = reader.skip('-') ? -1 : 1;
  if (sign == 1) reader.one_of("+");
  const int hours = reader.digits(2);
  reader.one_of(":");
  return sign * (hours * 3600 + reader.digits(2) * 60);
}

}  // namespace

std::string format_time(double seconds_since_epoch) {
  using namespace std::chrono;
  const milliseconds since_epoch{std::llround(seconds_since_epoch * 1000.0)};
  const sys_days day = floor<days>(sys_time<milliseconds>{since_epoch});
  const year_month_day date{day};
  const hh_mm_ss clock{sys_time<milliseconds>{since_epoch} - day};
  std::array<char, 64> text;
  const int length = std::snprintf(
      text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
      static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return {text.data(), static_cast<std::size_t>(length)};
}

std::optional<double> parse_time(std::string_view text) {
  using namespace std::chrono;
  TimeReader reader{text};
  const int y = reader.digits(4);
  reader.one_of("-");
  const auto m = static_cast<unsigned>(reader.digits(2));
  reader.one_of("-");
  const auto d = static_cast<unsigned>(reader.digits(2));
  reader.one_of("Tt ");
  const int h = reader.digits(2);
  reader.one_of(":");
  const int min = reader.digits(2);
  reader.one_of(":");
  const int s = reader.digits(2);
  const double fraction = reader.skip('.') ? reader.fraction() : 0.0;
  const int zone = read_zone(reader);
  const year_month_day date{year{y}, month{m}, day{d}};
  if (!reader.ok() || !reader.at_end() || !date.ok() || h > 23 || min > 59 || s > 60) return std::nullopt;
  const auto whole = sys_days{date}.time_since_epoch() + hours{h} + minutes{min} + seconds{s - zone};
  return static_cast<double>(duration_cast<seconds>(whole).count()) + fraction;
}

}  // namespace gainsay::tracker
