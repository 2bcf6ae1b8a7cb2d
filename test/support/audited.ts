import { evaluate } from '../../src/audit/evaluate.js';
import type { Finding } from '../../src/audit/finding.js';
import { rules } from '../../src/audit/rules/all.js';
import { knownMinors, loadFlagCatalog } from '../../src/catalog/load.js';
import type { InspectedComponent } from '../../src/inspect/effective-flag.js';
import { inspectText } from '../../src/inspect/inspect-text.js';
import { minorOf } from '../../src/kernel/version.js';

/** The components that a text shows. */
export async function shown(
  text: string,
  version?: string,
  source = '<stdin>',
): Promise<readonly InspectedComponent[]> {
  const { components } = await inspectText(text, {
    source,
    catalogs: loadFlagCatalog,
    effective: true,
    ...(version === undefined ? {} : { kubernetesVersion: version, etcdVersion: version }),
  });
  return components;
}

/** The component that a command line starts, as /proc shows it. No version: nothing says it. */
export async function running(words: readonly string[], version?: string): Promise<InspectedComponent> {
  const [found] = await shown(`${words.join('\0')}\0`, version, '/proc/7/cmdline');
  if (found === undefined) throw new Error(`no component in ${words.join(' ')}`);
  return found;
}

/** The findings about a component, by slug. */
export async function judged(component: InspectedComponent): Promise<Readonly<Record<string, Finding>>> {
  const { version } = component;
  const minors = version === undefined ? knownMinors(component.component) : [minorOf(version)];
  const versions = await Promise.all(
    minors.map(async (minor) => ({ minor, catalog: await loadFlagCatalog(component.component, minor) })),
  );
  const { findings } = evaluate([{ component, versions }], rules);
  return Object.fromEntries(findings.map((finding) => [finding.rule, finding]));
}

/** The finding of one rule about a command line. */
export async function findingOf(rule: string, words: readonly string[], version?: string): Promise<Finding> {
  const finding = (await judged(await running(words, version)))[rule];
  if (finding === undefined) throw new Error(`no finding of ${rule}`);
  return finding;
}
