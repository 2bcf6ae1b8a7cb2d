import { isIP } from 'node:net';

/** The values of the flag types that only the kubelet and kube-proxy have (k8s.io/kubernetes/pkg/util/flag). */

/** What Kubernetes takes for a quantity. Digits are optional indeed: a bare `Mi` is zero. */
export const quantity = /^(?=.)[+-]?\d*\.?\d*(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;

/** An address as Go read it up to 1.16 (ParseIPSloppy): leading zeros are fine, blanks and zones are not. */
export function isSloppyAddress(value: string): boolean {
  const plain = value.replace(/(?<![\dA-Fa-f])0+(?=[\dA-Fa-f])/g, '');
  return isIP(plain) !== 0 && !plain.includes('%');
}

/** An address, or an address and a port: `127.0.0.1`, `127.0.0.1:10256`, `[::1]:10256`. */
export function isAddressWithPort(value: string): boolean {
  if (value === '' || isSloppyAddress(value)) return true;
  const [, bracketed, plain = '', port = ''] = /^(?:\[([^[\]]*)\]|([^:[\]]*)):(\d+)$/.exec(value) ?? [];
  return isSloppyAddress(bracketed ?? plain) && Number(port) <= 65_535;
}

/** Headers as `name:value`, with commas between several. */
export function areHeaders(value: string): boolean {
  return value.split(',').every((pair) => pair === '' || pair.includes(':'));
}

function isReservation(reservation: string): boolean {
  const [node = '', limits, ...more] = reservation.split(':');
  if (limits === undefined || more.length > 0 || !/^[+-]?\d{1,18}$/.test(node)) return false;
  return limits.split(',').every((limit) => {
    const [name = '', amount, ...rest] = limit.split('=');
    const known = name === 'memory' || name.startsWith('hugepages-');
    return known && amount !== undefined && rest.length === 0 && quantity.test(amount);
  });
}

/** Memory by NUMA node: `0:memory=1Gi,hugepages-1Gi=2Gi;1:memory=2Gi`. */
export function isReservedMemory(value: string): boolean {
  return value === '' || value.split(';').every(isReservation);
}

const labelText = /^[A-Za-z\d](?:[\w.-]*[A-Za-z\d])?$/;
const dnsName = /^[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/;

function isLabelText(text: string): boolean {
  return text.length <= 63 && labelText.test(text);
}

function isQualifiedName(key: string): boolean {
  const [first = '', second, ...more] = key.split('/');
  if (more.length > 0) return false;
  return second === undefined ? isLabelText(first) : first.length <= 253 && dnsName.test(first) && isLabelText(second);
}

/** The key and effect of `key=value:effect`, without an effect when there is none; null when it is no taint. */
function taintOf(text: string): string | null {
  const [keyAndValue = '', effect, ...more] = text.split(':');
  if (more.length > 0) return null;
  if (effect === undefined) return isQualifiedName(keyAndValue) ? keyAndValue : null;
  const [key = '', value = '', ...rest] = keyAndValue.split('=');
  if (rest.length > 0 || !['NoSchedule', 'PreferNoSchedule', 'NoExecute'].includes(effect)) return null;
  return isQualifiedName(key) && (value === '' || isLabelText(value)) ? `${key}:${effect}` : null;
}

/** Taints as `key=value:effect`, no two with one key and effect; with a dash at its end one is to be taken away. */
export function areTaints(value: string): boolean {
  if (value === '') return true;
  const seen = new Set<string>();
  return value.split(',').every((text) => {
    if (text.endsWith('-')) return taintOf(text.slice(0, -1)) !== null;
    const taint = taintOf(text);
    if (taint?.includes(':') !== true || seen.has(taint)) return false;
    seen.add(taint);
    return true;
  });
}
