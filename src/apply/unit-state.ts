import type { Component } from '../kernel/component.js';
import { printableLines } from '../kernel/printable.js';
import { redact } from '../kernel/redact.js';
import type { Transport } from '../kernel/transport.js';

const stateScript = `
set -u
for unit in "$@"; do
  printf '%s ' "$unit"
  systemctl show -p ActiveState -p NRestarts -p Result "$unit" | tr '\\n' ' '
  echo
done
`;

/** Restarts after which a unit counts as crashing again and again, not as waiting for something. */
const crashLoop = 3;

/** Why a gate need not wait any longer: a unit that has failed or crashes again and again; null otherwise. */
export async function hopelessUnit(transport: Transport, components: readonly Component[]): Promise<string | null> {
  const args = components.map((component) => `${component}.service`);
  const { stdout } = await transport.run({ script: stateScript, args, sudo: true });
  for (const line of stdout.toString('utf8').split('\n')) {
    const [unit = ''] = line.split(' ');
    const restarts = Number(/NRestarts=(\d+)/.exec(line)?.[1] ?? '0');
    const result = /Result=(\S+)/.exec(line)?.[1] ?? '';
    if (line.includes('ActiveState=failed')) return `${unit} failed (${result})`;
    if (restarts >= crashLoop) return `${unit} ended and was started again ${restarts} times`;
  }
  return null;
}

const journalScript = `
journalctl --no-pager -o cat -n 20 -u "$1" 2>/dev/null
`;

/** The last 20 journal lines of a unit, with what looks like key material masked and nothing that moves a cursor. */
export async function journalTail(transport: Transport, component: Component): Promise<readonly string[]> {
  const { stdout } = await transport.run({ script: journalScript, args: [`${component}.service`], sudo: true });
  return printableLines(redact(stdout.toString('utf8')))
    .split('\n')
    .map((line) => (line.length > 400 ? `${line.slice(0, 399)}…` : line))
    .filter((line) => line.trim() !== '');
}
