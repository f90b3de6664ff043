#include "qbattery/dynamics/least_dimension.hpp"

#include <Eigen/Eigenvalues>
#include <cmath>

#include "qbattery/dynamics/spectrum.hpp"
#include "qbattery/dynamics/steady_state.hpp"

namespace qbattery {

namespace {

using lanes::Traced;

// Sums of powers of two up to this are exact, and sets are 64 bits.
constexpr std::size_t most_directions = 52;
// Kernels take numbers below 1e-308 for 0; what is above this does not notice.
constexpr double smallest = 1e-280;
constexpr double largest = 1e306;
constexpr double largest_cancellation = 1e-3;

double product(const Eigen::SparseMatrix<double>& a, const Eigen::SparseMatrix<double>& b) {
  return a.cwiseProduct(b).sum();
}

}  // namespace

LeastDimension::LeastDimension(const AffineGenerator& generator) {
  for (std::size_t k = 0; k < generator.parts().size(); ++k) {
    const Eigen::SparseMatrix<double>& matrix = generator.parts()[k].matrix;
    const double norm = matrix.norm();
    if (norm == 0.0) continue;
    const auto same = std::ranges::find_if(directions_, [&](const Direction& direction) {
      return std::abs(product(direction.unit, matrix)) > (1.0 - 1e-12) * norm;
    });
    if (same != directions_.end()) {
      same->parts.emplace_back(k, std::copysign(norm, product(same->unit, matrix)));
    } else {
      directions_.push_back({matrix / norm, {{k, norm}}});
    }
  }
  const auto count = static_cast<Eigen::Index>(directions_.size());
  if (directions_.empty() || directions_.size() > most_directions) return;
  RealMatrix overlaps(count, count);
  for (Eigen::Index i = 0; i < count; ++i)
    for (Eigen::Index j = 0; j < count; ++j)
      overlaps(i, j) = product(directions_[static_cast<std::size_t>(i)].unit,
                               directions_[static_cast<std::size_t>(j)].unit);
  // ||L||_F^2 = s . overlaps . s, and L's largest singular value is not below ||L||_F / sqrt(n).
  const double least = Eigen::SelfAdjointEigenSolver<RealMatrix>(overlaps).eigenvalues()(0);
  if (least < 1e-6) return;
  const auto n = static_cast<double>(generator.basis().size());
  negligible_ = 0.1 * null_tolerance * std::sqrt(least / n) / static_cast<double>(count);
}

std::optional<Traced> LeastDimension::large_parts(const TracedGenerator& traced) const {
  if (negligible_ == 0.0) return {};
  std::vector<Traced> sizes;
  Traced most = 0.0;
  Traced comparable = less_equal(0.0, traced.smallest_rate);
  for (const Direction& direction : directions_) {
    Traced size = 0.0;
    Traced without_signs = 0.0;
    for (const auto& [part, factor] : direction.parts) {
      size += traced.coefficients[part] * factor;
      without_signs += abs(traced.coefficients[part] * factor);
    }
    sizes.push_back(abs(size));
    most = max(most, sizes.back());
    // Where parts take each other away, rounding may be all that is left.
    if (direction.parts.size() > 1)
      comparable = comparable * less_equal(largest_cancellation * without_signs, sizes.back());
  }
  const Traced bound = negligible_ * most;
  Traced sum = 0.0;
  for (std::size_t j = 0; j < sizes.size(); ++j)
    sum += std::ldexp(1.0, static_cast<int>(j)) * less(bound, sizes[j]);
  return choose(comparable * less(smallest, most) * less(most, largest), sum, -1.0);
}

int LeastDimension::of(double large_parts) const {
  if (!(large_parts >= 0.0)) return 1;
  const auto set = static_cast<std::uint64_t>(large_parts);
  const std::scoped_lock lock(mutex_);
  const auto [found, is_new] = known_.try_emplace(set, 1);
  if (is_new) {
    RealMatrix sum =
        RealMatrix::Zero(directions_.front().unit.rows(), directions_.front().unit.cols());
    for (std::size_t j = 0; j < directions_.size(); ++j)
      if ((set >> j & 1U) != 0) sum += typical_number(j) * directions_[j].unit;
    found->second = null_space_dimension(sum);
  }
  return found->second;
}

}  // namespace qbattery
