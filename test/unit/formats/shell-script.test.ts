import fc from '../../support/properties.js';
import { growthOf, linearGrowth } from '../../support/growth.js';
import { describe, expect, it } from 'vitest';
import { commandsOf, heredocs, readShellScript } from '../../../src/formats/shell-script.js';

const words = (script: string, options = {}) =>
  commandsOf(script, options).map((command) => command.words.map(({ text }) => text));
const only = (script: string, options = {}) => commandsOf(script, options)[0];

describe('variables of a script', () => {
  it('are followed, and split into words only where no quotes are around them', () => {
    const script = 'A="--x=1 --y"\nB="$A --z"\nkube-apiserver $B "$A"';
    expect(words(script)).toEqual([['kube-apiserver', '--x=1', '--y', '--z', '--x=1 --y']]);
  });

  it('accumulate with += and with themselves, arrays too', () => {
    const script = 'p=--a\np+=" --b"\np="$p --c"\nq=(--d "--e f")\nq+=(--g)\nx $p "${q[@]}" "${q[*]}" ${q[1]} $q';
    expect(words(script)).toEqual([
      ['x', '--a', '--b', '--c', '--d', '--e f', '--g', '--d --e f --g', '--e', 'f', '--d'],
    ]);
  });

  it('that nobody set stay as written, and are empty when there are no others', () => {
    expect(only('x --a=$B ${C:-d} "$@"')?.words).toEqual([
      { text: 'x', line: 1, column: 1 },
      { text: '--a=$B', line: 1, column: 3, unresolved: ['$B'] },
      { text: '${C:-d}', line: 1, column: 10, unresolved: ['${C:-d}'] },
      { text: '$@', line: 1, column: 19, unresolved: ['$@'] },
    ]);
    expect(words('x --a=$B ${C:-d} "$@"', { closed: true, positional: ['e f'] })).toEqual([['x', '--a=', 'd', 'e f']]);
  });

  it('keep the place where their text was written', () => {
    const [, a, b] = only('\nA="--a \\\n  --b"\nx $A')?.words ?? [];
    expect([a, b]).toEqual([
      { text: '--a', line: 2, column: 4 },
      { text: '--b', line: 3, column: 3 },
    ]);
  });

  it('that only a branch changes are known up to that branch', () => {
    const script = 'p="--a"\nif [ -n "$E" ]; then\n  p="$p --b"\nelse q=1; fi\n[ -f /x ] && p+=" --c"\nx $p --q=$q';
    const last = commandsOf(script).at(-1);
    expect(last?.words.map(({ text, unresolved }) => [text, unresolved])).toEqual([
      ['x', undefined],
      ['--a', undefined],
      ['$p', ['$p']],
      ['$p', ['$p']],
      ['--q=$q', ['$q']],
    ]);
  });

  it('are known inside the function that sets them', () => {
    expect(words('start() {\n  o="--a --b"\n  exec etcd $o "$1"\n}')).toEqual([['etcd', '--a', '--b', '$1']]);
  });

  it('may all be changed by a file that is read in, unless the file is at hand', () => {
    const script = 'O=--a\n. /etc/default/x\nx $O';
    expect(only(script)?.words[1]).toMatchObject({ text: '$O', unresolved: ['$O'] });
    const sourced = (path: string) => (path === '/etc/default/x' ? '\nO="$O --b"' : undefined);
    expect(only(script, { sourced })?.words.slice(1)).toEqual([
      { text: '--a', line: 1, column: 3 },
      { text: '--b', line: 2, column: 7, file: '/etc/default/x' },
    ]);
  });

  it('are listed for files that only assign', () => {
    expect(readShellScript('A="1 2" # one\nexport B=$A\nC=$(date)').variables).toEqual([
      { name: 'A', value: '1 2', line: 1 },
      { name: 'B', value: '1 2', line: 1 },
      { name: 'C', value: null, line: 3 },
    ]);
  });
});

