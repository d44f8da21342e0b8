#include <fmt/format.h>

#include "study_file_reading.h"

namespace gainsay::audit {
namespace {

void require_positive(const TableReader& reader, std::string_view key, std::optional<double> value) {
  if (!value || *value > 0.0) return;
  reader.reject(key, fmt::format("{}: `{}` is {}, which is not above 0", reader.where(), key, *value),
                "give the smallest difference that would matter to a reader, in the metric's unit");
}

void require_count(const TableReader& reader, std::string_view key, std::optional<std::int64_t> value) {
  if (!value || *value > 0) return;
  reader.reject(key, fmt::format("{}: `{}` is {}, which is not a count above 0", reader.where(), key, *value),
                "give the number, or leave the line out if it is not known");
}

MetricDeclaration read_metric(Name name, TableReader reader) {
  MetricDeclaration metric;
  metric.name = name;
  metric.direction = reader.choice<Direction>("direction");
  metric.kind = reader.choice<MetricKind>("kind");
  metric.form = reader.choice<MetricForm>("form");
  metric.unit = reader.text("unit").value_or("");
  metric.range = reader.range("range");
  metric.smallest_effect = reader.number("smallest_effect");
  metric.alias_of = reader.text("alias_of").value_or("");
  reader.finish();
  require_positive(reader, "smallest_effect", metric.smallest_effect);
  return metric;
}

SplitDeclaration read_split(Name name, TableReader reader) {
  SplitDeclaration split;
  split.name = name;
  split.n_items = reader.integer("n_items");
  split.content_hash = reader.text("content_hash").value_or("");
  split.groups = reader.texts("groups");
  split.from = reader.text("from").value_or("");
  split.to = reader.text("to").value_or("");
  reader.finish();
  require_count(reader, "n_items", split.n_items);
  return split;
}

DatasetDeclaration read_dataset(Name name, TableReader reader, const std::string& path) {
  DatasetDeclaration dataset;
  dataset.name = name;
  dataset.domain = reader.text("domain").value_or("");
  dataset.n_items = reader.integer("n_items");
  dataset.content_hash = reader.text("content_hash").value_or("");
  dataset.version = reader.text("version").value_or("");
  dataset.introduced_here = reader.boolean("introduced_here").value_or(false);
  dataset.smoke = reader.boolean("smoke").value_or(false);
  dataset.group_key = reader.text("group_key").value_or("");
  dataset.time_ordered = reader.boolean("time_ordered").value_or(false);
  if (const toml::table* splits = reader.table("splits")) {
    for_each_entry(*splits, "datasets." + name.str() + ".splits", path,
                   [&](Name split, TableReader split_reader) {
                     dataset.splits.push_back(read_split(split, std::move(split_reader)));
                   });
  }
  reader.finish();
  require_count(reader, "n_items", dataset.n_items);
  return dataset;
}

MethodDeclaration read_method(Name name, TableReader reader) {
  MethodDeclaration method;
  method.name = name;
  method.role = reader.required_choice<tracker::Role>("role");
  method.parent = reader.text("parent").value_or("");
  method.components = reader.names("components");
  method.removes = reader.names("removes");
  method.adds = reader.names("adds");
  method.inherited = reader.names("inherited");
  method.trivial = reader.boolean("trivial").value_or(false);
  method.deterministic = reader.boolean("deterministic").value_or(false);
  method.coupled = reader.name_groups("coupled");
  method.family = reader.text("family").value_or("");
  method.source = reader.text("source").value_or("");
  method.n_parameters = reader.integer("n_parameters");
  reader.finish();
  require_count(reader, "n_parameters", method.n_parameters);
  if (method.role == tracker::Role::ablation && method.parent.empty()) {
    reader.reject("parent", fmt::format("{} is an ablation without a `parent`", reader.where()),
                  "name the method that it takes components away from");
  }
  return method;
}

}  // namespace

std::vector<MetricDeclaration> read_metrics(const toml::table& metrics, const std::string& path) {
  std::vector<MetricDeclaration> declarations;
  for_each_entry(metrics, "metrics", path, [&](Name name, TableReader reader) {
    declarations.push_back(read_metric(name, std::move(reader)));
  });
  return declarations;
}

std::vector<DatasetDeclaration> read_datasets(const toml::table& datasets, const std::string& path) {
  std::vector<DatasetDeclaration> declarations;
  for_each_entry(datasets, "datasets", path, [&](Name name, TableReader reader) {
    declarations.push_back(read_dataset(name, std::move(reader), path));
  });
  return declarations;
}

std::vector<MethodDeclaration> read_methods(const toml::table& methods, const std::string& path) {
  std::vector<MethodDeclaration> declarations;
  for_each_entry(methods, "methods", path, [&](Name name, TableReader reader) {
    declarations.push_back(read_method(name, std::move(reader)));
  });
  return declarations;
}

std::vector<Patch> read_patches(const toml::table& patches, const std::string& path) {
  static const std::vector<std::string> changes = {
      "loss",          "regularisation", "attention", "encoder", "initialisation",
      "activation",    "optimiser",      "sampling",  "data",    "architecture",
      "normalisation", "training",       "other"};
  static const std::vector<std::string> found_by = {"limitations-section", "failed-reproduction",
                                                    "failure-analysis", "other"};
  std::vector<Patch> declarations;
  for_each_entry(patches, "patches", path, [&](Name name, TableReader reader) {
    Patch patch;
    patch.method = name;
    patch.pain_point = reader.required_choice<PainPoint>("pain_point");
    patch.target = reader.required_text("target");
    patch.change = reader.one_of("change", changes);
    patch.found_by = reader.one_of("found_by", found_by);
    patch.evidence = reader.names("evidence");
    patch.level = reader.number("level");
    if (patch.level && patch.pain_point != PainPoint::slow_convergence) {
      reader.reject("level", fmt::format("{}: `level` is the value of a curve to reach", reader.where()),
                    "it goes with pain_point = \"slow-convergence\"");
    }
    reader.finish();
    declarations.push_back(std::move(patch));
  });
  return declarations;
}

}  // namespace gainsay::audit
