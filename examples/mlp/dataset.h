#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include <Eigen/Core>

namespace gainsay::example {

using Matrix = Eigen::MatrixXd;  // examples x features: one row an example

// Some examples of a data set.
struct Examples {
  Matrix features;                    // n x d
  std::vector<int> labels;            // n class numbers, 0 ... classes - 1
  std::vector<std::size_t> file_row;  // n rows of the file they come from, 0 the first after the header

  Eigen::Index size() const { return features.rows(); }
};

// A data set cut into training (40 %), validation (20 %) and test (40 %) examples.
//
// The cut is the same for every seed. Features are standardised with mean and standard deviation of the
// training examples; a feature that is constant there is left centred and not scaled.
struct Dataset {
  std::string name;
  std::vector<std::string> class_names;  // sorted
  Examples training;
  Examples validation;
  Examples test;
};

// Reads `directory/name.csv`: numbers, last column the class. `NAME-noisy` is NAME with normal noise of one
// standard deviation added to every standardised feature, the same noise for every seed. Throws
// std::runtime_error, with file and line, when the file cannot be read, a row is not as long as the header,
// or a feature is no finite number; and when there are fewer than 10 examples or 2 classes.
Dataset read_dataset(const std::filesystem::path& directory, const std::string& name);

}  // namespace gainsay::example
