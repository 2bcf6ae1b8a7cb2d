// Command lines for the judge: real flags of one version in every form there is, mixed with what people get wrong. The
// same seed gives the same command lines, so that a test can make them anew and only the answers need to be recorded.
import { nastyValues } from './nasty-values.mjs';

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const texts = [
  '',
  'a',
  '/etc/kubernetes/pki/x.crt',
  'a b',
  'a,b',
  '-',
  '--v=1',
  '=',
  'x=y',
  '"q"',
  "'q'",
  'ü',
  '$X',
  '#',
  'a\tb',
];
const lists = [
  '',
  'a',
  'a,b',
  'b,a',
  'a,,b',
  ',',
  '"a,b",c',
  '"a ""b"""',
  'a"b',
  '"a',
  ' a , b ',
  'a,',
  '"",""',
  'NodeRestriction,AlwaysAdmit',
];
const booleans = [
  'true',
  'false',
  '1',
  '0',
  't',
  'F',
  'TRUE',
  'False',
  'T',
  'f',
  'tRUE',
  'yes',
  'no',
  '',
  ' true',
  'on',
  '00',
];
const integers = [
  '0',
  '1',
  '443',
  '-1',
  '+5',
  '0x1F',
  '0o17',
  '0b11',
  '017',
  '08',
  '1_000',
  '1__0',
  '1e3',
  '1.0',
  '',
  ' 1',
  '9223372036854775807',
  '9223372036854775808',
  '4294967295',
  '4294967296',
  '2147483647',
  '2147483648',
  '1k',
];
const floats = [
  '0',
  '.5',
  '1e-3',
  '100',
  '1e21',
  '0.1',
  '3.4e38',
  '1e39',
  'Inf',
  'nan',
  '',
  '1_0',
  '1e400',
  '-0',
  '12345678',
];
const durations = [
  '0',
  '0s',
  '1h',
  '1h30m',
  '90s',
  '1.5h',
  '.5s',
  '100ms',
  '1us',
  '1µs',
  '1ns',
  '-5m',
  '1d',
  '10',
  '',
  '1h1h',
  '300h',
  '1.000000001s',
];
const addresses = [
  '127.0.0.1',
  '0.0.0.0',
  '::',
  '::1',
  '2001:DB8::1',
  '2001:db8:0:0:1:0:0:1',
  '::ffff:1.2.3.4',
  '010.0.0.1',
  '',
  ' 1.2.3.4',
  '1.2.3',
  'localhost',
  'fe80::1%eth0',
  '1:0:0:2::3',
];
const ranges = ['30000-32767', '30000', '1-65535', '5-4', '0', '', '80+10', '0-0', '1-65536', ' 1-2', '65535+0'];
const pairs = [
  'a=b',
  'a=b,c=d',
  'a=',
  '=b',
  'a',
  '',
  'a=b=c',
  'c=1,a=2',
  'a = b',
  ' a=b',
  'a=b,',
  'a=b,a=c',
  '"a=b,c"',
  'x=1,2',
];
const runtimes = [
  'api/all=true',
  'api/all',
  'api/all=false,v1=true',
  'batch/v2alpha1',
  'batch/v1=true,apps/v1=false',
  'api/beta=',
  ',',
  'a,b',
  ' a = b , c ',
];
const urls = [
  'http://127.0.0.1:2379',
  'https://10.0.0.1:2379,https://10.0.0.2:2379',
  'http://b:1,http://a:1',
  'http://a:1,http://a:1',
  'unix://a:1',
  'http://a',
  '',
  '*',
  'http://a:1/x',
  'ftp://a:1',
  'http://[::1]:1',
];
const sni = ['a.crt,a.key', 'a.crt,a.key:a.example', 'a,b:c,d', 'a', 'a,b:', '', 'a,b:c:d', 'a,b,c', ' a , b : c '];
const quantities = [
  '0',
  '1',
  '1Ki',
  '512Mi',
  '1.5Gi',
  '1000',
  '1k',
  '1e3',
  '1m',
  '',
  'x',
  '1024Ki',
  '100',
  '0.5',
  '1500m',
];
const patterns = ['server=2', 'server=2,gfs*=3', 'a=1,', '', 'a', 'a=x', 'a=1=2', '=1', 'a=0', 'a=1,a=2', '*=2'];

// Signs are left out: klog took them, its successor does not, and both call the type Level.
const levels = ['0', '2', '4', '10', '08', '', 'x', '1e3', '2147483647', '2147483648', ' 1', '1_000', '0x1'];

