#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace qbattery {

/// Base of everything the library throws on purpose. The library never prints and never exits.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The caller asked for something that has no meaning. `key()` names the argument or scenario key.
class InvalidInput : public Error {
 public:
  InvalidInput(std::string key, const std::string& message)
      : Error(message), key_(std::move(key)) {}
  const std::string& key() const { return key_; }

 private:
  std::string key_;
};

/// A computation failed its own check: the result exists, but nothing vouches for it.
class NumericalError : public Error {
 public:
  using Error::Error;
};

/// A reason that begins so tells what is doubtful about numbers that stand.
inline constexpr std::string_view warning_prefix = "warning: ";
inline bool is_warning(std::string_view reason) { return reason.starts_with(warning_prefix); }

/// Somebody asked a computation to end before it was done.
class Interrupted : public Error {
 public:
  explicit Interrupted(const std::string& message = "interrupted: nothing was written")
      : Error(message) {}
};

/// A file could not be read or written.
class IoError : public Error {
 public:
  using Error::Error;
};

}  // namespace qbattery
