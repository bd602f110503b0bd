#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Sets everything up on a fresh Debian 12 and runs one thing: `demo` classifies the example dump, `test` passes all tests.
# usage: sh cmake/setup.sh demo|test
set -eu
cd "$(dirname "$0")/.."

packages="g++ cmake ninja-build pkg-config python3 python3-venv libre2-dev libutf8proc-dev libicu-dev libxxhash-dev libtomlplusplus-dev
libsimdjson-dev libcli11-dev libfmt-dev libcsv-dev liblinear-dev doctest-dev libbenchmark-dev valgrind hunspell-id wamerican"

install_missing() {
  missing=""
  for package in $packages; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
  done
  [ -z "$missing" ] && return
  echo "installing:$missing" >&2
  as_root=""
  [ "$(id -u)" -eq 0 ] || as_root="sudo"
  $as_root apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >&2
}

case "${1:-}" in
  demo)
    install_missing
    cmake --preset release -DPILAH_BUILD_TESTS=OFF -DPILAH_BUILD_BENCHMARKS=OFF >&2
    cmake --build --preset release >&2
    build/pilah classify examples/comments.csv --output-format text
    ;;
  test)
    install_missing
    cmake --preset release -DPILAH_BUILD_TESTS=ON -DPILAH_BUILD_BENCHMARKS=ON >&2
    cmake --build --preset release >&2
    ctest --preset release
    ;;
  *)
    echo "usage: sh cmake/setup.sh demo|test" >&2
    exit 2
    ;;
esac
