#include "qbattery/engine/request.hpp"

#include <fmt/format.h>

#include <map>

#include "qbattery/quantum/operators.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

namespace {

/// Sizes of expressions whose names are replaced, in the order of their definition.
class Sizes {
 public:
  void add(const NamedExpression& definition) {
    const std::size_t size =
        expr::count_nodes(definition.expression, most_parts, [this](const std::string& name) {
          const auto found = sizes_.find(name);
          return found == sizes_.end() ? 1 : found->second;
        });
    if (size > most_parts) {
      throw InvalidInput(definition.name,
                         fmt::format("{}: an expression may have at most {} parts, with all names "
                                     "replaced by what they stand for",
                                     definition.name, most_parts));
    }
    sizes_.emplace(definition.name, size);
  }

 private:
  std::map<std::string, std::size_t> sizes_;
};

}  // namespace

std::vector<expr::Expression> spelt_out(const std::vector<NamedExpression>& expressions) {
  std::map<std::string, expr::Expression> known;
  std::vector<expr::Expression> whole;
  Sizes sizes;
  for (const auto& [name, expression] : expressions) {
    sizes.add({name, expression});
    whole.push_back(
        expr::substitute(expression, [&](const std::string& used) -> const expr::Expression* {
          const auto found = known.find(used);
          return found == known.end() ? nullptr : &found->second;
        }));
    known.emplace(name, whole.back());
  }
  return whole;
}

void check_task(const Model& model, Task task) {
  const bool is_steady = task == Task::steady_state;
  if (is_steady && depends_on_time(model))
    throw InvalidInput("task",
                       "a steady state needs coefficients and rates that do not change, and "
                       "one of the model's depends on t");
  const int levels = total_dimension(model.dimensions());
  const bool is_closed = model.jumps.empty() && task != Task::collide;
  const int most = is_steady   ? most_levels_steady
                   : is_closed ? most_levels_pure
                               : most_levels_mixed;
  if (levels <= most) return;
  const char* const what = is_steady               ? "a steady state"
                           : task == Task::collide ? "a collision, with its ancilla,"
                           : is_closed             ? "a closed evolution"
                                                   : "an open evolution";
  throw InvalidInput(
      "task", fmt::format("{} may have {} levels at most, the model has {}", what, most, levels));
}

void check_sizes(const Request& request) {
  Sizes sizes;
  for (const NamedExpression& quantity : request.quantities) sizes.add(quantity);
  for (const NamedExpression& reduction : request.reductions) sizes.add(reduction);
}

}  // namespace qbattery
