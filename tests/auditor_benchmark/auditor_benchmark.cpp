#include <cstdio>
#include <map>
#include <chrono>
#include <fmt/format.h>
#include "auditor_benchmark/pitfall.h"
#include "gainsay/audit/audit.h"
using namespace auditor_benchmark;
using gainsay::audit::FindingKind;
int main(int argc, char** argv) {
  int n = argc > 1 ? atoi(argv[1]) : 20;
  std::string only = argc > 2 ? argv[2] : "";
  for (auto& p : pitfalls()) {
    if (!only.empty() && p.rule != only) continue;
    auto t0 = std::chrono::steady_clock::now();
    fmt::print("{} ", p.rule);
    std::string ex[5];
    for (int dose = -1; dose <= 3; ++dose) {
      int fired = 0, right = 0, open = 0;
      for (int i = 0; i < n; ++i) {
        gainsay::stats::RandomStream random(std::hash<std::string_view>{}(p.rule), i);
        auto design = draw_design(random);
        if (p.fit) p.fit(design);
        auto s = simulate(design, random);
        Subject subject;
        if (dose == 3) p.disguise(s, random);
        else if (dose >= 0) subject = p.inject(s, random, dose);
        auto study = study_of(s);
        gainsay::audit::AuditOptions o; o.select = {std::string(p.rule)};
        auto report = gainsay::audit::run_audit(study, o);
        bool f = false, r = false, op = false;
        for (auto& x : report.findings) {
          bool flag = x.kind == FindingKind::fail || x.kind == FindingKind::review;
          bool isopen = x.kind == FindingKind::open;
          op |= isopen;
          f |= flag;
          if (flag || isopen) {
            bool rr = (subject.claim.empty() || subject.claim == x.claim) && (subject.method.empty() || subject.method == x.method) && (subject.against.empty() || subject.against == x.against) && (subject.dataset.empty() || subject.dataset == x.dataset);
            r |= rr;
            if (ex[dose+1].empty()) ex[dose+1] = fmt::format("{} claim {} method {} against {} dataset {}: {}", to_string(x.kind), x.claim, x.method.str(), x.against.str(), x.dataset.str(), x.message);
          } else if (ex[dose+1].empty()) ex[dose+1] = x.message;
        }
        fired += f; right += r; open += op;
      }
      if (dose < 0 || dose == 3) fmt::print("| {} ({} open) ", fired, open);
      else fmt::print("| {} right {} ({} open) ", fired, right, open);
    }
    std::chrono::duration<double> d = std::chrono::steady_clock::now() - t0;
    fmt::print("  {:.1f} s\n", d.count());
    if (!only.empty()) for (auto& e : ex) fmt::print("   {}\n", e);
    fflush(stdout);
  }
}
