#pragma once

#include <functional>
#include <map>
#include <vector>

namespace qbattery {

/// A time at which what is integrated may change abruptly, and one in which it does not change by
/// much from there on.
struct Break {
  double time = 0.0;
  double time_scale = 1.0;
};

/// The integral of a function from 0 to any time, by Gauss and Kronrod's rule on stretches from
/// break to break: short ones behind each, where what it began dies away, and longer ones later.
/// They are halved to 1e-11 of what each adds, or 1e-13 of the largest value seen, which states may
/// be off by; at least 1e-12 per time, and not beyond what 8 ulp of the time change.
class RunningIntegral {
 public:
  using Function = std::function<double(double t)>;

  /// `breaks` ascend, the first at 0. Goes on from the latest time that is known already. Throws
  /// NumericalError where halves of halves do not settle.
  double to(double t, const Function& f, const std::vector<Break>& breaks);

 private:
  double stretch(double from, double to, const Function& f, int halvings);

  std::map<double, double> known_ = {{0.0, 0.0}};
  double size_ = 0.0;     ///< the integral of |f| over all stretches so far
  double largest_ = 0.0;  ///< value of |f| so far
  double uncertain_ = 0.0;
};

}  // namespace qbattery
