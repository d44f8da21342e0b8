#include "gainsay/report/claim_formats.h"

#include <map>
#include <vector>

#include <fmt/format.h>

#include "text_paragraph.h"

namespace gainsay::report {
namespace {

// A basic string of TOML.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7f) {
      out += fmt::format("\\u{:04X}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

bool is_bare(const std::string& key) {
  return !key.empty() &&
         key.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") ==
             std::string::npos;
}

std::string name_list(const std::vector<tracker::Name>& names) {
  std::string out;
  for (const tracker::Name name : names) out += (out.empty() ? "" : ", ") + quoted(name.str());
  return "[" + out + "]";
}

std::string inline_table(const audit::ReportedValue& value) {
  std::string out;
  const auto add = [&](std::string_view key, const std::string& text) {
    out += fmt::format("{}{} = {}", out.empty() ? "" : ", ", key, text);
  };
  const auto add_number = [&](std::string_view key, const std::optional<std::string>& number) {
    if (number) add(key, quoted(*number));
  };
  add_number("mean", value.mean);
  add_number("error", value.error);
  if (value.n) add("n", fmt::format("{}", *value.n));
  if (!value.unit.empty()) add("unit", quoted(value.unit));
  add_number("gain", value.gain);
  if (value.gain) add("gain_kind", value.gain_is_relative ? "\"relative\"" : "\"absolute\"");
  add_number("p", value.p);
  return "{ " + out + " }";
}

std::string list_of(const std::string& title, const std::vector<std::string>& lines, const TextStyle& style) {
  if (lines.empty()) return "";
  std::string out = fmt::format("\n{}\n", style.paint(Emphasis::bold, title));
  for (const std::string& line : lines) out += paragraph(line, style, 2);
  return out;
}

}  // namespace

std::string claim_toml(const audit::Claim& claim) {
  std::string out = "[[claims]]\n";
  const auto add = [&](std::string_view key, const std::string& value) {
    out += fmt::format("{} = {}\n", key, value);
  };
  add("id", quoted(claim.id));
  add("text", quoted(claim.text));
  add("kind", quoted(std::string(to_string(claim.kind))));
  add("method", quoted(claim.method.str()));
  if (!claim.against.empty()) add("against", name_list(claim.against));
  if (!claim.datasets.empty()) add("datasets", name_list(claim.datasets));
  add("metric", quoted(claim.metric.str()));
  if (claim.quantifier) add("quantifier", quoted(std::string(to_string(*claim.quantifier))));
  if (claim.reported) add("reported", inline_table(*claim.reported));
  for (const auto& [method, value] : claim.against_reported) {
    const std::string key = is_bare(method.str()) ? method.str() : quoted(method.str());
    add("against_reported." + key, inline_table(value));
  }
  return out;
}

std::string claim_proposal_text(const audit::ClaimProposal& proposal, const TextStyle& style) {
  std::vector<std::string> flags;
  for (const audit::WordingFlag& flag : proposal.flags)
    flags.push_back(fmt::format("\"{}\": {}", flag.word, flag.asks));
  std::string table;
  if (proposal.missing.empty()) {
    const std::string toml = claim_toml(proposal.claim);
    for (std::size_t begin = 0; begin < toml.size();) {
      const std::size_t end = toml.find('\n', begin);
      table += printable(toml.substr(begin, end - begin)) + '\n';
      begin = end + 1;
    }
  }
  return table + list_of("Assumed", proposal.assumed, style) +
         list_of("Words that the audit will hold it to", flags, style) +
         list_of("Cannot be read from the sentence", proposal.missing, style);
}

}  // namespace gainsay::report
