#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <utility>

namespace qbattery {

/// What is made when somebody first asks for it, whichever thread that is.
template <class T>
class OnDemand {
 public:
  explicit OnDemand(std::function<T()> make) : make_(std::move(make)) {}

  const T& get() const {
    std::call_once(once_, [this] { made_.emplace(make_()); });
    return *made_;
  }

 private:
  std::function<T()> make_;
  mutable std::once_flag once_;
  mutable std::optional<T> made_;
};

}  // namespace qbattery
