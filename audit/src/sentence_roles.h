#pragma once

#include <string>
#include <vector>

#include "sentence_kind.h"
#include "sentence_names.h"
#include "sentence_text.h"

// Which of the methods that a sentence names is claimed, and which it is compared with.
namespace gainsay::audit {

struct Roles {
  Name method;
  Name second_method;  // another one that is claimed at once, or empty
  std::vector<Name> against;
  std::vector<std::string> unknown_comparators;  // as written
  bool all_baselines = false;                    // "over all baselines"
  bool says_ours = false;                        // "our method", 本文方法
};

// A method after "over", "than", "compared with", a winning verb, 比 or 优于, or before 相比, is a
// comparator, and so are those that follow it in a list; the first other one is claimed.
Roles roles_of(const SentenceText& sentence, const std::vector<Mention>& mentions, const SentenceKind& kind);

// What stands where datasets are named ("on ... and ...", 在...上) and is no name that is known.
std::vector<std::string> unknown_datasets(const SentenceText& sentence, const std::vector<Mention>& datasets,
                                          const std::vector<Mention>& metrics);

}  // namespace gainsay::audit
