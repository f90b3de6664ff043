#include "qbattery/papers/claims_file.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <cmath>

#include "qbattery/expr/expression.hpp"
#include "qbattery/papers/paper.hpp"
#include "qbattery/scenario/scenario.hpp"
#include "qbattery/support/error.hpp"
#include "qbattery/support/text.hpp"
#include "qbattery/sweep/run.hpp"

namespace qbattery {

namespace {

/// One [[claim.measure]].
struct Measure {
  Measurement result;
  std::string scenario;
  std::vector<Edit> edits;
  std::string variable;
  bool fits_exponent = false;
  double within = 0.0;
};

class File {
 public:
  explicit File(const std::string& paper)
      : paper_(paper), path_(paper_file(paper, "claims.toml")) {}

  std::vector<Claim> measure(int threads) const {
    std::vector<Claim> claims;
    for_each(parse(), "claim", [&](const toml::table& table) {
      Claim claim{.number = static_cast<int>(claims.size()) + 1, .words = word(table, "words")};
      bool holds = true;
      for_each(table, "measure", [&](const toml::table& item) {
        Measure measure = read(item);
        measure.result.value = value(measure, threads);
        holds = holds && std::abs(measure.result.value - measure.result.expected) <= measure.within;
        claim.measured.push_back(std::move(measure.result));
      });
      claim.parts = {{"", judge(holds)}};
      claims.push_back(std::move(claim));
    });
    return claims;
  }

 private:
  toml::table parse() const {
    try {
      return toml::parse_file(path_);
    } catch (const toml::parse_error& error) {
      throw IoError(
          fmt::format("{}:{}: {}", path_, error.source().begin.line, error.description()));
    }
  }

  [[noreturn]] void fail(const toml::node& node, const std::string& what) const {
    throw IoError(fmt::format("{}:{}: {}", path_, node.source().begin.line, what));
  }

  template <class Use>
  void for_each(const toml::table& table, const char* key, Use use) const {
    const toml::array* list = table[key].as_array();
    if (list == nullptr) fail(table, fmt::format("no [[{}]] here", key));
    for (const toml::node& node : *list) {
      if (!node.is_table()) fail(node, fmt::format("{} must be a table", key));
      use(*node.as_table());
    }
  }

  std::string word(const toml::table& table, const char* key) const {
    const auto text = table[key].value<std::string>();
    if (!text) fail(table, fmt::format("{} is missing", key));
    return *text;
  }

  /// A number, or an expression of numbers.
  double number(const toml::table& table, const char* key) const {
    if (const auto value = table[key].value<double>()) return *value;
    try {
      return expr::evaluate_constant(expr::parse(word(table, key)));
    } catch (const expr::ParseError& error) {
      fail(table, fmt::format("{}: {}", key, error.what()));
    }
  }

  Measure read(const toml::table& table) const {
    Measure measure{.result = {.name = word(table, "name"),
                               .label = word(table, "label"),
                               .expected = number(table, "expected")},
                    .scenario = word(table, "scenario"),
                    .edits = {},
                    .variable = word(table, "variable"),
                    .within = number(table, "within")};
    if (const auto fit = table["fit"].value<std::string>()) {
      if (*fit != "exponent") fail(table, "fit must be \"exponent\"");
      measure.fits_exponent = true;
    }
    if (const toml::table* set = table["set"].as_table()) {
      for (const auto& [key, value] : *set) {
        const auto text = value.value<std::string>();
        const auto number = value.value<double>();
        if (!text && !number) fail(value, "set takes numbers and words");
        measure.edits.push_back({std::string(key.str()), text ? *text : shortest_digits(*number)});
      }
    }
    return measure;
  }

  double value(const Measure& measure, int threads) const {
    const Scenario scenario =
        load_scenario(paper_file(paper_, measure.scenario + ".toml"), measure.edits);
    const Dataset found = run(scenario, {.threads = threads});
    const std::vector<double>& values = found.variable(measure.variable).values;
    if (!measure.fits_exponent) return values.back();
    return exponent(found.numbers(scenario.sweep.at(0).name), values);
  }

  /// Least squares in the logarithms.
  static double exponent(const std::vector<double>& x, const std::vector<double>& y) {
    double sx = 0.0, sy = 0.0, sxx = 0.0, sxy = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double u = std::log(x[i]);
      const double v = std::log(std::abs(y[i]));
      sx += u;
      sy += v;
      sxx += u * u;
      sxy += u * v;
    }
    const auto n = static_cast<double>(x.size());
    return (n * sxy - sx * sy) / (n * sxx - sx * sx);
  }

  std::string paper_;
  std::string path_;
};

}  // namespace

std::vector<Claim> measure_claims(const std::string& paper, int threads) {
  return File(paper).measure(threads);
}

}  // namespace qbattery
