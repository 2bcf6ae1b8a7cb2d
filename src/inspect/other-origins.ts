import type { FlagCatalog } from '../catalog/flag-catalog.js';
import type { ComponentArgv } from './component-argv.js';
import { fromEntries } from './effective.js';
import type { EffectiveFlag } from './effective-flag.js';
import { listValue } from './list-value.js';
import { listedElements } from './listed-value.js';

type Flags = Readonly<Record<string, EffectiveFlag>>;

const defaults = new WeakMap<FlagCatalog, Flags>();

/** Every flag of the version with its default, as the component prints it; the same value for the same catalogue. */
export function defaultFlags(catalog: FlagCatalog): Flags {
  const known = defaults.get(catalog);
  if (known !== undefined) return known;
  const flags = fromEntries(
    catalog.all().map((flag): [string, EffectiveFlag] => {
      const values = listedElements(flag, flag.default);
      return [
        flag.name,
        {
          name: flag.name,
          type: flag.type,
          value: values === null ? flag.default : values.join(','),
          ...(values === null ? {} : { values }),
          origin: 'default',
          confidence: 'certain',
          provenance: [],
          overrode: [],
        },
      ];
    }),
  );
  defaults.set(catalog, flags);
  return flags;
}

/** etcd takes every flag from the environment too: `ETCD_` and the name in capitals. Kubernetes components do not. */
export function environmentFlags(argv: ComponentArgv, catalog: FlagCatalog): Flags {
  if (argv.component !== 'etcd') return {};
  const byVariable = new Map(
    catalog.all().map((flag) => [`ETCD_${flag.name.toUpperCase().replaceAll('-', '_')}`, flag]),
  );
  const label = argv.source.path ?? '<stdin>';
  return fromEntries(
    argv.environment.flatMap((variable): [string, EffectiveFlag][] => {
      const flag = byVariable.get(variable.name);
      // An empty variable is as good as none: etcd skips it.
      if (flag === undefined || variable.value === '') return [];
      const listed = variable.value === null ? undefined : listValue(flag, [variable.value]).elements;
      const common = {
        name: flag.name,
        type: flag.type,
        origin: 'env' as const,
        provenance: [
          { source: variable.file ?? label, ...(variable.line === undefined ? {} : { line: variable.line }) },
        ],
        overrode: [],
      };
      if (variable.value === null) return [[flag.name, { ...common, value: null, confidence: 'undetermined' }]];
      const values = listed === undefined || listed.length < 2 ? {} : { values: listed };
      return [[flag.name, { ...common, ...values, value: variable.value, confidence: 'certain' }]];
    }),
  );
}
