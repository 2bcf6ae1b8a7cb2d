import fc from './properties.js';
import { lines, prefixed, program } from './unit-commands.js';
import { environmentFiles, environments } from './unit-variables.js';

/** One unit for the judge: texts in which `@U@` stands for its name without `.service`. */
export interface UnitCase {
  readonly unit: string;
  /** Drop-ins and EnvironmentFiles, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

const raw = String.raw;
const setting = `Environment=ONE=1 "TWO=a b" EMPTY= 'Q=x "y z" w' FLAGS=--a=\\"1\\"
Environment="MANY=--x=1  --y=2 '--z=3 4'" BACK=a\\\\b
`;

function service(execStart: string, more = setting, type = 'oneshot'): string {
  return `[Service]\nType=${type}\nRemainAfterExit=no\n${more}ExecStart=${execStart}\n`;
}

const program2 = `ExecStart=${program}`;
const texts: readonly string[] = [
  `[Service]\nType=oneshot\n${program2} a \\\n  b \\\n  c\n`,
  `[Service]\nType=oneshot\n${program2} a\\\nb\n`,
  `[Service]\nType=oneshot\n${program2} a \\\\\n  b\n`,
  `[Service]\nType=oneshot\n${program2} a \\\\\\\n  b\n`,
  `[Service]\nType=oneshot\n${program2} a \\\\\\\\\n  b\n`,
  `[Service]\nType=oneshot\n${program2} a \\\\\\\\\\\n  b\n`,
  `[Service]\nType=oneshot\n${program2} a \\ \n  b\n`,
  `[Service]\nType=oneshot\n${program2} a \\\t\n  --b=c \\\n  d\n`,
  `[Service]\nType=oneshot\n${program2} a \\\n\n  b\n`,
  `[Service]\nType=oneshot\n${program2} a \\\n# no\n  b \\\n; no \\\n  c\n`,
  `[Service]\nType=oneshot\n${program2} a \\\n   # no\n\t; no\n  b\n`,
  `[Service]\nType=oneshot\n${program2} a \\ # note\n  b\n`,
  `[Service]\nType=oneshot\n${program2} a \\\n  b # c \\\n  d\n`,
  `[Service]\nType=oneshot\n${program2} "a \\\n  b" c\n`,
  `[Service]\nType=oneshot\n${program2} 'a\\\nb' c\n`,
  `[Service]\nType=oneshot\n${program2} a \\`,
  `[Service]\nType=oneshot\n${program2} a \\\n[Unit]\n`,
  `[Service]\r\nType=oneshot\r\n${program2} a \\\r\n  b\r\n`,
  `\ufeff[Service]\nType=oneshot\n${program2} a\n`,
  `[Service]\nType=oneshot\n  ExecStart  =   ${program}  a  \n`,
  `[Service]\nType=oneshot\n# ${program2} no\n;${program2} no\n${program2} a\n`,
  `[Service]\nType=oneshot\n${program2} a\n[Service]\nExecStart=\n${program2} b\n`,
  `[Service]\nType=oneshot\n${program2} a\n${program2} b\n`,
  `[Service]\nType=exec\n${program2} a\n${program2} b\n`,
  `[Service]\nType=exec\n${program2} a\nExecStart=\n${program2} b\n`,
  `[Service]\nType=exec\n${program2} a ; ${program} b\n`,
  `[Service]\nType=oneshot\nexecstart=${program} no\n${program2} a\n`,
  `[service]\nType=oneshot\n${program2} a\n`,
  `[Service] \nType=oneshot\n${program2} a\n`,
  `[Service\nType=oneshot\n${program2} a\n`,
  `Type=oneshot\n${program2} no\n[Service]\nType=oneshot\n${program2} a\n`,
  `[X-Other]\n${program2} no\n[Service]\nType=oneshot\n${program2} a\n`,
  `[Service]\nType=oneshot\n--b=c\nno equals\n=x\n${program2} a\n`,
  `[Service]\nType=oneshot\n${program2} \\\n  a\n`,
  `[Service]\nType=oneshot\nExecStart=\\\n  ${program} a\n`,
  `[Service]\nType=oneshot\nExecStart \\\n = ${program} a\n`,
];

const show = `${program} "A=\${A}" "B=\${B}" "C=\${C}" $A $B $C "D=\${D}" "E=\${E}"`;

const dir = '/etc/systemd/system/@U@.service.d';
const main = (args: string, type = 'oneshot'): string => service(`${program} ${args}`, '', type);
const reset = (args: string): string => `[Service]\nExecStart=\n${program2} ${args}\n`;

const layered: readonly UnitCase[] = [
  { unit: main('main'), files: { [`${dir}/10.conf`]: reset('ten') } },
  { unit: main('main'), files: { [`${dir}/10.conf`]: reset('ten'), [`${dir}/20.conf`]: reset('twenty') } },
  { unit: main('main'), files: { [`${dir}/b.conf`]: reset('b'), [`${dir}/a.conf`]: reset('a') } },
  { unit: main('main'), files: { [`${dir}/9.conf`]: reset('nine'), [`${dir}/10.conf`]: reset('ten') } },
  {
    unit: main('main'),
    files: { [`${dir}/B.conf`]: reset('B'), [`${dir}/a.conf`]: reset('a'), [`${dir}/_.conf`]: reset('_') },
  },
  { unit: main('main'), files: { [`${dir}/10.txt`]: reset('no') } },
  { unit: main('main'), files: { [`${dir}/10.conf`]: `[Service]\n${program2} added\n` } },
  { unit: main('main', 'exec'), files: { [`${dir}/10.conf`]: `[Service]\n${program2} added\n` } },
  { unit: main('main'), files: { [`${dir}/10.conf`]: `${program2} no\n` } },
  {
    unit: main('main'),
    files: { '/run/systemd/system/@U@.service.d/10.conf': reset('run'), [`${dir}/10.conf`]: reset('etc') },
  },
  {
    unit: main('main'),
    files: { '/usr/lib/systemd/system/@U@.service.d/20.conf': reset('lib'), [`${dir}/10.conf`]: reset('etc') },
  },
  {
    unit: main('main'),
    files: {
      '/usr/lib/systemd/system/@U@.service.d/10.conf': reset('lib'),
      '/run/systemd/system/@U@.service.d/10.conf': reset('run'),
    },
  },
  {
    unit: main('main'),
    files: { '/usr/lib/systemd/system/@U@.service.d/10.conf': reset('lib'), [`${dir}/10.conf`]: '' },
  },
  {
    unit: main('main'),
    files: { '/run/systemd/system/@U@.service': main('run'), '/usr/lib/systemd/system/@U@.service': main('lib') },
  },
  {
    unit: service(show, 'Environment=A=unit\n'),
    files: { [`${dir}/10.conf`]: '[Service]\nEnvironment=A=dropin B=2\n' },
  },
  {
    unit: service(
      show,
      'Environment=A=unit B=unit\nEnvironmentFile=/run/@U@.one\nEnvironmentFile=-/run/@U@.none\nEnvironmentFile=-/run/@U@.two\n',
    ),
    files: {
      '/run/@U@.one': 'A=one\nC=one\n',
      '/run/@U@.two': 'C=two\n',
      [`${dir}/10.conf`]: '[Service]\nEnvironment=B=dropin A=dropin\n',
    },
  },
  {
    unit: service(show, 'EnvironmentFile=/run/@U@.one\n'),
    files: {
      '/run/@U@.one': 'A=one\n',
      '/run/@U@.two': 'B=two\n',
      [`${dir}/10.conf`]: '[Service]\nEnvironmentFile=\nEnvironmentFile=/run/@U@.two\n',
    },
  },
  { unit: service(show, 'EnvironmentFile=/run/@U@.none\n') },
  { unit: service(show, 'EnvironmentFile=/run/%N.one\n'), files: { '/run/@U@.one': 'A=one\n' } },
];

// Lines that a seed puts together from what matters.
const bits = fc.constantFrom(
  'a',
  'b',
  ' ',
  '  ',
  '"',
  "'",
  '\\',
  raw`\\`,
  raw`\n`,
  raw`\"`,
  raw`\x41`,
  '$ONE',
  '${TWO}',
  '$MANY',
  '$$',
  '%%',
  '%n',
  ';',
  ' ; ',
  '=',
  '--x=',
  '#',
  '{',
  '}',
  '$',
  '${NOT}',
  '$NOT',
  '$EMPTY',
);
const random = fc.sample(
  fc.array(bits, { minLength: 1, maxLength: 9 }).map((parts) => parts.join('')),
  { numRuns: 150, seed: 252 },
);

/** Everything that systemd itself was asked about. */
export const unitCases: readonly UnitCase[] = [
  ...lines.map((line) => ({ unit: service(`${program} ${line}`) })),
  ...prefixed.map((line) => ({ unit: service(line) })),
  ...texts.map((unit) => ({ unit })),
  ...environments.map((text) => ({ unit: service(show, text) })),
  ...environmentFiles.map((text) => ({
    unit: service(show, 'EnvironmentFile=/run/@U@.env\n'),
    files: { '/run/@U@.env': text },
  })),
  ...layered,
  ...random.map((line) => ({ unit: service(`${program} ${line}`) })),
];

/** Texts of a case for the unit of that name. */
export function unitTexts({ unit, files = {} }: UnitCase, name: string): Readonly<Record<string, string>> {
  const named = Object.entries({ [`/etc/systemd/system/${name}.service`]: unit, ...files });
  return Object.fromEntries(named.map(([path, text]) => [path.replaceAll('@U@', name), text.replaceAll('@U@', name)]));
}
