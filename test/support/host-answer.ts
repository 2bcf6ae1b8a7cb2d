const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** One answer of a host as its script writes it, without the random word of the run before it. */
export interface SampleAnswer {
  readonly kind: string;
  readonly name?: string;
  readonly path?: string;
  readonly facts?: string;
  readonly content?: string;
}

/** The lines of a host that answers this; `mark` is the first parameter of the script. */
export function hostAnswer(mark: string, answers: readonly SampleAnswer[]): string {
  const lines = answers.map(({ kind, name = '-', path = '', facts = '-', content = '' }) => {
    const written = base64(content);
    return `${mark} ${kind} ${name} :${base64(path)} ${facts} ${written.length} ${written}`;
  });
  return [`${mark} how base64`, ...lines, `${mark} end`, ''].join('\n');
}

/** The text of a unit that starts a component. */
export function sampleUnit(name: string, path: string, command: string, facts = '644,root:root,1000'): SampleAnswer {
  return { kind: 'unit', name, path, facts, content: `[Service]\nExecStart=${command}\n` };
}

/** A process with these words, started by root at second 2000. */
export function sampleProcess(
  pid: number,
  words: readonly string[],
  { unit = '-', started = 2000, exe = words[0] ?? '', inside = 'no' } = {},
): SampleAnswer {
  const facts = `0,${started},${unit},${inside}`;
  return { kind: 'process', name: String(pid), path: exe, facts, content: `${words.join('\0')}\0` };
}
