#pragma once

#include <atomic>
#include <thread>

namespace gainsay::tracker {

// A lock for sections of a few nanoseconds. Fair to nobody, but a quarter of the price of a mutex; yields
// when it waits longer than the usual append takes (the holder may be allocating a segment).
class SpinLock {
 public:
  void lock() noexcept {
    for (int spins = 0; flag_.test_and_set(std::memory_order_acquire); ++spins) {
      if (spins > 100) std::this_thread::yield();
    }
  }
  // For signal handlers, whose own thread may be the holder: gives up after some microseconds.
  bool lock_briefly() noexcept {
    for (int spins = 0; spins < 10'000; ++spins) {
      if (!flag_.test_and_set(std::memory_order_acquire)) return true;
    }
    return false;
  }
  void unlock() noexcept { flag_.clear(std::memory_order_release); }

 private:
  std::atomic_flag flag_{};
};

}  // namespace gainsay::tracker
