import type { Endpoint, EndpointAnswer } from './endpoint.js';
import { isObject, type JsonObject, textOf } from './read-json.js';

/**
 * What came of asking for a page. `missing`: 404, the gate that serves it is off or the version has none. `forbidden`:
 * 403, the user is not in system:monitoring and has no other right to it. `unauthorized`: 401. `unknown-form`: the
 * server has no form of it that is known here. `failed`: any other answer, such as that of a proxy that reaches nobody.
 */
export type ZPage<T> =
  | { readonly state: 'got'; readonly value: T }
  | { readonly state: 'missing' | 'forbidden' | 'unauthorized' | 'unknown-form' | 'failed' };

/** What a component says of itself. */
export interface Status {
  /** `v1.37.1` */
  readonly version: string;
  /** The version whose behaviour is emulated, where it is another one. */
  readonly emulates?: string;
}

/** The versions of both answers that have been served so far, newest first (KEP-4827, KEP-4828). */
const formVersions = ['v1', 'v1beta1', 'v1alpha1'];

const states: Readonly<Record<number, Exclude<ZPage<never>['state'], 'got'>>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'missing',
};

function objectIn({ status, body }: EndpointAnswer, kind: string): JsonObject | null {
  if (status !== 200) return null;
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isObject(value) && value.kind === kind ? value : null;
  } catch {
    // Plain text: its separators change at random on purpose, so that nobody reads it with a program.
    return null;
  }
}

/** Asks for a page in the JSON form of each version, as the server refuses (406) those that it does not have. */
async function ask(endpoint: Endpoint, path: string, kind: string): Promise<ZPage<JsonObject>> {
  for (const version of formVersions) {
    const accept = `application/json;as=${kind};v=${version};g=config.k8s.io`;
    const answer = await endpoint.request({ path, headers: { accept } });
    const state = states[answer.status];
    if (state !== undefined) return { state };
    if (answer.status >= 400 && answer.status !== 406) return { state: 'failed' };
    const value = objectIn(answer, kind);
    if (value !== null) return { state: 'got', value };
  }
  return { state: 'unknown-form' };
}

/** Every flag with its value as the running component has it, defaults included. `at` is put before the path. */
export async function askFlagz(endpoint: Endpoint, at = ''): Promise<ZPage<ReadonlyMap<string, string>>> {
  const page = await ask(endpoint, `${at}/flagz`, 'Flagz');
  if (page.state !== 'got') return page;
  const { flags } = page.value;
  if (!isObject(flags)) return { state: 'unknown-form' };
  return { state: 'got', value: new Map(Object.entries(flags).map(([name, value]) => [name, String(value)])) };
}

/** The version of the running component, from `/statusz` or, where that is not served, from `/version`. */
export async function askStatus(endpoint: Endpoint, at = ''): Promise<ZPage<Status>> {
  const page = await ask(endpoint, `${at}/statusz`, 'Statusz');
  if (page.state === 'got') {
    const version = textOf(page.value.binaryVersion);
    const emulates = textOf(page.value.emulationVersion);
    if (version !== '') return { state: 'got', value: { version, ...(emulates === '' ? {} : { emulates }) } };
  }
  const answer = await endpoint.request({ path: `${at}/version` });
  try {
    const value: unknown = answer.status === 200 ? JSON.parse(answer.body.toString('utf8')) : null;
    const version = isObject(value) ? textOf(value.gitVersion) : '';
    if (version !== '') return { state: 'got', value: { version } };
  } catch {
    return { state: 'unknown-form' };
  }
  return page.state === 'got' ? { state: 'unknown-form' } : page;
}
