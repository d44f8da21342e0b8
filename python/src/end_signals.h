#pragma once

#include "gainsay/tracker/recorder.h"

// The end of runs whose process is ended by a signal.
namespace gainsay::python {

// From now on SIGTERM and SIGHUP, where nobody else handles or ignores them, record the runs given to
// `end_with_process` as killed before the process dies of them. At once, whatever Python is doing: a handler
// of Python's own would wait for the interpreter, which may be deep in somebody's C code.
void watch_end_signals();

// run: stays where it is until it is given to `forget`. Up to 256 runs at once; a further one ends as lost.
void end_with_process(tracker::ActiveRun& run);
void forget(tracker::ActiveRun& run);

}  // namespace gainsay::python
