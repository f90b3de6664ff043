// Files that cannot be read or written: exit code 4, words that say why, nothing half done.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "tests/program/program.hpp"

namespace qbattery {
namespace {

namespace fs = std::filesystem;
using namespace testing_program;
using Names = std::vector<std::string>;

void expect_failed(const Folder& folder, const Names& arguments, const std::string& message,
                   User user = User::same) {
  const Names before = folder.names();
  const Ended ended = run_program(folder.path(), arguments, user);
  EXPECT_EQ(ended.code, 4) << message;
  EXPECT_EQ(ended.err, "qbattery: " + message + "\n");
  EXPECT_EQ(folder.names(), before);
}

/// The paper's files where every user may read them, wherever this checkout lies.
class ReadablePapers {
 public:
  ReadablePapers() {
    fs::copy(fs::path(QBATTERY_SOURCE_DIR) / "papers", data_.path() / "papers",
             fs::copy_options::recursive);
    ::setenv("QBATTERY_DATA", data_.path().c_str(), 1);
  }
  ~ReadablePapers() { ::unsetenv("QBATTERY_DATA"); }
  ReadablePapers(const ReadablePapers&) = delete;
  ReadablePapers& operator=(const ReadablePapers&) = delete;

 private:
  Folder data_;
};

TEST(files, that_are_missing_or_folders_cannot_be_read) {
  const Folder folder;
  fs::create_directory(folder.path() / "folder.toml");
  expect_failed(folder, {"run", "folder.toml"}, "folder.toml is a folder; a scenario is a file");
  expect_failed(folder, {"run", "missing.toml"}, "there is no file missing.toml");
  expect_failed(folder, {"check", "missing.toml"}, "there is no file missing.toml");
  expect_failed(folder, {"plot", "missing.nc"}, "missing.nc: there is no such file");
}

TEST(files, need_a_folder_that_exists) {
  const Folder folder;
  folder.write("s.toml", scenario);
  fs::create_directory(folder.path() / "out.nc");
  for (const char* ending : {"nc", "csv", "json"}) {
    const std::string target = std::string("no/x.") + ending;
    expect_failed(folder, {"run", "s.toml", "-o", target},
                  target + ": the folder no does not exist; create it first");
  }
  expect_failed(folder, {"run", "s.toml", "-o", "out.nc"}, "out.nc is a folder; name a file in it");
  EXPECT_TRUE(fs::is_empty(folder.path() / "out.nc"));
}

TEST(files, in_the_way_of_a_folder_stay) {
  const Folder folder;
  folder.write("way", "mine");
  expect_failed(folder, {"reproduce", "song2026", "--data-only", "-o", "way"},
                "way is a file; name a folder, or remove it");
  EXPECT_EQ(folder.read("way"), "mine");
}

TEST(files, that_a_user_may_not_touch_stay_as_they_are) {
  const ReadablePapers papers;
  const Folder folder;
  folder.write("s.toml", scenario);
  folder.write("secret.toml", scenario);
  fs::permissions(folder.path() / "secret.toml", fs::perms::none);
  fs::create_directory(folder.path() / "locked");
  fs::permissions(folder.path() / "locked", fs::perms::owner_read | fs::perms::owner_exec |
                                                fs::perms::others_read | fs::perms::others_exec);
  const auto failed = [&folder](const Names& arguments) {
    const Ended ended = run_program(folder.path(), arguments, User::ordinary);
    EXPECT_EQ(ended.code, 4) << ended.err;
    return ended.err;
  };
  EXPECT_EQ(failed({"run", "secret.toml"}),
            "qbattery: cannot read secret.toml: Permission denied\n");
  for (const char* target : {"locked/x.nc", "locked/x.csv", "locked/x.json"}) {
    const std::string message = failed({"run", "s.toml", "-o", target});
    EXPECT_NE(message.find("locked"), std::string::npos) << message;
    EXPECT_NE(message.find("ermission"), std::string::npos) << message;
  }
  const std::string message = failed({"reproduce", "song2026", "-o", "locked/paper"});
  EXPECT_NE(message.find("ermission"), std::string::npos) << message;
  EXPECT_TRUE(fs::is_empty(folder.path() / "locked"));
}

TEST(files, under_protection_are_not_replaced) {
  const Folder folder;
  folder.write("s.toml", scenario);
  for (const std::string name : {"x.nc", "x.csv", "x.json"}) {
    folder.write(name, "mine");
    fs::permissions(folder.path() / name, fs::perms::owner_read | fs::perms::others_read);
    expect_failed(folder, {"run", "s.toml", "-o", name},
                  name + " is write-protected; name another file or unprotect it", User::ordinary);
    EXPECT_EQ(folder.read(name), "mine");
  }
}

TEST(files, of_figures_need_a_place_too) {
  const Folder folder;
  folder.write("s.toml", scenario);
  ASSERT_EQ(run_program(folder.path(), {"run", "s.toml", "-o", "s.nc"}).code, 0);
  fs::create_directory(folder.path() / "s.png");
  fs::create_directory(folder.path() / "results.nc");
  fs::create_directory(folder.path() / "locked");
  fs::permissions(folder.path() / "locked", fs::perms::owner_read | fs::perms::owner_exec |
                                                fs::perms::others_read | fs::perms::others_exec);
  expect_failed(folder, {"plot", "s.nc"}, "s.png is a folder; name a file in it");
  expect_failed(folder, {"plot", "s.nc", "-o", "no/x.pdf"},
                "no/x.pdf: the folder no does not exist; create it first");
  expect_failed(folder, {"plot", "s.nc", "-o", "s.toml/x.pdf"},
                "s.toml/x.pdf: s.toml is not a folder");
  expect_failed(folder, {"plot", "results.nc", "-o", "x.png"},
                "results.nc is a folder, not a file");
  expect_failed(folder, {"plot", "s.nc", "-o", "locked/x.png"},
                "locked/x.png: cannot write in the folder locked (Permission denied); name one "
                "that you may write to",
                User::ordinary);
  EXPECT_TRUE(fs::is_empty(folder.path() / "locked"));
}

TEST(files, of_a_paper_need_a_folder_that_takes_them) {
  const ReadablePapers papers;
  const Folder folder;
  fs::create_directories(folder.path() / "paper/fig2a.nc");
  const Ended blocked = run_program(
      folder.path(), {"reproduce", "song2026", "--figure", "2", "--data-only", "-o", "paper"});
  EXPECT_EQ(blocked.code, 4);
  EXPECT_EQ(blocked.err, "qbattery: paper/fig2a.nc is a folder; name a file in it\n");
  fs::create_directory(folder.path() / "locked");
  fs::permissions(folder.path() / "locked", fs::perms::owner_read | fs::perms::owner_exec |
                                                fs::perms::others_read | fs::perms::others_exec);
  const Ended locked = run_program(
      folder.path(), {"reproduce", "song2026", "--figure", "2", "-o", "locked"}, User::ordinary);
  EXPECT_EQ(locked.code, 4);
  EXPECT_EQ(locked.err,
            "qbattery: locked/fig2a.nc: cannot write in the folder locked (Permission denied); "
            "name one that you may write to\n");
  EXPECT_TRUE(fs::is_empty(folder.path() / "locked"));
}

TEST(files, that_a_link_points_to_are_replaced_and_the_link_stays) {
  const Folder folder;
  folder.write("s.toml", scenario);
  folder.write("real.csv", "older");
  fs::create_symlink("real.csv", folder.path() / "link.csv");
  fs::create_symlink("s.toml", folder.path() / "link.toml");
  EXPECT_EQ(run_program(folder.path(), {"run", "link.toml", "-o", "link.csv"}).code, 0);
  EXPECT_TRUE(fs::is_symlink(folder.path() / "link.csv"));
  EXPECT_EQ(folder.read("real.csv").rfind("time,E_A,", 0), 0U);
}

TEST(files, of_an_older_result_stay_until_the_new_one_is_whole) {
  const Folder folder;
  folder.write("s.toml", scenario);
  folder.write("s.csv", "older");
  folder.write("wrong.toml", with("3.0", "nan"));
  EXPECT_EQ(run_program(folder.path(), {"run", "wrong.toml", "-o", "s.csv"}).code, 2);
  EXPECT_EQ(folder.read("s.csv"), "older");
  EXPECT_EQ(run_program(folder.path(), {"run", "s.toml", "-o", "s.csv"}).code, 0);
  EXPECT_EQ(folder.read("s.csv").rfind("time,E_A,", 0), 0U);
  EXPECT_EQ(folder.names(), (Names{"s.csv", "s.toml", "wrong.toml"}));
}

}  // namespace
}  // namespace qbattery
