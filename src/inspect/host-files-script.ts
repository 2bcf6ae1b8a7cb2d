import { scriptStart } from './host-script-start.js';

/**
 * Reads the files whose paths come on standard input, one a line, and answers for each with its content, or with
 * `missing`, `denied`, `large` or `other` (no regular file). A private key is never sent: in its place the certificates
 * of the file and, where there is openssl, the public half of the key. 8 MiB in all, 512 KiB of one file.
 * For a path that ends in a slash come the paths of the files below it whose names end in `.conf`.
 */
export const hostFilesScript = `${scriptStart}${String.raw`
sum=0
send() {
  case $2 in *[!A-Za-z0-9/._@:+,-]*) p=:$(printf %s "$2" | encoded) ;; *) p==$2 ;; esac
  printf '%s %s - %s %s %s %s\n' "$mark" "$1" "$p" "$f" "@{#a}" "$a"
  sum=$((sum + @{#a}))
}
while IFS= read -r path; do
  f=- a=
  case $path in
    */) if [ -d "$path" ] && [ -r "$path" ] && [ -x "$path" ]; then
        a=$(find "@{path%/}/" -name '*.conf' ! -type d 2>/dev/null | head -n 200 | tr -s / | encoded)
        send folder "$path"; continue
      elif [ -d "$path" ]; then send denied "$path"; continue; fi ;;
  esac
  if [ -f "$path" ] && [ -r "$path" ]; then
    facts "$path"
    size=$(head -c 524289 "$path" | wc -c)
    if [ "$size" -gt 524288 ] || [ $sum -gt 8388608 ]; then send large "$path"; continue; fi
    if [ -n "$(sed -n '/PRIVATE KEY-----/{p;q;}' "$path" 2>/dev/null | head -c 1)" ]; then
      f="$f,private"
      case $f in -,*) f=-,-,-,private ;; esac
      a=$({ sed -n '/-----BEGIN CERTIFICATE-----/,/-----END CERTIFICATE-----/p' "$path"
        has openssl && openssl pkey -in "$path" -passin pass: -pubout 2>/dev/null
      } | encoded)
    else a=$(encoded < "$path"); fi
    send file "$path"
  elif [ -e "$path" ]; then
    if [ -f "$path" ]; then send denied "$path"; else send other "$path"; fi
  elif hidden "$path"; then send denied "$path"
  else send missing "$path"; fi
done
printf '%s end\n' "$mark"
exit 0
`.replaceAll('@{', '${')}`;
