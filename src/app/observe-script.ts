/**
 * Looks at a host, read-only, in one round trip. Standard input lists what to look at, one `<kind> <path or name>` a
 * line; every line of the output is one fact that `observe-parse.ts` reads. `$1` is `verify` when binaries are to be
 * hashed even where their digest record fits. `$2` and `$3` are the run folder and the id of a run that must hold the
 * lock of this host; without an id no lock is asked for.
 */
export const observeScript = String.raw`
set -u
TZ=UTC; export TZ
verify=$1 rundir=$2 run=$3
printf 'time %s\n' "$(date +%s.%N)"
list=$(cat)
pick() { printf '%s\n' "$list" | sed -n "s/^$1 //p"; }
if [ -n "$run" ]; then
  n=0 holder=
  while [ $n -lt 100 ]; do
    [ -r "$rundir/holder" ] && read -r holder rest < "$rundir/holder" && [ "$holder" = "$run" ] && break
    holder= n=$((n + 1)); sleep 0.1
  done
  [ "$holder" = "$run" ] && echo locked
fi
printf 'machine %s\n' "$(uname -m)"
for tool in tar flock sha256sum stat xargs base64 readlink systemctl sync; do
  command -v $tool >/dev/null 2>&1 || printf 'lacks %s\n' $tool
done
[ -d /run/systemd/system ] && systemctl --version | sed -n '1s/^systemd \([0-9]*\).*/systemd \1/p'
pick u | while IFS= read -r name; do
  getent passwd "$name" >/dev/null && printf 'user %s\n' "$name"
done
pick f | xargs -d '\n' -r stat -c 'file %f %U:%G %.9Y %.9Z %n' 2>/dev/null
pick f | while IFS= read -r p; do
  [ -f "$p" ] && [ ! -L "$p" ] && printf '%s\n' "$p"
done | xargs -d '\n' -r sha256sum | sed 's/^/digest /'
pick d | xargs -d '\n' -r stat -c 'folder %f %U:%G %n' 2>/dev/null
pick l | while IFS= read -r p; do
  if [ -L "$p" ]; then printf 'link %s %s\n' "$p" "$(readlink "$p")"
  elif [ -e "$p" ]; then printf 'link %s \n' "$p"; fi
done
digest() {
  if command -v openssl >/dev/null 2>&1; then openssl dgst -sha256 -r "$1"; else sha256sum "$1"; fi | cut -c1-64
}
pick b | while IFS= read -r p; do
  [ -f "$p" ] && [ ! -L "$p" ] || continue
  now=$(stat -c '%s %.9Z' "$p") recorded= stamp=
  [ -r "$p.digest" ] && read -r recorded stamp < "$p.digest"
  if [ "$verify" = verify ] || [ "$stamp" != "$now" ]; then recorded=$(digest "$p"); fi
  printf 'binary %s %s %s\n' "$recorded" "\${now%% *}" "$p"
done
pick e | while IFS= read -r p; do [ -e "$p" ] && echo etcd-data; done
pick m | while IFS= read -r p; do [ -e "$p" ] && printf 'manifest %s\n' "$p"; done
pick k | while IFS= read -r p; do
  [ -e "$p" ] && printf 'marker %s\n' "$(head -c 4096 "$p" | base64 -w0)"
done
pick s | while IFS= read -r p; do
  while [ ! -d "$p" ] && [ -n "$p" ]; do p=\${p%/*}; done
  df -Pk "\${p:-/}" | awk 'NR == 2 { print "free", $4 }'
done
properties=Id,LoadState,ActiveState,UnitFileState,NeedDaemonReload,FragmentPath,DropInPaths,ExecMainStartTimestamp,MainPID
units=$(pick n)
if [ -n "$units" ] && [ -d /run/systemd/system ]; then
  # shellcheck disable=SC2086
  shown=$(systemctl --timestamp=us+utc show -p $properties $units 2>/dev/null || systemctl show -p $properties $units)
  printf '%s\n' "$shown" | sed 's/^/unit /'
  printf '%s\n' "$shown" | sed -n 's/^MainPID=//p' | while IFS= read -r pid; do
    [ "$pid" != 0 ] && printf 'process %s %s\n' "$pid" "$(readlink "/proc/$pid/exe")"
  done
fi
if command -v ss >/dev/null 2>&1; then ss -Hltnp | sed 's/^/listen /'
else
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk '$4 == "0A" { n = split($2, a, ":"); print "listen-hex", a[n] }'
fi
echo end
`.replaceAll('\\${', '${');

/** Sends the text of the files named on standard input, each at most 256 KiB, as `text <base64> <path>` lines. */
export const textScript = `
set -u
while IFS= read -r p; do
  [ -f "$p" ] && [ ! -L "$p" ] && printf 'text %s %s\\n' "$(head -c 262144 "$p" | base64 -w0)" "$p"
done
echo end
`;
