import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { localTransport } from '../../src/hosts/local-transport.js';
import type { Component } from '../../src/kernel/component.js';
import type { RunRequest, Transport } from '../../src/kernel/transport.js';

/**
 * systemd as far as deploy uses it: units are files, what is loaded and what runs is remembered in files. What is loaded,
 * and whether it is enabled, stays believed until a reload, whatever happens on disk. A unit that says BROKEN fails.
 */
const systemctl = `#!/bin/sh
state=$FAKE_ROOT/state units=$FAKE_ROOT/etc/systemd/system
command= names= properties=
for word in "$@"; do
  case $word in
    --version) echo 'systemd 252 (252.1)'; exit 0 ;;
    -p) skip=1 ;;
    -*) ;;
    *) if [ -n "$skip" ]; then skip= properties=$properties,$word; elif [ -z "$command" ]; then command=$word; else names="$names $word"; fi ;;
  esac
done
now() { date -u '+%a %Y-%m-%d %H:%M:%S.%6N UTC'; }
load() { [ -e "$state/$1.loaded" ] || [ ! -e "$units/$1" ] || cp "$units/$1" "$state/$1.loaded"; }
begin() {
  load "$1"
  if grep -q BROKEN "$state/$1.loaded" 2>/dev/null || [ ! -e "$state/$1.loaded" ]; then
    rm -f "$state/$1.active"; touch "$state/$1.failed"; echo "Job for $1 failed." >&2; return 1
  fi
  rm -f "$state/$1.failed"; now > "$state/$1.active"; echo "$1" >> "$state/starts"
}
for unit in $names; do
  case $command in
    show)
      load "$unit"
      [ -e "$state/$unit.loaded" ] && load=loaded || load=not-found
      active=inactive started= pid=0
      [ -e "$state/$unit.failed" ] && active=failed
      [ -e "$state/$unit.active" ] && active=active started=$(cat "$state/$unit.active") pid=4194399
      if [ ! -e "$state/$unit.believed" ]; then
        [ -e "$state/$unit.enabled" ] && echo enabled > "$state/$unit.believed" || echo disabled > "$state/$unit.believed"
      fi
      enabled=$(cat "$state/$unit.believed")
      [ $load = loaded ] || rm "$state/$unit.believed"
      reload=no
      [ -e "$state/$unit.loaded" ] && ! cmp -s "$units/$unit" "$state/$unit.loaded" && reload=yes
      fragment=; [ $load = loaded ] && fragment=$units/$unit
      printf '%s\\n' "Id=$unit" "LoadState=$load" "ActiveState=$active" "UnitFileState=$enabled" "NeedDaemonReload=$reload" \\
        "FragmentPath=$fragment" DropInPaths= "ExecMainStartTimestamp=$started" "MainPID=$pid" NRestarts=0 Result=success '' |
        grep -E "^($(printf %s "\${properties#,}" | tr , '|'))=|^$" ;;
    enable) touch "$state/$unit.enabled" ;;
    # Without waiting, a start that fails is only seen later.
    restart) case " $* " in *' --no-block '*) begin "$unit" || : ;; *) begin "$unit" || exit 1 ;; esac ;;
    stop) rm -f "$state/$unit.active" ;;
  esac
done
if [ "$command" = daemon-reload ]; then
  echo reload >> "$state/reloads"
  rm -f "$state"/*.believed
  for loaded in "$state"/*.loaded; do unit=\${loaded##*/}; rm -f "$loaded"; load "\${unit%.loaded}"; done
fi
exit 0
`;

const programs: Readonly<Record<string, string>> = {
  systemctl,
  ss: '#!/bin/sh\n',
  journalctl: '#!/bin/sh\necho "last words of $7"\n',
  // Without root everything belongs to us; to the scripts it looks as if it belonged to root.
  chown: '#!/bin/sh\n',
  tar: '#!/bin/sh\nn=$#\nwhile [ $n -gt 0 ]; do w=$1; shift; [ "$w" = --same-owner ] || set -- "$@" "$w"; n=$((n - 1)); done\nexec /usr/bin/env -u PATH /bin/tar --no-same-owner "$@"\n',
  stat: '#!/bin/sh\n/bin/stat "$@" | sed "s/ $(id -un):$(id -gn) / root:root /"\n',
};

/** A host in a folder of this machine: the real scripts run in a real shell, with a systemd that only remembers. */
export interface FakeHost {
  readonly root: string;
  readonly transport: Transport;
  /** Whether a unit runs. */
  readonly runs: (component: Component) => boolean;
}

/** Makes such a host in an empty folder, reached by `inner`: by default as a process of this one. */
export function fakeHost(name: string, root: string, inner: Transport = localTransport(name)): FakeHost {
  const bin = path.join(root, 'fake-bin');
  for (const folder of [
    'fake-bin',
    'state',
    'etc/systemd/system',
    'run/systemd/system',
    'usr/local/bin',
    'opt',
    'local',
  ]) {
    mkdirSync(path.join(root, folder), { recursive: true });
  }
  for (const [program, text] of Object.entries(programs)) {
    writeFileSync(path.join(bin, program), text);
    chmodSync(path.join(bin, program), 0o755);
  }
  const prefix = `FAKE_ROOT='${root}' PATH='${bin}':$PATH; export FAKE_ROOT PATH\n`;
  const run = (request: RunRequest) =>
    inner.run({
      ...request,
      sudo: false,
      script: prefix + request.script.replaceAll('/run/systemd/system', `${root}/run/systemd/system`),
    });
  return {
    root,
    transport: { ...inner, run },
    runs: (component) => existsSync(path.join(root, 'state', `${component}.service.active`)),
  };
}
