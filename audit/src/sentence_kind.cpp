#include "sentence_kind.h"

#include <algorithm>
#include <array>
#include <vector>

namespace gainsay::audit {
namespace {

using Words = std::vector<std::string>;

struct Verbs {
  ClaimKind kind;
  Movement movement;
  Words words;
};

// In the order in which they are asked: "converges faster" before "faster", "matches" before "accuracy
// improves".
const std::vector<Verbs>& all_verbs() {
  static const std::vector<Verbs> verbs = {
      {ClaimKind::converges_faster,
       Movement::none,
       {"converges faster", "converge faster", "faster convergence", "converges sooner", "fewer epochs",
        "fewer steps", "fewer iterations", "speeds up convergence", "accelerates convergence", "收敛更快",
        "收敛速度更快", "加快收敛", "加速收敛", "更快收敛", "更少的训练轮数"}},
      {ClaimKind::more_stable,
       Movement::none,
       {"more stable", "stabilises", "stabilizes", "stabilise", "stabilize", "lower variance",
        "less variance", "reduces the variance", "reduces variance", "smaller spread", "更稳定", "更加稳定",
        "方差更小", "方差更低", "降低了方差"}},
      {ClaimKind::faster,
       Movement::none,
       {"faster", "speeds up", "speed up", "speedup", "accelerates", "更快", "加速", "提速"}},
      {ClaimKind::cheaper,
       Movement::none,
       {"cheaper", "less memory", "fewer parameters", "less energy", "lower cost", "saves memory", "更省",
        "节省", "更少的参数", "更少的显存", "更低的成本"}},
      {ClaimKind::matches,
       Movement::none,
       {"matches", "match", "on par with", "comparable to", "comparable with", "equivalent to", "equals",
        "as good as", "no worse than", "not worse than", "without loss of", "performs similarly to", "持平",
        "相当", "媲美", "不逊于", "不低于", "不差于"}},
      {ClaimKind::generalises,
       Movement::none,
       {"generalises", "generalizes", "generalise", "generalize", "泛化"}},
      {ClaimKind::improves,
       Movement::down,
       {"reduces", "reduce", "reduced", "lowers", "lower", "decreases", "decrease", "cuts", "降低", "减少",
        "下降", "低于"}},
      {ClaimKind::improves,
       Movement::up,
       {"increases", "increase", "increased", "raises", "raise", "boosts", "boost", "higher", "提高", "提升",
        "增加", "高于"}},
      {ClaimKind::improves,
       Movement::none,
       {"improves",     "improve", "improved",    "improvement", "improvements", "outperforms", "outperform",
        "outperformed", "beats",   "beat",        "beaten",      "surpasses",    "surpass",     "surpassed",
        "exceeds",      "exceed",  "better than", "better",      "superior to",  "gains",       "gain",
        "wins against", "优于",    "超过",        "超越",        "胜过",         "好于",        "改进",
        "改善",         "更好",    "更优"}}};
  return verbs;
}

bool is_denied(const SentenceText& sentence, Span verb) {
  static const Words denials = {"not",      "cannot",  "n't",       "never",  "no",
                                "fails to", "fail to", "failed to", "hardly", "does not significantly",
                                "不",       "没有",    "未",        "未能",   "并未",
                                "无法",     "并不"};
  return ends_with_any(sentence.before(verb.begin), denials);
}

bool is_passive(const SentenceText& sentence, Span verb) {
  const std::string_view rest = std::string_view(sentence.lower()).substr(verb.end);
  return rest.starts_with(" by ") &&
         ends_with_any(sentence.before(verb.begin), {"is", "are", "was", "were", "been"});
}

}  // namespace

SentenceKind kind_in(const SentenceText& sentence) {
  SentenceKind reading;
  for (const Verbs& verbs : all_verbs()) {
    const Span verb = sentence.first_of(verbs.words);
    if (verb.end == 0) continue;
    // Up, down and neither say the same kind: the first in the sentence is its verb.
    const bool is_another_kind = reading.kind && *reading.kind != verbs.kind;
    if (is_another_kind || (reading.kind && verb.begin > reading.verb.begin)) continue;
    reading = {verbs.kind, verb, verbs.movement, is_denied(sentence, verb), is_passive(sentence, verb)};
  }
  return reading;
}

}  // namespace gainsay::audit
