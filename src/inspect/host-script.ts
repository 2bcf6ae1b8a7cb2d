import { hostConfigsScript } from './host-script-configs.js';
import { scriptStart } from './host-script-start.js';

/**
 * Gathers on a host, read-only and in one go, everything that says which flags the components run with. It begins with
 * the processes, for they are the truth, whoever set the host up: they lead to the units (by their cgroup), to the
 * folder of the kubelet's manifests and to args files. Only what POSIX sh has, plus tools that are looked for first.
 *
 * `$1` is a random word that begins every answer; the other parameters are the components. An answer is one line:
 * `<word> <kind> <name> <path> <facts> <length> <content>`, the content in base64 or hexadecimal and the length that of
 * its written form, so that neither what a file holds nor what else is printed can be taken for an answer.
 * `denied` answers name what this user may not read.
 */
export const hostScript = `${scriptStart}${String.raw`
wanted=$* nl='
'
file() {
  if [ -r "$3" ] && [ -f "$3" ]; then facts "$3"; head -c 1048576 "$3" | answer "$1" "$2" "$3" "$f"
  elif [ -e "$3" ] || hidden "$3"; then nothing denied "$2" "$3"
  else nothing missing "$2" "$3"; fi
}
once() { case "$nl$seen$nl" in *"$nl$1$nl"*) return 1 ;; esac; seen=$seen$nl$1; }
seen=
h=; { IFS= read -r h < /proc/sys/kernel/hostname; } 2>/dev/null
printf %s "$h" | answer host - '' -
{ IFS= read -r x < /proc/1/comm; } 2>/dev/null || nothing denied - /proc

# Processes: by the name of the program, and by any mention of a component in the command line.
alt=hyperkube; for c in $wanted; do alt="$alt|$c"; done
boot=0; { while read -r k x; do [ "$k" = btime ] && { boot=$x; break; }; done < /proc/stat; } 2>/dev/null
hz=$(getconf CLK_TCK 2>/dev/null) || hz=100
case $hz in ''|*[!0-9]*) hz=100 ;; esac
case $boot in ''|*[!0-9]*) boot=0 ;; esac
# When the host is itself a container, all control groups may begin with that of its first process.
root=; { while IFS= read -r x; do
    case $x in *:name=systemd:*|0::*) x=@{x##*:}; root=@{x%/init.scope}; [ "$root" = / ] && root=; [ -n "$root" ] && break ;; esac
  done < /proc/1/cgroup; } 2>/dev/null
set +f
pids=
for d in /proc/[0-9]*; do
  comm=; { IFS= read -r comm < "$d/comm"; } 2>/dev/null
  case $comm in
    etcd|kube-apiserver*|kube-controller*|kube-scheduler*|kubelet*|kube-proxy*|hyperkube|kubelite|hypershift|k3s|k3s-server|rke2|k0s) pids="$pids $d" ;;
  esac
done
if has grep; then
  for x in $(grep -lE "(^|/)($alt|kubelite)" /proc/[0-9]*/cmdline 2>/dev/null); do pids="$pids @{x%/cmdline}"; done
