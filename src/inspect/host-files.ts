import { randomBytes } from 'node:crypto';
import { HardwayError } from '../kernel/problem.js';
import type { Transport } from '../kernel/transport.js';
import { type FileAnswer, type FileReader, inWalkOrder } from './companions/files.js';
import { type HostAnswer, readAnswers } from './host-answers.js';
import { hostFilesScript } from './host-files-script.js';

export interface HostFilesOptions {
  /** It is known that the user may not read everything: ask as root at once. */
  readonly asRoot: boolean;
  readonly signal?: AbortSignal;
}

const maxFiles = 1_000;

function answerOf({ kind, facts, bytes }: HostAnswer): FileAnswer {
  const [mode = '', owner = '', , content] = facts;
  if (kind === 'folder') return { state: 'folder', paths: inWalkOrder(bytes.toString().split('\n').filter(Boolean)) };
  if (kind === 'missing') return { state: 'missing' };
  if (kind === 'denied')
    return { state: 'unreadable', why: 'this user may not, and there is no sudo without a password' };
  if (kind === 'other') return { state: 'unreadable', why: 'it is no regular file' };
  if (kind === 'large') return { state: 'unreadable', why: 'it is larger than what is read' };
  return {
    state: 'read',
    bytes,
    ...(/^[0-7]{1,4}$/.test(mode) ? { mode: mode.padStart(4, '0') } : {}),
    ...(owner.includes(':') ? { owner } : {}),
    ...(content === 'private' ? { privateKey: true } : {}),
  };
}

/**
 * Reads files of a host in one round trip, with modes and owners, as the user and, where that is denied, once more as
 * root. Private keys stay on the host: of a file that holds one, its certificates and the public half of the key come.
 * Throws a HardwayError with a `host-…` code when the host does not answer.
 */
export function hostFileReader(transport: Transport, { asRoot, signal }: HostFilesOptions): FileReader {
  const ask = async (paths: readonly string[], sudo: boolean): Promise<readonly HostAnswer[]> => {
    const mark = randomBytes(8).toString('hex');
    const request = { script: hostFilesScript, args: [mark], stdin: paths.map((path) => `${path}\n`).join(''), sudo };
    const { stdout } = await transport.run({ ...request, ...(signal === undefined ? {} : { signal }) });
    return readAnswers(stdout.toString('latin1'), mark, transport.host);
  };
  return async (wanted) => {
    // A line feed would make two paths of one.
    const paths = wanted.filter((path) => path.startsWith('/') && !/[\n\0]/.test(path)).slice(0, maxFiles);
    if (paths.length === 0) return new Map();
    const first = await ask(paths, asRoot);
    const denied = first.filter(({ kind }) => kind === 'denied').map(({ path }) => path);
    const second = asRoot || denied.length === 0 ? [] : await orNothing(ask(denied, true));
    return new Map([...first, ...second].map((answer) => [answer.path, answerOf(answer)]));
  };
}

/** Without sudo, what was denied stays denied. */
async function orNothing(answers: Promise<readonly HostAnswer[]>): Promise<readonly HostAnswer[]> {
  try {
    return await answers;
  } catch (error) {
    if (error instanceof HardwayError && error.problems.every(({ code }) => code.startsWith('host-sudo-'))) return [];
    throw error;
  }
}
