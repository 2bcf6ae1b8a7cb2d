/**
 * How scripts begin that answer in lines (`host-answers.ts`): `$1` is the random word of the run. Tools are tried, not
 * only looked for, since a host may have others under the same names.
 */
export const scriptStart = String.raw`
set -uf
LC_ALL=C PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin
export LC_ALL PATH
mark=$1; shift
has() { command -v "$1" >/dev/null 2>&1; }
lacking=
[ "$(printf ab | head -c 1 2>/dev/null)" = a ] || lacking="$lacking head"
[ "$(printf ab | tr b c 2>/dev/null)" = ac ] || lacking="$lacking tr"
[ "$(printf ab | sed s/b/c/ 2>/dev/null)" = ac ] || lacking="$lacking sed"
if [ "$(printf ab | base64 2>/dev/null)" = YWI= ]; then how=base64; encoded() { base64 | tr -d '\n'; }
elif [ "$(printf ab | openssl base64 -A 2>/dev/null)" = YWI= ]; then how=base64; encoded() { openssl base64 -A; }
elif [ "$(printf ab | od -An -v -tx1 2>/dev/null | tr -d ' \n')" = 6162 ]; then how=hex; encoded() { od -An -v -tx1 | tr -d ' \n'; }
else how=none lacking="$lacking base64"; fi
if [ -n "$lacking" ]; then printf '%s lacks%s\n%s end\n' "$mark" "$lacking" "$mark"; exit 0; fi
printf '%s how %s\n' "$mark" "$how"
answer() {
  a=$(encoded)
  case $3 in
    *[!A-Za-z0-9/._@:+,-]*) p=:$(printf %s "$3" | encoded) ;;
    *) p==$3 ;;
  esac
  printf '%s %s %s %s %s %s %s\n' "$mark" "$1" "$2" "$p" "$4" "@{#a}" "$a"
}
nothing() { answer "$1" "$2" "$3" - </dev/null; }
facts() {
  f=-
  has stat && f=$(stat -L -c '%a,%U:%G,%Y' "$1" 2>/dev/null)
  case $f in ''|*[!A-Za-z0-9,:._-]*) f=- ;; esac
}
# Whether a folder on the way to a path may not be searched, so that nothing can be said of it.
hidden() {
  d=$1
  while d=@{d%/*} && [ -n "$d" ]; do
    [ -d "$d" ] || continue
    [ -x "$d" ] && return 1
    return 0
  done
  return 1
}
`.replaceAll('@{', '${');
