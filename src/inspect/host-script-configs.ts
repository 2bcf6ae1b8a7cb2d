/**
 * The part of `hostScript` that gathers args files and the configs of distributions. It goes on with what the parts
 * before it found out: `$argsfiles` (named by kubelite), `$rancher` (k3s and rke2, where they run), `$wanted`.
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
config() {
  [ -e "$2" ] || hidden "$2" || return 0
  if [ -r "$2" ] && [ -f "$2" ]; then facts "$2"; head -c 1048576 "$2" | only | answer config "$1" "$2" "$f"
  else nothing denied "$1" "$2"; fi
}
for r in $rancher; do
  once "rancher $r" || continue
  config "$r" "/etc/rancher/$r/config.yaml"
  [ -d "/etc/rancher/$r/config.yaml.d" ] && [ ! -r "/etc/rancher/$r/config.yaml.d" ] && nothing denied "$r" "/etc/rancher/$r/config.yaml.d"
  set +f; for x in "/etc/rancher/$r/config.yaml.d"/*.yaml; do [ -e "$x" ] && config "$r" "$x"; done; set -f
done
config origin /etc/origin/master/master-config.yaml
`.replaceAll('@{', '${');
