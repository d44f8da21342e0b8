#include <memory>

#include <CLI/CLI.hpp>

#include "gainsay/audit/value_card.h"
#include "gainsay/report/value_card_formats.h"

#include "invocation.h"
#include "load_study.h"

namespace gainsay::cli {
namespace {

struct ValueArguments {
  std::vector<std::string> folders;
  std::string format = "text";
};

std::vector<audit::ValueCard> cards_of(const Invocation& invocation, const ValueArguments& arguments) {
  if (arguments.folders.empty()) return {audit::value_card(load_study(invocation))};
  std::vector<audit::ValueCard> cards;
  for (const std::string& folder : arguments.folders) {
    cards.push_back(audit::value_card(load_study_at(folder, invocation)));
  }
  return audit::ranked(std::move(cards));
}

void value(const Invocation& invocation, const ValueArguments& arguments) {
  const std::vector<audit::ValueCard> cards = cards_of(invocation, arguments);
  if (arguments.format == "json") {
    invocation.print(report::value_cards_json(cards));
  } else if (arguments.format == "markdown") {
    invocation.print(report::value_cards_markdown(cards));
  } else {
    invocation.print(report::value_cards_text(cards, invocation.style()));
  }
}

}  // namespace

void add_value(CLI::App& app, Invocation& invocation) {
  CLI::App* verb =
      add_verb(app, invocation, "value",
               "What the study is worth: novelty x effectiveness x problem size; several are ranked");
  auto arguments = std::make_shared<ValueArguments>();
  verb->add_option("DIR", arguments->folders, "Studies (default: this one)");
  verb->add_option("--format", arguments->format, "text, json or markdown")
      ->check(CLI::IsMember({"text", "json", "markdown"}));
  verb->callback([&invocation, arguments] { value(invocation, *arguments); });
}

}  // namespace gainsay::cli
