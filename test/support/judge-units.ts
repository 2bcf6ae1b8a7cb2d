import { type UnitCase, unitTexts } from './unit-cases.js';

/** What systemd made of a unit: the arguments of every program it started, or that it would not have the unit. */
export interface UnitAnswer {
  readonly load: string;
  readonly started: readonly (readonly string[])[];
}

/** Prints its arguments into a file that is named after the unit it runs in; several calls go one after the other. */
const argvProgram = String.raw`#!/bin/sh
unit=$(sed -n 's|.*/\(judge-[0-9]*\)\.service.*|\1|p' /proc/self/cgroup | head -n 1)
{ cat /proc/$$/cmdline; printf '\001'; } >> "/run/judged/$unit"
`;

export const unitName = (index: number): string => `judge-${String(index)}`;

/** A shell script that writes all units, starts each once and prints what became of them. Made for a host of the lab. */
export function judgeScript(cases: readonly UnitCase[]): string {
  const write = (path: string, text: string): string => {
    const folder = path.slice(0, path.lastIndexOf('/'));
    return `mkdir -p '${folder}'; echo ${Buffer.from(text).toString('base64') || "''"} | base64 -d > '${path}'`;
  };
  const texts = cases.flatMap((one, i) => Object.entries(unitTexts(one, unitName(i))));
  return [
    'mkdir -p /run/judged',
    write('/usr/local/bin/argv', argvProgram),
    'chmod 755 /usr/local/bin/argv',
    ...texts.map(([path, text]) => write(path, text)),
    'systemctl daemon-reload',
    `all="${cases.map((_one, i) => `${unitName(i)}.service`).join(' ')}"`,
    'systemctl start $all >/dev/null 2>&1; sleep 1',
    'systemctl show -p LoadState --value $all | grep . > /run/judged/states; n=0',
    'while read -r load; do',
    '  echo "judge-$n $load $(base64 -w0 /run/judged/judge-$n 2>/dev/null)"; n=$((n+1))',
    'done < /run/judged/states',
    'rm -rf /run/judged /usr/local/bin/argv /etc/systemd/system/judge-* /run/systemd/system/judge-* /usr/lib/systemd/system/judge-* /run/judge-*',
    'systemctl daemon-reload; systemctl reset-failed',
  ].join('\n');
}

/** The answers in what the script printed. */
export function judgedUnits(printed: string): readonly UnitAnswer[] {
  return printed
    .split('\n')
    .filter((line) => line.startsWith('judge-'))
    .map((line) => {
      const [, load = '', encoded = ''] = line.split(' ');
      const calls = Buffer.from(encoded, 'base64').toString().split('\u0001').slice(0, -1);
      // The interpreter and the path of the script come first.
      return { load, started: calls.map((call) => call.split('\0').slice(2, -1)) };
    });
}
