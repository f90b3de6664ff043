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

// As many as TOML files may have.
constexpr int most_deep = 256;

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

/// What a message calls the value at a path.
std::string name_of(const std::string& path) { return path.empty() ? "a scenario" : path; }

std::string type_of(nb::handle value) {
  return nb::cast<std::string>(nb::str(value.type().attr("__name__")));
}

[[noreturn]] void throw_wrong_type(nb::handle value, const std::string& path) {
  throw nb::type_error(fmt::format("{} must be a number, text, a list or a dictionary, got {}",
                                   name_of(path), type_of(value))
                           .c_str());
}

void require_depth(int depth, const std::string& path) {
  if (depth <= most_deep) return;
  throw nb::value_error(fmt::format("{}: lists and dictionaries may lie at most {} deep within "
                                    "each other, and none within itself",
                                    path.substr(0, path.find('.')), most_deep)
                            .c_str());
}

Node whole_number_node(nb::handle value, const std::string& path) {
  const double number = PyLong_AsDouble(value.ptr());
  if (number == -1.0 && PyErr_Occurred() != nullptr) {
    PyErr_Clear();
    throw nb::value_error(
        fmt::format("{} must be below 1.8e308 in size, the largest double", name_of(path)).c_str());
  }
  return number_node(number);
}

Node node_at(nb::handle value, const std::string& path, int depth);

Node list_node(nb::handle items, const std::string& path, int depth) {
  Node node;
  node.kind = Node::Kind::list;
  node.items.reserve(nb::len(items));
  for (const nb::handle item : items) node.items.push_back(node_at(item, path, depth + 1));
  return node;
}

Node table_node(const nb::dict& table, const std::string& path, int depth) {
  Node node;
  for (const auto& [key, value] : table) {
    if (!nb::isinstance<nb::str>(key))
      throw nb::type_error(fmt::format("{} must have text for keys, got {} of type {}",
                                       name_of(path), nb::repr(key).c_str(), type_of(key))
                               .c_str());
    const std::string name = text_of(key, "a key of " + name_of(path));
    node.entries.push_back(
        {name, {}, node_at(value, path.empty() ? name : path + "." + name, depth + 1)});
  }
  return node;
}

/// Arrays and scalars of NumPy, and whatever behaves like them.
Node array_node(nb::handle value, const std::string& path, int depth) {
  const nb::object plain = value.attr("tolist")();
  if (plain.type().is(value.type())) throw_wrong_type(value, path);
  return node_at(plain, path, depth);
}

Node node_at(nb::handle value, const std::string& path, int depth) {
  require_depth(depth, path);
  if (PyFloat_Check(value.ptr())) return number_node(PyFloat_AsDouble(value.ptr()));
  if (PyBool_Check(value.ptr())) {
    Node node;
    node.kind = Node::Kind::boolean;
    node.boolean = value.ptr() == Py_True;
    return node;
  }
  if (PyLong_Check(value.ptr())) return whole_number_node(value, path);
  if (PyUnicode_Check(value.ptr())) return word_node(text_of(value, name_of(path)));
  if (PyComplex_Check(value.ptr())) return complex_node(nb::cast<std::complex<double>>(value));
  if (PyDict_Check(value.ptr())) return table_node(nb::borrow<nb::dict>(value), path, depth);
  if (PyList_Check(value.ptr()) || PyTuple_Check(value.ptr())) return list_node(value, path, depth);
  if (nb::hasattr(value, "tolist")) return array_node(value, path, depth);
  throw_wrong_type(value, path);
}

}  // namespace

std::string text_of(nb::handle text, const std::string& name) {
  Py_ssize_t size = 0;
  const char* const characters = PyUnicode_AsUTF8AndSize(text.ptr(), &size);
  if (characters == nullptr) {
    PyErr_Clear();
    throw nb::value_error(
        fmt::format("{} must be Unicode text, got {}", name,
                    nb::cast<std::string>(nb::steal<nb::str>(PyObject_ASCII(text.ptr()))))
            .c_str());
  }
  return {characters, static_cast<std::size_t>(size)};
}

Node node_of(nb::handle value, const std::string& path) { return node_at(value, path, 0); }

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
