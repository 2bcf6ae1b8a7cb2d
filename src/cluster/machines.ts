import { type Problem, problem } from '../kernel/problem.js';
import { shown } from './shown.js';

/** A line of a machines file: `IP FQDN HOST [POD_SUBNET]`, as in Kubernetes The Hard Way. */
export interface Machine {
  readonly address: string;
  readonly fqdn: string;
  readonly name: string;
  /** Only workers have one. */
  readonly podSubnet?: string;
}

/** Reads a machines file; blank lines and `#` comments are skipped. */
export function parseMachines(
  text: string,
  file: string,
): { readonly machines: readonly Machine[]; readonly problems: readonly Problem[] } {
  const machines: Machine[] = [];
  const problems: Problem[] = [];
  for (const [index, raw] of text.split(/\r\n?|\n/).entries()) {
    const line = raw.replace(/(^|\s)#.*$/, '').trim();
    if (line === '') continue;
    const [address, fqdn, name, podSubnet, ...rest] = line.split(/\s+/);
    if (address === undefined || fqdn === undefined || name === undefined || rest.length > 0) {
      const where = { file, line: index + 1, column: 1 };
      const what = `${shown(line)} is not a machine`;
      problems.push(problem('config-machines', { where, what, expected: 'IP FQDN HOST and, for workers, POD_SUBNET' }));
    } else {
      machines.push({ address, fqdn, name, ...(podSubnet === undefined ? {} : { podSubnet }) });
    }
  }
  return { machines, problems: problems.slice(0, 20) };
}
