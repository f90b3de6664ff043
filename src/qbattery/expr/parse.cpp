#include <fmt/format.h>

#include <charconv>

#include "qbattery/expr/expression.hpp"

namespace qbattery::expr {

namespace {

// Deeper nesting than any formula needs; keeps the recursion of the parser off the stack's end.
constexpr int deepest_nesting = 200;

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Expression parse_all() {
    Expression result = comparison();
    skip_space();
    if (at_ >= text_.size()) return result;
    if (text_[at_] == '<' || text_[at_] == '>') fail("one comparison is all that is possible");
    fail(fmt::format("expected an operator or the end, got \"{}\"", character_here()));
  }

 private:
  // One character of UTF-8: a byte and those that continue it.
  std::string_view character_here() const {
    std::size_t length = 1;
    const auto continues = [this](std::size_t i) {
      return i < text_.size() && (static_cast<unsigned char>(text_[i]) & 0xC0U) == 0x80U;
    };
    while (continues(at_ + length)) ++length;
    return text_.substr(at_, length);
  }

  Expression comparison() {
    const Nesting nesting(*this);
    Expression left = sum();
    for (const std::string_view symbol : {"<=", ">=", "<", ">"}) {
      if (accept(symbol)) return apply(symbol, {left, sum()});
    }
    skip_space();
    if (at_ < text_.size() && text_[at_] == '=')
      fail("\"=\" has no meaning here; a comparison is written >=, <=, > or <");
    return left;
  }

  Expression sum() {
    Expression left = product();
    while (true) {
      if (accept("+")) {
        left = apply("+", {left, product()});
      } else if (accept("-")) {
        left = apply("-", {left, product()});
      } else {
        return left;
      }
    }
  }

  Expression product() {
    Expression left = signed_factor();
    while (true) {
      if (accept("*")) {
        left = apply("*", {left, signed_factor()});
      } else if (accept("/")) {
        left = apply("/", {left, signed_factor()});
      } else {
        return left;
      }
    }
  }

  Expression signed_factor() {
    const Nesting nesting(*this);
    const int column = next_column();
    if (accept("-")) {
      Expression negated = apply("-", {signed_factor()});
      negated.column = column;
      return negated;
    }
    Expression base = primary();
    return accept("^") ? apply("^", {base, signed_factor()}) : base;
  }

  Expression primary() {
    const int column = next_column();
    if (accept("(")) {
      Expression inner = comparison();
      expect(")");
      return inner;
    }
    const char c = at_ < text_.size() ? text_[at_] : '\0';
    if (is_digit(c) || c == '.') return read_number(column);
    if (!is_letter(c)) {
      if (c == '*' && at_ > 0 && text_[at_ - 1] == '*') fail("a power is written ^");
      fail("expected a number, a name or \"(\"");
    }
    return name_or_call(column);
  }

  Expression read_number(int column) {
    Expression result;
    const char* begin = text_.data() + at_;
    const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), result.value);
    if (error == std::errc::result_out_of_range) fail("this number is too large or too small");
    if (error != std::errc()) fail("expected digits before or after the point");
    at_ += static_cast<std::size_t>(end - begin);
    result.column = column;
    return imaginary_or(result);
  }

  // 2i: a number right before an "i" that begins no name.
  Expression imaginary_or(const Expression& real) {
    const auto at = [this](std::size_t i) { return i < text_.size() ? text_[i] : '\0'; };
    const char next = at(at_ + 1);
    if (at(at_) != 'i' || is_letter(next) || is_digit(next) || next == '.') return real;
    ++at_;
    Expression unit = name("1i");
    unit.column = real.column;
    return real.value == 1.0 ? unit : apply("*", {real, unit});
  }

  Expression name_or_call(int column) {
    const std::size_t begin = at_;
    while (at_ < text_.size() &&
           (is_letter(text_[at_]) || is_digit(text_[at_]) || text_[at_] == '.')) {
      ++at_;
    }
    Expression result;
    result.kind = Kind::name;
    result.text = std::string(text_.substr(begin, at_ - begin));
    result.column = column;
    if (accept("[")) {
      result.kind = Kind::index;
      result.arguments = std::make_shared<const std::vector<Expression>>(1, sum());
      expect("]");
      return result;
    }
    if (!accept("(")) return result;
    result.kind = Kind::call;
    std::vector<Expression> arguments;
    if (!accept(")")) {
      do {
        arguments.push_back(comparison());
      } while (accept(","));
      expect(")");
    }
    result.arguments = std::make_shared<const std::vector<Expression>>(std::move(arguments));
    return result;
  }

  static Expression apply(std::string_view symbol, std::vector<Expression> arguments) {
    Expression result;
    result.kind = Kind::apply;
    result.text = std::string(symbol);
    result.column = arguments.front().column;
    result.arguments = std::make_shared<const std::vector<Expression>>(std::move(arguments));
    return result;
  }

  struct Nesting {
    explicit Nesting(Parser& owner) : parser(owner) {
      if (++parser.depth_ > deepest_nesting) parser.fail("nested too deeply");
    }
    ~Nesting() { --parser.depth_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;
    Parser& parser;
  };

  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  void skip_space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }
  int next_column() {
    skip_space();
    return static_cast<int>(at_) + 1;
  }
  bool accept(std::string_view symbol) {
    skip_space();
    if (text_.substr(at_, symbol.size()) != symbol) return false;
    at_ += symbol.size();
    return true;
  }
  void expect(std::string_view symbol) {
    if (accept(symbol)) return;
    fail(fmt::format("expected \"{}\"{}", symbol,
                     at_ < text_.size() ? fmt::format(", got \"{}\"", character_here()) : ""));
  }
  [[noreturn]] void fail(const std::string& message) const {
    throw ParseError(static_cast<int>(at_) + 1, message);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

Expression parse(std::string_view text) { return Parser(text).parse_all(); }

}  // namespace qbattery::expr
