import { hostAnswer, type SampleAnswer } from './host-answer.js';
import type { SshServerOptions } from './ssh-server.js';

/** The program that came on the input of a shell, as it was before it was escaped. */
function programIn(input: string): string {
  const [line = ''] = input.split('\n');
  return line.replace(/\\0([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

/** A host that answers the scripts of inspect as told, without running them. */
export function answering(
  answers: readonly SampleAnswer[],
  around: {
    readonly noise?: string;
    readonly change?: (text: string, mark: string) => string;
    readonly afterMs?: number;
  } = {},
): SshServerOptions {
  return {
    onExec: (_command, channel) => {
      let input = '';
      channel.on('data', (chunk: Buffer) => (input += chunk.toString('latin1')));
      channel.once('end', () => {
        const program = programIn(input);
        const frame = /^printf '\\n%s\\n' ([0-9a-f]+):start$/m.exec(program)?.[1] ?? '';
        const mark = /^set -- '([0-9a-f]+)'/m.exec(program)?.[1] ?? '';
        const files = program.includes('while IFS= read -r path');
        const text = hostAnswer(mark, files ? [] : answers);
        const said = around.change === undefined || files ? text : around.change(text, mark);
        setTimeout(() => {
          channel.write(`${around.noise ?? ''}\n${frame}:start\n${said}\n${frame}:end:0\n`);
          channel.exit(0);
          channel.end();
        }, around.afterMs ?? 0);
      });
    },
  };
}
