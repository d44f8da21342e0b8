#pragma once

#include <string>
#include <vector>

#include "gainsay/audit/value_card.h"
#include "gainsay/report/text_style.h"

// Value cards as text for people and for programs. Nothing here computes or decides.
namespace gainsay::report {

// One card in full; of several cards, the table that ranks them, in the order given, and what each lacks.
std::string value_cards_text(const std::vector<audit::ValueCard>& cards, const TextStyle& style);

// The same as Markdown.
std::string value_cards_markdown(const std::vector<audit::ValueCard>& cards);

// {"cards": [{study, profile, stars, value, factors, claims, holds_down, questions, patches, concerns}]}, in
// the order given.
std::string value_cards_json(const std::vector<audit::ValueCard>& cards);

}  // namespace gainsay::report
