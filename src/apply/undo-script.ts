/**
 * Puts back what `step-script.ts` replaced on a host. `$1` run folder, `$2` id of the run, `$3` id of the step, `$4` what
 * to do: `back` restores the files and links, restarts the restarted units and stops those that were started;
 * `stop` only stops the units that were started, because before a first start there is nothing to go back to.
 */
export const undoScript = `
set -u
umask 077
rundir=$1 run=$2 step=$3 how=$4
holder=
[ -r "$rundir/holder" ] && read -r holder rest < "$rundir/holder"
[ "$holder" = "$run" ] || exit 75
work=$rundir/work.$step
[ -r "$work/manifest" ] || exit 66
pick() { sed -n "s/^$1 //p" "$work/manifest"; }
start=$(pick s) restart=$(pick r)
status=0
if [ -n "$start" ]; then
  systemctl stop $start || status=70
  systemctl reset-failed $start 2> /dev/null
fi
if [ "$how" = back ] && [ -r "$work/kept" ]; then
  while read -r kind n path; do
    old=$work/old/$n new=$path.hardway-undo
    if [ ! -e "$old" ]; then rm -f "$path" || status=65; continue; fi
    rm -f "$new"
    case $kind in
      f) { cp -p "$old" "$new" && sync "$new" && mv -fT "$new" "$path"; } || status=65 ;;
      l) { ln -s "$(cat "$old")" "$new" && mv -fT "$new" "$path"; } || status=65 ;;
    esac
  done < "$work/kept"
  systemctl daemon-reload || status=70
  for unit in $restart; do
    systemctl reset-failed "$unit" 2> /dev/null
    systemctl restart "$unit" || status=70
  done
fi
exit $status
`;
