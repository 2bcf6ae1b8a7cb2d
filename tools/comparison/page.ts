import { hardway } from './hardway.js';
import { nastyInputs } from './inputs.js';
import { type Answer, type NastyInput, type Reader, sameAnswer } from './reading.js';
import { scanners } from './scanners.js';

export interface Row {
  readonly input: NastyInput;
  readonly answers: readonly { readonly reader: Reader; readonly answer: Answer; readonly right: boolean }[];
}

/** What every reader says of every input. */
export async function compare(): Promise<readonly Row[]> {
  const readers = [hardway, ...scanners];
  return Promise.all(
    nastyInputs.map(async (input) => {
      const answers = await Promise.all(
        readers.map(async (reader) => {
          const answer = await reader.read(input);
          return { reader, answer, right: sameAnswer(answer, input.truth) };
        }),
      );
      return { input, answers };
    }),
  );
}

function text(answer: Answer): string {
  if (typeof answer === 'string') return answer;
  return answer.value === '' ? 'empty' : `\`${answer.value}\``;
}

function cell({ answer, right }: Row['answers'][number]): string {
  if (right) return 'right';
  return answer === 'not read' ? '–' : text(answer);
}

/** docs/comparison.md. */
export function page(rows: readonly Row[]): string {
  const readers = rows[0]?.answers.map(({ reader }) => reader) ?? [];
  const count = (reader: Reader) =>
    rows.filter((row) => row.answers.some((one) => one.reader === reader && one.right)).length;
  return [
    '# Who reads what',
    '',
    `${rows.length} inputs in which reading the flags of a kube-apiserver goes wrong easily, and what comes out. \`npm run`,
    'comparison` writes this page. The scanners are not run: the rule by which each takes a flag out of its input is',
    'restated in `tools/comparison/scanners.ts`, from the place named below, and given the input in the form it reads. "–":',
    'it does not read such an input at all, though one that reads processes may find the same flags in the running one.',
    'Anything else that is not "right" is what it takes the value to be.',
    '',
    `| flag | input | it is | ${readers.map(({ name }) => name).join(' | ')} |`,
    `| --- | --- | --- | ${readers.map(() => '---').join(' | ')} |`,
    ...rows.map(
      ({ input, answers }) =>
        `| \`${input.flag}\` | ${input.title} | ${text(input.truth)} | ${answers.map(cell).join(' | ')} |`,
    ),
    `| | **right** | ${rows.length} | ${readers.map((reader) => `**${count(reader)}**`).join(' | ')} |`,
    '',
    'The rules:',
    '',
    ...readers.map(({ name, cites }) => `- ${name}: ${cites}`),
    '',
  ].join('\n');
}
