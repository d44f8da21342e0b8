#include "options.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace gainsay::example;

namespace {

Options parse(std::vector<std::string> words, const char* study = nullptr) {
  words.insert(words.begin(), {"--data", "folder", "--dataset", "digits"});
  return parse_options(words, study);
}

void check_refused(std::vector<std::string> words, const std::string& message) {
  CHECK_THROWS_WITH_AS(parse(std::move(words)), doctest::Contains(message.c_str()), UsageError);
}

}  // namespace

TEST_CASE("every option of the trainer sets what it names") {
  const Options options = parse(
      {"--model",  "mlp",       "--layers", "3",   "--hidden",     "64", "--batchnorm", "--dropout", "0.25",
       "--epochs", "7",         "--lr",     "0.5", "--batch-size", "8",  "--momentum",  "0.9",       "--seed",
       "11",       "--no-test", "--method", "bn"});
  CHECK(options.network.layers == 3);
  CHECK(options.network.hidden == 64);
  CHECK(options.network.batchnorm);
  CHECK(options.network.dropout == 0.25);
  CHECK(options.training.epochs == 7);
  CHECK(options.training.learning_rate == 0.5);
  CHECK(options.training.batch_size == 8);
  CHECK(options.training.momentum == 0.9);
  CHECK(options.training.seed == 11);
  CHECK_FALSE(options.training.test);
  CHECK(options.method == "bn");
}

TEST_CASE("the method is named after the model where nothing else is said") {
  CHECK(parse({"--model", "knn"}).method == "knn");
  CHECK(parse({}).method == "mlp");
}

TEST_CASE("logistic regression has no hidden layer whatever the options say") {
  CHECK(parse({"--model", "logistic", "--layers", "3"}).network.layers == 0);
}

TEST_CASE("the study comes from the option or else from the environment") {
  CHECK_FALSE(parse({}).study.has_value());
  CHECK_FALSE(parse({}, "").study.has_value());
  CHECK(parse({}, "there").study == "there");
  CHECK(parse({"--study", "here"}, "there").study == "here");
}

TEST_CASE("the last of two values of one option counts") {
  CHECK(parse({"--lr", "1", "--lr", "2"}).training.learning_rate == 2.0);
}

TEST_CASE("options that cannot be read are refused by name") {
  check_refused({"--lr", "fast"}, "--lr takes a number");
  check_refused({"--lr", "-1"}, "--lr takes a number");
  check_refused({"--lr", "nan"}, "--lr takes a number");
  check_refused({"--seed", "1.5"}, "--seed takes a number");
  check_refused({"--model", "forest"}, "--model takes logistic, mlp or knn, not `forest`");
  check_refused({"--colour", "red"}, "unknown option `--colour`");
  check_refused({"stray"}, "unknown option `stray`");
  check_refused({"--lr"}, "--lr needs a value");
  check_refused({"--batchnorm", "--batch-size", "1"}, "batches of at least 2");
}

TEST_CASE("data and dataset must be given unless help is asked for") {
  const std::vector<std::string> nothing;
  CHECK_THROWS_WITH_AS(parse_options(nothing, nullptr), doctest::Contains("--data DIR is missing"),
                       UsageError);
  const std::vector<std::string> folder{"--data", "d"};
  CHECK_THROWS_WITH_AS(parse_options(folder, nullptr), doctest::Contains("--dataset NAME is missing"),
                       UsageError);
  const std::vector<std::string> help{"--help"};
  CHECK(parse_options(help, nullptr).help);
  CHECK(usage().find("--batchnorm") != std::string::npos);
}
