import type { Endpoint } from './endpoint.js';
import { expectSuccess, isObject, type JsonObject, jsonObject, objectsOf, textOf } from './read-json.js';

const pageSize = 250;
/** More masters than any cluster has; a server that never ends its list is not read for ever. */
const maxPages = 40;

/**
 * All objects of a collection (`/api/v1/pods`), page by page; `selector` is a label selector. Throws `endpoint-status`
 * when the server refuses.
 */
export async function listObjects(
  endpoint: Endpoint,
  collection: string,
  selector?: string,
): Promise<readonly JsonObject[]> {
  const objects: JsonObject[] = [];
  let next = '';
  for (let page = 0; page < maxPages; page++) {
    const query = new URLSearchParams({
      limit: String(pageSize),
      ...(selector === undefined ? {} : { labelSelector: selector }),
      ...(next === '' ? {} : { continue: next }),
    });
    const path = `${collection}?${query.toString()}`;
    const list = jsonObject(
      endpoint,
      collection,
      expectSuccess(endpoint, collection, await endpoint.request({ path })),
    );
    objects.push(...objectsOf(list.items));
    next = isObject(list.metadata) ? textOf(list.metadata.continue) : '';
    if (next === '') break;
  }
  return objects;
}
