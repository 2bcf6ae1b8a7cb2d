import { isIP } from 'node:net';
import { csvRecord } from './csv-record.js';
import type { Flag } from './flag.js';
import { goBool, goDecimal, goDuration, goInt, goUint } from './go-literals.js';
import { goDurationText, goFloatText } from './go-texts.js';
import { quantityText } from './quantity-text.js';
import { elementsOf, typeRules } from './type-rules.js';

const last = (values: readonly string[]): string => values.at(-1) ?? '';

/** encoding/csv, one record: quotes where a field has a comma, a quote, a line end or a leading blank. */
function csvText(fields: readonly string[]): string {
  return fields
    .map((field) => (/[",\r\n]|^\s|^\\\.$/u.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(',');
}

function pairOf(element: string): readonly [key: string, value: string] {
  const equals = element.indexOf('=');
  return equals === -1 ? [element.trim(), ''] : [element.slice(0, equals).trim(), element.slice(equals + 1).trim()];
}

function sortedPairs(elements: readonly string[]): string {
  const byKey = new Map(elements.filter((element) => element !== '').map(pairOf));
  return [...byKey]
    .map(([key, value]) => `${key}=${value}`)
    .sort(byBytes)
    .join(',');
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** net.IP.String: IPv4 also where it was written inside IPv6, the longest run of zeros as `::`. */
function addressText(text: string): string {
  const address = text.trim();
  if (isIP(address) !== 6) return address;
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical);
  if (mapped === null) return canonical;
  const parts = [mapped[1], mapped[2]].map((part) => Number.parseInt(part ?? '0', 16));
  return parts.flatMap((part) => [part >> 8, part & 255]).join('.');
}

function portRangeText(text: string): string {
  const match = /^([+-]?\d+)(?:([-+])(\d+))?$/.exec(text.trim());
  if (match === null) return '';
  const low = Number(match[1]);
  const second = match[3] === undefined ? low : Number(match[3]);
  return `${String(low)}-${String(match[2] === '+' ? low + second : second)}`;
}

function certKeyText(text: string): string {
  const colon = text.indexOf(':');
  const trimmed = (list: string): string =>
    list
      .split(',')
      .map((part) => part.trim())
      .join(',');
  return colon === -1 ? trimmed(text) : `${trimmed(text.slice(0, colon))}:${trimmed(text.slice(colon + 1).trim())}`;
}

/** Every pair of every use, sorted by what stands before the colon; nothing is taken away. */
function multimapText(values: readonly string[]): string {
  const pairs = values
    .flatMap((value) => value.split(','))
    .filter((pair) => pair !== '')
    .map((pair) => {
      const colon = pair.indexOf(':');
      return colon === -1 ? ['', pair.trim()] : [pair.slice(0, colon).trim(), pair.slice(colon + 1).trim()];
    });
  return pairs
    .sort(([a = ''], [b = '']) => byBytes(a, b))
    .map(([key = '', value = '']) => `${key}:${value}`)
    .join(',');
}

/** etcd's URLs: a value that is there already, or stands for no URL, is added; all others take the place of the rest. */
function urlsText(values: readonly string[], flag: Flag): string {
  let all = new Set(flag.default === '' ? [] : flag.default.split(','));
  for (const value of values) {
    if (all.has(value)) continue;
    if (value === (flag.name === 'cors' ? '*' : '')) all.add(value);
    else all = new Set(value.split(',').map(urlText));
  }
  return [...all].sort(byBytes).join(',');
}

/** net/url: the scheme in lower case, everything else as it stands. */
function urlText(url: string): string {
  return url.trim().replace(/^[A-Za-z][\w+.-]*(?=:)/, (scheme) => scheme.toLowerCase());
}

function gatesText(elements: readonly string[]): string {
  const given = elements.map(pairOf).filter(([key]) => key !== '');
  return sortedPairs(given.map(([key, value]) => `${key}=${String(goBool(value) ?? value)}`));
}

type Printer = (values: readonly string[], flag: Flag) => string;

const number: Printer = (values) => String(goInt(last(values), 64) ?? last(values));
const natural: Printer = (values) => String(goUint(last(values), 64) ?? last(values));
const float =
  (bits: 32 | 64): Printer =>
  (values) =>
    goFloatText(last(values), bits);
const elements: Printer = (values, flag) => values.flatMap((value) => elementsOf(flag, value)).join(',');
const gates: Printer = (values) => gatesText(values.flatMap((value) => value.split(',')));

const printers: ReadonlyMap<string, Printer> = new Map<string, Printer>([
  ['bool', (values) => String(goBool(last(values)) ?? last(values))],
  ['version', (values) => String(goBool(last(values)) ?? last(values))],
  ['int', number],
  ['int32', number],
  ['int64', number],
  ['uint', natural],
  ['uint32', natural],
  ['uint64', natural],
  ['Level', (values) => String(goDecimal(last(values), 32) ?? last(values))],
  ['float32', float(32)],
  ['float64', float(64)],
  ['duration', (values) => goDurationText(goDuration(last(values)) ?? 0n)],
  [
    'ip',
    (values, flag) =>
      values.every((v) => v === '') ? flag.default : addressText(values.findLast((v) => v !== '') ?? ''),
  ],
  ['portRange', (values) => portRangeText(last(values))],
  ['quantity', (values) => quantityText(last(values))],
  ['stringSlice', (values) => `[${csvText(values.flatMap((value) => csvRecord(value) ?? [value]))}]`],
  ['stringArray', (values) => `[${csvText(values)}]`],
  [
    'int32Slice',
    (values) =>
      `[${values
        .flatMap((value) => value.split(','))
        .map((n) => String(goInt(n, 32) ?? n))
        .join(',')}]`,
  ],
  ['stringToString', (values, flag) => `[${csvText(mergedPairs(values, flag))}]`],
  ['mapStringString', (values, flag) => sortedPairs(values.flatMap((value) => elementsOf(flag, value)))],
  ['mapStringBool', gates],
  ['featureGate', gates],
  ['colonSeparatedMultimapStringString', multimapText],
  ['namedCertKey', (values) => `[${values.map(certKeyText).join(';')}]`],
  ['pattern=N,...', (values) => patternsText(values)],
  [
    'moduleSpec',
    (values) =>
      patternsText(values.slice(-1))
        .replace(/(?:^|,)[^=,]+=0(?=,|$)/g, '')
        .replace(/^,/, ''),
  ],
  ['severity', (values) => severityText(last(values))],
  ['traceLocation', (values) => last(values).replace(/:\+?0*/, ':')],
  ['ignored', () => ''],
  ['uniqueURLs', urlsText],
  ['uniqueStrings', (values) => [...new Set(last(values).split(','))].sort(byBytes).join(',')],
  ['selectiveStrings', (values, flag) => elements(values, flag).split(',').sort(byBytes).join(',')],
]);

function patternsText(values: readonly string[]): string {
  return values
    .flatMap((value) => value.split(','))
    .filter((pair) => pair !== '')
    .map((pair) => pair.replace(/=0*(?=\d)/, '='))
    .join(',');
}

function severityText(text: string): string {
  const named = ['INFO', 'WARNING', 'ERROR', 'FATAL'].indexOf(text.toUpperCase());
  return String(named === -1 ? Number(text) : named);
}

function mergedPairs(values: readonly string[], flag: Flag): string[] {
  const byKey = new Map<string, string>();
  for (const pair of values.flatMap((value) => elementsOf(flag, value))) {
    const equals = pair.indexOf('=');
    byKey.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
  return [...byKey].map(([key, value]) => `${key}=${value}`).sort(byBytes);
}

/**
 * What a component prints of a flag that was given these values, in their order: the `FLAG:` log and /flagz carry this
 * text, so a value from a file and one from there are equal when their printed texts are. The values must be ones that
 * the component takes (`checkValue`). Where Go's order is random (stringToString) ours is sorted.
 */
export function printedValue(flag: Flag, values: readonly string[]): string {
  const printer = printers.get(flag.type);
  if (printer !== undefined) return printer(values, flag);
  return typeRules(flag.type).repeats === 'replace' ? last(values) : elements(values, flag);
}
