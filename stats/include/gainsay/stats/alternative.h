#pragma once

namespace gainsay::stats {

// What a test sets against its null hypothesis. `greater` asks whether the first sample (or the differences)
// tend to be larger than the second (or zero). It is chosen before the data are seen, never from them.
enum class Alternative { two_sided, greater, less };

}  // namespace gainsay::stats
