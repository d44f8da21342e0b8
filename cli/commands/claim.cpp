#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/audit/claim_sentence.h"
#include "gainsay/report/claim_formats.h"
#include "gainsay/report/text_style.h"
#include "gainsay/tracker/error.h"
#include "gainsay/tracker/store.h"
#include "gainsay/tracker/study_directory.h"

#include "invocation.h"
#include "load_study.h"
#include "registration.h"
#include "study_file_edit.h"

namespace gainsay::cli {
namespace {

void list_claims(const Invocation& invocation) {
  const audit::Study study = load_study(invocation);
  for (const audit::ClaimEvaluation& evaluation : study.evaluations()) {
    const audit::Claim& claim = evaluation.claim;
    invocation.print(fmt::format("{}  {}  {}\n", report::printable(claim.id), to_string(claim.kind),
                                 report::printable(claim.text)));
  }
}

// The whole study file, so that every threshold that could be changed later is in the registration.
void register_claims(const Invocation& invocation) {
  const tracker::StudyDirectory study(invocation.study());
  const audit::StudyFile file = audit::load_study_file(study.study_file());
  if (file.claims.empty()) {
    throw tracker::NotFoundError(study.study_file().string(),
                                 "it declares no claim, so that there is nothing to register",
                                 "add a [[claims]] table");
  }
  tracker::Store store = tracker::Store::open(study.root());
  const RegisteredFile entry = register_study_file(store);
  invocation.print(fmt::format("registration {}: {} claims at {}, sha256 {}\n", entry.number,
                               file.claims.size(), entry.at, entry.hash));
}

struct AddArguments {
  std::string sentence;
  audit::ClaimHints hints;
  std::string kind;
  bool yes = false;
  bool dry_run = false;
};

// Everything that the study file and the claim must satisfy together, before anything is written.
void check_with_claim(const audit::Study& study, const std::string& text) {
  audit::Records records;
  records.runs = study.runs();
  const audit::Study checked(audit::parse_study_file(text, study.file().path), std::move(records));
}

bool is_confirmed(const Invocation& invocation) {
  if (isatty(STDIN_FILENO) == 0) {
    invocation.say("gainsay: nothing was written: say --yes to add the claim\n");
    return false;
  }
  invocation.say("Add this claim to gainsay.toml? [y/N] ");
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "y" || answer == "Y" || answer == "yes";
}

void add_to_file(const Invocation& invocation, AddArguments& arguments) {
  const OpenStudy open = open_study(invocation);
  const std::filesystem::path file = open.store->study().study_file();
  const std::string text = file_text(file);
  arguments.hints.kind = audit::parse_claim_kind(arguments.kind);
  const audit::ClaimProposal proposal =
      audit::read_claim_sentence(open.study, arguments.sentence, arguments.hints);
  invocation.print(report::claim_proposal_text(proposal, invocation.style()));
  if (!proposal.missing.empty()) {
    throw tracker::FormatError(
        "",
        fmt::format("the claim was not added: {} of it cannot be read",
                    proposal.missing.size() == 1 ? "a part" : "parts"),
        "write the sentence with the study's names, or give what is missing by its option");
  }
  const std::string with_claim = with_table(text, report::claim_toml(proposal.claim));
  check_with_claim(open.study, with_claim);
  if (arguments.dry_run || (!arguments.yes && !is_confirmed(invocation))) return;
  replace_file(file, with_claim);
  invocation.say(
      fmt::format("gainsay: claim {} was added to gainsay.toml; `gainsay claim register` keeps it with "
                  "time and hash\n",
                  report::printable(proposal.claim.id)));
}

void add_add(CLI::App& verb, Invocation& invocation) {
  CLI::App* add =
      verb.add_subcommand("add", "Proposes a claim for a sentence of the paper (English or Chinese)");
  auto arguments = std::make_shared<AddArguments>();
  add->add_option("SENTENCE", arguments->sentence, "As the paper says it, in quotes")->required();
  const auto name_into = [](tracker::Name& into) {
    return [&into](const std::string& text) { into = text; };
  };
  const auto names_into = [](std::vector<tracker::Name>& into) {
    return [&into](const std::vector<std::string>& texts) { into.assign(texts.begin(), texts.end()); };
  };
  add->add_option("--id", arguments->hints.id, "Its id (default: the next free C1, C2, ...)");
  add->add_option("--kind", arguments->kind, "What it claims: improves, matches, faster, ...")
      ->check(CLI::IsMember({"improves", "matches", "faster", "cheaper", "more-stable", "converges-faster",
                             "generalises", "scales", "new-dataset"}));
  add->add_option_function<std::string>("--method", name_into(arguments->hints.method),
                                        "The method that it is about");
  add->add_option_function<std::vector<std::string>>("--against", names_into(arguments->hints.against),
                                                     "A comparator; may be repeated")
      ->allow_extra_args(false);
  add->add_option_function<std::vector<std::string>>("-d,--dataset", names_into(arguments->hints.datasets),
                                                     "A dataset; may be repeated")
      ->allow_extra_args(false);
  add->add_option_function<std::string>("--metric", name_into(arguments->hints.metric), "The metric");
  add->add_flag("--yes", arguments->yes, "Add it without asking");
  add->add_flag("--dry-run", arguments->dry_run, "Only show it");
  add->callback([&invocation, arguments] { add_to_file(invocation, *arguments); });
}

}  // namespace

void add_claim(CLI::App& app, Invocation& invocation) {
  CLI::App* verb = add_verb(app, invocation, "claim", "The study's claims");
  verb->require_subcommand(1);
  verb->fallthrough();
  add_add(*verb, invocation);
  verb->add_subcommand("list", "The claims, declared or inferred")->callback([&invocation] {
    list_claims(invocation);
  });
  verb->add_subcommand("register", "Keep the claims as they are now, with time and hash, for ever")
      ->callback([&invocation] { register_claims(invocation); });
}

}  // namespace gainsay::cli
