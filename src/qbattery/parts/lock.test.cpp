#include "qbattery/parts/lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <ctime>
#include <filesystem>

#include "qbattery/results/atomic_file.hpp"
#include "qbattery/results/temporary_folder.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

std::string complaint_of(const std::string& path) {
  try {
    const Lock lock(path, "map.nc");
    return {};
  } catch (const IoError& error) {
    return error.what();
  }
}

void set_age(const std::string& path, long seconds) {
  const timespec then{std::time(nullptr) - seconds, 0};
  const timespec times[2] = {then, then};
  ASSERT_EQ(::utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
}

TEST(lock_threads, names_who_holds_it_and_goes_with_its_object) {
  const TemporaryFolder folder;
  const std::string path = folder.file("lock");
  EXPECT_EQ(holder_of(path), "");
  {
    const Lock lock(path, "map.nc");
    EXPECT_TRUE(holder_of(path).starts_with(fmt::format("process {} on host ", ::getpid())));
    EXPECT_EQ(complaint_of(path),
              fmt::format("map.nc is being computed by {}; wait for it to end, or name another",
                          holder_of(path)));
  }
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_EQ(complaint_of(path), "");
}

// A process that was suspended, or whose machine slept, still has what it holds.
TEST(lock, of_a_process_that_lives_here_needs_no_heartbeat) {
  const TemporaryFolder folder;
  const std::string path = folder.file("lock");
  const Lock lock(path, "map.nc");
  set_age(path, 3600);
  EXPECT_NE(holder_of(path), "");
}

TEST(lock, of_a_killed_process_blocks_nobody) {
  const TemporaryFolder folder;
  const std::string path = folder.file("lock");
  const pid_t child = ::fork();
  if (child == 0) {
    const Lock lock(path, "map.nc");
    ::raise(SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(std::filesystem::exists(path));
  EXPECT_EQ(holder_of(path), "");
  EXPECT_EQ(complaint_of(path), "");
}

TEST(lock, of_another_machine_blocks_while_its_heart_beats) {
  const TemporaryFolder folder;
  const std::string path = folder.file("lock");
  replace_file(path, "another-machine 77\n");
  EXPECT_EQ(holder_of(path), "process 77 on host another-machine");
  EXPECT_NE(complaint_of(path).find("process 77 on host another-machine"), std::string::npos);
  set_age(path, 3600);
  EXPECT_EQ(holder_of(path), "");
  EXPECT_EQ(complaint_of(path), "");
}

TEST(lock, that_cannot_be_written_says_so) {
  EXPECT_EQ(complaint_of("/nowhere/lock"),
            "/nowhere/lock: cannot write it (No such file or directory)");
}

}  // namespace
}  // namespace qbattery
