#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/audit/study.h"
#include "gainsay/tracker/store.h"

// A study on disk, put together for whoever shows it: the command line, the server, Python.
namespace gainsay::study {

// Everything that the store holds, excluded runs too. The records keep the store, and fetch curves and item
// scores from it when they are asked for. say: called with a sentence for each registration of claims that
// cannot be read any more; such a one proves nothing and is left out. Throws tracker::StoreError where the
// store cannot be read.
audit::Records read_records(const std::shared_ptr<tracker::Store>& store,
                            const std::function<void(std::string_view)>& say);

// The study file and the records, as the audit judges them. store: of the study's folder. Throws
// tracker::FormatError where the study file or a claim in it is wrong, and as read_records() does.
audit::Study load_study(const std::shared_ptr<tracker::Store>& store,
                        const std::function<void(std::string_view)>& say);

// A comparison that was shown to somebody is a look, and is recorded as one. command: that which showed it.
void record_looks(tracker::Store& store, std::string_view command,
                  const std::vector<audit::Comparison>& comparisons);

// The same for an audit, whatever the format it was shown in: its comparisons that have a p. One that was
// shown before with the same runs, p and verdict is no new look and is not logged again, so that an audit
// that is repeated changes nothing.
void record_audit_looks(tracker::Store& store, const std::vector<audit::ClaimEvaluation>& claims);

// Today's date in UTC, for suppressions that expire: 2026-11-24.
std::string today();

}  // namespace gainsay::study
