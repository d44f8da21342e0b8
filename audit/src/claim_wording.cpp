#include "claim_wording.h"

namespace gainsay::audit::claim_wording {

const Wording marginal = {
    {"marginally significant", "borderline significant", "nearly significant", "almost significant",
     "approaching significance", "approaches significance", "trend towards significance",
     "trend toward significance", "trending towards significance", "close to significance",
     "barely significant", "weakly significant", "marginal significance", "borderline significance"},
    {"边缘显著", "边际显著", "接近显著", "趋于显著", "近乎显著", "临界显著"},
    {}};
const Wording significant = {
    {"significant", "significantly", "statistically significant"}, {"显著"}, {"性检验", "性水平", "图"}};
const Wording best = {
    {"state of the art", "sota", "best", "best performing", "outperforms all", "superior to all"},
    {"最先进", "最优", "最佳", "最好", "领先水平", "优于所有", "超越所有"},
    {"checkpoint", "epoch", "configuration", "hyperparameter", "run ", "seed", "of ", "practice", "effort",
     "validation", "化", "实践"}};
const Wording always = {{"consistently", "always", "across the board", "in all cases", "without exception",
                         "uniformly better", "consistent gains", "consistent improvements"},
                        {"始终", "总是", "一致地", "一致优于", "均优于", "在所有数据集", "毫无例外"},
                        {}};
const Wording general = {{"robust", "robustly", "general", "generally", "any", "universal", "universally",
                          "generalises", "generalizes", "arbitrary"},
                         {"鲁棒", "通用", "普适", "任意", "任何", "泛化"},
                         {}};
const Wording causal = {{"because", "due to", "thanks to", "owing to", "caused by", "stems from",
                         "attributable to", "attributed to"},
                        {"由于", "因为", "得益于", "归因于", "归功于", "源于"},
                        {}};

}  // namespace gainsay::audit::claim_wording
