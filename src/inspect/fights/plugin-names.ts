import { loadAdmissionPlugins } from '../../catalog/admission-plugins.js';
import { loadPluginMinors } from '../../catalog/plugin-minors.js';
import { nearest } from '../../kernel/nearest.js';
import { compareVersions } from '../../kernel/version.js';
import type { Finding, FlagView } from './view.js';

const pluginFlags = ['enable-admission-plugins', 'disable-admission-plugins', 'admission-control'] as const;

/** Admission plugins that the version does not have: the apiserver refuses to start with such a name. */
export async function unknownPlugins(flags: FlagView, minor: string): Promise<readonly Finding[]> {
  const named = pluginFlags.flatMap((flag) => flags.list(flag).map((name) => ({ flag, name })));
  if (named.length === 0) return [];
  const plugins = await loadAdmissionPlugins(minor);
  if (plugins === null) return [];
  const known = new Set(plugins.names);
  const unknown = named.filter(({ name }) => name !== '' && !known.has(name));
  if (unknown.length === 0) return [];
  const minorsOf = await loadPluginMinors();
  return unknown.map(({ flag, name }): Finding => {
    const history = minorsOf(name);
    const last = history.at(-1)?.to;
    const first = history[0]?.from;
    const similar = history.length > 0 ? undefined : nearest(name, plugins.names);
    const gone = last !== undefined && compareVersions(last, minor) < 0;
    const later = !gone && first !== undefined && compareVersions(first, minor) > 0;
    const when = gone
      ? `; the last version with it was ${last}`
      : later
        ? `; the first version with it is ${first}`
        : '';
    return {
      code: 'input-unknown-plugin',
      severity: flags.component.versionFrom === 'flags' ? 'warning' : 'error',
      flag,
      what: `kube-apiserver ${minor} has no admission plugin ${name.slice(0, 80)}, and does not start with it${when}`,
      ...(similar === undefined ? {} : { expected: `${similar}, perhaps` }),
      fix: `remove it from --${flag}`,
    };
  });
}
