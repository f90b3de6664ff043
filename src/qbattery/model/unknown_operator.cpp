#include "qbattery/model/unknown_operator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "qbattery/model/local_operators.hpp"
#include "qbattery/model/operator_text.hpp"
#include "qbattery/support/text.hpp"

namespace qbattery {

namespace {

/// In small letters and without underscores: as sigma_x, sigmaX and SIGMAX are one.
std::string plain(const std::string& name) {
  std::string text;
  for (const char c : name)
    if (c != '_') text += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

/// How an operator is called here that others call by this name; empty where nobody does.
std::string own_name(const std::string& name) {
  static const std::map<std::string, std::string> names = {{"sigmax", "x"},
                                                           {"sx", "x"},
                                                           {"jx", "x"},
                                                           {"sigmay", "y"},
                                                           {"sy", "y"},
                                                           {"jy", "y"},
                                                           {"sigmaz", "z"},
                                                           {"sz", "z"},
                                                           {"jz", "z"},
                                                           {"sigmap", "raise"},
                                                           {"sigmaplus", "raise"},
                                                           {"splus", "raise"},
                                                           {"jp", "raise"},
                                                           {"jplus", "raise"},
                                                           {"create", "raise"},
                                                           {"sigmam", "lower"},
                                                           {"sigmaminus", "lower"},
                                                           {"sminus", "lower"},
                                                           {"jm", "lower"},
                                                           {"jminus", "lower"},
                                                           {"destroy", "lower"},
                                                           {"num", "number"},
                                                           {"n", "number"},
                                                           {"qeye", "identity"},
                                                           {"eye", "identity"},
                                                           {"id", "identity"},
                                                           {"i", "identity"},
                                                           {"proj", "projector"}};
  const auto found = names.find(plain(name));
  return found == names.end() ? "" : found->second;
}

/// What x, y and z are, which others scale otherwise.
std::string scale_of(const std::string& own) {
  return own.size() == 1 ? ", Pauli's matrix of two levels and J of a spin" : "";
}

[[noreturn]] void complain(const expr::Expression& about, const std::string& text) {
  throw expr::ParseError(about.column, text);
}

}  // namespace

void throw_unknown_call(const expr::Expression& call) {
  if (const std::string own = own_name(call.text); !own.empty())
    complain(call,
             fmt::format("there is no operator \"{}\"; here it is {}({}){}", call.text, own,
                         call.args().empty() ? "" : to_string(call.args().front()), scale_of(own)));
  std::vector<std::string> names;
  for (const LocalOperatorDefinition& definition : local_operators())
    names.insert(names.end(), definition.names.begin(), definition.names.end());
  names.insert(names.end(), other_calls.begin(), other_calls.end());
  const std::vector<std::string>& functions = expr::function_names();
  names.insert(names.end(), functions.begin(), functions.end());
  complain(call, fmt::format("there is no operator or function \"{}\"{}", call.text,
                             hint(call.text, names)));
}

void throw_unknown_name(const expr::Expression& name, const std::vector<std::string>& names,
                        bool operators) {
  const std::string& text = name.text;
  if (text == "i" || text == "j")
    complain(name, fmt::format("there is no \"{0}\": the imaginary unit is 1i, and an index stands "
                               "in a sum, sum({0}, 0, N-1, ...)",
                               text));
  if (plain(text) == "h.c" || plain(text) == "hc" || plain(text) == "c.c.")
    complain(name, fmt::format("there is no \"{}\"; \"+ h.c.\" adds the adjoint of what stands "
                               "before it",
                               text));
  const std::string own = find_local_operator(text) != nullptr ? text : own_name(text);
  if (!own.empty() && suggestion(text, names).empty())
    complain(name, fmt::format("there is no parameter \"{}\"; an operator is of a subsystem, such "
                               "as {}(battery)",
                               text, own));
  complain(name,
           fmt::format("there is no {} \"{}\"{}", operators ? "parameter or operator" : "parameter",
                       text, hint(text, names)));
}

}  // namespace qbattery
