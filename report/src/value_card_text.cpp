#include <algorithm>

#include <fmt/format.h>

#include "gainsay/report/value_card_formats.h"

#include "gain_words.h"
#include "numbers.h"
#include "text_table.h"
#include "value_card_words.h"

namespace gainsay::report {
namespace {

using audit::ValueCard;
using audit::ValueFactor;

constexpr int indent = 4;

std::string paragraph(const std::string& text, const TextStyle& style, int at, int hanging) {
  return std::string(static_cast<std::size_t>(at), ' ') +
         wrap(printable(text), style.width - at, at + hanging) + '\n';
}

std::string heading(std::string_view text, const TextStyle& style) {
  return fmt::format("\n{}\n", style.paint(Emphasis::bold, text));
}

std::string equation(const ValueCard& card) {
  std::string text = product_text(card) + " = ";
  for (const ValueFactor* factor : card.counted()) {
    text += fmt::format("{}{} {}", factor == card.counted().front() ? "" : " x ", to_string(factor->factor),
                        factor_text(*factor));
  }
  return text;
}

std::string steps_text(const std::vector<std::string>& steps, const TextStyle& style) {
  std::string out;
  for (const std::string& step : steps) out += paragraph("-> " + step, style, indent, 3);
  return out;
}

std::string claims_text(const ValueCard& card, const TextStyle& style) {
  std::string out;
  for (const auto& claim : card.claims) {
    out += paragraph(fmt::format("{}: {} ({})", claim.claim, range_text(claim.low, claim.high), claim.reason),
                     style, indent, 2);
  }
  return out;
}

std::string factor_section(const ValueCard& card, const ValueFactor& factor, const TextStyle& style) {
  std::string out = paragraph(
      fmt::format("{} {}: {}", to_string(factor.factor), factor_text(factor), factor.basis), style, 2, 2);
  if (factor.factor == audit::Factor::effectiveness) out += claims_text(card, style);
  return out + steps_text(factor.raises, style);
}

std::string rubric_text(const TextStyle& style) {
  std::string out = heading("Effectiveness is computed from the claims", style);
  for (int level = 0; level <= 5; ++level) {
    out += fmt::format("  {} {}\n", level, audit::effectiveness_level(level));
  }
  return out + paragraph("A claim that is still open spans what the records do not rule out.", style, 2, 0);
}

std::string questions_text(const ValueCard& card, const TextStyle& style) {
  std::string out =
      heading(fmt::format("What a reader asks first (profile {})", to_string(card.profile)), style);
  for (const auto& question : card.questions) {
    out += fmt::format("  {}\n", question.question);
    out += paragraph(question.answer, style, indent, 0);
  }
  return out;
}

std::string gain_text(const audit::PatchMeasurement& measurement) {
  const audit::Comparison& c = measurement.comparison;
  return fmt::format("{}, p {} (Holm {})", gain_words(*c.estimate, c.interval, measurement.unit, true),
                     p_text(*c.p), p_text(*c.p_adjusted));
}

std::string measurement_line(const audit::PatchMeasurement& measurement) {
  const audit::Comparison& c = measurement.comparison;
  const std::string where =
      c.datasets.size() == 1 ? c.datasets.front().str() : fmt::format("{} datasets", c.datasets.size());
  const std::string what = fmt::format("{} on {}", measurement.measure, where);
  if (c.estimate && c.p) return fmt::format("{}: {}", what, gain_text(measurement));
  if (!c.method_side.mean || !c.against_side.mean) return fmt::format("{}: {}", what, c.reason);
  return fmt::format("{}: {} against {} ({})", what, significant(*c.method_side.mean),
                     significant(*c.against_side.mean), c.reason);
}

std::string measurements_text(const std::vector<audit::PatchMeasurement>& measurements,
                              const TextStyle& style) {
  std::string out;
  for (const auto& measurement : measurements)
    out += paragraph(measurement_line(measurement), style, indent, 2);
  return out;
}

std::string patches_text(const ValueCard& card, const TextStyle& style) {
  if (card.patches.empty()) return "";
  std::string out = heading("Patches: gain in the pain point, and what it cost elsewhere", style);
  for (const auto& evaluation : card.patches) {
    const audit::Patch& patch = evaluation.patch;
    out +=
        paragraph(fmt::format("{} against {} of {}: {} ({})", patch.method.str(), to_string(patch.pain_point),
                              patch.target.str(), to_string(evaluation.verdict), evaluation.reason),
                  style, 2, 2);
    out += measurements_text(evaluation.evidence, style);
    if (!evaluation.cost.empty()) out += paragraph("elsewhere: " + evaluation.cost, style, indent, 2);
    out += measurements_text(evaluation.elsewhere, style);
  }
  return out + "  Positive is better; per patch, Holm over the evidence and over the rest.\n";
}

std::string concerns_text(const ValueCard& card, const TextStyle& style) {
  if (card.concerns.empty()) return "";
  std::string out = heading("What a reviewer may hold against it", style);
  for (const auto& concern : card.concerns) {
    out += paragraph(
        fmt::format("{} ({}): {}", to_string(concern.kind), to_string(concern.factor), concern.message),
        style, 2, 2);
    out += paragraph("-> " + concern.advice, style, indent, 3);
  }
  return out;
}

std::string card_text(const ValueCard& card, const TextStyle& style) {
  std::string out = fmt::format("{}: {} {} of 5 stars\n", style.paint(Emphasis::bold, printable(card.study)),
                                style.paint(Emphasis::yellow, stars_drawn(card)), stars_text(card));
  out += paragraph("value " + equation(card), style, 0, 2);
  if (card.holds_down) out += fmt::format("held down by {}\n", to_string(*card.holds_down));
  out += heading("Factors, 0 to 5 each", style);
  for (const ValueFactor* factor : {&card.novelty, &card.effectiveness, &card.problem_size}) {
    out += factor_section(card, *factor, style);
  }
  return out + rubric_text(style) + questions_text(card, style) + patches_text(card, style) +
         concerns_text(card, style);
}

std::string ranking_text(const std::vector<ValueCard>& cards, const TextStyle& style) {
  TextTable table(
      {Align::right, Align::left, Align::left, Align::left, Align::left, Align::left, Align::left});
  table.add({"", "idea", "novelty", "effect", "size", "stars", "held down by"});
  int rank = 0;
  for (const ValueCard& card : cards) {
    table.add({fmt::format("{}", ++rank), printable(card.study), factor_text(card.novelty),
               factor_text(card.effectiveness), factor_text(card.problem_size),
               fmt::format("{} {}", stars_drawn(card), stars_text(card)),
               card.holds_down ? std::string(to_string(*card.holds_down)) : ""});
  }
  std::string out = table.str(0);
  out += "\n" +
         wrap(
             "Stars: the root of the product of the factors, rounded; of a factor that is still open, "
             "its middle counts, and the range is what is not ruled out.",
             style.width, 0) +
         "\n";
  return out;
}

std::string lowest_factor_raises(const ValueCard& card, const TextStyle& style) {
  for (const ValueFactor* factor : card.counted()) {
    if (factor->factor == card.holds_down) return steps_text(factor->raises, style);
  }
  return "";
}

std::string raises_of_all(const std::vector<ValueCard>& cards, const TextStyle& style) {
  std::string out;
  for (const ValueCard& card : cards) {
    const std::string steps = lowest_factor_raises(card, style);
    if (!steps.empty()) {
      out += fmt::format("  {}: {}\n{}", printable(card.study), to_string(*card.holds_down), steps);
    }
  }
  return out.empty() ? "" : heading("What would raise them", style) + out;
}

}  // namespace

std::string value_cards_text(const std::vector<ValueCard>& cards, const TextStyle& style) {
  if (cards.size() == 1) return card_text(cards.front(), style);
  return ranking_text(cards, style) + raises_of_all(cards, style);
}

}  // namespace gainsay::report
