import type { YamlPath } from '../../formats/yaml.js';
import type { Component } from '../../kernel/component.js';
import { type Draft, draftHosts } from '../draft.js';
import { sectionNames, sections } from '../sections.js';

type Options = NonNullable<NonNullable<Draft['spec']>['apiServer']>;
export type DraftArg = NonNullable<NonNullable<Options['extraArgs']>[number]>;

/** One place of the config where flags of a component are given or dropped. */
export interface FlagSite {
  readonly component: Component;
  readonly path: YamlPath;
  readonly extraArgs: readonly { readonly arg: DraftArg; readonly path: YamlPath }[];
  readonly unset: readonly { readonly name: string; readonly path: YamlPath }[];
  /** Names that are dropped here or for the whole cluster. */
  readonly dropped: ReadonlySet<string>;
}

function names(options: Options | undefined): readonly string[] {
  return (options?.unset ?? []).filter((name) => name !== undefined);
}

function site(component: Component, path: YamlPath, options: Options | undefined, above?: Options): FlagSite {
  return {
    component,
    path,
    extraArgs: (options?.extraArgs ?? []).flatMap((arg, i) =>
      arg === undefined ? [] : [{ arg, path: [...path, 'extraArgs', i] }],
    ),
    unset: (options?.unset ?? []).flatMap((name, i) =>
      name === undefined ? [] : [{ name, path: [...path, 'unset', i] }],
    ),
    dropped: new Set([...names(options), ...names(above)]),
  };
}

/** Every place of a config that gives or drops flags: per component for the cluster, then per host. */
export function flagSites(draft: Draft): readonly FlagSite[] {
  return sectionNames.flatMap((section) => {
    const component = sections[section];
    const shared = draft.spec?.[section];
    return [
      site(component, ['spec', section], shared),
      ...draftHosts(draft).map(({ host, index }) =>
        site(component, ['spec', 'hosts', index, section], host[section], shared),
      ),
    ];
  });
}
