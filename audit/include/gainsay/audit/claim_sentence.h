#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gainsay/audit/study.h"

// A claim from the sentence that a paper makes it with, in English or Chinese.
namespace gainsay::audit {

// A word that promises something, and what the audit will ask of the runs because of it.
struct WordingFlag {
  std::string word;
  std::string asks;
};

struct ClaimProposal {
  Claim claim;  // id, text, kind, method, against, datasets, metric, quantifier and what the sentence prints
  std::vector<std::string> assumed;  // how something was read that could be read otherwise, one sentence each
  std::vector<std::string> missing;  // what cannot be read and is needed, with what to do; empty: it is whole
  std::vector<WordingFlag> flags;
};

// What the sentence cannot say in the study's names, given by hand; empty ones are read from it.
struct ClaimHints {
  std::string id;
  std::optional<ClaimKind> kind;
  Name method;
  std::vector<Name> against;
  std::vector<Name> datasets;
  Name metric;
};

// Reads the sentence (UTF-8) with the names that the study declares or has recorded: a name is found in any
// case and with or without the separators - _ and blank ("ResNet 50" is resnet-50); a component stands for
// the one variant that has it, capitals for a short name ("Batch Norm" for bn), a usual word for the one
// metric it can be ("accuracy", 准确率), each with a sentence in `assumed`. Numbers stay the text that is
// printed. Nothing is decided by the recorded results. What is named and unknown to the study is missing,
// never left out.
ClaimProposal read_claim_sentence(const Study& study, const std::string& sentence, const ClaimHints& hints);

// The ClaimKind of its spelling in the study file ("more-stable"); nothing for another text.
std::optional<ClaimKind> parse_claim_kind(std::string_view text);

}  // namespace gainsay::audit
