#pragma once

#include <string>
#include <vector>

#include "gainsay/audit/study.h"

#include "sentence_text.h"

// The names of a study in a sentence.
namespace gainsay::audit {

struct Mention {
  Span place;
  Name name;
  std::string guess;  // why another spelling is taken for the name ("BatchNorm, a component of bn"), or empty
};

// Ordered by place, none within another: the longest reading of a place counts.
std::vector<Mention> methods_in(const SentenceText& sentence, const Study& study);
std::vector<Mention> datasets_in(const SentenceText& sentence, const Study& study);

struct MetricsInSentence {
  std::vector<Mention> found;
  std::string ambiguous;  // a usual word that could be several metrics, with their names; or empty
};

MetricsInSentence metrics_in(const SentenceText& sentence, const Study& study);

}  // namespace gainsay::audit
