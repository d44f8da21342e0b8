#pragma once

#include "gainsay/stats/binomial_interval.h"
#include "gainsay/stats/hedges_g.h"
#include "gainsay/stats/mcnemar.h"
#include "gainsay/stats/moments.h"
#include "gainsay/stats/t_power.h"

#include "catalogue_entry.h"

// The members of structs that several families share.
namespace gainsay::stats {

template <>
struct FieldsOf<Moments> : Fields<&Moments::mean, &Moments::sd, &Moments::n> {};

template <>
struct FieldsOf<Proportion> : Fields<&Proportion::successes, &Proportion::trials> {};

template <>
struct FieldsOf<Discordance> : Fields<&Discordance::only_a, &Discordance::only_b> {};

template <>
struct FieldsOf<EffectSize> : Fields<&EffectSize::name, &EffectSize::value, &EffectSize::interval> {};

template <>
struct FieldsOf<TwoSampleDesign>
    : Fields<&TwoSampleDesign::effect, &TwoSampleDesign::sd, &TwoSampleDesign::n_a, &TwoSampleDesign::n_b> {};

template <>
struct FieldsOf<PairedDesign> : Fields<&PairedDesign::effect, &PairedDesign::sd, &PairedDesign::n> {};

}  // namespace gainsay::stats
