#include "imported_run.h"

#include <cstdint>
#include <stdexcept>

#include "gainsay/tracker/sha256.h"

#include "bytes.h"

namespace gainsay::tracker {
namespace {

void put_run(ByteWriter& out, const Run& run) {
  for (const std::string* text : {&run.method.str(), &run.dataset.str(), &run.split.str(), &run.failure.str(),
                                  &run.parent, &run.host.str(), &run.device.str()}) {
    out.put_text(*text);
  }
  out.put(run.seed.has_value()).put(run.seed.value_or(0)).put(run.fold.has_value()).put(run.fold.value_or(0));
  out.put(static_cast<std::uint8_t>(run.purpose)).put(static_cast<std::uint8_t>(run.status));
  out.put(run.role ? static_cast<int>(*run.role) : -1);
  out.put(run.started_at.value_or(0.0)).put(run.ended_at.value_or(0.0));
  for (const auto& param : run.params) {
    out.put_text(param.name.str()).put(param.value.index()).put_text(to_text(param.value));
  }
  for (const auto& tag : run.tags) out.put_text(tag.name.str()).put_text(tag.value);
  for (const auto& result : run.results) out.put_text(result.metric.str()).put(result.value);
}

void put_git(ByteWriter& out, const Git& git) {
  out.put_text(git.commit.str()).put_text(git.branch.str()).put(git.diff_stored);
  out.put(git.dirty ? static_cast<int>(*git.dirty) : -1);
}

}  // namespace

void check_lengths(const WholeRun& whole) {
  const auto refuse = [](Name metric) {
    throw std::domain_error("Store::import_runs: columns of " + metric.str() + " differ in length");
  };
  for (const auto& curve : whole.curves) {
    const bool times_fit = curve.time.empty() || curve.time.size() == curve.step.size();
    if (curve.value.size() != curve.step.size() || !times_fit) refuse(curve.metric);
  }
  for (const auto& items : whole.items) {
    const bool clusters_fit = items.cluster.empty() || items.cluster.size() == items.item.size();
    if (items.score.size() != items.item.size() || !clusters_fit) refuse(items.metric);
  }
}

std::string identity_of(const WholeRun& whole, std::string_view source_key) {
  ByteWriter out;
  out.put_text(source_key).put_text(whole.run.source_id);
  if (!whole.run.source_id.empty()) return sha256(out.bytes());
  put_run(out, whole.run);
  for (const auto& curve : whole.curves) {
    const auto summary = summarize(curve);
    out.put_text(curve.metric.str()).put(summary.n).put(summary.hash);
  }
  for (const auto& items : whole.items) {
    out.put_text(items.metric.str());
    for (std::size_t i = 0; i < items.item.size(); ++i) out.put_text(items.item[i]).put(items.score[i]);
  }
  return sha256(out.bytes());
}

std::string content_of(const Run& run) {
  ByteWriter out;
  out.put(run.params.size()).put(run.tags.size()).put(run.results.size()).put(run.argv.size());
  put_run(out, run);
  for (const auto& argument : run.argv) out.put_text(argument);
  for (const auto& entry : run.environment) out.put_text(entry.name.str()).put_text(entry.value.str());
  out.put(run.git.has_value());
  if (run.git) put_git(out, *run.git);
  out.put(run.exit_code.has_value()).put(run.exit_code.value_or(0)).put(run.dropped_points);
  out.put(run.started_at.has_value()).put(run.ended_at.has_value());
  return out.take();
}

}  // namespace gainsay::tracker
