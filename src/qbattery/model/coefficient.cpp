#include "qbattery/model/coefficient.hpp"

#include <algorithm>
#include <limits>

#include "qbattery/model/model.hpp"

namespace qbattery {

expr::Compiled<Instant> compile_coefficient(const expr::Expression& expression,
                                            const std::vector<std::string>& parameters) {
  return expr::compile<Instant>(
      expression, [&](const expr::Expression& leaf) -> expr::Compiled<Instant> {
        if (leaf.kind != expr::Kind::name) return {};
        if (leaf.text == time_name) return [](const Instant& instant) { return instant.t; };
        const auto found = std::ranges::find(parameters, leaf.text);
        if (found == parameters.end()) return {};
        const auto place = static_cast<std::size_t>(found - parameters.begin());
        return [place](const Instant& instant) {
          if (place < instant.parameters.size()) return instant.parameters[place];
          return std::numeric_limits<double>::quiet_NaN();
        };
      });
}

}  // namespace qbattery
