#include <fmt/format.h>

#include "gainsay/report/value_card_formats.h"

#include "markdown.h"
#include "value_card_words.h"

namespace gainsay::report {
namespace {

using audit::ValueCard;
using audit::ValueFactor;

std::string stars_cell(const ValueCard& card) {
  return fmt::format("{} {}", markdown_escaped(stars_drawn(card)), stars_text(card));
}

std::string steps_markdown(const std::vector<std::string>& steps) {
  std::string text;
  for (const std::string& step : steps) text += (text.empty() ? "" : "; ") + markdown_escaped(step);
  return text;
}

std::string factor_row(const ValueFactor& factor) {
  return fmt::format("| {} | {} | {} | {} |\n", to_string(factor.factor), factor_text(factor),
                     markdown_escaped(factor.basis), steps_markdown(factor.raises));
}

std::string rubric_markdown() {
  std::string out = "\nEffectiveness is computed: ";
  for (int level = 0; level <= 5; ++level) {
    out += fmt::format("{}{} {}", level == 0 ? "" : ", ", level, audit::effectiveness_level(level));
  }
  return out + ".\n\n";
}

std::string card_markdown(const ValueCard& card) {
  const std::string held =
      card.holds_down ? fmt::format(", held down by {}", to_string(*card.holds_down)) : "";
  std::string out =
      fmt::format("# {}: {} of 5 stars\n\nValue {}{} (profile {}).\n", markdown_escaped(card.study),
                  stars_cell(card), product_text(card), held, to_string(card.profile));
  out += "\n| factor | 0 to 5 | from | what would raise it |\n|---|---|---|---|\n";
  for (const ValueFactor* factor : {&card.novelty, &card.effectiveness, &card.problem_size})
    out += factor_row(*factor);
  out += rubric_markdown();
  for (const auto& claim : card.claims) {
    out += fmt::format("- {}: {} ({})\n", markdown_escaped(claim.claim), range_text(claim.low, claim.high),
                       markdown_escaped(claim.reason));
  }
  out += "\n## What a reader asks first\n\n";
  for (const auto& question : card.questions)
    out += fmt::format("- **{}** {}\n", question.question, markdown_escaped(question.answer));
  if (!card.concerns.empty()) out += "\n## What a reviewer may hold against it\n\n";
  for (const auto& concern : card.concerns) {
    out += fmt::format("- **{}** ({}): {}\n  - {}\n", to_string(concern.kind), to_string(concern.factor),
                       markdown_escaped(concern.message), markdown_escaped(concern.advice));
  }
  return out;
}

std::string ranking_markdown(const std::vector<ValueCard>& cards) {
  std::string out =
      "| | idea | novelty | effectiveness | problem size | stars | held down by "
      "|\n|---|---|---|---|---|---|---|\n";
  int rank = 0;
  for (const ValueCard& card : cards) {
    out += fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", ++rank, markdown_escaped(card.study),
                       factor_text(card.novelty), factor_text(card.effectiveness),
                       factor_text(card.problem_size), stars_cell(card),
                       card.holds_down ? to_string(*card.holds_down) : "");
  }
  return out;
}

}  // namespace

std::string value_cards_markdown(const std::vector<ValueCard>& cards) {
  return cards.size() == 1 ? card_markdown(cards.front()) : ranking_markdown(cards);
}

}  // namespace gainsay::report
