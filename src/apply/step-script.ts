/**
 * Does one step on a host. `$1` is the run folder, `$2` the id of the run, `$3` the id of the step. Standard input is a
 * manifest, an empty line, and a tar archive of the new files under temporary names beside their targets. Nothing that
 * is in use is touched before every new file has arrived and has the digest it should have. What is replaced is kept,
 * by copy, in the run folder (memory, root only) until the run ends, for `undo-script.ts`.
 *
 * Manifest: `u NAME` make a user, `d MODE OWNER PATH` make a folder, `f DIGEST TEMPORARY PATH` replace a file,
 * `l TEMPORARY TARGET PATH` replace a link, `e UNIT` enable, `s UNIT` start, `r UNIT` restart. Paths have no spaces.
 */
export const stepScript = `
set -u
umask 077
rundir=$1 run=$2 step=$3
holder=
[ -r "$rundir/holder" ] && read -r holder rest < "$rundir/holder"
[ "$holder" = "$run" ] || exit 75
work=$rundir/work.$step
rm -rf "$work"
mkdir "$work" "$work/old" || exit 65
while IFS= read -r line && [ -n "$line" ]; do printf '%s\\n' "$line"; done > "$work/manifest"
stop() { printf '%s\\n' "$1" >&2; clean; exit 65; }
temporaries() { sed -n 's/^f [^ ]* \\([^ ]*\\) .*/\\1/p; s/^l \\([^ ]*\\) .*/\\1/p' "$work/manifest"; }
clean() { temporaries | xargs -d '\\n' -r rm -f; }
sweep() {
  temporaries | while IFS= read -r new; do
    for old in "\${new%.hardway-*}".hardway-*; do
      if [ -e "$old" ] || [ -L "$old" ]; then rm -f "$old"; fi
    done
  done
}
while read -r kind a b c; do
  case $kind in
    u)
      getent passwd "$a" > /dev/null ||
        printf 'u %s - "made by hardway"\\n' "$a" | systemd-sysusers - > /dev/null ||
        useradd --system --user-group --no-create-home --shell /usr/sbin/nologin "$a" ||
        stop "user $a could not be made" ;;
    d)
      [ -d "$c" ] || mkdir -m 0700 "$c" || stop "folder $c could not be made"
      chown "$b" "$c" && chmod "$a" "$c" || stop "folder $c could not be given to $b with mode $a" ;;
  esac
done < "$work/manifest"
sweep
tar -x -m -p --same-owner -C / -f - || stop 'the files could not be written'
sed -n 's/^f \\([^ ]*\\) \\([^ ]*\\) .*/\\1  \\2/p' "$work/manifest" > "$work/sums"
if [ -s "$work/sums" ]; then
  sha256sum -c --quiet --strict "$work/sums" > /dev/null || stop 'a file arrived with another digest than it was sent with'
  cut -c67- "$work/sums" | xargs -d '\\n' sync || stop 'the files could not be synced'
fi
n=0
while read -r kind a b c; do
  n=$((n + 1))
  case $kind in
    f)
      if [ -f "$c" ] && [ ! -L "$c" ]; then cp -p "$c" "$work/old/$n" || stop "$c could not be kept"; fi
      printf 'f %s %s\\n' "$n" "$c" ;;
    l)
      if [ -L "$c" ]; then readlink "$c" > "$work/old/$n"; fi
      ln -s "$b" "$a" || stop "link $c could not be made"
      printf 'l %s %s\\n' "$n" "$c" ;;
  esac
done < "$work/manifest" > "$work/kept" || exit 65
while read -r kind a b c; do
  case $kind in
    f) mv -fT "$b" "$c" || stop "$c could not be replaced" ;;
    l) mv -fT "$a" "$c" || stop "$c could not be replaced" ;;
  esac
done < "$work/manifest"
sed -n 's/^f [^ ]* \\([^ ]*\\)\\/[^/]* .*/\\1/p' "$work/manifest" | sort -u | xargs -d '\\n' -r sync
pick() { sed -n "s/^$1 //p" "$work/manifest"; }
enable=$(pick e) start=$(pick s) restart=$(pick r)
if [ -n "$enable$start$restart" ]; then
  # Names of units have no spaces, so splitting them is meant.
  if [ -n "$enable" ]; then systemctl --no-reload --quiet enable $enable || exit 70; fi
  # A reload reads every unit of the host anew. What systemd has not loaded yet it reads from disk by itself.
  known=$(systemctl show -p LoadState -p NeedDaemonReload -p UnitFileState $enable $start $restart) || exit 70
  if printf '%s\\n' "$known" | grep -Evqx '|LoadState=loaded|NeedDaemonReload=no|UnitFileState=enabled'; then
    systemctl daemon-reload || exit 70
  fi
  if [ -n "$start" ]; then
    systemctl reset-failed $start 2> /dev/null
    # Not start: a unit that is still trying to come up with its former files would keep them.
    systemctl restart --no-block $start || exit 70
  fi
  for unit in $restart; do systemctl restart "$unit" || exit 70; done
fi
exit 0
`;

/** Status of a script that could not write; nothing in use was replaced, or all of it. */
export const writeStatus = 65;
/** Status of a script whose files are in place and to which systemd said no. */
export const unitStatus = 70;
