import type { Flag } from '../catalog/flag.js';
import type { FlagCatalog } from '../catalog/flag-catalog.js';
import { elementsOf } from '../catalog/type-rules.js';
import type { InspectedComponent } from '../inspect/effective-flag.js';
import { known, type Known, unknown } from './known.js';

/** A component under the assumption that it has a certain version. */
export interface Judged {
  readonly component: InspectedComponent;
  /** `1.37`. */
  readonly minor: string;
  /** Null where nothing is recorded about that minor: then defaults are not known. */
  readonly catalog: FlagCatalog | null;
}

export interface Value {
  readonly text: string;
  /** The elements of a list; the text itself for any other flag, none when it is empty. */
  readonly elements: readonly string[];
}

/** Templates and guides leave such words where a value belongs; what will stand there is not known. */
const placeholder = /\{\{.*\}\}|<%|\$\{?[A-Za-z_]|\$\(|^<[^<>]+>$|<[A-Z][A-Z0-9_-]*>|[<[](?:your|my|insert|path)[ _-]/i;

/** The elements of a default that is printed as `[a,b]`, or of a plain one as it would be given. */
function defaultElements(flag: Flag): readonly string[] {
  const { default: printed } = flag;
  const inner = printed.startsWith('[') && printed.endsWith(']') ? printed.slice(1, -1) : printed;
  return inner === '' ? [] : elementsOf(flag, inner);
}

/** Whether the version has a flag of that name. */
export function hasFlag({ component, minor, catalog }: Judged, name: string): Known<boolean> {
  if (catalog !== null) return known(catalog.get(name) !== undefined);
  if (component.flags[name] !== undefined) return known(true);
  return unknown(`the flags of ${component.component} ${minor} are not recorded`);
}

/** Flags that count no more once a file is given: etcd then reads nothing else, the scheduler leaves some to its file. */
const filesInPlaceOfFlags: Readonly<Record<string, { readonly file: string; readonly flags?: readonly string[] }>> = {
  etcd: { file: 'config-file' },
  'kube-scheduler': { file: 'config', flags: ['profiling', 'contention-profiling'] },
};

/** The flag whose file decides about another flag; undefined where the flag itself does. */
function decidingFile({ component }: Judged, name: string): string | undefined {
  const { file, flags } = filesInPlaceOfFlags[component.component] ?? {};
  if (file === undefined || name === file || (flags !== undefined && !flags.includes(name))) return undefined;
  const given = component.flags[file];
  return given === undefined || given.value === '' ? undefined : file;
}

function defaultOf({ component, minor, catalog }: Judged, name: string): Known<Value | null> {
  if (catalog === null) return unknown(`the default of --${name} of ${component.component} ${minor} is not recorded`);
  const flag = catalog.get(name);
  if (flag === undefined) return known(null);
  const elements = defaultElements(flag);
  return known({ text: elements.join(','), elements });
}

/** The value of a flag that counts, null for a flag that the version does not have; or why it is not known. */
export function valueOf(judged: Judged, name: string): Known<Value | null> {
  const { component } = judged;
  const given = component.flags[name];
  const file = decidingFile(judged, name);
  if (file !== undefined && (given?.origin !== 'file' || given.value === null)) {
    const companion = component.companions?.find(({ flag }) => flag === file);
    if (companion?.state === 'read') return defaultOf(judged, name);
    const path = component.flags[file]?.value ?? 'the file';
    return unknown(`--${name} is decided by ${path} of --${file}, which was not read`);
  }
  if (given !== undefined && given.origin !== 'default') {
    const { value, values } = given;
    if (value === null) return unknown(`the source does not say the value of --${name}`);
    if (placeholder.test(value)) return unknown(`--${name} holds a placeholder, ${value}`);
    const text = value.trim();
    return known({ text, elements: values ?? (text === '' ? [] : [text]) });
  }
  if (component.incomplete === true) return unknown(`flags may be missing from the source, --${name} among them`);
  return defaultOf(judged, name);
}
