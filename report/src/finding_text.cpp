#include "finding_text.h"

namespace gainsay::report {

std::string message_with_remedy(const audit::Finding& finding) {
  if (finding.remedy.text.empty()) return finding.message;
  return finding.message + "\nWhat to do: " + finding.remedy.text;
}

std::string subject_of(const audit::Finding& finding, std::string_view separator) {
  std::string subject = finding.claim;
  for (const auto& part : {finding.method.str(), finding.against.str(), finding.dataset.str()}) {
    if (part.empty()) continue;
    if (!subject.empty()) subject += separator;
    subject += part;
  }
  return subject;
}

}  // namespace gainsay::report
