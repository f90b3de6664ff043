#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace qbattery::cli {

/// What is wrong with a word, empty where all is well.
using Check = std::function<std::string(const std::string&)>;

/// A command of the program and the arguments that it takes: each has its name as it is given
/// ("FILE", "-o,--output"), the place that its value goes to, and its line in the help. The one
/// place beside cli.cpp and usage.cpp that sees CLI11, which costs every source that includes it
/// seconds to compile.
class Arguments {
 public:
  Arguments(CLI::App& program, const std::string& command, const std::string& help);

  Arguments& required(const std::string& name, std::string& value, const std::string& help);
  Arguments& option(const std::string& name, std::string& value, const std::string& help,
                    const Check& check = {});
  /// A whole number from 1.
  Arguments& count(const std::string& name, std::optional<int>& value, const std::string& help);
  /// May be given several times, with one value each.
  Arguments& repeated(const std::string& name, std::vector<std::string>& values,
                      const std::string& help);
  /// Numbers with commas between them.
  Arguments& numbers(const std::string& name, std::vector<double>& values, const std::string& help);
  Arguments& flag(const std::string& name, bool& value, const std::string& help);

 private:
  CLI::App& command_;
};

}  // namespace qbattery::cli
