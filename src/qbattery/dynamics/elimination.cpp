#include "qbattery/dynamics/elimination.hpp"

#include <cmath>

namespace qbattery {

namespace {

using lanes::Traced;

/// A matrix that is eliminated to see what becomes of its zeros.
class Trial {
 public:
  explicit Trial(const RealMatrix& typical)
      : a_(typical),
        size_(typical.size() == 0 ? 0.0 : typical.cwiseAbs().maxCoeff()),
        row_open_(static_cast<std::size_t>(a_.rows()), true),
        column_open_(row_open_) {}

  /// Eliminates one unknown; false where no pivot is left.
  bool step(EliminationOrder& order) {
    choose_pivot();
    if (row_ < 0) return false;
    order.rows.push_back(static_cast<std::size_t>(row_));
    order.columns.push_back(static_cast<std::size_t>(column_));
    row_open_[order.rows.back()] = column_open_[order.columns.back()] = false;
    for (Eigen::Index i = 0; i < a_.rows(); ++i) {
      if (!is_open(i, row_open_) || a_(i, column_) == 0.0) continue;
      const double factor = a_(i, column_) / a_(row_, column_);
      for (Eigen::Index j = 0; j < a_.cols(); ++j) {
        if (!is_open(j, column_open_) || a_(row_, j) == 0.0) continue;
        a_(i, j) -= factor * a_(row_, j);
        ++order.products;
      }
    }
    return true;
  }

 private:
  static bool is_open(Eigen::Index i, const std::vector<bool>& open) {
    return open[static_cast<std::size_t>(i)];
  }

  void choose_pivot() {
    count();
    row_ = column_ = -1;
    double best_cost = 0.0;
    double best_size = 0.0;
    for (Eigen::Index i = 0; i < a_.rows(); ++i) {
      if (!is_open(i, row_open_)) continue;
      for (Eigen::Index j = 0; j < a_.cols(); ++j) {
        const double size = std::abs(a_(i, j));
        if (!is_open(j, column_open_) || size < not_small * largest_[i] || size == 0.0) continue;
        const double cost = (in_row_[i] - 1.0) * (in_column_[j] - 1.0);
        if (row_ >= 0 && (cost > best_cost || (cost == best_cost && size <= best_size))) continue;
        row_ = i;
        column_ = j;
        best_cost = cost;
        best_size = size;
      }
    }
  }

  void count() {
    in_row_ = in_column_ = largest_ = RealVector::Zero(a_.rows());
    for (Eigen::Index i = 0; i < a_.rows(); ++i) {
      for (Eigen::Index j = 0; j < a_.cols(); ++j) {
        // What rounding leaves of a zero is one.
        if (std::abs(a_(i, j)) < rounding * size_) a_(i, j) = 0.0;
        if (!is_open(i, row_open_) || !is_open(j, column_open_) || a_(i, j) == 0.0) continue;
        in_row_(i) += 1.0;
        in_column_(j) += 1.0;
        largest_(i) = std::max(largest_(i), std::abs(a_(i, j)));
      }
    }
  }

  static constexpr double not_small = 0.1;
  static constexpr double rounding = 1e-12;

  RealMatrix a_;
  double size_;
  std::vector<bool> row_open_;
  std::vector<bool> column_open_;
  RealVector in_row_;
  RealVector in_column_;
  RealVector largest_;
  Eigen::Index row_ = -1;
  Eigen::Index column_ = -1;
};

}  // namespace

std::optional<EliminationOrder> elimination_order(const RealMatrix& typical) {
  EliminationOrder order;
  Trial trial(typical);
  for (Eigen::Index k = 0; k < typical.rows(); ++k)
    if (!trial.step(order)) return {};
  return order;
}

TracedElimination::TracedElimination(const TracedMatrix& matrix, EliminationOrder order)
    : order_(std::move(order)) {
  const std::size_t n = matrix.size();
  factors_.assign(n, TracedVector(n, 0.0));
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t j = k; j < n; ++j) {
      Traced u = matrix[order_.rows[k]][order_.columns[j]];
      for (std::size_t m = 0; m < k; ++m) u -= factors_[k][m] * factors_[m][j];
      factors_[k][j] = u;
    }
    inverse_pivots_.push_back(1.0 / factors_[k][k]);
    for (std::size_t i = k + 1; i < n; ++i) {
      Traced l = matrix[order_.rows[i]][order_.columns[k]];
      for (std::size_t m = 0; m < k; ++m) l -= factors_[i][m] * factors_[m][k];
      factors_[i][k] = l * inverse_pivots_[k];
    }
  }
}

TracedVector TracedElimination::solve(const TracedVector& b) const {
  const std::size_t n = b.size();
  TracedVector y(n);
  for (std::size_t k = 0; k < n; ++k) {
    y[k] = b[order_.rows[k]];
    for (std::size_t m = 0; m < k; ++m) y[k] -= factors_[k][m] * y[m];
  }
  TracedVector x(n);
  for (std::size_t k = n; k-- > 0;) {
    for (std::size_t j = k + 1; j < n; ++j) y[k] -= factors_[k][j] * x[order_.columns[j]];
    x[order_.columns[k]] = y[k] * inverse_pivots_[k];
  }
  return x;
}

}  // namespace qbattery
