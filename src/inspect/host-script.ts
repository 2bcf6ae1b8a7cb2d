/**
 * Gathers on a host, read-only and in one go, everything that says which flags the components run with: units with
 * drop-ins and EnvironmentFiles, static-pod manifests, processes, and the process list. Every answer is one line:
 * `<kind> <name> <path in base64> <content in base64>`, so that nothing a file holds can be taken for an answer.
 * `denied` lines name what this user may not read. `$@` are the components.
 */
export const hostScript = String.raw`
set -uf
LC_ALL=C PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin
export LC_ALL PATH
encoded() { base64 | tr -d '\n'; }
answer() { printf '%s %s ' "$1" "$2"; printf %s "$3" | encoded; printf ' '; encoded; echo; }
file() {
  if [ -r "$3" ] && [ -f "$3" ]; then head -c 1048576 "$3" | answer "$1" "$2" "$3"
  elif [ -e "$3" ]; then printf '' | answer denied "$2" "$3"
  else d=$3; while d=@{d%/*} && [ -n "$d" ]; do
      if [ -d "$d" ]; then [ -x "$d" ] || { printf '' | answer denied "$2" "$3"; return; }; break; fi
    done
    printf '' | answer missing "$2" "$3"
  fi
}
for c in "$@"; do
  if [ -d /run/systemd/system ]; then
    systemctl show -p FragmentPath -p DropInPaths -p EnvironmentFiles -p NeedDaemonReload "$c.service" 2>/dev/null |
      while IFS= read -r row; do
        v=@{row#*=}
        [ -n "$v" ] || continue
        case $row in
          FragmentPath=*) file unit "$c" "$v" ;;
          DropInPaths=*) for p in $v; do file dropin "$c" "$p"; done ;;
          EnvironmentFiles=*) file env "$c" "@{v% (ignore_errors=*}" ;;
          NeedDaemonReload=yes) printf '' | answer reload "$c" "" ;;
        esac
      done
  else
    for d in /etc /run /usr/local/lib /usr/lib /lib; do
      if [ -f "$d/systemd/system/$c.service" ]; then file unit "$c" "$d/systemd/system/$c.service"; break; fi
    done
  fi
done
m=/etc/kubernetes/manifests
if [ -d "$m" ]; then
  if [ -r "$m" ] && [ -x "$m" ]; then
    set +f
    for p in "$m"/*; do [ -f "$p" ] && file manifest - "$p"; done
    set -f
  else printf '' | answer denied - "$m"; fi
elif [ -d /etc/kubernetes ] && [ ! -x /etc/kubernetes ]; then printf '' | answer denied - "$m"; fi
set +f
for d in /proc/[0-9]*; do
  comm=
  { IFS= read -r comm < "$d/comm"; } 2>/dev/null
  case $comm in etcd|kube-apiserver|kube-controller|kube-scheduler|hyperkube) ;; *) continue ;; esac
  pid=@{d#/proc/}
  exe=$(readlink "$d/exe" 2>/dev/null)
  if [ -z "$exe" ]; then
    exe=$(head -c 4096 "$d/cmdline" 2>/dev/null | tr '\0\n' '\n?' | head -n 1)
    case $exe in /*) exe=$(readlink -f "$exe" 2>/dev/null) ;; *) exe= ;; esac
  fi
  head -c 1048576 "$d/cmdline" 2>/dev/null | answer process "$pid" "$exe"
  if [ "$comm" = etcd ] && [ -r "$d/environ" ]; then
    tr '\0\n' '\n?' < "$d/environ" 2>/dev/null | sed -n '/^ETCD_/p' | answer environ "$pid" ""
  fi
done
command -v ps >/dev/null 2>&1 && ps -ef 2>/dev/null | sed -n '1p;/etcd/p;/kube-/p;/hyperkube/p' | head -c 1048576 | answer ps - ""
echo end
exit 0
`.replaceAll('@{', '${');
