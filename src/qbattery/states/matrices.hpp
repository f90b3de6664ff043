#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "qbattery/quantum/types.hpp"
#include "qbattery/support/error.hpp"

namespace qbattery {

/// Square matrices of one size, one after the other, each row by row: an array of NumPy's of shape
/// (count, levels, levels). The numbers are somebody else's.
struct Matrices {
  const Complex* numbers = nullptr;
  std::size_t count = 0;
  int levels = 0;

  /// Matrix `i`; the only one where there is one.
  Matrix operator[](std::size_t i) const;
};

/// One of many matrices is not what it must be.
class UnfitMatrix : public InvalidInput {
 public:
  /// `complaint` goes on after the matrix' name: "must have trace 1, got 0.5".
  UnfitMatrix(const std::string& argument, std::size_t index, std::size_t count,
              const std::string& complaint);
  std::size_t index() const { return index_; }
  const std::string& complaint() const { return complaint_; }

 private:
  std::size_t index_;
  std::string complaint_;
};

/// What keeps a matrix from being a state, as far as is looked at: finite, Hermitian and of trace
/// 1, to state_tolerance. Nothing where it is one.
std::optional<std::string> complaint_about_state(const Matrix& rho);

/// The same for a Hermitian operator of any size, to state_tolerance of its largest entry.
std::optional<std::string> complaint_about_operator(const Matrix& hermitian);

/// Throws UnfitMatrix for the first of [begin, end) that is not Hermitian, or for the only one.
void require_hermitian(const Matrices& operators, const std::string& argument, std::size_t begin,
                       std::size_t end);

}  // namespace qbattery
