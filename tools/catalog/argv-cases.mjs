// Command lines for the judge: real flags of one version in every form there is, mixed with what people get wrong. The
// same seed gives the same command lines, so that a test can make them anew and only the answers need to be recorded.
import { byType, runtimes, texts } from './argv-values.mjs';
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
