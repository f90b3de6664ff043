#include "tables.hpp"

#include <fmt/format.h>
#include <nanobind/stl/complex.h>
#include <nanobind/stl/string.h>

#include <cmath>
#include <complex>

#include "bindings.hpp"
#include "qbattery/support/text.hpp"

namespace nb = nanobind;

namespace qbattery::python {

using detail::Entry;
using detail::Node;

namespace {

Node number_node(double value) {
  Node node;
  node.kind = Node::Kind::number;
  node.number = value;
  return node;
}

Node word_node(std::string text) {
  Node node;
  node.kind = Node::Kind::word;
  node.text = std::move(text);
  return node;
}

/// A real number stays one.
Node complex_node(std::complex<double> value) {
  if (value.imag() == 0.0) return number_node(value.real());
  const std::string sign = std::signbit(value.imag()) ? "" : "+";
  return word_node(shortest_digits(value.real()) + sign + shortest_digits(value.imag()) + "i");
}

Node list_node(nb::handle items, const std::string& path) {
  Node node;
  node.kind = Node::Kind::list;
  node.items.reserve(nb::len(items));
  for (const nb::handle item : items) node.items.push_back(node_of(item, path));
  return node;
}

Node table_node(const nb::dict& table, const std::string& path) {
  Node node;
  for (const auto& [key, value] : table) {
    if (!nb::isinstance<nb::str>(key))
      throw nb::type_error(fmt::format("{} has a key that is no text", path).c_str());
    const auto name = nb::cast<std::string>(key);
    node.entries.push_back({name, {}, node_of(value, path.empty() ? name : path + "." + name)});
  }
  return node;
}

[[noreturn]] void throw_wrong_type(nb::handle value, const std::string& path) {
  throw nb::type_error(fmt::format("{} must be a number, text, a list or a dictionary, got {}",
                                   path.empty() ? "a scenario" : path,
                                   nb::cast<std::string>(nb::str(value.type().attr("__name__"))))
                           .c_str());
}

}  // namespace

Node node_of(nb::handle value, const std::string& path) {
  if (PyFloat_Check(value.ptr())) return number_node(PyFloat_AsDouble(value.ptr()));
  if (PyBool_Check(value.ptr())) {
    Node node;
    node.kind = Node::Kind::boolean;
    node.boolean = value.ptr() == Py_True;
    return node;
  }
  if (PyLong_Check(value.ptr())) return number_node(nb::cast<double>(value));
  if (PyUnicode_Check(value.ptr())) return word_node(nb::cast<std::string>(value));
  if (PyComplex_Check(value.ptr())) return complex_node(nb::cast<std::complex<double>>(value));
  if (PyDict_Check(value.ptr())) return table_node(nb::borrow<nb::dict>(value), path);
  if (PyList_Check(value.ptr()) || PyTuple_Check(value.ptr())) return list_node(value, path);
  // Arrays and scalars of NumPy, and whatever behaves like them.
  if (nb::hasattr(value, "tolist")) return node_of(value.attr("tolist")(), path);
  throw_wrong_type(value, path);
}

nb::object object_of(const Node& node) {
  switch (node.kind) {
    case Node::Kind::boolean:
      return nb::bool_(node.boolean);
    case Node::Kind::number:
      if (node.number == std::floor(node.number) && std::abs(node.number) < 1e15)
        return nb::int_(static_cast<long long>(node.number));
      return nb::float_(node.number);
    case Node::Kind::list: {
      nb::list items;
      for (const Node& item : node.items) items.append(object_of(item));
      return items;
    }
    case Node::Kind::table: {
      nb::dict table;
      for (const Entry& entry : node.entries) table[entry.key.c_str()] = object_of(entry.value);
      return table;
    }
    default:
      return nb::str(node.text.c_str(), node.text.size());
  }
}

// Within two lists, so that tables are inline ones too.
std::string toml_value(nb::handle value, const std::string& key) {
  Node inner;
  inner.kind = Node::Kind::list;
  inner.items.push_back(node_of(value, key));
  Node outer;
  outer.kind = Node::Kind::list;
  outer.items.push_back(std::move(inner));
  Node table;
  table.entries.push_back({"v", {}, std::move(outer)});
  constexpr std::string_view before = "v = [[";
  constexpr std::string_view after = "]]\n";
  const std::string text = detail::to_toml(table);
  return text.substr(before.size(), text.size() - before.size() - after.size());
}

}  // namespace qbattery::python
