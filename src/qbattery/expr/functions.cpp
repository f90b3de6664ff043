// The functions and operators that every expression knows.

#include <cmath>
#include <map>

#include "qbattery/expr/expression.hpp"

namespace qbattery::expr {

namespace {

double bose(double omega, double temperature) {
  return temperature == 0.0 ? 0.0 : 1.0 / std::expm1(omega / temperature);
}

double fermi(double omega, double temperature, double mu) {
  if (temperature == 0.0) return mu < omega ? 0.0 : (mu > omega ? 1.0 : 0.5);
  return 1.0 / (std::exp((omega - mu) / temperature) + 1.0);
}

// `value`, or NaN where the other number is.
double or_nan(double value, double other) { return std::isnan(other) ? other : value; }

const std::map<std::string, Function, std::less<>>& functions() {
  static const std::map<std::string, Function, std::less<>> table = {
      {"abs", {1, [](const double* x) { return std::abs(x[0]); }}},
      {"sqrt", {1, [](const double* x) { return std::sqrt(x[0]); }}},
      {"exp", {1, [](const double* x) { return std::exp(x[0]); }}},
      {"log", {1, [](const double* x) { return std::log(x[0]); }}},
      {"sin", {1, [](const double* x) { return std::sin(x[0]); }}},
      {"cos", {1, [](const double* x) { return std::cos(x[0]); }}},
      {"sinh", {1, [](const double* x) { return std::sinh(x[0]); }}},
      {"cosh", {1, [](const double* x) { return std::cosh(x[0]); }}},
      {"tanh", {1, [](const double* x) { return std::tanh(x[0]); }}},
      {"sech", {1, [](const double* x) { return 1.0 / std::cosh(x[0]); }}},
      {"min", {2, [](const double* x) { return x[0] < x[1] ? x[0] : or_nan(x[1], x[0]); }}},
      {"max", {2, [](const double* x) { return x[0] > x[1] ? x[0] : or_nan(x[1], x[0]); }}},
      {"bose", {2, [](const double* x) { return bose(x[0], x[1]); }}},
      {"fermi", {3, [](const double* x) { return fermi(x[0], x[1], x[2]); }}},
  };
  return table;
}

}  // namespace

const Function* find_function(std::string_view name) {
  const auto found = functions().find(name);
  return found == functions().end() ? nullptr : &found->second;
}

const std::vector<std::string>& function_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> list;
    for (const auto& [name, function] : functions()) list.push_back(name);
    return list;
  }();
  return names;
}

double (*binary_operator(std::string_view text))(double left, double right) {
  if (text == "+") return [](double a, double b) { return a + b; };
  if (text == "-") return [](double a, double b) { return a - b; };
  if (text == "*") return [](double a, double b) { return a * b; };
  if (text == "/") return [](double a, double b) { return a / b; };
  if (text == "^") return [](double a, double b) { return std::pow(a, b); };
  if (text == "<") return [](double a, double b) { return a < b ? 1.0 : 0.0; };
  if (text == "<=") return [](double a, double b) { return a <= b ? 1.0 : 0.0; };
  if (text == ">") return [](double a, double b) { return a > b ? 1.0 : 0.0; };
  return [](double a, double b) { return a >= b ? 1.0 : 0.0; };
}

}  // namespace qbattery::expr
