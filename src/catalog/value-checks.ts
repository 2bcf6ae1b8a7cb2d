import { isIP } from 'node:net';
import { csvRecord } from './csv-record.js';
import { isEtcdUrl } from './etcd-url.js';
import type { Flag } from './flag.js';
import {
  areHeaders,
  areTaints,
  isAddressWithPort,
  isReservedMemory,
  isSloppyAddress,
  quantity,
} from './node-values.js';
import { goBool, goDecimal, goDuration, goInt, goUint, isGoFloat } from './go-literals.js';

interface ValueCheck {
  accepts(value: string, flag: Flag): boolean;
  /** Completes "expected …". */
  readonly expected: string | ((flag: Flag) => string);
}

const integers = (bits: number): ValueCheck => ({
  accepts: (value) => goInt(value, bits) !== null,
  expected: bits === 64 ? 'a whole number' : `a whole number of ${bits} bits`,
});

const naturals = (bits: number): ValueCheck => ({
  accepts: (value) => goUint(value, bits) !== null,
  expected: bits === 64 ? 'a whole number from 0 on' : `a whole number from 0 to ${2 ** bits - 1}`,
});

const floats = (bits: 32 | 64): ValueCheck => ({ accepts: (value) => isGoFloat(value, bits), expected: 'a number' });

const headers = 'manifest-url-header';
const gatesExpected = 'comma-separated pairs of a feature gate and true or false, such as SomeGate=true';

const gates: ValueCheck = {
  accepts: (value) =>
    pieces(value).every((pair) => {
      const equals = pair.indexOf('=');
      return equals > 0 && goBool(pair.slice(equals + 1).trim()) !== null;
    }),
  expected: gatesExpected,
};

const patterns: ValueCheck = {
  accepts: (value) =>
    pieces(value).every((pair) => /^[^=]+=\d+$/.test(pair) && goDecimal(pair.replace(/^.*=/, ''), 31) !== null),
  expected: 'comma-separated pairs of a file pattern and a number, such as server=2,gfs*=3',
};

/** By type; a type without an entry takes any text. */
const checks: ReadonlyMap<string, ValueCheck> = new Map<string, ValueCheck>([
  ['bool', { accepts: (value) => goBool(value) !== null, expected: 'true or false' }],
  ['int', integers(64)],
  ['int32', integers(32)],
  ['int64', integers(64)],
  ['uint', naturals(64)],
  ['uint32', naturals(32)],
  ['uint64', naturals(64)],
  ['float32', floats(32)],
  ['float64', floats(64)],
  ['Level', { accepts: (value) => goDecimal(value, 31) !== null, expected: 'a whole number from 0 on' }],
  [
    'duration',
    {
      accepts: (value) => goDuration(value) !== null,
      expected: 'a duration with units up to hours, such as 1h30m, 10s or 500ms',
    },
  ],
  ['ip', { accepts: isAddress, expected: 'an IPv4 or IPv6 address' }],
  ['ipport', { accepts: isAddressWithPort, expected: 'an address, or an address and a port such as 127.0.0.1:10256' }],
  [
    'reserved-memory',
    { accepts: isReservedMemory, expected: 'memory by NUMA node, such as 0:memory=1Gi;1:memory=2Gi' },
  ],
  ['[]v1.Taint', { accepts: areTaints, expected: 'comma-separated taints such as key=value:NoSchedule' }],
  [
    'stringSlice',
    {
      accepts: (value) => csvRecord(value) !== null,
      expected: 'a comma-separated list; an element with a comma or a quote is put into double quotes',
    },
  ],
  [
    'int32Slice',
    {
      accepts: (value) => value.split(',').every((element) => goInt(element, 32) !== null),
      expected: 'a comma-separated list of whole numbers',
    },
  ],
  ['stringToString', { accepts: isPairs, expected: 'comma-separated pairs key=value' }],
  [
    'mapStringString',
    {
      // In runtime-config a key alone means key=true.
      accepts: (value, flag) => flag.name === 'runtime-config' || value.includes('='),
      expected: 'a pair key=value',
    },
  ],
  ['mapStringBool', gates],
  // Feature gates have this type as well, from 1.32 on.
  [
    'colonSeparatedMultimapStringString',
    {
      accepts: (value, flag) => (flag.name === headers ? areHeaders(value) : gates.accepts(value, flag)),
      expected: (flag) => (flag.name === headers ? 'comma-separated pairs name:value' : gatesExpected),
    },
  ],
  ['featureGate', gates],
  ['pattern=N,...', patterns],
  [
    'namedCertKey',
    { accepts: isNamedPair, expected: 'a certificate file, a key file and, if wanted, names: a.crt,a.key:a.example' },
  ],
  // The flags of klog that every component had up to 1.25.
  ['moduleSpec', patterns],
  ['severity', { accepts: isSeverity, expected: 'INFO, WARNING, ERROR, FATAL or a whole number' }],
  [
    'traceLocation',
    {
      accepts: (value) => /^[^:]*\.[^:]*:\+?0*[1-9]\d*$/.test(value),
      expected: 'a file and a line, such as server.go:42',
    },
  ],
  ['portRange', { accepts: isPortRange, expected: 'a range of ports up to 65535, such as 30000-32767' }],
  ['quantity', { accepts: (value) => quantity.test(value), expected: 'a quantity, such as 512Ki or 64M' }],
  [
    'version',
    {
      // With a version it pretends to be that one, for tests of Kubernetes itself.
      accepts: (value) => value === 'raw' || goBool(value) !== null || /^v\d+\.\d+\.\d+/.test(value),
      expected: 'true, false or raw',
    },
  ],
  [
    'uniqueURLs',
    {
      // What is no URL but taken all the same: any origin for cors, nothing at all for the others.
      accepts: (value, flag) => value === (flag.name === 'cors' ? '*' : '') || value.split(',').every(isEtcdUrl),
      expected:
        'a comma-separated list of URLs with scheme, host and port and without a path, such as https://198.51.100.11:2379',
    },
  ],
  ['selectiveString', { accepts: isChoice, expected: choices }],
  [
    'selectiveStrings',
    { accepts: (value, flag) => value.split(',').every((element) => isChoice(element, flag)), expected: choices },
  ],
]);

