#include "silence.h"

#include <chrono>

#include "gainsay/tracker/store.h"

namespace gainsay::importers {

bool is_silent_for_long(double last_time) {
  using std::chrono::duration;
  const double now = duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
  return now - last_time > duration<double>(tracker::silence_limit).count();
}

}  // namespace gainsay::importers
