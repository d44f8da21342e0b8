#pragma once

#include <cstdint>
#include <vector>

#include "gainsay/stats/bayesian_hierarchical_test.h"

#include "variates.h"

namespace gainsay::stats {

// One dataset as the model sees it: differences r around its mean delta have the quadratic form
// r'M^-1 r = within + weight (mean - delta)^2, M of 1 on the diagonal and the correlation elsewhere.
struct DatasetEvidence {
  double n;
  double mean;
  double within;  // sum of squares about the mean over 1 - correlation
  double weight;  // n / (1 + (n - 1) correlation)
};

struct Bounds {
  double low;
  double high;
};

struct HierarchicalModel {
  std::vector<DatasetEvidence> datasets;
  Bounds mean;   // of the mean over datasets
  Bounds scale;  // of the spread over datasets
  Bounds sd;     // within datasets
  Bounds alpha;
  Bounds beta;
};

// The state of one chain, and how it moves on: each parameter in turn from its distribution given the others,
// or by a slice where that has no simple form. The Student t over datasets is a normal whose precision has a
// gamma factor for each dataset.
class HierarchicalGibbs {
 public:
  HierarchicalGibbs(const HierarchicalModel& model, RandomStream& random);

  void sweep();

  double mean() const { return mean_; }
  double scale() const { return 1 / std::sqrt(precision_); }
  double df() const { return df_; }
  const std::vector<double>& deltas() const { return delta_; }

 private:
  void move_datasets();
  void move_mean();
  void move_precision();
  void move_df();
  void move_df_prior();

  const HierarchicalModel& model_;
  Variates variates_;
  std::vector<double> delta_;
  std::vector<double> tau_;     // 1 / sd^2 of each dataset
  std::vector<double> lambda_;  // the gamma factor of each dataset's precision
  double mean_;
  double precision_;  // 1 / scale^2
  double df_;
  double alpha_;
  double beta_;
};

}  // namespace gainsay::stats
