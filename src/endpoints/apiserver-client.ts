import type { Endpoint } from './endpoint.js';
import { ensureObject } from './ensure-object.js';
import { answerInvalid } from './endpoint-problems.js';
import { type JsonObject, expectSuccess, isObject, jsonObject, textOf } from './read-json.js';

/** What /readyz?verbose and /livez?verbose say, check by check. */
export interface ProbeResult {
  readonly ok: boolean;
  readonly checks: readonly { readonly name: string; readonly ok: boolean }[];
}

export interface ApiserverClient {
  /** Anonymous requests are enough. A failing probe is a result, not an error. */
  readyz(timeoutMs?: number): Promise<ProbeResult>;
  livez(timeoutMs?: number): Promise<ProbeResult>;
  /** `v1.37.1` */
  version(): Promise<string>;
  /** The object at a path; null when there is none (404). */
  get(path: string): Promise<JsonObject | null>;
  /** See `ensure-object.ts`. */
  ensureObject(path: string, object: JsonObject): Promise<'created' | 'present'>;
  /** All flags with their values, defaults too, as the running process has them. Needs cluster-admin. */
  flagz(): Promise<ReadonlyMap<string, string>>;
}

export function apiserverClient(endpoint: Endpoint): ApiserverClient {
  const probe = async (path: string, timeoutMs?: number): Promise<ProbeResult> => {
    const answer = await endpoint.request({ path, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
    // Not ready is 500 with the same list; anything else is not the answer of a probe.
    if (answer.status !== 500) expectSuccess(endpoint, path, answer);
    return { ok: answer.status === 200, checks: readChecks(answer.body.toString('utf8')) };
  };
  const get = async (path: string): Promise<JsonObject | null> => {
    const answer = await endpoint.request({ path });
    return answer.status === 404 ? null : jsonObject(endpoint, path, expectSuccess(endpoint, path, answer));
  };
  return {
    readyz: (timeoutMs) => probe('/readyz?verbose', timeoutMs),
    livez: (timeoutMs) => probe('/livez?verbose', timeoutMs),
    version: async () => textOf((await get('/version'))?.gitVersion),
    get,
    ensureObject: (path, object) => ensureObject(endpoint, path, object),
    flagz: () => readFlagz(endpoint),
  };
}

/** Lines such as `[+]ping ok` and `[-]etcd failed: reason withheld`; a plain `ok` has no checks. */
function readChecks(text: string): ProbeResult['checks'] {
  return [...text.matchAll(/^\[([+-])\](\S+)/gm)].map(([, sign, name = '']) => ({ name, ok: sign === '+' }));
}

/** The versions of the answer that have been served so far, newest first. */
const flagzVersions = ['v1beta1', 'v1alpha1'];

async function readFlagz(endpoint: Endpoint): Promise<ReadonlyMap<string, string>> {
  const path = '/flagz';
  let last: unknown;
  for (const version of flagzVersions) {
    const accept = `application/json;as=Flagz;v=${version};g=config.k8s.io`;
    const answer = await endpoint.request({ path, headers: { accept } });
    if (answer.status === 406) continue;
    const { flags } = jsonObject(endpoint, path, expectSuccess(endpoint, path, answer));
    if (isObject(flags)) return new Map(Object.entries(flags).map(([name, value]) => [name, String(value)]));
    last = flags;
  }
  throw answerInvalid(
    endpoint,
    `answered ${path} without flags${last === undefined ? ' in a form that is known' : ''}`,
  );
}
