#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iterator>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/report/text_style.h"
#include "gainsay/tracker/error.h"
#include "gainsay/tracker/store.h"
#include "gainsay/tracker/study_directory.h"
#include "invocation.h"
#include "load_study.h"

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

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// The whole study file, so that every threshold that could be changed later is in the registration.
void register_claims(const Invocation& invocation) {
  const tracker::StudyDirectory study(invocation.study());
  const audit::StudyFile file = audit::load_study_file(study.study_file());
  if (file.claims.empty()) {
    throw tracker::NotFoundError(study.study_file().string(), "it declares no claim, so that there is nothing to register",
                                 "add a [[claims]] table");
  }
  tracker::Store store = tracker::Store::open(study.root());
  const std::int64_t number = store.register_claims(text_of(study.study_file()));
  const tracker::RegisteredClaims entry = store.registered_claims().back();
  invocation.print(fmt::format("registration {}: {} claims at {}, sha256 {}\n", number, file.claims.size(), entry.at, entry.hash));
}

}  // namespace

void add_claim(CLI::App& app, Invocation& invocation) {
  CLI::App* verb = add_verb(app, invocation, "claim", "The study's claims");
  verb->require_subcommand(1);
  verb->fallthrough();
  verb->add_subcommand("list", "The claims, declared or inferred")->callback([&invocation] { list_claims(invocation); });
  verb->add_subcommand("register", "Keep the claims as they are now, with time and hash, for ever")
      ->callback([&invocation] { register_claims(invocation); });
}

}  // namespace gainsay::cli