fi
set -f
units= folders= kubelet= ran= argsfiles= rancher=
process() {
  pid=@{1#/proc/} comm= unit= inside=no uid=- started=-
  { IFS= read -r comm < "$1/comm"; } 2>/dev/null || return 0
  case $comm in containerd*|conmon*|dockerd|runc*) return 0 ;; esac
  { while read -r k x rest; do [ "$k" = Uid: ] && { uid=$x; break; }; done < "$1/status"; } 2>/dev/null
  { IFS= read -r x < "$1/stat"; } 2>/dev/null || return 0
  x=@{x##*) }
  set -- "$1" $x
  [ $# -gt 20 ] && parent=$3 || parent=
  [ $# -gt 20 ] && [ "$boot" != 0 ] && started=$((boot + @{21} / hz))
  { while IFS= read -r x; do
      case $x in *:name=systemd:*|0::*|*:pids:*) ;; *) continue ;; esac
      x=@{x##*:}
      [ -n "$root" ] && x=@{x#"$root"}
      IFS=/; for s in $x; do case $s in
        *.service) unit=$s ;;
        *kubepods*|docker*|*containerd*|*crio*|*libpod*) inside=yes ;;
      esac; done
      [ -n "$unit" ] && break
    done < "$1/cgroup"; } 2>/dev/null
  IFS=' 	'$nl
  case $unit in *[!A-Za-z0-9:_.@\\-]*) unit= ;; esac
  first=$(head -c 4096 "$1/cmdline" 2>/dev/null | tr '\0\n' '\n?' | head -n 1)
  exe=$(readlink "$1/exe" 2>/dev/null)
  if [ -z "$exe" ] && [ $inside = no ]; then
    case $first in /*) exe=$(readlink -f "$first" 2>/dev/null) ;; esac
  fi
  head -c 1048576 "$1/cmdline" 2>/dev/null | answer process "$pid" "$exe" "$uid,$started,@{unit:--},$inside"
  [ $inside = no ] && came "$parent"
  [ $inside = no ] && [ -n "$unit" ] && case $unit in user@*|session-*|ssh*) ;; *) units="$units $unit" ;; esac
  case $comm in etcd)
    [ -r "$1/environ" ] && tr '\0\n' '\n?' < "$1/environ" 2>/dev/null | sed -n '/^ETCD_/p' | answer environ "$pid" '' - ;;
  esac
  case @{first##*/} in
    kubelet|kubelite|hyperkube) kubelet="$kubelet $1" ;;
  esac
  case $comm in
    kubelite) argsfiles=$(tr '\0' '\n' < "$1/cmdline" 2>/dev/null | sed -n 's/^--\([a-z-]*\)-args-file=//p') ;;
    k3s|k3s-server) rancher="$rancher k3s:$pid:$unit"; journal "@{unit:-k3s.service}" ;;
    rke2) rancher="$rancher rke2:$pid:$unit" ;;
    k0s) case $(tr '\0' ' ' < "$1/cmdline" 2>/dev/null) in *' controller'*) rancher="$rancher k0s:$pid:$unit" ;; esac ;;
  esac
  version "$1"
}
# A script in place of a component, and the files that it reads in.
script() {
  [ -f "$2" ] && once "script $1 $2" || return 0
  if [ -r "$2" ]; then
    [ "$(head -c 2 "$2" 2>/dev/null | tr -d '\0')" = '#!' ] || return 0
  else case @{2##*/} in etcd|kube*|hyperkube|k3s|rke2) return 0 ;; esac; fi
  file script "$1" "$2"
  [ -r "$2" ] || return 0
  sourced "$1" "$2"
}
# The files that are read in by whole paths, by a script or a unit.
sourced() {
  for y in $(sed -n -e 's/^\(.*[;&|"'"'"' 	]\)\{0,1\}\. \{1,\}["'"'"']\{0,1\}\(\/[A-Za-z0-9./_@-]*\).*/\2/p' \
    -e 's/^\(.*[;&|"'"'"' 	]\)\{0,1\}source \{1,\}["'"'"']\{0,1\}\(\/[A-Za-z0-9./_@-]*\).*/\2/p' "$2" 2>/dev/null | head -n 16); do
    once "env $1 $y" && file env "$1" "$y"
  done
}
# The script that a process came out of: its shell still waits for it, or a supervisor ran it in its folder.
came() {
  case $1 in ''|0|1|*[!0-9]*) return 0 ;; esac
  { IFS= read -r x < "/proc/$1/comm"; } 2>/dev/null || return 0
  case $x in
    runsv|s6-supervise) x=$(readlink "/proc/$1/cwd" 2>/dev/null) && script "$pid" "$x/run"; return 0 ;;
  esac
  x=
  IFS=$nl
  for w in $(head -c 4096 "/proc/$1/cmdline" 2>/dev/null | tr '\0\n' '\n?' | head -n 6); do
    case $x$w in
      /*/busybox|busybox) ;;
      sh|bash|dash|ash|ksh|zsh|*/sh|*/bash|*/dash|*/ash|*/ksh|*/zsh) [ -n "$x" ] && break; x=: ;;
      :-*c) break ;;
      :-*) ;;
      :/*) script "$pid" "$w"; head -c 65536 "/proc/$1/cmdline" 2>/dev/null | answer parent "$pid" "$w" -; break ;;
      *) break ;;
    esac
  done
  IFS=' 	'$nl
}
# A single binary that is everything tells its parts in its journal, right after it started.
journal() {
  has journalctl || return 0
  [ "$started" != - ] && j=$(journalctl -q --no-pager -o cat -u "$1" --since "@$started" --until "@$((started + 600))" 2>/dev/null |
    sed -n '/Running kube/p;/Running etcd/p;/Starting k3s/p' | head -c 262144)
  if [ -n "@{j:-}" ]; then printf '%s\n' "$j" | answer journal "$pid" "$1" -
  elif [ "$(id -u)" != 0 ]; then nothing denied - "journal of $1"; fi
}
# --version of the very binary that runs, when only root can have put it there. Where that cannot be run by way of the
# process, what lies at its path will do unless it is newer: of whole seconds the start may be up to two more than it seems.
version() {
  case $exe in */[0-9]*.[0-9]*.[0-9]*/*) return 0 ;; esac
  case @{exe##*/} in etcd|kube-apiserver|kube-controller-manager|kube-scheduler|kubelet|kube-proxy|hyperkube) ;; *) return 0 ;; esac
  [ "$started" != - ] && has stat && has timeout || return 0
  x=$1/exe newest=; [ -x "$x" ] || x=$exe newest=$((started + 1))
  m=$(stat -L -c '%u %a %Y' "$x" 2>/dev/null) || return 0
  case $m in *[!0-9\ ]*|'') return 0 ;; esac
  set -- $m
  [ $# = 3 ] && [ "$1" = 0 ] && [ $((0$2 & 022)) = 0 ] && [ "$3" -le "@{newest:-$3}" ] || return 0
  case " $ran " in *" $exe "*) [ $inside = no ] && return 0 ;; esac
  ran="$ran $exe"
  timeout 5 "$x" --version </dev/null 2>/dev/null | head -c 4096 | answer version "$pid" "$exe" -
}
for x in $pids; do once "$x" && process "$x"; done

