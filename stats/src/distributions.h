#pragma once

#include <cstdint>

// The distributions that the statistics need, so that Boost.Math is compiled once. cdf is P(X <= x), ccdf is
// P(X > x), quantile inverts cdf. Arguments are checked by the callers.
namespace gainsay::stats::distributions {

double normal_cdf(double z);
double normal_ccdf(double z);
double normal_density(double z);
double normal_quantile(double p);

double student_t_cdf(double t, double df);
double student_t_ccdf(double t, double df);
double student_t_quantile(double p, double df);

double noncentral_t_cdf(double t, double df, double delta);
double noncentral_t_ccdf(double t, double df, double delta);

double f_ccdf(double x, double df_between, double df_within);
double f_quantile(double p, double df_between, double df_within);

double chi_squared_ccdf(double x, double df);
double chi_squared_quantile(double p, double df);
double chi_squared_density(double x, double df);

double binomial_cdf(std::int64_t k, std::int64_t n, double p);
double binomial_ccdf(std::int64_t k, std::int64_t n, double p);

double beta_quantile(double p, double a, double b);

}  // namespace gainsay::stats::distributions
