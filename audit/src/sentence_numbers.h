#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sentence_text.h"

// The numbers that a sentence prints, as their text.
namespace gainsay::audit {

enum class NumberUnit { none, percent, points, times };

struct PrintedNumber {
  Span place;        // of the digits
  std::string text;  // "97.40"
  NumberUnit unit = NumberUnit::none;
};

struct SentenceNumbers {
  std::optional<PrintedNumber> gain;
  bool gain_is_relative = false;
  std::optional<PrintedNumber> mean;     // of the claimed method
  std::optional<PrintedNumber> against;  // of its comparator: "from A to B"
  std::optional<PrintedNumber> error;    // after a plus-minus sign
  std::optional<std::string> p;          // "0.03", "< 0.05"
  std::optional<std::string> n;
  std::vector<std::string> unused;  // numbers that are none of these, as written
};

// names: places that are names; digits in them are no numbers.
SentenceNumbers numbers_in(const SentenceText& sentence, const std::vector<Span>& names);

}  // namespace gainsay::audit