const byType = {
  bool: booleans,
  version: [...booleans, 'raw'],
  int: integers,
  int32: integers,
  int64: integers,
  uint: integers,
  uint32: integers,
  uint64: integers,
  Level: levels,
  float32: floats,
  float64: floats,
  duration: durations,
  ip: addresses,
  portRange: ranges,
  stringSlice: lists,
  stringArray: lists,
  int32Slice: ['1', '1,2', '', '1,x', '0x10,2', ' 1', '1,', '29,4588'],
  stringToString: pairs,
  mapStringString: pairs,
  namedCertKey: sni,
  quantity: quantities,
  'pattern=N,...': patterns,
  moduleSpec: patterns,
  traceLocation: ['', 'a.go:1', 'a.go', ':0'],
  severity: ['0', 'INFO', 'error', '5', 'x', '1'],
  uniqueURLs: urls,
  uniqueStrings: lists,
  strings: lists,
  selectiveString: ['new', 'existing', 'on', 'off', 'exit', 'proxy', 'gone', ''],
  selectiveStrings: ['not-yet', 'write-only', 'write-only,gone', 'x', ''],
  ignored: booleans,
};

const strays = [
  'false',
  'true',
  '–anonymous-auth=false',
  '—profiling',
  '',
  '-',
  'x',
  '\\',
  '#',
  'a=b',
  '>',
  '/usr/local/bin/kube-apiserver',
  '2>&1',
  '--',
  'tab\tbed',
];
const broken = [
  '--=x',
  '---x',
  '--',
  '-=x',
  '--=',
  '---',
  '----v=1',
  '-–v',
  '--v=',
  '-v=',
  '-',
  '-vx',
  '-vv',
  '-v=2v',
  '-hv',
  '-hx',
  '-h=1',
  '-h=',
  '-z',
  '-é',
  '-v–2',
  '--–x',
];
const unknown = [
  'frobnicate',
  'anonymous-aut',
  'ANONYMOUS-AUTH',
  'insecure',
  'ff_x',
  'a.b',
  'profiling ',
  ' v',
  'no-profiling',
  'v2',
  'é',
];

// Some remember for the whole process that they were set, and can be judged only once; some are a second name for the
// value of another flag, which is then printed under both.
const unfit =
  /^(?:cloud-provider-gce-.*|address|port|experimental-encryption-provider-config|service-account-api-audiences)$/;

/**
 * `count` command lines. `flags` are those of one version: `[{name, type}]`; `gates` names of gates that may be set;
 * a flag of type `gates` in any spelling takes them.
 */
export function argvCases({ seed, count, flags: declared, gates }) {
  const flags = declared.filter(({ name }) => !unfit.test(name));
  const random = randomFrom(seed);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const chance = (share) => random() < share;
  const gateValues = () => {
    const one = () => `${pick(gates)}${pick(['=true', '=false', '=1', '=T', ' = false ', '=x', ''])}`;
    return Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
      chance(0.85) ? `${pick(gates)}=${pick(['true', 'false'])}` : one(),
    ).join(',');
  };
  const valueOf = ({ name, type }) => {
    if (name === 'feature-gates') return chance(0.9) ? gateValues() : pick(['', ',', 'x', '=true']);
    if (name === 'runtime-config' && chance(0.7)) return pick(runtimes);
    // What `--version=v…` takes depends on the very version, and is of use to nobody but tests of Kubernetes.
    if (!['version', 'Level'].includes(type) && chance(0.1)) return pick(nastyValues);
    return pick(byType[type] ?? texts);
  };
  const spelled = (name) => {
    if (chance(0.04)) return name.replaceAll('-', '_');
    if (chance(0.02)) return name.replace('-', '_');
    if (chance(0.01)) return name.toUpperCase();
    return chance(0.01) ? name.slice(0, -1) : name;
  };
  const use = (flag) => {
    const name = spelled(flag.name);
    const dashes = chance(0.02) ? '-' : '--';
    const value = valueOf(flag);
    const form = random();
    if (flag.name === 'v' && chance(0.5)) return pick([[`-v=${value}`], ['-v', value], [`-v${value}`], ['-v']]);
    // Gates are known by name in old minors, and a flag in their place is none.
    if (form < 0.6 || (flag.name === 'feature-gates' && form >= 0.85)) return [`${dashes}${name}=${value}`];
    if (form < 0.85) return [`${dashes}${name}`, value];
    return [`${dashes}${name}`];
  };
  const stray = () => {
    const kind = random();
    if (kind < 0.4) return [pick(strays)];
    if (kind < 0.6) return [pick(broken)];
    const name = `--${pick(unknown)}`;
    return pick([[`${name}=x`], [name, 'x'], [name]]);
  };
  const line = () => {
    const clean = chance(0.6);
    // Several uses of the same few flags, so that repeats merge.
    const few = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(flags));
    const words = [];
    for (let n = 1 + Math.floor(random() * 5); n > 0; n--) {
      if (!clean && chance(0.12)) words.push(...stray());
      else words.push(...use(chance(0.6) ? pick(few) : pick(flags)));
    }
    return words;
  };
  return Array.from({ length: count }, line);
}
