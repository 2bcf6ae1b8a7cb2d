/**
 * The part of `hostScript` that gathers args files and the configs of distributions. It goes on with what the parts
 * before it found out: `$argsfiles` (named by kubelite), `$rancher` (k3s, rke2 and k0s, where they run, as
 * `name:pid:unit`), `$unitfiles` (the files of each unit, one unit a line), `$wanted`.
 */
export const hostConfigsScript = String.raw`
# Args files and the config files of distributions.
for x in $argsfiles; do once "args $x" && file args - "$x"; done
IFS=' 	'$nl
if [ -z "$argsfiles" ]; then
  for d in /var/snap/microk8s/current/args /var/snap/kube-apiserver/current/args; do
    for c in $wanted; do [ -e "$d/$c" ] && file args - "$d/$c"; done
  done
fi
# Of a map in YAML only the keys that hold arguments, other lines left empty: tokens and passwords stay on the host.
only() {
  keep=no
  while IFS= read -r l || [ -n "$l" ]; do
    case $l in
      [!\ \	#-]*)
        keep=no k=@{l%%:*}
        case $k in *-arg|*-arg+|[\"\']*-arg[\"\']|[\"\']*-arg+[\"\']|kubernetesMasterConfig|apiVersion|kind) keep=yes ;; esac ;;
    esac
    if [ $keep = yes ]; then printf '%s\n' "$l"; else echo; fi
  done
}
# The same for a config of k0s: the extraArgs of its components, and the keys that they stand below.
only_extra() {
  at= above=
  while IFS= read -r l || [ -n "$l" ]; do
    x=@{l%%[! ]*} k=@{l#"@{l%%[! ]*}"}
    case $k in ''|\#*) echo; continue ;; esac
    # What begins here or further right has ended; a list may begin below the first letter of its key.
    while [ -n "$at" ] && [ "@{at##* }" -ge @{#x} ]; do
      case $k in -*) [ "@{at##* }" = @{#x} ] && break ;; esac
      at=@{at% *} above=@{above%/*}
    done
    case $k in
      [A-Za-z]*:*)
        name=@{k%%:*} v=@{k#*:} v=@{v#"@{v%%[! ]*}"}
        case $name in *[!A-Za-z0-9_.-]*) name=. ;; esac
        at="$at @{#x}" above=$above/$name
        # With more on its line than a comment it holds nothing that could be told apart.
        case $above in
          /spec|/spec/api|/spec/controllerManager|/spec/scheduler|/spec/storage|/spec/storage/etcd)
            case $v in ''|\#*) printf '%s\n' "$x$name:"; continue ;; esac ;;
        esac ;;
    esac
    case $above/ in
      /spec/api/extraArgs/*|/spec/controllerManager/extraArgs/*|/spec/scheduler/extraArgs/*|/spec/storage/etcd/extraArgs/*)
        printf '%s\n' "$l" ;;
      *) echo ;;
    esac
  done
}
config() {
  [ -e "$2" ] || hidden "$2" || return 0
  keeps=only; [ "$1" = k0s ] && keeps=only_extra
  if [ -r "$2" ] && [ -f "$2" ]; then facts "$2"; head -c 1048576 "$2" | $keeps | answer config "$1" "$2" "$f"
  else nothing denied "$1" "$2"; fi
}
# The config that a distribution was told to read, by a variable or else by the first --config of its words (pkg/configfilearg
# of k3s). What runs may hide its words, so its unit counts as well.
told() {
  name=$1 pid=$2 files=
  IFS=$nl; for x in $unitfiles; do [ "@{x%% *}" = "$3" ] && files=@{x#* }; done
  case $name in k3s) v=K3S_CONFIG_FILE ;; rke2) v=RKE2_CONFIG_FILE ;; *) v= ;; esac
  if [ -n "$v" ] && [ -n "$files" ]; then
    for x in $(IFS=' '; printf '%s\n' $files) $(variablefiles "$files"); do
      sed -n -e '/^ *[#;]/d' -e "s/^\(.*[\"' =]\)\{0,1\}$v=[\"']\{0,1\}\([^\"' ]*\).*/\2/p" "$x" 2>/dev/null
    done | sed -n '$p'
  fi
  { tr '\0' '\n' < "/proc/$pid/cmdline" 2>/dev/null; [ -n "$files" ] && commandwords "$files"; } | {
    own= value=
    while IFS= read -r w; do
      [ -n "$w" ] || continue
      [ -n "$value" ] && { printf '%s\n' "$w"; break; }
      case $own@{w##*/} in "$name") own=: ;; :--config|:--config=|:-c|:-c=) value=: ;; esac
      case $own$w in :--config=?*|:-c=?*) printf '%s\n' "@{w#*=}"; break ;; esac
    done
  }
}
for r in $rancher; do
  unit=@{r#*:*:} pid=@{r#*:} pid=@{pid%%:*} r=@{r%%:*}
  once "rancher $r" || continue
  c=$(told "$r" "$pid" "$unit" | sed -n 1p)
  case $r,$c in k0s,) c=/etc/k0s/k0s.yaml ;; *,) c=/etc/rancher/$r/config.yaml ;; *,/*) ;; *) continue ;; esac
  config "$r" "$c"
  [ $r = k0s ] && continue
  [ -d "$c.d" ] && [ ! -r "$c.d" ] && nothing denied "$r" "$c.d"
  set +f; for x in "$c.d"/*; do case $x in *.yaml|*.yml) [ -f "$x" ] && config "$r" "$x" ;; esac; done; set -f
done
config origin /etc/origin/master/master-config.yaml
`.replaceAll('@{', '${');
