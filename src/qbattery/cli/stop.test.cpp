#include "qbattery/cli/stop.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>

#include "qbattery/support/error.hpp"
#include "qbattery/support/stopping.hpp"

// Signals and their flag are the whole program's: each test is a child of its own.
namespace qbattery::cli {
namespace {

[[noreturn]] void end(bool right) { std::_Exit(right ? 0 : 1); }

std::string interrupted_by(int signal, const std::function<void()>& then) {
  try {
    interruptible(
        [&](const std::atomic<bool>* stop) {
          if (stop->load()) end(false);
          std::raise(signal);
          if (!stop->load()) end(false);
          then();
        },
        "interrupted: half done");
  } catch (const Interrupted& error) {
    return error.what();
  } catch (const Error& error) {
    return std::string("another error: ") + error.what();
  }
  return "";
}

void signals_become_interruptions() {
  std::signal(SIGINT, SIG_DFL);
  // A child of the program may get Ctrl-C too and fail in its own way.
  const auto fail = [] { throw IoError("gnuplot failed"); };
  end(interrupted_by(SIGINT, fail) == "interrupted: half done");
}

void computations_hear_of_signals() {
  std::signal(SIGINT, SIG_DFL);
  end(interrupted_by(SIGINT, throw_if_stopped) == "interrupted: half done");
}

void work_that_ends_well_is_done() {
  std::signal(SIGTERM, SIG_DFL);
  end(interrupted_by(SIGTERM, [] {}).empty());
}

void other_errors_stay() {
  try {
    interruptible([](const std::atomic<bool>*) { throw IoError("no disk"); }, "interrupted");
  } catch (const Interrupted&) {
    end(false);
  } catch (const IoError&) {
    end(true);
  }
  end(false);
}

void an_ignored_signal_stays_ignored() {
  std::signal(SIGINT, SIG_IGN);
  const std::atomic<bool>* stop = stop_on_signals();
  std::raise(SIGINT);
  end(!stop->load());
}

void a_second_signal_ends_the_program() {
  std::signal(SIGTERM, SIG_DFL);
  stop_on_signals();
  std::raise(SIGTERM);
  std::raise(SIGTERM);
  end(false);
}

TEST(stop_DeathTest, turns_errors_after_a_signal_into_interruptions) {
  EXPECT_EXIT(signals_become_interruptions(), testing::ExitedWithCode(0), "");
}

TEST(stop_DeathTest, reaches_computations_far_below) {
  EXPECT_EXIT(computations_hear_of_signals(), testing::ExitedWithCode(0), "");
}

TEST(stop_DeathTest, leaves_work_alone_that_ends_well) {
  EXPECT_EXIT(work_that_ends_well_is_done(), testing::ExitedWithCode(0), "");
}

TEST(stop_DeathTest, leaves_other_errors_alone) {
  EXPECT_EXIT(other_errors_stay(), testing::ExitedWithCode(0), "");
}

TEST(stop_DeathTest, leaves_an_ignored_signal_ignored) {
  EXPECT_EXIT(an_ignored_signal_stays_ignored(), testing::ExitedWithCode(0), "");
}

TEST(stop_DeathTest, lets_a_second_signal_end_the_program) {
  EXPECT_EXIT(a_second_signal_ends_the_program(), testing::KilledBySignal(SIGTERM), "");
}

}  // namespace
}  // namespace qbattery::cli
