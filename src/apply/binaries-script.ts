/**
 * Puts binaries into their versioned folders. `$1` run folder, `$2` id of the run. Standard input is a manifest of lines
 * `DIGEST TEMPORARY PATH`, an empty line, and a tar archive of the binaries under their temporary names. A binary takes
 * its place only after its digest has been checked on the host. Beside it goes a record of the digest with size and
 * ctime, so that a later look need not read 330 MB. openssl hashes four times as fast as sha256sum.
 */
export const binariesScript = `
set -u
umask 077
rundir=$1 run=$2
holder=
[ -r "$rundir/holder" ] && read -r holder rest < "$rundir/holder"
[ "$holder" = "$run" ] || exit 75
work=$rundir/work.binaries
rm -rf "$work"
mkdir "$work" || exit 65
while IFS= read -r line && [ -n "$line" ]; do printf '%s\\n' "$line"; done > "$work/manifest"
while read -r digest new path; do
  for old in "$path".hardway-*; do [ -e "$old" ] && rm -f "$old"; done
done < "$work/manifest"
stop() {
  printf '%s\\n' "$1" >&2
  while read -r digest new path; do rm -f "$new"; done < "$work/manifest"
  exit 65
}
tar -x -m -p --same-owner -C / -f - || stop 'the binaries could not be written'
digest_of() {
  if command -v openssl > /dev/null 2>&1; then openssl dgst -sha256 -r "$1"; else sha256sum "$1"; fi | cut -c1-64
}
while read -r digest new path; do
  [ "$(digest_of "$new")" = "$digest" ] || stop "$path arrived with another digest than it was sent with"
done < "$work/manifest"
while read -r digest new path; do
  rm -f "$path.digest"
  mv -fT "$new" "$path" || stop "$path could not be put in place"
  printf '%s %s\\n' "$digest" "$(stat -c '%s %.9Z' "$path")" > "$path.digest.new" &&
    chmod 0644 "$path.digest.new" && mv -fT "$path.digest.new" "$path.digest" || stop "$path.digest could not be written"
done < "$work/manifest"
rm -rf "$work"
exit 0
`;
