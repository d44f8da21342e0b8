#include "sentence_roles.h"

#include <algorithm>

namespace gainsay::audit {
namespace {

using Words = std::vector<std::string>;

const Words& leads_to_comparator() {
  static const Words words = {"over",
                              "than",
                              "against",
                              "versus",
                              "vs",
                              "vs.",
                              "compared to",
                              "compared with",
                              "relative to",
                              "superior to",
                              "equivalent to",
                              "comparable to",
                              "comparable with",
                              "on par with",
                              "as good as",
                              "similarly to",
                              "outperforms",
                              "outperform",
                              "outperformed",
                              "beats",
                              "beat",
                              "surpasses",
                              "surpass",
                              "surpassed",
                              "exceeds",
                              "exceed",
                              "matches",
                              "match",
                              "equals",
                              "wins against",
                              "比",
                              "优于",
                              "超过",
                              "超越",
                              "胜过",
                              "好于",
                              "高于",
                              "低于",
                              "快于",
                              "相比",
                              "相比于",
                              "相较于",
                              "相对于",
                              "相较",
                              "对比",
                              "媲美",
                              "不逊于",
                              "较"};
  return words;
}

// Those after which a name must come; "较" may be any adverb.
Words leads_to_named_comparator() {
  Words words = leads_to_comparator();
  std::erase_if(words, [](const std::string& word) {
    return word.starts_with("相") || word == "较" || word == "对比";
  });
  return words;
}

bool starts_with_any(std::string_view text, const Words& words) {
  return std::ranges::any_of(words, [&](const std::string& word) { return text.starts_with(word); });
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\n\"'`";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return "";
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// "X 与 SGD 相比": what follows the name makes it a comparator.
bool is_followed_by_comparison(const SentenceText& sentence, const Mention& mention) {
  const std::string_view rest = trimmed(std::string_view(sentence.lower()).substr(mention.place.end));
  return starts_with_any(rest, {"相比", "持平", "相当", "的基线相比"}) &&
         ends_with_any(sentence.before(mention.place.begin), {"与", "和", "跟", "同"});
}

bool joins_list(std::string_view between) {
  static const Words joints = {",",  ", and", "and", "or", ", or", "&", "and the",
                               "、", "和",    "与",  "及", "以及", "，"};
  return std::ranges::find(joints, trimmed(between)) != joints.end();
}

// "Compared with A and B, C improves": after a comma, the last name before the verb.
bool is_subject(const std::vector<Mention>& mentions, std::size_t i, std::string_view between,
                const SentenceKind& kind) {
  const std::string_view joint = trimmed(between);
  const bool after_comma = joint == "," || joint == "，";
  const bool before_verb = mentions[i].place.end <= kind.verb.begin;
  const bool is_last = i + 1 == mentions.size() || mentions[i + 1].place.begin >= kind.verb.begin;
  return after_comma && before_verb && is_last;
}

// Places where a list of names begins and where it ends at the latest.
std::vector<Span> fragments_after(const SentenceText& sentence, const Words& leads) {
  static const Words stops = {" by ",      " on ",    " in ",      " with ", " for ",  " at ",    " across ",
                              " when ",    " while ", " because ", " due ",  " from ", " using ", " and is ",
                              " and the ", ",",       ";",         "(",      ". ",     "。",      "，",
                              "；",        "（",      "上",        "中",     "的",     "提",      "降",
                              "高",        "低",      "减",        "准",     "在",     "更",      "相"};
  std::vector<Span> fragments;
  for (const std::string& lead : leads) {
    for (const Span& found : sentence.find(lead)) {
      std::size_t end = sentence.lower().size();
      for (const std::string& stop : stops) end = std::min(end, sentence.lower().find(stop, found.end));
      if (sentence.lower().substr(0, end).ends_with('.')) --end;
      if (end > found.end) fragments.push_back({found.end, end});
    }
  }
  return fragments;
}

bool overlaps(Span place, const std::vector<Mention>& mentions) {
  return std::ranges::any_of(mentions, [&](const Mention& mention) {
    return mention.place.begin < place.end && place.begin < mention.place.end;
  });
}

// The items of "A, B and C" in the fragment.
std::vector<Span> items_of(const SentenceText& sentence, Span fragment) {
  static const Words joints = {" and ", " or ", " & ", "、", "和", "与", "及"};
  std::vector<Span> items;
  for (std::size_t begin = fragment.begin; begin < fragment.end;) {
    std::size_t end = fragment.end;
    std::size_t next = fragment.end;
    for (const std::string& joint : joints) {
      const std::size_t at = sentence.lower().find(joint, begin);
      if (at == std::string::npos || at >= end) continue;
      end = at;
      next = at + joint.size();
    }
    items.push_back({begin, end});
    begin = next;
  }
  return items;
}

bool has_any(std::string_view text, const Words& words) {
  return std::ranges::any_of(words, [&](const std::string& word) { return text.find(word) != text.npos; });
}

// Items of these fragments that no mention covers and no general word explains.
std::vector<std::string> unknown_items(const SentenceText& sentence, const std::vector<Span>& fragments,
                                       const std::vector<Mention>& known, const Words& general) {
  std::vector<std::string> unknown;
  for (const Span& fragment : fragments) {
    for (const Span& item : items_of(sentence, fragment)) {
      const std::string written(trimmed(sentence.written(item)));
      const std::string_view lower =
          trimmed(std::string_view(sentence.lower()).substr(item.begin, item.end - item.begin));
      const bool explained = written.empty() || overlaps(item, known) || has_any(lower, general) ||
                             lower.find_first_not_of("0123456789. %") == lower.npos;
      if (!explained && std::ranges::find(unknown, written) == unknown.end()) unknown.push_back(written);
    }
  }
  return unknown;
}

const Words& words_for_baselines() {
  static const Words words = {"baseline",
                              "prior",
                              "previous",
                              "existing",
                              "competing",
                              "other method",
                              "state of the art",
                              "state-of-the-art",
                              "sota",
                              "alternatives",
                              "all methods",
                              "them",
                              "it",
                              "others",
                              "seed",
                              "runs",
                              "epoch",
                              "dataset",
                              "years",
                              "基线",
                              "现有方法",
                              "已有方法",
                              "其他方法",
                              "所有方法"};
  return words;
}

}  // namespace

Roles roles_of(const SentenceText& sentence, const std::vector<Mention>& mentions, const SentenceKind& kind) {
  Roles roles;
  bool in_list = false;
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    const Mention& mention = mentions[i];
    const std::size_t before = i == 0 ? 0 : mentions[i - 1].place.end;
    const auto between = std::string_view(sentence.lower()).substr(before, mention.place.begin - before);
    const bool led = ends_with_any(sentence.before(mention.place.begin), leads_to_comparator());
    const bool ends_list = roles.method.str().empty() && is_subject(mentions, i, between, kind);
    const bool goes_on = in_list && joins_list(between) && !ends_list;
    const bool is_comparator = led || is_followed_by_comparison(sentence, mention) || goes_on;
    in_list = is_comparator;
    if (is_comparator) {
      if (std::ranges::find(roles.against, mention.name) == roles.against.end())
        roles.against.push_back(mention.name);
    } else if (roles.method.str().empty()) {
      roles.method = mention.name;
    } else if (mention.name != roles.method && roles.second_method.str().empty()) {
      roles.second_method = mention.name;
    }
  }
  // "SGD is outperformed by BatchNorm": the two change places.
  if (kind.is_passive && roles.against.empty() && !roles.second_method.str().empty()) {
    roles.against = {roles.method};
    roles.method = roles.second_method;
    roles.second_method = Name{};
  }
  std::vector<Span> fragments = fragments_after(sentence, leads_to_named_comparator());
  std::erase_if(fragments, [&](Span f) { return kind.is_passive && f.begin >= kind.verb.begin; });
  roles.unknown_comparators = unknown_items(sentence, fragments, mentions, words_for_baselines());
  roles.all_baselines = sentence.first_of({"baselines", "all methods", "所有基线", "所有方法"}).end > 0;
  roles.says_ours = sentence.first_of({"we", "our", "ours", "本文", "我们", "所提"}).end > 0;
  return roles;
}

std::vector<std::string> unknown_datasets(const SentenceText& sentence, const std::vector<Mention>& datasets,
                                          const std::vector<Mention>& metrics) {
  static const Words general = {"dataset", "data set", "test", "benchmark", "task", "all",
                                "both",    "average",  "par",  "every",     "each", "held-out",
                                "domain",  "images",   "data", "seeds",     "runs", "数据集",
                                "任务",    "测试",     "平均", "所有",      "基准"};
  std::vector<Mention> known = datasets;
  known.insert(known.end(), metrics.begin(), metrics.end());
  return unknown_items(sentence, fragments_after(sentence, {"on", "across", "在"}), known, general);
}

}  // namespace gainsay::audit
