import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { recognise } from '../../../src/inspect/shapes/all.js';
import { type TextKind, textKinds } from '../../../src/kernel/source-kinds.js';
import { growthOf, linearGrowth } from '../../support/growth.js';
import { inspectShape } from '../../support/shape-fixture.js';

/** Texts made to be slow, by what is bad about them, as long as one is told. */
const baits = (eighths: number): Readonly<Record<string, string>> => {
  const many = (piece: string, count = 200_000): string => piece.repeat((count / 32) * eighths);
  return {
    'program names': many('cat kubelet etcd ', 100_000),
    'heredocs that never end': many('cat <<EOF\n', 50_000),
    'angle brackets': many('<'),
    'open templates': many('{{ ', 100_000),
    'stuck flags': `kube-apiserver--a=${many('--v', 100_000)}`,
    'FLAG lines': many('FLAG: --v="1"\n', 50_000),
    'FLAG lines without an end': `FLAG: --v="${many('\\\\')}`,
    'running lines': many('Running kube-apiserver --v=1\n', 20_000),
    fences: many('```\n'),
    'blocks with flags': many('```\nkube-apiserver --v=1\n```\n', 20_000),
    'one long line of quotation': `> ${many('> ')}`,
    'typographic dashes': `kube-apiserver ${many(' –v', 100_000)}`,
    numbers: Array.from({ length: 3000 * eighths }, (_, i) => `${i} kube-apiserver --v=1`).join('\n'),
    units: many('[Unit]\n[Service]\nExecStart=/bin/kube-apiserver --v=1\n', 10_000),
    headings: many('# /etc/systemd/system/kube-apiserver.service\n', 50_000),
    argv: many('ExecStart={ path=/x ; argv[]=kube-apiserver --v=1 ; ignore_errors=no }\n', 10_000),
    variables: many('KUBE_API_ARGS="--v=1"\n', 50_000),
    'variables in variables': `A=x\n${many('A="$A$A"\n', 6400)}exec kube-apiserver $A \\\n`,
    programs: many('[program:x]\ncommand=kube-apiserver --v=1\n', 20_000),
    'continued settings': `[program:x]\ncommand=kube-apiserver\n${many(' --v=1\n', 50_000)}`,
    containers: `CONTAINER ID   IMAGE   COMMAND   CREATED\n${many('a b "kube-apiserver --v=1" c\n', 20_000)}`,
    'docker options': `docker run ${many('-v a:b ', 100_000)} kube-apiserver --v=1`,
    arguments: many('--v=1\n', 100_000),
    'NUL in text': many('kube-apiserver^@--v=1^@\n', 20_000),
    'rows of ps': `UID PID CMD\n${many('root 1 kube-apiserver --v=1\n', 20_000)}`,
    'a tree': `CGroup: x\n${many(' ├─1 kube-apiserver --v=1\n', 20_000)}`,
    'wrapped rows': `UID PID CMD\nroot 1 kube-apiserver --audit-log-path=${many('a\n', 100_000)}`,
    backslashes: `kube-apiserver ${many('\\\n', 100_000)}`,
  };
};

describe('every shape', () => {
  it.each(Object.keys(baits(1)))(
    'takes bounded time for %s',
    async (name) => {
      const growth = await growthOf((eighths) => inspectShape(baits(eighths)[name] ?? ''), 1);
      expect(growth).toBeLessThan(linearGrowth);
    },
    60_000,
  );

  it('never throws, whatever it is told to be', async () => {
    const piece = fc.constantFrom(
      ...[
        'kube-apiserver',
        'etcd',
        ' --',
        '--v=1',
        ' ',
        '\n',
        '\\\n',
        '"',
        "'",
        '${X}',
        '$(',
        '`',
        '<<EOF\n',
        'EOF\n',
        '\0',
        '^@',
      ],
      ...[
        'ExecStart=',
        '[Service]\n',
        '[program:x]\ncommand=',
        'argv[]=',
        '```\n',
        'FLAG: --a="',
        'Running kube-apiserver --',
        'A=',
      ],
      ...[
        'docker run ',
        'sh -c ',
        'sudo ',
        '#!/bin/sh\n',
        '# /etc/x.service\n',
        '├─1 ',
        'CONTAINER ID   IMAGE   COMMAND   CREATED\n',
        '{{',
        '}}',
      ],
      ...[
        '> ',
        '–',
        '“',
        '@@ -1 +1 @@\n',
        'kubelet flagz\n',
        '{"kind":"Flagz","flags":{',
        '…',
        'PID CMD\n',
        'KUBE_API_ARGS=',
      ],
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 40 }).map((parts) => parts.join('')),
    );
    const kind = fc.constantFrom<TextKind | undefined>(undefined, ...textKinds);
    await fc.assert(
      fc.asyncProperty(text, kind, async (t, as) => {
        await inspectShape(t, as === undefined ? {} : { as });
      }),
      { numRuns: 600 },
    );
  }, 60_000);

  it('is compared in the order in which kinds are named', () => {
    expect(recognise('')).toBeNull();
    expect(new Set(textKinds).size).toBe(textKinds.length);
  });
});
