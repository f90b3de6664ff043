#include "qbattery/results/atomic_file.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <functional>

#include "qbattery/results/temporary_folder.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {
namespace {

namespace fs = std::filesystem;

std::string complaint(const std::function<void()>& action) {
  try {
    action();
  } catch (const IoError& error) {
    return error.what();
  }
  return "no complaint";
}

/// Names of all files in a folder, hidden ones too.
std::vector<std::string> names_in(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder))
    names.push_back(entry.path().filename().string());
  return names;
}

/// Runs a check in a child that is no superuser, who may write everywhere.
bool holds_for_an_ordinary_user(const std::function<bool()>& check) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(2);
    ::_exit(check() ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST(atomic_file, leaves_the_old_file_until_it_is_committed) {
  const TemporaryFolder folder;
  const std::string path = folder.file("out.txt");
  replace_file(path, "old");
  {
    AtomicFile file(path);
    file.write("new");
    EXPECT_EQ(read_file(path), "old");
    EXPECT_EQ(names_in(folder.path()).size(), 2u);
  }
  EXPECT_EQ(read_file(path), "old");
  EXPECT_EQ(names_in(folder.path()).size(), 1u);
  replace_file(path, "new");
  EXPECT_EQ(read_file(path), "new");
  EXPECT_EQ(names_in(folder.path()).size(), 1u);
}

TEST(atomic_file, holds_any_bytes_and_none) {
  const TemporaryFolder folder;
  const std::string bytes("\0\r\n\xff", 4);
  replace_file(folder.file("some"), bytes);
  EXPECT_EQ(read_file(folder.file("some")), bytes);
  replace_file(folder.file("none"), "");
  EXPECT_EQ(read_file(folder.file("none")), "");
}

TEST(atomic_file, replaces_what_a_link_points_to_and_not_the_link) {
  const TemporaryFolder folder;
  replace_file(folder.file("real"), "old");
  fs::create_symlink("real", folder.file("link"));
  replace_file(folder.file("link"), "new");
  EXPECT_TRUE(fs::is_symlink(folder.file("link")));
  EXPECT_EQ(read_file(folder.file("real")), "new");
}

TEST(atomic_file, names_what_is_in_the_way) {
  const TemporaryFolder folder;
  const std::string missing = folder.file("no/such/out.nc");
  EXPECT_EQ(
      complaint([&] { replace_file(missing, ""); }),
      missing + ": the folder " + folder.file("no/such") + " does not exist; create it first");
  fs::create_directory(folder.file("taken.nc"));
  EXPECT_EQ(complaint([&] { replace_file(folder.file("taken.nc"), ""); }),
            folder.file("taken.nc") + " is a folder; name a file in it");
  EXPECT_EQ(complaint([&] { require_writable(folder.file("new/")); }),
            folder.file("new/") + " is a folder; name a file in it");
  replace_file(folder.file("plain"), "");
  EXPECT_EQ(complaint([&] { require_writable(folder.file("plain/out.nc")); }),
            folder.file("plain/out.nc") + ": " + folder.file("plain") + " is not a folder");
  EXPECT_EQ(complaint([&] { require_writable("/dev/null"); }),
            "/dev/null is not an ordinary file; name another");
}

TEST(atomic_file, asks_leave_of_the_folder_and_of_the_file) {
  const TemporaryFolder folder;
  fs::permissions(folder.path(), fs::perms::all);
  fs::create_directory(folder.file("closed"));
  fs::permissions(folder.file("closed"), fs::perms(0555));
  replace_file(folder.file("fixed"), "old");
  fs::permissions(folder.file("fixed"), fs::perms(0444));
  EXPECT_TRUE(holds_for_an_ordinary_user([&] {
    const std::string path = folder.file("closed/out.nc");
    return complaint([&] { replace_file(path, ""); }) ==
           path + ": cannot write in the folder " + folder.file("closed") +
               " (Permission denied); name one that you may write to";
  }));
  EXPECT_TRUE(holds_for_an_ordinary_user([&] {
    return complaint([&] { replace_file(folder.file("fixed"), ""); }) ==
           folder.file("fixed") + " is write-protected; name another file or unprotect it";
  }));
  EXPECT_EQ(read_file(folder.file("fixed")), "old");
}

TEST(atomic_file, leaves_nothing_where_the_disk_is_full) {
  const TemporaryFolder folder;
  fs::permissions(folder.path(), fs::perms::all);
  replace_file(folder.file("out"), "old");
  fs::permissions(folder.file("out"), fs::perms(0666));
  EXPECT_TRUE(holds_for_an_ordinary_user([&] {
    // A limit on the size of files stands in for a full disk.
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1000, 1000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const std::string message =
        complaint([&] { replace_file(folder.file("out"), std::string(5000, 'x')); });
    return message == folder.file("out") + ": cannot write it (File too large)";
  }));
  EXPECT_EQ(read_file(folder.file("out")), "old");
  EXPECT_EQ(names_in(folder.path()).size(), 1u);
}

TEST(read_file, says_what_is_missing) {
  const TemporaryFolder folder;
  EXPECT_EQ(complaint([&] { read_file(folder.file("out.nc")); }),
            folder.file("out.nc") + ": there is no such file");
  EXPECT_EQ(complaint([&] { read_file(folder.path()); }),
            folder.path() + " is a folder, not a file");
}

}  // namespace
}  // namespace qbattery
