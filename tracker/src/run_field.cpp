#include <algorithm>
#include <array>
#include <cctype>
#include <utility>
#include <vector>

#include "gainsay/tracker/error.h"
#include "gainsay/tracker/nearest_name.h"
#include "gainsay/tracker/query.h"

namespace gainsay::tracker {
namespace {

using Kind = RunField::Kind;

struct PlainField {
  std::string_view text;
  Kind kind;
};

constexpr std::array<PlainField, 23> plain_fields{{{"id", Kind::id},
                                                   {"source_id", Kind::source_id},
                                                   {"method", Kind::method},
                                                   {"dataset", Kind::dataset},
                                                   {"split", Kind::split},
                                                   {"purpose", Kind::purpose},
                                                   {"role", Kind::role},
                                                   {"status", Kind::status},
                                                   {"failure", Kind::failure},
                                                   {"host", Kind::host},
                                                   {"device", Kind::device},
                                                   {"parent", Kind::parent},
                                                   {"git.commit", Kind::git_commit},
                                                   {"git.branch", Kind::git_branch},
                                                   {"seed", Kind::seed},
                                                   {"fold", Kind::fold},
                                                   {"exit_code", Kind::exit_code},
                                                   {"dropped", Kind::dropped},
                                                   {"started", Kind::started},
                                                   {"ended", Kind::ended},
                                                   {"duration", Kind::duration},
                                                   {"excluded", Kind::excluded},
                                                   {"git.dirty", Kind::git_dirty}}};

constexpr std::array<PlainField, 3> named_fields{
    {{"params.", Kind::param}, {"tags.", Kind::tag}, {"metrics.", Kind::metric}}};

constexpr std::array<PlainField, 6> curve_parts{{{".n", Kind::curve_n},
                                                 {".step", Kind::curve_step},
                                                 {".first", Kind::curve_first},
                                                 {".last", Kind::curve_last},
                                                 {".min", Kind::curve_min},
                                                 {".max", Kind::curve_max}}};

constexpr std::string_view curves_prefix = "curves.";

bool is_quote(char c) { return c == '"' || c == '`'; }

// A name as it is written: as it is, or in quotes, which are doubled inside.
std::string unquoted(std::string_view text) {
  if (text.size() < 2 || !is_quote(text.front()) || text.back() != text.front()) return std::string{text};
  std::string name;
  const std::string_view inside = text.substr(1, text.size() - 2);
  for (std::size_t i = 0; i < inside.size(); ++i) {
    name += inside[i];
    if (inside[i] == text.front()) ++i;
  }
  return name;
}

std::string quoted(const std::string& name) {
  const auto plain = [](unsigned char c) {
    return std::isalnum(c) != 0 ||
           std::string_view{"_./@:-"}.find(static_cast<char>(c)) != std::string_view::npos;
  };
  if (!name.empty() && std::ranges::all_of(name, plain)) return name;
  std::string text = "\"";
  for (const char c : name) text += c == '"' ? std::string{"\"\""} : std::string{c};
  return text + "\"";
}

[[noreturn]] void throw_unknown(std::string_view text) {
  std::vector<std::string> known;
  for (const auto& field : plain_fields) known.emplace_back(field.text);
  for (const auto& field : named_fields) known.emplace_back(std::string{field.text} + "NAME");
  const auto nearest = nearest_name(text, known);
  throw FormatError(
      "", "there is no field `" + std::string{text} + "`",
      nearest ? "did you mean `" + *nearest + "`?"
              : "fields are method, dataset, seed, status, ..., params.NAME, tags.NAME, metrics.NAME and "
                "curves.NAME.last");
}

RunField parse_curve_field(std::string_view text) {
  for (const auto& part : curve_parts) {
    if (!text.ends_with(part.text)) continue;
    auto name = text.substr(curves_prefix.size(), text.size() - curves_prefix.size() - part.text.size());
    if (!name.empty()) return {part.kind, Name{unquoted(name)}};
  }
  throw FormatError("", "`" + std::string{text} + "` does not say what of the curve",
                    "end it with .n, .step, .first, .last, .min or .max");
}

template <typename T>
std::optional<ParamValue> present(const std::optional<T>& value) {
  if (!value) return std::nullopt;
  return ParamValue{*value};
}

std::optional<ParamValue> present(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return ParamValue{text};
}

std::optional<ParamValue> git_field(const Run& run, Kind kind) {
  if (!run.git) return std::nullopt;
  if (kind == Kind::git_dirty) return present(run.git->dirty);
  return present(kind == Kind::git_commit ? run.git->commit : run.git->branch);
}

std::optional<ParamValue> curve_field(const Run& run, const RunField& field) {
  const auto* curve = find_curve(run, field.name);
  if (curve == nullptr || curve->n == 0) return std::nullopt;
  switch (field.kind) {
    case Kind::curve_n:
      return ParamValue{curve->n};
    case Kind::curve_step:
      return ParamValue{curve->last_step};
    case Kind::curve_first:
      return ParamValue{curve->first};
    case Kind::curve_min:
      return present(curve->min);
    case Kind::curve_max:
      return present(curve->max);
    default:
      return ParamValue{curve->last};
  }
}

std::optional<ParamValue> duration_of(const Run& run) {
  if (!run.started_at || !run.ended_at) return std::nullopt;
  return ParamValue{*run.ended_at - *run.started_at};
}

std::optional<ParamValue> named_field(const Run& run, const RunField& field) {
  if (field.kind == Kind::metric) return present(find_result(run, field.name));
  if (field.kind == Kind::param) {
    const auto* value = find_param(run, field.name);
    return value == nullptr ? std::nullopt : std::optional{*value};
  }
  const auto* value = find_tag(run, field.name);
  return value == nullptr ? std::nullopt : std::optional<ParamValue>{*value};
}

}  // namespace

RunField parse_run_field(std::string_view text) {
  for (const auto& field : plain_fields) {
    if (field.text == text) return {field.kind, {}};
  }
  for (const auto& field : named_fields) {
    if (text.starts_with(field.text) && text.size() > field.text.size()) {
      return {field.kind, Name{unquoted(text.substr(field.text.size()))}};
    }
  }
  if (text.starts_with(curves_prefix)) return parse_curve_field(text);
  throw_unknown(text);
}

std::string to_text(const RunField& field) {
  for (const auto& plain : plain_fields) {
    if (plain.kind == field.kind) return std::string{plain.text};
  }
  for (const auto& named : named_fields) {
    if (named.kind == field.kind) return std::string{named.text} + quoted(field.name.str());
  }
  const auto part =
      std::ranges::find_if(curve_parts, [&](const PlainField& p) { return p.kind == field.kind; });
  return std::string{curves_prefix} + quoted(field.name.str()) + std::string{part->text};
}

std::optional<ParamValue> value_of(const Run& run, const RunField& field) {
  switch (field.kind) {
    case Kind::id:
      return present(run.id);
    case Kind::source_id:
      return present(run.source_id);
    case Kind::method:
      return present(run.method.str());
    case Kind::dataset:
      return present(run.dataset.str());
    case Kind::split:
      return present(run.split.str());
    case Kind::purpose:
      return ParamValue{std::string{to_string(run.purpose)}};
    case Kind::role:
      return run.role ? present(std::string{to_string(*run.role)}) : std::nullopt;
    case Kind::status:
      return ParamValue{std::string{to_string(run.status)}};
    case Kind::failure:
      return present(run.failure);
    case Kind::host:
      return present(run.host);
    case Kind::device:
      return present(run.device);
    case Kind::parent:
      return present(run.parent);
    case Kind::seed:
      return present(run.seed);
    case Kind::fold:
      return present(run.fold);
    case Kind::exit_code:
      return run.exit_code ? std::optional<ParamValue>{std::int64_t{*run.exit_code}} : std::nullopt;
    case Kind::dropped:
      return ParamValue{run.dropped_points};
    case Kind::started:
      return present(run.started_at);
    case Kind::ended:
      return present(run.ended_at);
    case Kind::duration:
      return duration_of(run);
    case Kind::excluded:
      return ParamValue{run.excluded.has_value()};
    case Kind::git_commit:
    case Kind::git_branch:
    case Kind::git_dirty:
      return git_field(run, field.kind);
    case Kind::param:
    case Kind::tag:
    case Kind::metric:
      return named_field(run, field);
    default:
      return curve_field(run, field);
  }
}

}  // namespace gainsay::tracker
