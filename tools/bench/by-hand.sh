#!/usr/bin/env bash
# What deploy is measured against: the same files and binaries brought to the same hosts by a careful shell script over
# multiplexed OpenSSH, hosts in parallel. No plan, no undo, no locks, no masked diffs; everything else as fast as it goes.
# Usage: by-hand.sh LAB BINARY...   (LAB holds rendered/, id_ed25519 and known_hosts of lab hosts node1 to node3)
set -euo pipefail
cd "$1"
shift
sockets=$(mktemp -d)
trap 'for n in 1 2 3; do on $n -O exit 2>/dev/null || true; done; rm -rf "$sockets"' EXIT

on() {
  local host=198.51.100.1$1
  shift
  ssh -F none -i id_ed25519 -o UserKnownHostsFile=known_hosts -o BatchMode=yes -o ControlMaster=auto \
    -o ControlPath="$sockets/%h" -o ControlPersist=60 "ops@$host" "$@"
}

# all FUNCTION: runs it for every host at once and fails when one of them does.
all() {
  local pids=() pid
  for n in 1 2 3; do "$@" "$n" & pids+=($!); done
  for pid in "${pids[@]}"; do wait "$pid"; done
}

binaries=$(mktemp -d)
for binary in "$@"; do ln -s "$binary" "$binaries/"; done
sums=$(cd "$binaries" && openssl dgst -sha256 -r -- * | tr -d '*')

upload() {
  on "$1" "sudo useradd --system --shell /usr/sbin/nologin etcd"
  tar -C "rendered/node$1" -c . | on "$1" 'sudo tar -x --no-same-owner --no-overwrite-dir -p -C /'
  tar -C "$binaries" -ch . | on "$1" 'sudo tar -x --no-same-owner --no-overwrite-dir -C /usr/local/bin'
  on "$1" 'cd /usr/local/bin && openssl dgst -sha256 -r etcd kube-* | tr -d "*"' | diff - <(echo "$sums") >/dev/null
  on "$1" 'sudo chown -R etcd:etcd /etc/etcd && sudo chmod 0700 /etc/etcd/pki && sudo mkdir -p /usr/libexec/kubernetes &&
    sudo systemctl daemon-reload'
}
# systemd reads its units anew once, after the upload, and not again for each that is enabled: 0.2 s of processor time.
etcd() { on "$1" 'sudo systemctl enable -q --no-reload --now etcd'; }
apiserver() {
  on "$1" "sudo systemctl enable -q --no-reload --now kube-apiserver &&
    until curl -sk https://127.0.0.1:6443/readyz | grep -q ^ok; do sleep 0.1; done"
}
controllers() {
  on "$1" "sudo systemctl enable -q --no-reload --now kube-controller-manager kube-scheduler &&
    until curl -sk https://127.0.0.1:10257/healthz | grep -q ^ok && curl -sk https://127.0.0.1:10259/readyz | grep -q ^ok
    do sleep 0.1; done"
}

all upload
all etcd
all apiserver
all controllers