/** These two have a type `ip` of their own. */
const sloppy: ReadonlySet<string> = new Set(['kubelet', 'kube-proxy']);

/** What a component expects of a flag instead of this value; null when it takes the value. */
export function expectedInstead(flag: Flag, value: string, component?: string): string | null {
  const check = checks.get(flag.type);
  if (flag.type === 'ip' && sloppy.has(component ?? '') && (value === '' || isSloppyAddress(value))) return null;
  if (flag.type === 'ip' && sloppy.has(component ?? '')) return 'an IPv4 or IPv6 address';
  if (check === undefined || check.accepts(value, flag)) return null;
  return typeof check.expected === 'string' ? check.expected : check.expected(flag);
}

function pieces(value: string): string[] {
  return value.split(',').filter((piece) => piece !== '');
}

function isAddress(value: string): boolean {
  const address = value.trim();
  return value === '' || (isIP(address) !== 0 && !address.includes('%'));
}

/** pflag reads a single pair as it stands, and several as a CSV record. */
function isPairs(value: string): boolean {
  const equals = value.split('=').length - 1;
  if (equals <= 1) return equals === 1;
  return csvRecord(value)?.every((pair) => pair.includes('=')) ?? false;
}

function isNamedPair(value: string): boolean {
  const colon = value.indexOf(':');
  const files = colon === -1 ? value : value.slice(0, colon);
  return files.split(',').length === 2 && (colon === -1 || value.slice(colon + 1).trim() !== '');
}

function isPortRange(value: string): boolean {
  const text = value.trim();
  if (text === '') return true;
  const match = /^(\d+)(?:([-+])(\d+))?$/.exec(text);
  if (match === null) return false;
  const low = Number(match[1]);
  const second = match[3] === undefined ? low : Number(match[3]);
  const high = match[2] === '+' ? low + second : second;
  return low <= high && high <= 65_535;
}

function isChoice(value: string, flag: Flag): boolean {
  return flag.choices?.includes(value) ?? true;
}

function choices({ choices: known = [] }: Flag): string {
  return `one of ${known.join(', ')}`;
}

function isSeverity(value: string): boolean {
  const number = /^([+-]?)(\d+)$/.exec(value);
  if (number === null) return ['INFO', 'WARNING', 'ERROR', 'FATAL'].includes(value.toUpperCase());
  const limit = number[1] === '-' ? 2n ** 31n : 2n ** 31n - 1n;
  return BigInt(number[2] ?? '0') <= limit;
}
