import { fail } from '../kernel/problem.js';
import type { ProcessFacts } from './from-proc.js';
import type { UnitText } from './from-unit.js';

/** What a host has of one component's unit. */
export interface UnitFacts {
  readonly main: UnitText;
  /** In the order in which systemd applies them. */
  readonly dropIns: readonly UnitText[];
  /** systemd has not read the files that lie there now. */
  readonly needsReload: boolean;
}

export interface HostFacts {
  /** By component. */
  readonly units: ReadonlyMap<string, UnitFacts>;
  /** Text of an EnvironmentFile by its path, null when there is none. */
  readonly environmentFiles: ReadonlyMap<string, string | null>;
  readonly manifests: readonly UnitText[];
  readonly processes: readonly (ProcessFacts & { readonly environment?: readonly string[] })[];
  /** Output of `ps -ef`, empty when there is no ps. */
  readonly ps: string;
  /** Paths that the user may not read. */
  readonly denied: readonly string[];
}

interface Answer {
  readonly kind: string;
  readonly name: string;
  readonly path: string;
  readonly content: string;
}

const answerLine = /^([a-z]+) (\S+) ([A-Za-z0-9+/=]*) ([A-Za-z0-9+/=]*)$/;

function decoded(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}

function answersOf(output: string, host: string): readonly Answer[] {
  const lines = output.split('\n');
  if (lines.at(-1) !== '' || lines.at(-2) !== 'end') {
    fail('host-script-cut-off', { where: { host }, what: 'the host sent an incomplete answer', fix: 'try again' });
  }
  return lines.flatMap((line) => {
    const match = answerLine.exec(line);
    if (match === null) return [];
    const [, kind = '', name = '', path = '', content = ''] = match;
    return [{ kind, name, path: decoded(path), content: decoded(content) }];
  });
}

/** Reads the answer of `hostScript`. Throws `host-script-cut-off` when its end is missing. */
export function readHostFacts(output: string, host: string): HostFacts {
  const answers = answersOf(output, host);
  const of = (kind: string): readonly Answer[] => answers.filter((answer) => answer.kind === kind);
  const units = new Map<string, UnitFacts>();
  for (const { name, path, content } of of('unit')) {
    const dropIns = of('dropin').filter((dropIn) => dropIn.name === name);
    units.set(name, {
      main: { file: path, text: content },
      dropIns: dropIns.map((dropIn) => ({ file: dropIn.path, text: dropIn.content })),
      needsReload: of('reload').some((reload) => reload.name === name),
    });
  }
  const environ = new Map(of('environ').map(({ name, content }) => [name, content.split('\n').filter(Boolean)]));
  return {
    units,
    environmentFiles: new Map([
      ...of('env').map(({ path, content }): [string, string | null] => [path, content]),
      ...of('missing').map(({ path }): [string, string | null] => [path, null]),
    ]),
    manifests: of('manifest').map(({ path, content }) => ({ file: path, text: content })),
    processes: of('process').map(({ name, path, content }) => {
      const environment = environ.get(name);
      return {
        pid: Number(name),
        cmdline: content,
        ...(path === '' ? {} : { exe: path }),
        ...(environment === undefined ? {} : { environment }),
      };
    }),
    ps: of('ps')[0]?.content ?? '',
    denied: of('denied').map(({ path }) => path),
  };
}
