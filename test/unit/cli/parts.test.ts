import { Writable } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { pieceWriter } from '../../../src/cli/output.js';
import { type AnyParts, type Part, printParts, type Rest } from '../../../src/cli/parts.js';
import { ExitCode } from '../../../src/kernel/exit-codes.js';
import { fail, type Problem, problem } from '../../../src/kernel/problem.js';

const warning = (what: string): Problem => problem('input-truncated', { severity: 'warning', where: {}, what });
const part = (
  elements: readonly unknown[],
  text = '',
  warnings: readonly Problem[] = [],
): Part<readonly unknown[]> => ({
  elements,
  text: () => text,
  warnings,
});
const rest = (value: object = {}, text = ''): Rest<object> => ({ value, text: () => text, exitCode: ExitCode.done });

async function* given(parts: readonly Part<readonly unknown[]>[], end: Rest<object>): AnyParts['parts'] {
  for (const one of parts) yield await Promise.resolve(one);
  return end;
}

async function printed(parts: AnyParts['parts'], json: boolean): Promise<{ pieces: string[]; exitCode: number }> {
  const pieces: string[] = [];
  const write = (text: string): Promise<void> => Promise.resolve(void pieces.push(text));
  return { exitCode: await printParts({ list: 'elements', parts }, { json, write }), pieces };
}

afterEach(() => vi.restoreAllMocks());

describe('a result in parts', () => {
  it.each([
    ['nothing', []],
    ['parts without elements', [part([]), part([])]],
    ['one', [part([{ a: 1, text: 'of\n"two" lines' }])]],
    ['several', [part([]), part([{ a: [] }, { b: {} }], '', [warning('w')]), part([{ c: [1, { d: null }] }])]],
  ])('is the document that the whole would be: %s', async (_, parts) => {
    const { pieces } = await printed(given(parts, rest({ matrix: [{ rows: [] }] })), true);
    const elements = parts.flatMap((one) => one.elements);
    const problems = parts.flatMap(({ warnings }) => warnings);
    const whole = { schemaVersion: 1, elements, problems, matrix: [{ rows: [] }] };
    expect(pieces.join('')).toBe(`${JSON.stringify(whole, null, 2)}\n`);
  });

  it('shows each text with an empty line between, and warnings apart', async () => {
    const talk = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const parts = [part([], 'one\n'), part([], '', [warning('watch out')]), part([], 'two\n')];
    const { pieces } = await printed(given(parts, rest({}, 'three\n')), false);
    expect(pieces).toEqual(['one\n', '\ntwo\n', '\nthree\n']);
    expect(talk.mock.calls.flat().join('')).toContain('watch out');
  });

  it.each([true, false])('asks for a part once the one before is taken (json: %s)', async (json) => {
    const events: string[] = [];
    async function* parts(): AnyParts['parts'] {
      for (const n of [1, 2, 3]) {
        events.push(`made ${n}`);
        yield await Promise.resolve(part([`element ${n}`], `element ${n}`));
      }
      return rest();
    }
    const write = async (text: string): Promise<void> => {
      await new Promise((resolve) => setImmediate(resolve));
      const [element] = /element \d/.exec(text) ?? [];
      if (element !== undefined) events.push(`taken ${element}`);
    };
    await printParts({ list: 'elements', parts: parts() }, { json, write });
    expect(events).toEqual([1, 2, 3].flatMap((n) => [`made ${n}`, `taken element ${n}`]));
  });

  it('ends the document with the reason when it fails on the way, and prints nothing when it fails before', async () => {
    async function* failing(before: readonly Part<readonly unknown[]>[]): AnyParts['parts'] {
      for (const one of before) yield await Promise.resolve(one);
      return fail('host-unreachable', { what: 'gone' });
    }
    const { pieces, exitCode } = await printed(failing([part([1], '', [warning('w')])]), true);
    expect(JSON.parse(pieces.join(''))).toMatchObject({ elements: [1], problems: [{ what: 'w' }, { what: 'gone' }] });
    expect(exitCode).toBe(ExitCode.host);
    const { pieces: warned } = await printed(failing([part([], '', [warning('w')])]), true);
    expect(JSON.parse(warned.join(''))).toMatchObject({ elements: [], problems: [{ what: 'w' }, { what: 'gone' }] });
    await expect(printed(failing([]), true)).rejects.toThrow();
    await expect(printed(failing([part([], 'shown')]), false)).rejects.toThrow();
  });
});

describe('pieces for a stream', () => {
  it('wait until there is room again', async () => {
    const taken: string[] = [];
    let release = (): void => undefined;
    const slow = new Writable({
      highWaterMark: 1,
      write: (chunk: Buffer, _, done) => {
        taken.push(chunk.toString());
        release = done;
      },
    });
    const write = pieceWriter(slow);
    let isTaken = false;
    const writing = write('piece').then(() => (isTaken = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect([taken, isTaken]).toEqual([['piece'], false]);
    release();
    await writing;
    expect(isTaken).toBe(true);
  });

  it('are no longer written when nobody reads', async () => {
    const closed = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => {
        done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
      },
    });
    closed.on('error', () => undefined);
    const written = vi.spyOn(closed, 'write');
    const write = pieceWriter(closed);
    await write('one');
    await write('two');
    expect(written).toHaveBeenCalledTimes(1);
  });
});
