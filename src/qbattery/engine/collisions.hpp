#pragma once

#include <memory>
#include <span>
#include <vector>

#include "qbattery/generator/master_equation.hpp"
#include "qbattery/quantum/operators.hpp"

namespace qbattery {

/// Repeated collisions: each lets a fresh ancilla act on the system for a while and forgets it,
///   rho -> tr_ancilla[e^(L duration)(rho (x) ancilla)]
/// with L that of the system and their coupling together.
struct Collisions {
  Model joint;                ///< the system with the ancilla as its last subsystem
  Matrix ancilla;             ///< the state of a fresh one
  expr::Expression duration;  ///< of the model's parameters; at least 0
};

/// The states between the collisions of one parameter point.
class CollisionCourse {
 public:
  /// `equation` is that of the density matrix of system and ancilla; each collision may add
  /// `tolerance` to the error. It must not outlive the equation.
  CollisionCourse(LinearEquation equation, const Dimensions& joint, Matrix ancilla, double duration,
                  Matrix initial, double tolerance);

  /// The state after so many collisions. Throws NumericalError where one cannot be followed.
  const Matrix& after(std::size_t collisions);

 private:
  Matrix collide(const Matrix& rho) const;

  LinearEquation equation_;
  PartialTrace forget_;
  Matrix ancilla_;
  double duration_;
  double tolerance_;
  Matrix initial_;
  Matrix now_;
  std::size_t done_ = 0;
};

}  // namespace qbattery