describe('commands of a script', () => {
  it('end at operators; redirections are no words', () => {
    expect(words('(tee -a /l < /p &) ; exec /k/kube-apiserver --a=1 --b \\\n  c > /p 2>&1')).toEqual([
      ['tee', '-a', '/l'],
      ['/k/kube-apiserver', '--a=1', '--b', 'c'],
    ]);
  });

  it.each([
    'exec etcd --a',
    'sudo -E -u etcd etcd --a',
    'nohup etcd --a &',
    'env -i A=b etcd --a',
    'A=b exec etcd --a',
    'sudo A=b nice -n 5 /usr/bin/env etcd --a',
    'command time etcd --a',
    'timeout -k 5 10 etcd --a',
    'if true; then ! etcd --a; fi',
    'while etcd --a; do :; done',
  ])('are found behind what only starts them: %s', (script) => {
    const found = commandsOf(script).find((command) => command.words[0]?.text === 'etcd');
    expect(found?.words.map(({ text }) => text)).toEqual(['etcd', '--a']);
    expect(found?.environment.every(({ name, value }) => name === 'A' && value === 'b')).toBe(true);
    expect(found?.environment).toHaveLength(script.includes('A=b') ? 1 : 0);
  });

  it('get what is exported and what stands in front of them', () => {
    expect(only('A=1\nB=2\nexport B C=3\nD=$A etcd')?.environment).toEqual([
      { name: 'B', value: '2', line: 2 },
      { name: 'C', value: '3', line: 3 },
      { name: 'D', value: '1', line: 1 },
    ]);
  });

  it('in a script inside the script are read with its quotes, and open where quotes cannot tell', () => {
    const script = `A=1\nexport B=2\nsh -c 'etcd --a="$A" --b=$B "$1"' sh "x y" && bash -ec "etcd --c='$C' --d=$A"`;
    const [first, second] = commandsOf(script);
    expect(first?.words.map(({ text }) => text)).toEqual(['etcd', '--a=$A', '--b=2', 'x y']);
    expect(second?.words[1]).toMatchObject({ text: '--c=$C', unresolved: ['$C'] });
    expect(second?.words[2]).toMatchObject({ text: '--d=1', line: 3 });
    expect(second?.words[2]).not.toHaveProperty('unresolved');
  });

  it('that may not run are marked', () => {
    const script = 'a\nb && c\nif d; then e; fi\nf() { g; }\n( h )\n{ i; }';
    const conditional = commandsOf(script).filter((command) => command.conditional);
    expect(conditional.map((command) => command.words[0]?.text)).toEqual(['c', 'd', 'e', 'g']);
  });
});

describe('heredocs', () => {
  const raw = String.raw;

  it('with a bare delimiter lose every other backslash and join continued lines', () => {
    const unit = raw`[Service]
ExecStart=/usr/local/bin/kube-apiserver \\
  --a=${'${IP}'} \
  --b=\$HOME "\q"
`;
    const [found] = heredocs(`IP=10.0.0.1\ncat <<EOF | sudo tee /etc/systemd/system/x.service\n${unit}EOF\n`);
    expect(found).toEqual({
      target: '/etc/systemd/system/x.service',
      appends: false,
      body: '[Service]\nExecStart=/usr/local/bin/kube-apiserver \\\n  --a=10.0.0.1   --b=$HOME "\\q"\n',
      quoted: false,
      unresolved: [],
      line: 3,
      lines: [3, 4, 5],
      truncated: false,
    });
  });

  it('with a quoted delimiter are what stands there', () => {
    const [found] = heredocs("cat > /x <<'EOF'\n$A \\\\\n\\\nEOF\n");
    expect(found).toMatchObject({ target: '/x', body: '$A \\\\\n\\\n', quoted: true, unresolved: [], lines: [2, 3] });
  });

  it.each([
    ['tee /x <<E >/dev/null', '/x', false],
    ['sudo tee -a /x > /dev/null <<E', '/x', true],
    ['cat <<E >> /x', '/x', true],
    ['cat <<E >"$D/x"', '$D/x', false],
    ['dd of=/x <<E', '/x', false],
    ['cat <<E | sed s/a/b/ | sudo tee /x', '/x', false],
    ['cat <<E', undefined, false],
    ['cat <<E; tee /x', undefined, false],
  ])('know where they are written to: %s', (command, target, appends) => {
    const found = heredocs(`${command}\nbody\nE\n`)[0];
    expect([found?.target, found?.appends, found?.body]).toEqual([target, appends, 'body\n']);
  });

  it('come one after the other, lose tabs where asked, and say when they never end', () => {
    const found = heredocs('cat <<A - <<-B\na\nA\n\tb $X\n\tB\ncat <<C\nrest');
    expect(found.map(({ body, truncated }) => [body, truncated])).toEqual([
      ['a\n', false],
      ['b $X\n', false],
      ['rest', true],
    ]);
    expect(found[1]?.unresolved).toEqual(['$X']);
  });

  it('are no commands, unless a shell reads them', () => {
    expect(words('cat <<E\netcd --a\nE\nA=1 sudo bash <<E\netcd --b=\\$A\nE')).toEqual([['cat'], ['etcd', '--b=1']]);
  });
});

describe('any text', () => {
  it('is read without an error', () => {
    const bits = fc.constantFrom(
      ...Array.from('a \n\'"$`\\(){}<>|&;#=+-!@'),
      '${',
      '$(',
      '<<E\n',
      'if ',
      'fi;',
      'case x in ',
      'esac',
      'X=(',
      ':-',
    );
    fc.assert(fc.property(fc.array(bits, { maxLength: 60 }), (parts) => void readShellScript(parts.join(''))));
  });

  it.each([
    'a ',
    '"',
    "'",
    '`',
    '${',
    '$(',
    '${X:-',
    '(',
    '{ ',
    'if a;',
    'X=a;',
    'X+=b;',
    '<<E\n',
    '|',
    'sh -c "',
    '$X ',
    'X=$X$X\n',
    'export A=1;b;',
  ])(
    'takes time in proportion to many %j',
    async (bait) => {
      expect(await growthOf((many) => readShellScript(bait.repeat(many)), 4_000)).toBeLessThan(linearGrowth);
    },
    60_000,
  );
});
