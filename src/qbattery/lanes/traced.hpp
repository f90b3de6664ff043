#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <unordered_set>
#include <utility>
#include <vector>

#include "qbattery/lanes/program.hpp"

namespace qbattery::lanes {

class Tape;

/// A number that is not known yet: what is computed with it is written down on its tape. What is
/// known is computed at once, so that a factor 0 takes a term away: code that runs through a whole
/// matrix of traced numbers writes down what its nonzero entries need.
class Traced {
 public:
  Traced(double constant = 0.0) : constant_(constant) {}  // NOLINT: numbers are traced numbers

  bool is_constant() const { return tape_ == nullptr; }
  bool is_zero() const { return is_constant() && constant_ == 0.0; }
  double constant() const { return constant_; }

  Traced& operator+=(const Traced& other) { return *this = *this + other; }
  Traced& operator-=(const Traced& other) { return *this = *this - other; }

  friend Traced operator+(const Traced& a, const Traced& b);
  friend Traced operator-(const Traced& a, const Traced& b);
  friend Traced operator-(const Traced& a);
  friend Traced operator*(const Traced& a, const Traced& b);
  friend Traced operator/(const Traced& a, const Traced& b);
  friend Traced sqrt(const Traced& a);
  friend Traced abs(const Traced& a);
  friend Traced min(const Traced& a, const Traced& b);
  friend Traced max(const Traced& a, const Traced& b);
  friend Traced less(const Traced& a, const Traced& b);
  friend Traced less_equal(const Traced& a, const Traced& b);
  friend Traced choose(const Traced& condition, const Traced& yes, const Traced& no);
  friend Traced call(Function function, const std::vector<Traced>& arguments);
  friend Traced difference_of_products(const Traced& a, const Traced& b, const Traced& c,
                                       const Traced& d);
  friend Traced compensated_sum(const std::vector<std::pair<Traced, Traced>>& products);

 private:
  friend class Tape;
  friend class Slopes;
  friend Tape* tape_of(const std::vector<Traced>& numbers);
  friend std::optional<std::pair<double, Traced>> scaled(const Traced& number);
  Traced(Tape* tape, std::uint32_t node) : tape_(tape), node_(node) {}

  Tape* tape_ = nullptr;
  std::uint32_t node_ = 0;
  double constant_ = 0.0;
};

/// 1 where a < b, else 0: a condition for choose().
Traced less(const Traced& a, const Traced& b);
Traced less_equal(const Traced& a, const Traced& b);
/// `yes` where the condition is not 0, else `no`; both are computed.
Traced choose(const Traced& condition, const Traced& yes, const Traced& no);
/// A function that has no lanes of its own.
Traced call(Function function, const std::vector<Traced>& arguments);
/// The sum of products as if computed in twice the precision and rounded once (Ogita, Rump and
/// Oishi, SIAM J. Sci. Comput. 26, 1955 (2005), Algorithm 5.3).
Traced compensated_sum(const std::vector<std::pair<Traced, Traced>>& products);

/// a b - c d with an error of at most 2 units in the last place, however much of it cancels (Kahan;
/// Jeannerod, Louvet and Muller, Math. Comp. 82, 2245 (2013)).
Traced difference_of_products(const Traced& a, const Traced& b, const Traced& c, const Traced& d);

inline double difference_of_products(double a, double b, double c, double d) {
  const double subtracted = c * d;
  return std::fma(a, b, -subtracted) + std::fma(-c, d, subtracted);
}
inline double less(double a, double b) { return a < b ? 1.0 : 0.0; }
inline double less_equal(double a, double b) { return a <= b ? 1.0 : 0.0; }
inline double choose(double condition, double yes, double no) {
  return condition != 0.0 ? yes : no;
}

/// What traced numbers write on. It must outlive them.
class Tape {
 public:
  /// What one number is: a constant, an input, or an operation on earlier ones.
  struct Node {
    enum class Kind : std::uint8_t { constant, input, operation };
    Kind kind = Kind::operation;
    Op op = Op::add;
    Function function = nullptr;
    double constant = 0.0;
    std::vector<std::uint32_t> arguments = {};

    bool operator==(const Node& other) const;
  };

  Tape() : known_(0, Hash{nodes_}, Same{nodes_}) {}
  Tape(const Tape&) = delete;
  Tape& operator=(const Tape&) = delete;

  /// The next input of the program.
  Traced input();
  /// How fast `number` changes while inputs change at these rates, others not at all. Nothing where
  /// it depends on them through a function that has no lanes. Where it has a kink, the slope on one
  /// side of it.
  std::optional<Traced> slope(const Traced& number,
                              const std::vector<std::pair<Traced, Traced>>& rates_of_inputs);
  /// The program that computes `outputs`, and nothing that none of them needs. Products that are
  /// used in one sum alone become part of it.
  Program program(const std::vector<Traced>& outputs);

  const std::vector<Node>& nodes() const { return nodes_; }
  /// The node of a number; one known already where there is such a one.
  std::uint32_t node_of(const Traced& number);
  Traced write(Op op, const std::vector<Traced>& arguments, Function function = nullptr);

 private:
  friend class Slopes;
  /// Nodes are looked up by what stands in their place.
  struct Hash {
    const std::vector<Node>& nodes;
    std::size_t operator()(std::uint32_t place) const;
  };
  struct Same {
    const std::vector<Node>& nodes;
    bool operator()(std::uint32_t a, std::uint32_t b) const { return nodes[a] == nodes[b]; }
  };
  std::uint32_t place_of(Node node);

  std::vector<Node> nodes_;
  std::unordered_set<std::uint32_t, Hash, Same> known_;  ///< all nodes but inputs
};

}  // namespace qbattery::lanes
