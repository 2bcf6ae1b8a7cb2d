import type { FlagCatalog } from '../catalog/flag-catalog.js';
import { type Problem, problem } from '../kernel/problem.js';
import type { ComponentArgv, EnvironmentValue } from './component-argv.js';
import type { EffectiveFlag } from './effective-flag.js';

function whereOf(variable: EnvironmentValue, label: string): Problem['where'] {
  return { file: variable.file ?? label, ...(variable.line === undefined ? {} : { line: variable.line }) };
}

/**
 * Variables that do not do what they seem to. etcd ends at its start when a flag and the variable of the same name are
 * both given, even an empty one (verifyEnv), unless a configuration file replaces both. Kubernetes components take no
 * flag from the environment at all: a variable of a unit that is called like one is looked at by nobody.
 */
export function environmentProblems(
  argv: ComponentArgv,
  label: string,
  catalog: FlagCatalog,
  set: Readonly<Record<string, EffectiveFlag>>,
): readonly Problem[] {
  if (argv.component === 'etcd') {
    const variables = new Map(argv.environment.map((variable) => [variable.name, variable]));
    if (set['config-file'] !== undefined || variables.has('ETCD_CONFIG_FILE')) return [];
    return Object.keys(set).flatMap((name) => {
      const variable = variables.get(`ETCD_${name.toUpperCase().replaceAll('-', '_')}`);
      if (variable === undefined) return [];
      return [
        problem('input-conflicting-flags', {
          where: whereOf(variable, label),
          what: `${variable.name} and --${name} are both given: etcd refuses to start`,
          fix: 'keep one of the two',
        }),
      ];
    });
  }
  if (argv.source.kind !== 'unit') return [];
  const words = argv.words.map(({ text }) => text).join('\n');
  return argv.environment.flatMap((variable) => {
    // One word alone (PORT, V) is more likely something else.
    if (!/^[A-Z]+(?:_[A-Z]+)+$/.test(variable.name)) return [];
    const name = variable.name.toLowerCase().replaceAll('_', '-');
    const used = variable.value !== null && variable.value !== '' && words.includes(variable.value);
    if (catalog.get(name) === undefined || set[name] !== undefined || used) return [];
    return [
      problem('input-ignored-variable', {
        severity: 'warning',
        where: whereOf(variable, label),
        what: `${argv.component} does not look at ${variable.name}: it takes no flags from the environment`,
        fix: `give --${name} in ExecStart=`,
      }),
    ];
  });
}