# Units: of those processes, those named like a component, and any other that starts one.
for c in $wanted; do units="$units $c.service"; done
places='/etc/systemd/system /run/systemd/system /usr/local/lib/systemd/system /usr/lib/systemd/system'
[ -h /lib ] || places="$places /lib/systemd/system"
if has grep; then
  set +f
  for d in $places; do
    [ -d "$d" ] || continue
    for x in $(grep -lsE "^ExecStart *=.*($alt)" "$d"/*.service "$d"/*.service.d/*.conf 2>/dev/null); do
      case $x in *.conf) x=@{x%.d/*} ;; esac
      units="$units @{x##*/}"
    done
  done
  set -f
fi
list=; for x in $units; do case " $list " in *" $x "*) ;; *) list="$list $x" ;; esac; done
# What units name: files of variables, and the words of their commands, one a line.
variablefiles() {
  IFS=' '
  sed -n 's/^ *EnvironmentFile *= *-\{0,1\}"\{0,1\}\([^"]*\).*/\1/p' $1 2>/dev/null
}
commandwords() {
  IFS=' '
  sed -n -e '/^ *ExecStart *=/{' -e ':a' -e '/\\$/{' -e '$!{' -e N -e ba -e '}' -e '}' -e 's/^ *ExecStart *= *[-@:+!|]*//p' -e '}' $1 2>/dev/null |
    tr '\t "\\;&|()'"'" '\n\n\n\n\n\n\n\n\n\n'
}
shown= unitfiles=
[ -d /run/systemd/system ] && has systemctl &&
  shown=$(systemctl show -p Id -p FragmentPath -p DropInPaths -p NeedDaemonReload -- $list 2>/dev/null)
