// gainsay._study: reading. Sees the store and the audit; loaded by the first gainsay.open.
#include <chrono>
#include <functional>
#include <mutex>
#include <utility>

#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "gainsay/audit/audit.h"
#include "gainsay/audit/free_comparison.h"
#include "gainsay/audit/pain_points.h"
#include "gainsay/audit/result_table.h"
#include "gainsay/audit/value_card.h"
#include "gainsay/report/audit_formats.h"
#include "gainsay/report/comparison_formats.h"
#include "gainsay/report/pain_point_formats.h"
#include "gainsay/report/table_formats.h"
#include "gainsay/report/value_card_formats.h"
#include "gainsay/study/load_study.h"
#include "gainsay/tracker/store.h"

#include "arrow_export.h"
#include "errors.h"
#include "study_tables.h"

namespace nb = nanobind;
using namespace nb::literals;

namespace gainsay::python {
namespace {

// A table as Python holds it. Nothing in it changes; arrays and Arrow buffers made of it keep it alive.
struct TableObject {
  Table table;
};

template <typename T>
nb::capsule capsule_of(T* made, const char* name) {
  return nb::capsule(made, name, [](void* pointer) noexcept {
    auto* const part = static_cast<T*>(pointer);
    if (part->release != nullptr) part->release(part);
    delete part;
  });
}

nb::capsule schema_capsule(const TableObject& self) {
  auto* const schema = new ArrowSchema;
  export_schema(self.table, schema);
  return capsule_of(schema, "arrow_schema");
}

// The schema that a consumer would like better is a wish: ours is given.
nb::capsule stream_capsule(const TableObject& self, const nb::object&) {
  auto* const stream = new ArrowArrayStream;
  export_stream(self.table, stream);
  return capsule_of(stream, "arrow_array_stream");
}

const Column& column_of(const TableObject& self, const std::string& name) {
  for (const auto& column : self.table->columns()) {
    if (column.name == name) return column;
  }
  throw nb::key_error(name.c_str());
}

template <typename Number>
nb::object view_of(const TableObject& self, const std::vector<Number>& numbers) {
  const nb::capsule owner(new Table{self.table},
                          [](void* table) noexcept { delete static_cast<Table*>(table); });
  return nb::cast(nb::ndarray<nb::numpy, const Number, nb::ndim<1>>(numbers.data(), {numbers.size()}, owner));
}

nb::list texts_of(const Texts& texts) {
  nb::list list;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto text = texts.at(i);
    list.append(
        nb::steal(PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "replace")));
  }
  return list;
}

const char* kind_name(Kind kind) {
  constexpr const char* names[] = {"integer", "real", "boolean", "text", "category", "time"};
  return names[static_cast<std::size_t>(kind)];
}

// (kind, values, texts of a category or None, one byte an entry that says whether it is there or None): numpy
// arrays that share the table's memory, and lists of texts.
nb::tuple column_parts(const TableObject& self, const std::string& name) {
  const auto& column = column_of(self, name);
  nb::object values;
  nb::object texts = nb::none();
  switch (column.kind) {
    case Kind::integer:
    case Kind::time:
      values = view_of(self, column.integers);
      break;
    case Kind::real:
      values = view_of(self, column.reals);
      break;
    case Kind::boolean:
      values = view_of(self, column.flags);
      break;
    case Kind::text:
      values = texts_of(column.texts);
      break;
    case Kind::category:
      values = view_of(self, column.codes);
      texts = texts_of(column.texts);
      break;
  }
  const nb::object valid = column.n_missing > 0 ? view_of(self, column.valid) : nb::none();
  return nb::make_tuple(kind_name(column.kind), values, texts, valid);
}

void bind_table(nb::module_& module) {
  nb::class_<TableObject>(module, "Table", nb::is_weak_referenceable())
      .def("__len__", [](const TableObject& self) { return self.table->n_rows(); })
      .def_prop_ro("columns",
                   [](const TableObject& self) {
                     std::vector<std::string> names;
                     for (const auto& column : self.table->columns()) names.push_back(column.name);
                     return names;
                   })
      .def("_column", column_parts, "name"_a)
      .def("__arrow_c_schema__", schema_capsule)
      .def("__arrow_c_stream__", stream_capsule, "requested_schema"_a.none() = nb::none());
}

// Which runs a reader asks for.
struct Selection {
  tracker::RunQuery query;
};

template <typename Value, typename Parse>
std::optional<Value> parsed(const char* what, const std::optional<std::string>& text, Parse parse) {
  if (!text) return std::nullopt;
  const auto value = parse(*text);
  if (!value) throw std::domain_error(std::string{"there is no "} + what + " `" + *text + "`");
  return value;
}

