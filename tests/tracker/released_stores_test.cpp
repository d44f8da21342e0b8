#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "gainsay/tracker/store.h"

#include "scratch_study.h"

using namespace gainsay::tracker;

// fixtures/databases/schema_v<N>.db: three recorded runs, one of them excluded, as the first program of that
// version left them. Never remade: an old store must open for ever.
TEST_CASE("a store of every released version opens with its runs and curves and logs") {
  for (const auto* version : {"2"}) {
    CAPTURE(version);
    const ScratchStudy study;
    std::filesystem::copy_file(
        std::string{GAINSAY_SOURCE_DIR} + "/fixtures/databases/schema_v" + version + ".db",
        study.directory().store());
    auto store = study.store();
    const auto runs = store.runs({.include_excluded = true});
    REQUIRE(runs.size() == 3);
    CHECK(find_result(runs[1], "accuracy") == 0.91);
    CHECK(std::signbit(find_result(runs[1], "gap").value()));
    CHECK(runs[2].excluded->reason == "wrong data");
    const auto curve = store.curve(runs[1].id, "loss");
    REQUIRE(curve.value.size() == 100);
    CHECK(std::isnan(curve.value[50]));
    CHECK(curve.value[99] == 0.01);
    CHECK(store.items(runs[0].id, "accuracy").cluster == std::vector<std::string>{"g"});
    CHECK(store.looks().size() == 1);
    CHECK(store.registered_claims().at(0).text == "[study]\n");
    CHECK(store.check().sound());
  }
}
