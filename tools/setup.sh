#!/bin/sh
# Installs what a target of the Makefile needs and this machine lacks.
#
#   tools/setup.sh [build|cache|figures|test|check|fuzz|bench|python|docs]...
#
# Nothing is asked of the package manager where nothing is missing.
set -eu

packages_for() {
  case $1 in
    build) echo make g++ cmake ninja-build libeigen3-dev libfmt-dev libtomlplusplus-dev libcli11-dev \
      libboost-dev libnetcdf-dev libxxhash-dev nlohmann-json3-dev ;;
    cache) echo ccache ;;
    figures) echo gnuplot-nox fonts-liberation ;;
    test) echo libgtest-dev librapidcheck-dev poppler-utils python3 python3-xarray python3-netcdf4 \
      python3-pandas slurm-wlm munge ;;
    check) echo clang-format-14 valgrind python3 python3-venv ;;
    fuzz) echo clang-14 libclang-rt-14-dev ;;
    bench) echo python3 python3-venv ;;
    python) echo python3 python3-venv python3-dev ;;
    docs) echo python3 python3-venv python3-dev libgtest-dev python3-xarray python3-netcdf4 ;;
    *) echo "setup.sh: unknown purpose '$1'" >&2; exit 2 ;;
  esac
}

programs_for() {
  case $1 in
    build) echo c++ cmake ninja ;;
    cache) echo ccache ;;
    figures) echo gnuplot ;;
    test) echo pdffonts pdftotext pdftoppm ;;
    check) echo clang-format-14 valgrind python3 ;;
    fuzz) echo clang++-14 ;;
    bench | python | docs) echo python3 ;;
  esac
}

packages=
programs=
for purpose in "$@"; do
  packages="$packages $(packages_for "$purpose")"
  programs="$programs $(programs_for "$purpose")"
done

if ! command -v apt-get > /dev/null; then
  absent=
  for program in $programs; do
    command -v "$program" > /dev/null || absent="$absent $program"
  done
  [ -z "$absent" ] || exec >&2
  echo "No apt-get here. Needed, under Debian's names:$packages"
  [ -z "$absent" ] || { echo "These programs are missing:$absent"; exit 1; }
  echo "The programs among them are here; a library that is not, CMake names."
  exit 0
fi

missing=
for package in $packages; do
  case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null) in
    installed) ;;
    *) missing="$missing $package" ;;
  esac
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
  as_root=sudo
  if ! command -v sudo > /dev/null; then
    echo "Missing packages, and neither root nor sudo. As root: apt-get install$missing" >&2
    exit 1
  fi
fi
echo "Installing$missing"
$as_root apt-get update -q
# Unquoted on purpose: a list of words.
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