void make_selection(Selection* place, const std::vector<std::string>& ids,
                    const std::optional<std::string>& method, const std::optional<std::string>& dataset,
                    const std::optional<std::string>& status, const std::optional<std::string>& purpose,
                    bool excluded, const std::optional<std::string>& where) {
  tracker::RunQuery query;
  query.ids = ids;
  if (method) query.method = *method;
  if (dataset) query.dataset = *dataset;
  query.status = parsed<tracker::Status>("status", status, tracker::parse_status);
  query.purpose = parsed<tracker::Purpose>("purpose", purpose, tracker::parse_purpose);
  query.include_excluded = excluded;
  if (where) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    query.where.emplace(*where, std::chrono::duration<double>(now).count());
  }
  new (place) Selection{std::move(query)};
}

std::vector<tracker::Name> names_of(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

// An open study. Every question drains the journals first, so that it sees what was logged before it; a
// read-only study answers with what was drained before. Other threads of Python run meanwhile; those that ask
// the same study wait for their turn.
class Reader {
 public:
  Reader(const std::string& folder, bool writable)
      : writable_(writable),
        store_(std::make_shared<tracker::Store>(tracker::Store::open(
            folder, writable ? tracker::Access::read_write : tracker::Access::read_only))) {}

  // What `question(store)` returns. It must not touch Python.
  template <typename Question>
  auto ask(Question question) {
    const nb::gil_scoped_release others_run;
    const std::lock_guard turn{turn_};
    if (writable_) store_->drain();
    return question(*store_);
  }

  // The same with the whole study; `say` hears what is found out while it is read.
  template <typename Question>
  auto ask_study(const nb::callable& say, Question question) {
    return ask([&](tracker::Store& store) {
      return question(study::load_study(store_,
                                        [&say](std::string_view text) {
                                          const nb::gil_scoped_acquire python;
                                          say(std::string{text});
                                        }),
                      store);
    });
  }

  bool writable() const { return writable_; }

 private:
  const bool writable_;
  std::shared_ptr<tracker::Store> store_;
  std::mutex turn_;
};

tracker::RunQuery query_of(const Selection& selection, const tracker::RunParts& parts) {
  auto query = selection.query;
  query.parts = parts;
  return query;
}

using Part = bool tracker::RunParts::*;

// Only that part is read beside the fields of the runs.
tracker::RunParts only(Part part) {
  tracker::RunParts parts{false, false, false, false, false, false, false};
  if (part != nullptr) parts.*part = true;
  return parts;
}

template <Table (*make)(const std::vector<tracker::Run>&), Part part>
TableObject run_table(Reader& self, const Selection& selection) {
  return self.ask(
      [&](tracker::Store& store) { return TableObject{make(store.runs(query_of(selection, only(part))))}; });
}

template <Table (*make)(tracker::Store&, const std::vector<tracker::Run>&, const std::vector<tracker::Name>&),
          Part part>
TableObject long_table(Reader& self, const Selection& selection, const std::vector<std::string>& metrics) {
  return self.ask([&](tracker::Store& store) {
    return TableObject{make(store, store.runs(query_of(selection, only(part))), names_of(metrics))};
  });
}

std::string find_run(Reader& self, const std::string& id) {
  const auto run = self.ask([&](tracker::Store& store) { return store.find_run(id); });
  if (run) return run->id;
  throw tracker::NotFoundError("", "there is no run `" + id + "`",
                               "study.runs(excluded=True) lists every run");
}

std::string audit_json(Reader& self, const std::optional<std::string>& stage,
                       const std::optional<std::string>& profile, const std::vector<std::string>& select,
                       const std::vector<std::string>& ignore, const nb::callable& say) {
  audit::AuditOptions options;
  options.stage = parsed<audit::Stage>("stage", stage, audit::parse_stage);
  options.profile = parsed<audit::Profile>("profile", profile, audit::parse_profile);
  options.select = select;
  options.ignore = ignore;
  options.today = study::today();
  return self.ask_study(say, [&](const audit::Study& study, tracker::Store& store) {
    const audit::AuditReport report = audit::run_audit(study, options);
    if (self.writable()) study::record_audit_looks(store, report.claims);
    return report::audit_json(report, GAINSAY_VERSION);
  });
}

struct Question {
  std::string method;
  std::string against;
  std::optional<std::string> metric;
  std::vector<std::string> datasets;
  std::string test;
  std::optional<std::string> pairing;
};

std::string compare_json(Reader& self, const Question& asked, const nb::callable& say) {
  audit::ComparisonQuestion question;
  question.method = asked.method;
  question.against = asked.against;
  if (asked.metric) question.metric = *asked.metric;
  question.datasets = names_of(asked.datasets);
  question.test = asked.test;
  question.pairing = parsed<audit::Pairing>("pairing", asked.pairing, audit::parse_pairing);
  return self.ask_study(say, [&](const audit::Study& study, tracker::Store& store) {
    const auto comparisons = audit::compare_freely(study, question);
    if (self.writable()) study::record_looks(store, "compare", comparisons);
    return report::comparisons_json(comparisons);
  });
}

std::string pain_points_json(Reader& self, const std::string& method, const nb::callable& say) {
  return self.ask_study(say, [&](const audit::Study& study, tracker::Store& store) {
    const audit::PainPointSearch search = audit::find_pain_points(study, method);
    if (self.writable()) study::record_looks(store, "painpoints", search.looks);
    return report::pain_points_json(search);
  });
}

std::string value_card_json(Reader& self, const nb::callable& say) {
  return self.ask_study(say, [&](const audit::Study& study, tracker::Store&) {
    return report::value_cards_json({audit::value_card(study)});
  });
}

std::string printed(const audit::ResultTable& table, const std::string& format) {
  if (format == "latex") return report::table_latex(table);
  if (format == "markdown") return report::table_markdown(table);
  if (format == "csv") return report::table_csv(table);
  if (format == "json") return report::table_json(table);
  if (format == "text") return report::table_text(table, {});
  throw std::domain_error("there is no format `" + format + "`");
}

audit::ErrorKind error_kind(const std::string& name) {
  constexpr std::pair<const char*, audit::ErrorKind> kinds[] = {{"sd", audit::ErrorKind::sd},
                                                                {"sem", audit::ErrorKind::sem},
                                                                {"ci95", audit::ErrorKind::ci95},
                                                                {"range", audit::ErrorKind::range}};
  for (const auto& [known, kind] : kinds) {
    if (name == known) return kind;
  }
  throw std::domain_error("there is no kind of error `" + name + "`");
}

audit::ResultTable result_table(Reader& self, const std::string& kind,
                                const std::optional<std::string>& metric,
                                const std::optional<std::string>& method, const std::string& error,
                                const nb::callable& say) {
  audit::TableOptions options;
  if (metric) options.metric = *metric;
  if (method) options.method = *method;
  options.error_kind = error_kind(error);
  if (kind != "main" && kind != "ablation")
    throw std::domain_error("there is no table `" + kind + "`: main, ablation");
  return self.ask_study(say, [&](const audit::Study& study, tracker::Store&) {
    return kind == "main" ? audit::main_table(study, options) : audit::ablation_table(study, options);
  });
}

void bind_reader(nb::module_& module) {
  nb::class_<Selection>(module, "Selection")
      .def("__init__", make_selection, "ids"_a, "method"_a.none(), "dataset"_a.none(), "status"_a.none(),
           "purpose"_a.none(), "excluded"_a, "where"_a.none());
  nb::class_<audit::ResultTable>(module, "ResultTable").def("printed", printed, "format"_a);
  nb::class_<Question>(module, "Question")
      .def(
          "__init__",
          [](Question* place, std::string method, std::string against, std::optional<std::string> metric,
             std::vector<std::string> datasets, std::string test, std::optional<std::string> pairing) {
            new (place) Question{std::move(method),   std::move(against), std::move(metric),
                                 std::move(datasets), std::move(test),    std::move(pairing)};
          },
          "method"_a, "against"_a, "metric"_a.none(), "datasets"_a, "test"_a, "pairing"_a.none());
  nb::class_<Reader>(module, "Reader")
      .def(nb::init<const std::string&, bool>(), "folder"_a, "writable"_a)
      .def("find_run", find_run, "id"_a)
      .def("runs", run_table<runs_table, nullptr>, "selection"_a)
      .def("results", run_table<results_table, &tracker::RunParts::results>, "selection"_a)
      .def("params", run_table<params_table, &tracker::RunParts::params>, "selection"_a)
      .def("tags", run_table<tags_table, &tracker::RunParts::tags>, "selection"_a)
      .def("environment", run_table<environment_table, &tracker::RunParts::environment>, "selection"_a)
      .def("curve_summaries", run_table<curve_summaries_table, &tracker::RunParts::curves>, "selection"_a)
      .def("curves", long_table<curves_table, nullptr>, "selection"_a, "metrics"_a)
      .def("items", long_table<items_table, &tracker::RunParts::item_metrics>, "selection"_a, "metrics"_a)
      .def(
          "sql",
          [](Reader& self, const std::string& text) {
            return self.ask(
                [&](tracker::Store& store) { return TableObject{sql_table(store.select(text))}; });
          },
          "text"_a)
      .def("exclude",
           [](Reader& self, const std::string& run, const std::string& reason) {
             self.ask([&](tracker::Store& store) { store.exclude(run, reason); });
           })
      .def("restore",
           [](Reader& self, const std::string& run, const std::string& reason) {
             self.ask([&](tracker::Store& store) { store.restore(run, reason); });
           })
      .def("audit", audit_json, "stage"_a.none(), "profile"_a.none(), "select"_a, "ignore"_a, "say"_a)
      .def("compare", compare_json, "question"_a, "say"_a)
      .def("pain_points", pain_points_json, "method"_a, "say"_a)
      .def("value", value_card_json, "say"_a)
      .def("table", result_table, "kind"_a, "metric"_a.none(), "method"_a.none(), "error"_a, "say"_a);
}

}  // namespace
}  // namespace gainsay::python

NB_MODULE(_study, module) {
  using namespace gainsay::python;
  translate_errors();
  bind_table(module);
  bind_reader(module);
}
