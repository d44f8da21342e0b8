#include "report/schema_check.h"

#include <algorithm>
#include <functional>
#include <map>
#include <regex>

namespace gainsay::tests {
namespace {

using nlohmann::json;

bool is_of_type(const json& value, const std::string& type) {
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  if (type == "array") return value.is_array();
  if (type == "object") return value.is_object();
  return type == "null" && value.is_null();
}

class Check {
 public:
  explicit Check(const json& root) : root_(root) {}

  void run(const json& value, const json& schema, const std::string& at) {
    for (const auto& [keyword, rule] : schema.items()) {
      const auto known = keywords().find(keyword);
      if (known == keywords().end()) {
        breach(at, "the keyword " + keyword + " is not known to this check");
      } else {
        known->second(*this, value, rule, at);
      }
    }
    if (value.is_object()) check_extra_keys(value, schema, at);
  }

  std::vector<std::string> breaches;

 private:
  using Keyword = std::function<void(Check&, const json& value, const json& rule, const std::string& at)>;

  void breach(const std::string& at, const std::string& what) { breaches.push_back(at + ": " + what); }

  void require(bool holds, const std::string& at, const std::string& what) {
    if (!holds) breach(at, what);
  }

  bool holds(const json& value, const json& schema) const {
    Check branch(root_);
    branch.run(value, schema, "");
    return branch.breaches.empty();
  }

  void check_extra_keys(const json& value, const json& schema, const std::string& at) {
    const auto extra = schema.find("additionalProperties");
    if (extra == schema.end()) return;
    const json properties = schema.value("properties", json::object());
    for (const auto& [key, held] : value.items()) {
      if (properties.contains(key)) continue;
      const std::string place = at + "/" + key;
      extra->is_boolean() ? require(extra->get<bool>(), place, "no such key") : run(held, *extra, place);
    }
  }

  void check_type(const json& value, const json& rule, const std::string& at) {
    const json types = rule.is_array() ? rule : json::array({rule});
    const bool fits = std::ranges::any_of(types, [&](const json& t) { return is_of_type(value, t); });
    require(fits, at, value.dump() + " is not of type " + rule.dump());
  }

  void check_properties(const json& value, const json& rule, const std::string& at) {
    for (const auto& [key, schema] : rule.items()) {
      if (value.is_object() && value.contains(key)) run(value.at(key), schema, at + "/" + key);
    }
  }

  void check_required(const json& value, const json& rule, const std::string& at) {
    for (const auto& key : rule) {
      require(!value.is_object() || value.contains(key), at,
              "the key " + key.get<std::string>() + " is missing");
    }
  }

  void check_items(const json& value, const json& rule, const std::string& at) {
    if (!value.is_array()) return;
    for (std::size_t i = 0; i < value.size(); ++i) run(value[i], rule, at + "/" + std::to_string(i));
  }

  static const std::map<std::string, Keyword>& keywords() {
    static const Keyword ignored = [](Check&, const json&, const json&, const std::string&) {};
    static const std::map<std::string, Keyword> all = {
        {"$schema", ignored},
        {"$defs", ignored},
        {"title", ignored},
        {"description", ignored},
        {"additionalProperties", ignored},  // check_extra_keys() sees to it
        {"type",
         [](Check& c, const json& v, const json& r, const std::string& at) { c.check_type(v, r, at); }},
        {"properties",
         [](Check& c, const json& v, const json& r, const std::string& at) { c.check_properties(v, r, at); }},
        {"required",
         [](Check& c, const json& v, const json& r, const std::string& at) { c.check_required(v, r, at); }},
        {"items",
         [](Check& c, const json& v, const json& r, const std::string& at) { c.check_items(v, r, at); }},
        {"enum",
         [](Check& c, const json& v, const json& r, const std::string& at) {
           c.require(std::ranges::find(r, v) != r.end(), at, v.dump() + " is none of " + r.dump());
         }},
        {"const", [](Check& c, const json& v, const json& r,
                     const std::string& at) { c.require(v == r, at, v.dump() + " is not " + r.dump()); }},
        {"$ref",
         [](Check& c, const json& v, const json& r, const std::string& at) {
           c.run(v, c.root_.at(json::json_pointer(r.get<std::string>().substr(1))), at);
         }},
        {"anyOf",
         [](Check& c, const json& v, const json& r, const std::string& at) {
           const bool any = std::ranges::any_of(r, [&](const json& schema) { return c.holds(v, schema); });
           c.require(any, at, v.dump() + " fits none of the choices");
         }},
        {"minimum",
         [](Check& c, const json& v, const json& r, const std::string& at) {
           c.require(!v.is_number() || v >= r, at, v.dump() + " is below " + r.dump());
         }},
        {"maximum",
         [](Check& c, const json& v, const json& r,
            const std::string&
                at) { c.require(!v.is_number() || v <= r, at, v.dump() + " is above " + r.dump()); }},
        {"minItems",
         [](Check& c, const json& v, const json& r,
            const std::string&
                at) { c.require(!v.is_array() || v.size() >= r.get<std::size_t>(), at, "too few items"); }},
        {"maxItems",
         [](Check& c, const json& v, const json& r,
            const std::string&
                at) { c.require(!v.is_array() || v.size() <= r.get<std::size_t>(), at, "too many items"); }},
        {"pattern", [](Check& c, const json& v, const json& r, const std::string& at) {
           const bool fits =
               !v.is_string() || std::regex_search(v.get<std::string>(), std::regex(r.get<std::string>()));
           c.require(fits, at, v.dump() + " does not match " + r.dump());
         }}};
    return all;
  }

  const json& root_;
};

}  // namespace

std::vector<std::string> schema_breaches(const json& document, const json& schema, const json& root) {
  Check check(root);
  check.run(document, schema, "");
  return std::move(check.breaches);
}

}  // namespace gainsay::tests
