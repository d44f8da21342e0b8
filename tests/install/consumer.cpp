// A user's program: records a run in the folder that it is given, and reads it back.
#include <cstdio>

#include "gainsay/tracker/recorder.h"
#include "gainsay/tracker/store.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  gainsay::tracker::Recorder recorder{argv[1]};
  auto run = recorder.start({.method = "bn", .dataset = "digits", .seed = 3});
  auto loss = run.curve("loss");
  for (int step = 0; step < 10; ++step) loss.log(step, 1.0 / (step + 1));
  run.param("lr", 0.1);
  run.result("accuracy", 0.974);
  run.finish();

  auto store = gainsay::tracker::Store::open(argv[1]);
  const auto recorded = store.find_run(run.id());
  if (!recorded) return 1;
  std::printf("accuracy %g\n", gainsay::tracker::find_result(*recorded, "accuracy").value_or(-1.0));
  return store.curve(run.id(), "loss").step.size() == 10 ? 0 : 1;
}
