import { fail } from '../kernel/problem.js';
import type { Endpoint, EndpointAnswer } from './endpoint.js';
import { answerInvalid } from './endpoint-problems.js';

export type JsonObject = Readonly<Record<string, unknown>>;

/** The JSON object in an answer. Throws when there is none. */
export function jsonObject(endpoint: Endpoint, path: string, answer: EndpointAnswer): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(answer.body.toString('utf8'));
  } catch {
    throw answerInvalid(endpoint, `answered ${path} with something that is not JSON (status ${answer.status})`);
  }
  if (!isObject(value)) throw answerInvalid(endpoint, `answered ${path} with JSON that is not an object`);
  return value;
}

/** Throws `endpoint-status` unless the status says success; a Kubernetes Status or etcd error tells why. */
export function expectSuccess(endpoint: Endpoint, path: string, answer: EndpointAnswer): EndpointAnswer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  const reason = messageIn(answer.body);
  const fixes: Readonly<Record<number, string>> = {
    401: 'the client certificate is missing or not from the authority that the apiserver trusts',
    403: 'the user of the client certificate has no right to this; is its binding applied?',
  };
  const expected = fixes[answer.status];
  return fail('endpoint-status', {
    where: { host: endpoint.host },
    what: `${endpoint.name} answered ${path} with status ${answer.status}${reason === '' ? '' : `: ${reason}`}`,
    ...(expected === undefined ? {} : { fix: expected }),
  });
}

/** The message of a Kubernetes Status (`message`) or of etcd's gateway (`error`, `message`), cut to a line. */
function messageIn(body: Buffer): string {
  const text = body.subarray(0, 4096).toString('utf8');
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return textOf(value.message) || textOf(value.error);
  } catch {
    // Plain text, such as "Unauthorized" or a proxy's page: its first line says enough.
  }
  return (text.split('\n')[0] ?? '').slice(0, 200);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a field, or '' when it is missing: protobuf's JSON leaves empty values out. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function objectsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}
