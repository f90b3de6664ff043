#!/usr/bin/env bash
# Builds a wheel and a source archive of the Python package and tests each in a bare virtual
# environment. Wheels link the library of a build that is there; the archive is compiled whole.
#
#   tools/python_package.sh [wheels] [archive]      (default: both)
set -euo pipefail
cd "$(dirname "$0")/.."
work=$PWD/build-python
library=$PWD/build/libqbattery.a
what=${*:-wheels archive}

# The Python of each version that is here with its headers: on the path, of pyenv, Debian's.
find_python() {
  local candidate
  for candidate in "$(command -v "python$1" || true)" "$HOME"/.pyenv/versions/"$1".*/bin/python /usr/bin/python3; do
    [ -x "$candidate" ] || continue
    "$candidate" - "$1" 2> /dev/null << 'END' && { echo "$candidate"; return; }
import os, sys, sysconfig, venv
here = "%d.%d" % sys.version_info[:2] == sys.argv[1]
sys.exit(not (here and os.path.exists(sysconfig.get_path("include") + "/Python.h")))
END
  done
}

# Installs something into a fresh environment and runs the tests there, away from the sources.
test_installed() {
  local python=$1 environment=$2 package=$3
  rm -rf "$environment"
  "$python" -m venv "$environment"
  "$environment/bin/python" -m pip install --quiet "$package"
  # With what it needs and nothing else; then what the tests compare it with comes along.
  "$environment/bin/python" -c 'import qbattery; print("qbattery", qbattery.__version__)'
  "$environment/bin/python" -m pip install --quiet "$package[test]"
  (cd "$work" && QBATTERY_PROGRAM=$PWD/../build/qbattery OMP_NUM_THREADS=1 \
    "$environment/bin/python" -m pytest --quiet -p no:cacheprovider ../python/tests)
}

# One wheel serves Python 3.12 and all later ones; it is built where there is none yet that fits.
test_wheel() {
  local version=$1 python=$2 tag=cp${1/./}
  echo "Python $version: $python"
  [ "$version" = 3.11 ] || tag=abi3
  if ! compgen -G "$work/wheels/qbattery-*-$tag-*.whl" > /dev/null; then
    "$python" -m pip wheel --quiet --no-deps --wheel-dir "$work/wheels" . \
      --config-settings=cmake.define.QBATTERY_LIBRARY="$library"
  fi
  test_installed "$python" "$work/test-$version" "$(compgen -G "$work/wheels/qbattery-*-$tag-*.whl")"
}

test_archive() {
  local python=$1 environment=$work/build
  [ -x "$environment/bin/python" ] || "$python" -m venv "$environment"
  "$environment/bin/python" -m pip install --quiet build
  rm -rf "$work/archive"
  "$environment/bin/python" -m build --sdist --outdir "$work/archive" . > "$work/archive.log"
  if tar -tzf "$work/archive"/qbattery-*.tar.gz | grep -m 1 -E '^[^/]+/(build|tests|out)'; then
    echo "The source archive has more than the sources" >&2
    exit 1
  fi
  # The compiler of `make build` and a build folder as deep: a cache knows the same library again.
  tar -xzf "$work/archive"/qbattery-*.tar.gz -C "$work/archive" --strip-components=1 --one-top-level=unpacked
  echo "The source archive, compiled whole"
  # A wheel of its own: installed as a folder, it would be compiled once more for what the tests need.
  CXX=${CXX:-c++} "$python" -m pip wheel --quiet --no-deps --wheel-dir "$work/archive/wheel" \
    "$work/archive/unpacked" --config-settings=build-dir=build ${CI:+--config-settings=cmake.define.QBATTERY_WERROR=ON}
  test_installed "$python" "$work/test-archive" "$(compgen -G "$work/archive/wheel/qbattery-*.whl")"
}

mkdir -p "$work"
rm -rf "$work/wheels"
found=
for version in 3.11 3.12 3.13; do
  python=$(find_python $version)
  [ -n "$python" ] || continue
  found=${found:-$python}
  case $what in *wheels*) test_wheel $version "$python" ;; esac
done
[ -n "$found" ] || { echo "No Python of 3.11 to 3.13 with its headers is here" >&2; exit 1; }
case $what in *archive*) test_archive "$found" ;; esac
