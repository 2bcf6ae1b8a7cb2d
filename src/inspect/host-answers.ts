import { fail } from '../kernel/problem.js';

/** One answer of a script on a host: what it is about, and a content. */
export interface HostAnswer {
  readonly kind: string;
  readonly name: string;
  readonly path: string;
  /** What else the host says of it, by position; `-` where it says nothing. */
  readonly facts: readonly string[];
  readonly content: string;
  readonly bytes: Buffer;
}

type Encoding = 'base64' | 'hex';

const answerLine = /^([a-z]+) (\S+) ([=:]\S*) (\S+) (\d+) ([A-Za-z0-9+/=]*)$/;

function damaged(host: string): never {
  return fail('host-script-cut-off', {
    where: { host },
    what: `${host} sent an answer that is incomplete or mixed with other output`,
    fix: 'try again',
  });
}

function lacksTools(host: string, tools: readonly string[]): never {
  return fail('host-tool-missing', {
    where: { host },
    what: `${host} lacks what is needed to read files, or has it in a form that does not work: ${tools.join(', ')}`,
    expected: 'sh, head, tr, sed and one of base64, openssl, od',
    fix: 'install coreutils or busybox, or inspect copies of the files',
  });
}

function pathOf(token: string, encoding: Encoding): string {
  const rest = token.slice(1);
  return token.startsWith('=') ? rest : Buffer.from(rest, encoding).toString('utf8');
}

/**
 * Takes the answers out of what a script printed. Lines that do not begin with the random word of this run are noise
 * that something else printed; a line that does and is not whole makes the whole output worthless, and so does a
 * missing end: both throw `host-script-cut-off`.
 */
export function readAnswers(output: string, mark: string, host: string): readonly HostAnswer[] {
  let encoding: Encoding = 'base64';
  let ended = false;
  const answers: HostAnswer[] = [];
  for (const line of output.split('\n')) {
    if (!line.startsWith(`${mark} `)) continue;
    const rest = line.slice(mark.length + 1);
    if (rest === 'end') {
      ended = true;
      break;
    }
    if (rest.startsWith('lacks ')) return lacksTools(host, rest.slice('lacks '.length).split(' '));
    if (rest === 'how base64' || rest === 'how hex') {
      encoding = rest === 'how hex' ? 'hex' : 'base64';
      continue;
    }
    const [, kind = '', name = '', path = '', facts = '', length = '', written = ''] = answerLine.exec(rest) ?? [];
    if (kind === '' || written.length !== Number(length)) return damaged(host);
    const bytes = Buffer.from(written, encoding);
    answers.push({
      kind,
      name,
      path: pathOf(path, encoding),
      facts: facts.split(','),
      bytes,
      content: bytes.toString('utf8'),
    });
  }
  return ended ? answers : damaged(host);
}
