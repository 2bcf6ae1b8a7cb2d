import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { deploy } from './deploy.js';
import { inspect } from './inspect.js';
import { manyHosts } from './many-hosts.js';
import { pki } from './pki.js';
import { reportText, type Section } from './report.js';
import { startup } from './startup.js';

const parts: Readonly<Record<string, (root: string) => Promise<Section>>> = {
  startup,
  inspect,
  pki,
  'many-hosts': manyHosts,
  deploy,
};

/** Measures all parts and writes `docs/benchmarks.md`; with names of parts, measures those and prints only. */
export async function main(names: readonly string[], root: string): Promise<void> {
  const unknown = names.filter((name) => !(name in parts));
  if (unknown.length > 0)
    throw new Error(`no such part: ${unknown.join(', ')} (there are ${Object.keys(parts).join(', ')})`);
  const sections: Section[] = [];
  for (const [name, run] of Object.entries(parts)) {
    if (names.length === 0 || names.includes(name)) sections.push(await run(root));
  }
  const text = reportText(sections, new Date());
  process.stdout.write(text);
  if (names.length === 0) writeFileSync(path.join(root, 'docs/benchmarks.md'), text);
}
