import path from 'node:path';
import { fail } from '../kernel/problem.js';
import type { Endpoint } from './endpoint.js';
import { type JsonObject, expectSuccess, isObject, jsonObject } from './read-json.js';

/**
 * Makes an object that is not there yet, and leaves one that is: GET its path, POST to the collection above it on 404.
 * What exists has to say the same as what is wanted (everything but `metadata`, which the server completes); otherwise
 * this is `endpoint-object-differs`, for somebody else may rely on it.
 */
export async function ensureObject(
  endpoint: Endpoint,
  objectPath: string,
  wanted: JsonObject,
): Promise<'created' | 'present'> {
  const found = await endpoint.request({ path: objectPath });
  if (found.status !== 404) {
    compare(endpoint, objectPath, jsonObject(endpoint, objectPath, expectSuccess(endpoint, objectPath, found)), wanted);
    return 'present';
  }
  const collection = path.posix.dirname(objectPath);
  const made = await endpoint.request({ method: 'POST', path: collection, body: wanted });
  // Somebody was faster: a second apiserver, or our own request whose answer was lost.
  if (made.status === 409) return ensureObject(endpoint, objectPath, wanted);
  expectSuccess(endpoint, collection, made);
  return 'created';
}

function compare(endpoint: Endpoint, objectPath: string, found: JsonObject, wanted: JsonObject): void {
  const different = Object.keys(wanted)
    .filter((field) => !['metadata', 'apiVersion', 'kind'].includes(field))
    .filter((field) => !covers(found[field], wanted[field]));
  if (different.length === 0) return;
  fail('endpoint-object-differs', {
    where: { host: endpoint.host, field: different.join(', ') },
    what: `${objectPath} exists with other content in ${different.join(', ')}`,
    expected: JSON.stringify(Object.fromEntries(different.map((field) => [field, wanted[field]]))),
    fix: 'compare it with what is expected; delete it to have it made anew',
  });
}

/** Whether `found` says all that `wanted` says. Lists must have the same entries in any order; the server may add fields. */
function covers(found: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(found) || found.length !== wanted.length) return false;
    return wanted.every((entry) => found.some((candidate) => covers(candidate, entry)));
  }
  if (isObject(wanted)) {
    return isObject(found) && Object.entries(wanted).every(([field, value]) => covers(found[field], value));
  }
  return found === wanted;
}
