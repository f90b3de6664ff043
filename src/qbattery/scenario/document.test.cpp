// What is no TOML, no text or hostile: nothing of it may reach further than a complaint.

#include "qbattery/scenario/document.hpp"

#include "qbattery/scenario/example.test.hpp"

namespace qbattery::example {

TEST(document, names_the_fault_of_what_is_no_toml) {
  const std::vector<Addition> texts = {
      {"", "s.toml: the scenario is empty; it begins with format = 1"},
      {" \n\t\r\n", "s.toml: the scenario is empty; it begins with format = 1"},
      {std::string("\x7F"
                   "ELF\0",
                   5),
       "s.toml:1:5: this is a binary file (it has a byte 0), not a scenario"},
      {"format = 1\ntitle = \"\xFF\"\n",
       "s.toml:2:10: this is no UTF-8 text; save the scenario as UTF-8"},
      {"a = 1\n\xC3\xA9 = 2\n",
       "s.toml:2:1: a character outside ASCII; keys are made of ASCII letters, digits, _ and -"},
      {"a = \"\xC3\xA9\" \xC3\xA9\n",
       "s.toml:1:9: a character outside ASCII; keys are made of ASCII letters, digits, _ and -"},
      {"[\f",
       "s.toml:1:2: Error while parsing key: expected bare key starting character or string "
       "delimiter, saw '\\f'"},
      {"a = tru\n", "s.toml:1:8: Error while parsing boolean: expected 'true', saw 'tru\\n'"},
      {"a = 1\na = 2\n",
       "s.toml:2:5: Error while parsing key-value pair: cannot redefine existing integer 'a'"},
      {"a = 1e400",
       "s.toml:1:10: Error while parsing floating-point: '1e400' could not be interpreted as a "
       "value"},
  };
  expect_complaints("", texts);
}

TEST(document, survives_nesting_without_end) {
  std::string dotted = "a";
  for (int i = 0; i < 100'000; ++i) dotted += ".a";
  EXPECT_EQ(complaints("[" + dotted + "]"), "s.toml:1:35: a key of more than 16 parts");
  EXPECT_NE(complaints("a = " + std::string(100'000, '[')).find("maximum nested value depth"),
            std::string::npos);
}

TEST(document, lets_any_character_stand_in_strings_and_comments) {
  const std::string text =
      "# \xC3\xA9\ntitle = \"\xC3\xA9 \\\" \xC3\xA9\" # \xC3\xA9\n"
      "model = \'\xC3\xA9\\\'\ntask = \"\"\"\n\xC3\xA9\n\"\"\"\n";
  detail::Report report("s.toml");
  EXPECT_TRUE(detail::check_text(text, report));
  EXPECT_TRUE(report.empty());
}

TEST(document, may_begin_with_a_byte_order_mark_and_end_lines_as_windows_does) {
  std::string text = "\xEF\xBB\xBF";
  for (const char c : evolution) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_EQ(complaints(text), "");
}

TEST(document, knows_well_formed_utf8) {
  for (const char* good : {"", "a", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"}) {
    EXPECT_TRUE(detail::is_utf8(good)) << good;
  }
  // Overlong forms, surrogates, beyond U+10FFFF, cut short, a lone continuation.
  for (const char* bad : {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                          "\xF0\x80\x80\x80", "\xE2\x82", "\x80", "\xFF"}) {
    EXPECT_FALSE(detail::is_utf8(bad));
  }
}

TEST(document, comes_back_from_its_own_text) {
  const std::string text =
      "b = 1.5\na = [1, [true, \"x\\\"\\u0007\"], {z = 1}]\n\"k y\" = 1e300\n"
      "big = 12345678901234567168.0\n"
      "\n[t]\nq = nan\n\n[t.u]\nr = -inf\n\n[[s]]\nn = 1\n\n[[s]]\nn = 2\n";
  detail::Report report("s.toml");
  const std::string once = to_toml(detail::read_document(text, report));
  EXPECT_TRUE(report.empty());
  EXPECT_EQ(once,
            "b = 1.5\na = [1, [true, \"x\\\"\\u0007\"], {z = 1}]\n\"k y\" = 1e+300\n"
            "big = 12345678901234567168.0\n"
            "\n[t]\nq = nan\n\n[t.u]\nr = -inf\n\n[[s]]\nn = 1\n\n[[s]]\nn = 2\n");
  EXPECT_EQ(to_toml(detail::read_document(once, report)), once);
}

TEST(document, shows_foreign_text_on_one_line_and_shortened) {
  EXPECT_EQ(detail::quoted("a\"b\\\n\x1B[0m"), "\"a\\\"b\\\\\\n\\u001B[0m\"");
  EXPECT_EQ(detail::quoted(std::string(1000, 'a')).size(), 65U);
  // Two bytes a character: none is cut in half.
  std::string accents;
  for (int i = 0; i < 100; ++i) accents += "\xC3\xA9";
  EXPECT_TRUE(detail::is_utf8(detail::quoted(accents)));
}

}  // namespace qbattery::example
