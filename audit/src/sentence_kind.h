#pragma once

#include <optional>
#include <string>

#include "gainsay/audit/study_file.h"

#include "sentence_text.h"

// What kind of claim a sentence makes, by its verb.
namespace gainsay::audit {

enum class Movement { none, up, down };  // of the metric, where the verb says one

struct SentenceKind {
  std::optional<ClaimKind> kind;
  Span verb;
  Movement movement = Movement::none;
  bool denied = false;      // "does not improve"
  bool is_passive = false;  // "is outperformed by"
};

SentenceKind kind_in(const SentenceText& sentence);

}  // namespace gainsay::audit
