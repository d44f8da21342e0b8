#include "metric_naming.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <vector>

namespace gainsay::audit {
namespace {

constexpr auto higher_words = std::to_array<std::string_view>(
    {"accuracy",  "acc",    "auc",         "auroc",       "auprc",      "ap",     "map",    "f1",
     "precision", "recall", "sensitivity", "specificity", "bleu",       "rouge",  "meteor", "ndcg",
     "mrr",       "iou",    "miou",        "dice",        "mcc",        "kappa",  "r2",     "psnr",
     "ssim",      "reward", "return",      "score",       "throughput", "winrate"});
constexpr auto lower_words =
    std::to_array<std::string_view>({"loss", "error", "err", "rmse", "mse", "mae", "mape", "nll",
                                     "perplexity", "ppl", "wer", "cer", "fid", "ece", "brier", "regret"});
constexpr auto resource_words = std::to_array<std::string_view>(
    {"seconds", "time", "latency", "duration", "memory", "bytes", "rss", "mb", "gb", "energy", "joules",
     "watts", "flops", "macs", "parameters", "params", "cost", "epochs", "steps"});

std::vector<std::string> parts_of(const std::string& metric) {
  std::vector<std::string> parts(1);
  for (const char c : metric) {
    if (c == '_' || c == '-' || c == '/' || c == '.' || c == ' ') {
      parts.emplace_back();
    } else {
      parts.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return parts;
}

template <typename Words>
bool contains(const Words& words, const std::string& part) {
  return std::ranges::find(words, part) != words.end();
}

}  // namespace

std::optional<Direction> direction_by_name(const std::string& metric) {
  const auto parts = parts_of(metric);
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    if (contains(higher_words, *part)) return Direction::higher;
    if (contains(lower_words, *part) || contains(resource_words, *part)) return Direction::lower;
  }
  return std::nullopt;
}

MetricKind kind_by_name(const std::string& metric) {
  const bool resource =
      std::ranges::any_of(parts_of(metric), [](const auto& part) { return contains(resource_words, part); });
  return resource ? MetricKind::resource : MetricKind::quality;
}

std::string canonical_split_prefix(const std::string& metric) {
  for (const std::string_view prefix : {"valid_", "validation_"}) {
    if (metric.starts_with(prefix)) return "val_" + metric.substr(prefix.size());
  }
  return metric;
}

std::string metric_on_split(const std::string& metric, const std::string& split) {
  if (split.empty() || split == "test") return canonical_split_prefix(metric);
  if (split == "val" || split == "valid" || split == "validation") return "val_" + metric;
  if (split == "train") return "train_" + metric;
  return split + "/" + metric;
}

}  // namespace gainsay::audit
