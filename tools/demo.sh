#!/usr/bin/env bash
# From a fresh clone to a running control plane on three hosts of this machine, and back to the flags it runs with.
# Running it again changes nothing. What is slow the first time (binaries, base image) is kept in ~/.cache/hardway.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${HARDWAY_DEMO:-$PWD/demo}

hardway=$PWD/bin/run.js

shown() {
  printf '\n\033[1m$ hardway %s\033[0m\n' "$*"
  node "$hardway" "$@"
}

if [ "$(id -u)" -ne 0 ]; then
  echo 'The demo boots systemd hosts and needs root for that. Without root, try: hardway lab up --processes' >&2
  exit 1
fi
missing=()
command -v systemd-nspawn >/dev/null || missing+=(systemd-container)
command -v debootstrap >/dev/null || missing+=(debootstrap)
command -v ip >/dev/null || missing+=(iproute2)
command -v ssh >/dev/null || missing+=(openssh-client)
if [ ${#missing[@]} -gt 0 ]; then
  install="apt-get update -qq && apt-get install -y -qq ${missing[*]}"
  echo "These packages are needed: ${missing[*]}"
  if [ "${CI:-false}" = true ]; then
    bash -c "$install"
  else
    [ -t 0 ] || { echo "Install them, then run this again: $install" >&2; exit 1; }
    read -r -p "Install them now? [y/N] ($install) " answer
    [ "$answer" = y ] || exit 1
    bash -c "$install"
  fi
fi
command -v go >/dev/null || { echo 'Go is needed to build etcd and Kubernetes: https://go.dev/dl' >&2; exit 1; }

[ -d node_modules ] || npm ci --no-audit --no-fund --ignore-scripts
npm run --silent build

shown lab up --hosts 3 --directory "$folder"
cd "$folder"
shown validate
shown binaries fetch --from-source
shown pki create
# Shows the plan first; without --yes it would ask.
shown deploy --yes
shown inspect --host node1 --component kube-apiserver

cat <<END

The control plane runs on three hosts. Look around:

  cd $folder
  node $hardway pki list
  node $hardway inspect --all
  node $hardway lab ssh node1
  node $hardway kubeconfig admin

Change cluster.yaml (an extraArg of spec.apiServer, say) and see: node $hardway plan
Remove it all: node $hardway lab down --directory $folder
END
