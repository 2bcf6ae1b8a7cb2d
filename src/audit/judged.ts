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

/** The value of a flag that counts, null for a flag that the version does not have; or why it is not known. */
export function valueOf(judged: Judged, name: string): Known<Value | null> {
  const { component, minor, catalog } = judged;
  const given = component.flags[name];
  if (given !== undefined && given.origin !== 'default') {
    const { value, values } = given;
    if (value === null) return unknown(`the source does not say the value of --${name}`);
    if (placeholder.test(value)) return unknown(`--${name} holds a placeholder, ${value}`);
    return known({ text: value.trim(), elements: values ?? (value.trim() === '' ? [] : [value]) });
  }
  if (component.incomplete === true) return unknown(`flags may be missing from the source, --${name} among them`);
  if (catalog === null) return unknown(`the default of --${name} in ${minor} is not recorded`);
  const flag = catalog.get(name);
  if (flag === undefined) return known(null);
  const elements = defaultElements(flag);
  return known({ text: elements.join(','), elements });
}