unit() {
  [ -n "$2" ] || return 0
  once "unit $1" || return 0
  file unit "$1" "$2"
  loaded=$3 all=$2
  for x in $loaded; do file dropin "$1" "$x"; all="$all $x"; done
  set +f
  for d in $places; do
    for x in "$d/$1.d"/*.conf; do
      [ -f "$x" ] || continue
      case " $loaded " in *" $x "*) ;; *) file newdropin "$1" "$x"; all="$all $x" ;; esac
    done
  done
  set -f
  [ "$4" = yes ] && nothing reload "$1" ''
  unitfiles="$unitfiles$nl$1 $all"
  IFS=$nl
  for x in $(variablefiles "$all"); do
    case $x in *[*?[]*) set +f; for y in $x; do [ -f "$y" ] && file env "$1" "$y"; done; set -f ;; *) file env "$1" "$x" ;; esac
  done
  for x in $(IFS=' '; for y in $all; do printf '%s\n' "$y"; done); do sourced "$1" "$x"; done
  n=0
  for x in $(commandwords "$all" | sed -n '/^\//p'); do
    [ -f "$x" ] && [ $n -lt 6 ] && { n=$((n + 1)); script "$1" "$x"; }
  done
  IFS=' 	'$nl
}
if [ -n "$shown" ]; then
  IFS=$nl id= path= drops= stale=
  for row in $shown Id=; do
    v=@{row#*=}
    case $row in
      Id=*) IFS=' 	'$nl; [ -n "$id" ] && unit "$id" "$path" "$drops" "$stale"; IFS=$nl; id=$v path= drops= stale= ;;
      FragmentPath=*) path=$v ;;
      DropInPaths=*) drops=$v ;;
      NeedDaemonReload=*) stale=$v ;;
    esac
  done
  IFS=' 	'$nl
else
  for u in $list; do
    for d in $places; do
      if [ -f "$d/$u" ]; then unit "$u" "$d/$u" '' no; break; fi
    done
  done
fi

# Manifests: where the kubelet that runs looks for them; otherwise where they usually are.
known=
for k in $kubelet; do
  IFS=$nl
  for x in $(tr '\0' '\n' < "$k/cmdline" 2>/dev/null | sed -n -e 's/^--pod[-_]manifest[-_]path=/m/p' -e '/^--pod[-_]manifest[-_]path$/{n;s/^/m/p;}' -e 's/^--config=/c/p' -e '/^--config$/{n;s/^/c/p;}'); do
    v=@{x#?}
    case $x in
      m*) folders="$folders$nl$v" known=yes ;;
      c*) if [ -r "$v" ]; then
          v=$(sed -n "s/^[ \"]*staticPodPath\"* *: *[\"']\{0,1\}\([^\"'#,]*\).*/\1/p" "$v" | sed 's/ *$//;q')
          [ -n "$v" ] && folders="$folders$nl$v" known=yes
        elif [ -e "$v" ]; then nothing denied - "$v"; fi ;;
    esac
  done
  IFS=' 	'$nl
done
usual='/var/lib/rancher/rke2/agent/pod-manifests /var/lib/rancher/k3s/agent/pod-manifests'
[ -z "$known" ] && usual="/etc/kubernetes/manifests /etc/kubernetes/manifest /etc/kubelet.d /etc/kubernetes/kubelet/manifests /opt/kubernetes/manifests $usual"
for x in $usual; do folders="$folders$nl$x"; done
IFS=$nl
# Which revision of a pod of OpenShift runs tells its manifest; the config of that revision lies beside it.
openshift() {
  [ -d /etc/kubernetes/static-pod-resources ] || return 0
  for y in $(tr ',{}' '\n\n\n' < "$1" 2>/dev/null | sed -n 's/^.*path"\{0,1\} *: *"\{0,1\}\(\/etc\/kubernetes\/static-pod-resources\/[a-z-]*-pod-[0-9]*\)"\{0,1\} *$/\1/p'); do
    y=$y/configmaps/config/config.yaml
    once "config $y" && { [ -e "$y" ] || hidden "$y"; } && file config openshift "$y"
  done
}
for m in $folders; do
  once "folder $m" || continue
  if [ -f "$m" ]; then file manifest - "$m"
  elif [ -d "$m" ]; then
    if [ -r "$m" ] && [ -x "$m" ]; then
      n=0; set +f
      for x in "$m"/*; do [ -f "$x" ] && [ $n -lt 64 ] && { n=$((n + 1)); file manifest - "$x"; openshift "$x"; }; done
      set -f
    else nothing denied - "$m"; fi
  else d=@{m%/*}; [ -d "$d" ] && [ ! -x "$d" ] && nothing denied - "$m"; fi
done

`.replaceAll('@{', '${')}${hostConfigsScript}
printf '%s end\\n' "$mark"
exit 0
`;
