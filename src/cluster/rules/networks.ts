import type { YamlPath } from '../../formats/yaml.js';
import type { Problem } from '../../kernel/problem.js';
import { addressRange, canonicalCidr, overlap, parseCidr, type Range } from '../address.js';
import { type Draft, draftHosts } from '../draft.js';
import { defaults } from '../defaults.js';
import { shown } from '../shown.js';
import { problemAt, type Rule, type RuleContext } from './rule.js';

type Use = 'pods' | 'services';

interface Written {
  readonly use: Use;
  readonly text: string;
  readonly path: YamlPath;
}

/** The ranges as they are written, or the default where none is. */
function written(draft: Draft, use: Use): readonly Written[] {
  const path = ['spec', 'network', use];
  const value = draft.spec?.network?.[use];
  if (value === undefined) return [{ use, text: defaults[use], path }];
  if (typeof value === 'string') return [{ use, text: value, path }];
  return value.flatMap((text, index) => (text === undefined ? [] : [{ use, text, path: [...path, index] }]));
}

/**
 * Smallest and largest prefix. Services: kube-apiserver refuses more than 20 bits of them for its allocator
 * (pkg/controlplane/apiserver/options/validation.go), and a handful must fit. Pods: a few per node must fit.
 */
const prefixes: Readonly<Record<Use, Readonly<Record<Range['family'], readonly [number, number]>>>> = {
  services: { IPv4: [12, 28], IPv6: [108, 124] },
  pods: { IPv4: [8, 28], IPv6: [16, 124] },
};

/** Ranges that are never for pods or Services. */
const taken = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3', '::/127', 'fe80::/10', 'ff00::/8'];

function rangeProblem(context: RuleContext, { use, text, path }: Written): readonly Problem[] {
  const report = (what: string, rest: { expected?: string; fix?: string } = {}) => [
    problemAt(context, path, 'config-cidr', { what: `${shown(text)} cannot be the range of ${use}: ${what}`, ...rest }),
  ];
  const range = parseCidr(text);
  if (range === null) {
    const prefix = /\/(\d+)$/.exec(text)?.[1];
    const width = text.includes(':') ? 128 : 32;
    if (prefix === undefined) return report('it has no prefix length', { expected: `a CIDR such as ${defaults[use]}` });
    if (Number(prefix) > width) return report(`/${prefix} is longer than the ${width} bits of an address`);
    return report('it is not a CIDR', { expected: `a CIDR such as ${defaults[use]}` });
  }
  if (range.hostBits) {
    return report('the address has bits beyond the prefix', { fix: `write ${canonicalCidr(text) ?? ''}` });
  }
  const [smallest, largest] = prefixes[use][range.family];
  if (range.prefix < smallest) return report(`it is too large`, { expected: `/${smallest} to /${largest}` });
  if (range.prefix > largest) return report(`it is too small`, { expected: `/${smallest} to /${largest}` });
  const special = taken.find((cidr) => {
    const other = parseCidr(cidr);
    return other !== null && overlap(range, other);
  });
  return special === undefined ? [] : report(`it overlaps ${special}, which has a meaning of its own`);
}

function overlaps(draft: Draft, context: RuleContext, ranges: readonly Written[]): readonly Problem[] {
  const parsed = ranges.flatMap((entry) => {
    const range = parseCidr(entry.text);
    return range === null ? [] : [{ ...entry, range, named: `the ${entry.use} range ${entry.text}` }];
  });
  const hosts = draftHosts(draft).flatMap(({ host, index }) => {
    const range = host.address === undefined ? null : addressRange(host.address);
    const path = ['spec', 'hosts', index, 'address'];
    return range === null ? [] : [{ range, path, named: `the address ${host.address} of ${host.name ?? 'a host'}` }];
  });
  const pairs = [
    ...parsed.flatMap((a, i) => parsed.slice(i + 1).map((b) => [a, b] as const)),
    ...parsed.flatMap((a) => hosts.map((b) => [a, b] as const)),
  ];
  return pairs
    .filter(([a, b]) => overlap(a.range, b.range))
    .map(([a, b]) =>
      problemAt(context, b.path, 'config-overlap', {
        what: `${b.named} overlaps ${a.named}`,
        expected: 'ranges that are apart from each other and from the addresses of the hosts',
      }),
    );
}

/** The ranges of pods and Services: readable, of a possible size, apart from each other and from the hosts. */
export const networks: Rule = (draft, context) => {
  const ranges = [...written(draft, 'pods'), ...written(draft, 'services')];
  return [...ranges.flatMap((entry) => rangeProblem(context, entry)), ...overlaps(draft, context, ranges)];
};

function families(ranges: readonly Written[]): readonly Range['family'][] {
  return ranges.flatMap(({ text }) => parseCidr(text)?.family ?? []);
}

/**
 * IPv4 and IPv6 must be used alike: two ranges are one of each, pods and services have the same ones, and the address
 * of a master is of the first family of the Services, or kube-apiserver refuses its advertise address.
 */
export const addressFamilies: Rule = (draft, context) => {
  const pods = families(written(draft, 'pods'));
  const services = families(written(draft, 'services'));
  const twice = (['pods', 'services'] as const)
    .filter((use) => families(written(draft, use)).length === 2)
    .filter((use) => new Set(families(written(draft, use))).size === 1)
    .map((use) =>
      problemAt(context, ['spec', 'network', use], 'config-families', {
        what: `both ranges of ${use} are ${families(written(draft, use))[0] ?? ''}`,
        expected: 'one IPv4 and one IPv6 range for dual stack',
      }),
    );
  if (pods.length === 0 || services.length === 0 || twice.length > 0) return twice;
  if (pods.join() !== services.join()) {
    return [
      problemAt(context, ['spec', 'network', 'services'], 'config-families', {
        what: `pods use ${pods.join(' and ')}, services use ${services.join(' and ')}`,
        expected: 'the same families in the same order',
      }),
    ];
  }
  return draftHosts(draft).flatMap(({ host, index }) => {
    const family = host.address === undefined ? undefined : addressRange(host.address)?.family;
    if (family === undefined || host.roles?.includes('control-plane') !== true || family === services[0]) return [];
    return [
      problemAt(context, ['spec', 'hosts', index, 'address'], 'config-families', {
        what: `the address of this master is ${family}, the first range of services is ${services[0] ?? ''}`,
        expected: 'kube-apiserver needs both to be of one family',
      }),
    ];
  });
};
