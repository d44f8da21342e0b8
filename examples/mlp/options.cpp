#include "options.h"

#include <charconv>
#include <functional>
#include <map>

namespace gainsay::example {
namespace {

// What is read for one option: its name, for messages, and its value.
struct Given {
  std::string option;
  std::string value;
};

[[noreturn]] void refuse(const Given& given, const std::string& expected) {
  throw UsageError("--" + given.option + " takes " + expected + ", not `" + given.value + "`");
}

template <typename Number>
Number number_in(const Given& given, Number low, Number high) {
  Number number{};
  const char* const end = given.value.data() + given.value.size();
  const auto [stop, error] = std::from_chars(given.value.data(), end, number);
  if (error != std::errc{} || stop != end || !(number >= low && number <= high)) {
    refuse(given, "a number from " + std::to_string(low) + " to " + std::to_string(high));
  }
  return number;
}

Model parse_model(const Given& given) {
  for (const Model model : {Model::logistic, Model::mlp, Model::knn}) {
    if (given.value == to_string(model)) return model;
  }
  refuse(given, "logistic, mlp or knn");
}

using Setter = std::function<void(Options&, const Given&)>;

const std::map<std::string, Setter>& value_options() {
  static const std::map<std::string, Setter> table{
      {"data", [](Options& o, const Given& g) { o.data = g.value; }},
      {"dataset", [](Options& o, const Given& g) { o.dataset = g.value; }},
      {"study", [](Options& o, const Given& g) { o.study = g.value; }},
      {"method", [](Options& o, const Given& g) { o.method = g.value; }},
      {"model", [](Options& o, const Given& g) { o.model = parse_model(g); }},
      {"neighbours", [](Options& o, const Given& g) { o.neighbours = number_in(g, 1, 100000); }},
      {"layers", [](Options& o, const Given& g) { o.network.layers = number_in(g, 1, 20); }},
      {"hidden", [](Options& o, const Given& g) { o.network.hidden = number_in(g, 1, 10000); }},
      {"dropout", [](Options& o, const Given& g) { o.network.dropout = number_in(g, 0.0, 0.99); }},
      {"epochs", [](Options& o, const Given& g) { o.training.epochs = number_in(g, 1, 100000); }},
      {"lr", [](Options& o, const Given& g) { o.training.learning_rate = number_in(g, 0.0, 1000.0); }},
      {"batch-size", [](Options& o, const Given& g) { o.training.batch_size = number_in(g, 0, 1000000); }},
      {"momentum", [](Options& o, const Given& g) { o.training.momentum = number_in(g, 0.0, 0.9999); }},
      {"seed",
       [](Options& o, const Given& g) { o.training.seed = number_in<std::uint64_t>(g, 0, INT64_MAX); }},
  };
  return table;
}

// Whether the word is an option without a value; if so, it is set.
bool set_flag(Options& options, const std::string& word) {
  if (word == "--batchnorm") return options.network.batchnorm = true;
  if (word == "--help") return options.help = true;
  if (word != "--no-test") return false;
  options.training.test = false;
  return true;
}

void check_together(Options& options) {
  if (options.data.empty()) throw UsageError("--data DIR is missing: the folder with the data sets");
  if (options.dataset.empty()) throw UsageError("--dataset NAME is missing, for instance --dataset digits");
  if (options.network.batchnorm && options.training.batch_size == 1) {
    throw UsageError("--batchnorm needs batches of at least 2 examples, and --batch-size is 1");
  }
  if (options.method.empty()) options.method = to_string(options.model);
  if (options.model == Model::logistic) options.network.layers = 0;
}

}  // namespace

std::string to_string(Model model) {
  switch (model) {
    case Model::logistic:
      return "logistic";
    case Model::mlp:
      return "mlp";
    case Model::knn:
      return "knn";
  }
  throw std::domain_error("to_string: no such model");
}

Options parse_options(std::span<const std::string> words, const char* study_from_environment) {
  Options options;
  if (study_from_environment != nullptr && *study_from_environment != '\0') {
    options.study = study_from_environment;
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (set_flag(options, words[i])) continue;
    const std::string name = words[i].starts_with("--") ? words[i].substr(2) : std::string{};
    const auto found = value_options().find(name);
    if (found == value_options().end()) throw UsageError("unknown option `" + words[i] + "`; see --help");
    if (i + 1 == words.size()) throw UsageError(words[i] + " needs a value");
    found->second(options, {name, words[++i]});
  }
  if (!options.help) check_together(options);
  return options;
}

std::string usage() {
  return R"(usage: gainsay_example_mlp --data DIR --dataset NAME [option]...

Trains a small classifier and records the run with Gainsay.

  --data DIR          folder with NAME.csv
  --dataset NAME      data set; NAME-noisy adds noise to it
  --model MODEL       logistic (full-batch gradient descent from zero), mlp (default) or knn
  --layers N          hidden layers of the mlp (1)
  --hidden N          units of each hidden layer (32)
  --batchnorm         batch normalisation in every hidden layer
  --dropout P         dropout of the last hidden layer (0)
  --neighbours K      of knn (5)
  --epochs N          passes over the training examples (10)
  --lr X              learning rate (0.1)
  --batch-size N      examples a step (32); 0 for all; logistic always takes all
  --momentum X        momentum (0)
  --seed N            drives initialisation, order and dropout, never the split (0)
  --no-test           leave the test examples alone (for tuning)
  --study DIR         record into this study; default: GAINSAY_STUDY; without either, print key=value lines
  --method NAME       name of the method in the study (the model's name)
)";
}

}  // namespace gainsay::example
