// Files that cannot be read or written: exit code 4, words that say why, nothing half done.

#include <gtest/gtest.h>

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
