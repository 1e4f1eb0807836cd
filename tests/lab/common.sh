# SPDX-License-Identifier: Apache-2.0
# Sourced by ./run, ./test and the scripts beside it: messages, root rights and packages.
# shellcheck shell=bash

say() { printf '\033[1m==>\033[0m %s\n' "$*"; }
die() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

# What Debian keeps out of an ordinary PATH: dockerd, iptables, podman's helpers.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export PATH

as_root() {
    if [ "$EUID" -eq 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else die "root rights are needed for: $*. Run it as root, or install sudo."
    fi
}

# need_packages WHY ENTRY...: notes what is missing, for install_packages. An entry is a package, or package=command where any
# program of that name will do: another vendor's Docker is left alone.
missing=()
need_packages() {
    local why=$1 entry lacks=()
    shift
    if ! command -v dpkg-query >/dev/null; then
        say "This machine has no apt. The Debian names of $why: ${*%%=*}"
        return
    fi
    for entry in "$@"; do
        case $entry in
        *=*) command -v "${entry#*=}" >/dev/null || lacks+=("${entry%%=*}") ;;
        *) [ "$(dpkg-query -W -f '${db:Status-Status}' "$entry" 2>/dev/null)" = installed ] || lacks+=("$entry") ;;
        esac
    done
    [ ${#lacks[@]} -gt 0 ] || return 0
    say "Missing, $why: ${lacks[*]}"
    missing+=("${lacks[@]}")
}

install_packages() {
    [ ${#missing[@]} -gt 0 ] || return 0
    say "Installing them with apt-get$([ "$EUID" -eq 0 ] || echo ', which needs root: sudo may ask for your password')"
    local log
    log=$(mktemp)
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q update >"$log" 2>&1 &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o Dpkg::Use-Pty=0 install -y --no-install-recommends "${missing[@]}" >>"$log" 2>&1 ||
        { tail -n 20 "$log" >&2; die "the packages could not be installed (all of it: $log)"; }
    rm -f "$log"
    missing=()
}

build_packages=(g++ cmake ninja-build ccache lld qt6-base-dev qt6-svg-dev
    libcurl4-openssl-dev libarchive-dev libfontconfig-dev nlohmann-json3-dev libexpected-dev libyaml-cpp-dev libpcre2-dev)

# build PRESET [TARGET...]: configures and builds through ccache, whose cache outlives clones and serves them all.
build() {
    local preset=$1 log=build/$1/configure.log
    shift
    export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
    say "Building the $preset preset in build/$preset"
    mkdir -p "build/$preset"
    cmake --preset "$preset" >"$log" 2>&1 || { cat "$log" >&2; die "cmake failed"; }
    cmake --build "build/$preset" ${1:+--target "$@"} || die "the build failed"
}
