/**
 * Holds the lock of a host for as long as its standard input stays open, that is, for as long as the operator's process
 * and its connection live: the kernel frees a flock when its holder ends, so nothing can be left locked. `$1` is the
 * run folder, `$2` the id of the run, `$3` who holds it in words. Exit 75 with the holder's words when it is taken.
 */
export const lockScript = `
set -u
umask 077
mkdir -p "$1" || exit 1
exec 9>>"$1/lock"
if ! flock -n 9; then
  [ -r "$1/holder" ] && cat "$1/holder"
  exit 75
fi
rm -rf "$1"/work.*
printf '%s %s\\n' "$2" "$3" > "$1/holder.new" && mv -f "$1/holder.new" "$1/holder"
cat > /dev/null
rm -rf "$1"/work.*
rm -f "$1/holder"
`;

/** Status of a script that found the lock of its run gone. */
export const lockedStatus = 75;
