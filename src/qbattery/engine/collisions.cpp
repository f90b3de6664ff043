#include "qbattery/engine/collisions.hpp"

#include <numeric>

#include "qbattery/dynamics/flow.hpp"
#include "qbattery/generator/packed_density.hpp"

namespace qbattery {

namespace {

std::vector<int> all_but_last(const Dimensions& dimensions) {
  std::vector<int> places(dimensions.size() - 1);
  std::iota(places.begin(), places.end(), 0);
  return places;
}

}  // namespace

CollisionCourse::CollisionCourse(LinearEquation equation, const Dimensions& joint, Matrix ancilla,
                                 double duration, Matrix initial, double tolerance)
    : equation_(std::move(equation)),
      forget_(joint, all_but_last(joint)),
      ancilla_(std::move(ancilla)),
      duration_(duration),
      tolerance_(tolerance),
      initial_(std::move(initial)),
      now_(initial_) {}

Matrix CollisionCourse::collide(const Matrix& rho) const {
  if (duration_ == 0.0) return rho;
  const Flow flow({{equation_, duration_}}, packed_density(tensor(rho, ancilla_)),
                  {.tolerance = tolerance_, .spacing = duration_});
  return forget_(unpacked_density(flow.at(duration_)));
}

const Matrix& CollisionCourse::after(std::size_t collisions) {
  if (collisions < done_) {
    now_ = initial_;
    done_ = 0;
  }
  for (; done_ < collisions; ++done_) now_ = collide(now_);
  return now_;
}

}  // namespace qbattery
