import { describe, expect, it } from 'vitest';
import { commandsOf, heredocs, readShellScript } from '../../../src/formats/shell-script.js';

const words = (script: string, options = {}) =>
  commandsOf(script, options).map((command) => command.words.map(({ text }) => text).join(' '));

describe('the program of a command', () => {
  it.each([
    'builtin x a',
    'chroot /r x a',
    '/usr/sbin/chroot --userspec=1 /r x a',
    'chrt -T 1 -P 2 -D 3 -f 50 x a',
    'command -p x a',
    'env -i -u B -C /d -S s A=1 B= _c=2 x a',
    'env - A=1 x a',
    'exec -c -a name x a',
    'ionice -c 2 -n 7 x a',
    'nice -n 5 x a',
    'nice -5 x a',
    'nohup x a',
    'numactl -C 0 -N 0 -m 0 -i 0 -p 0 -P 0 x a',
    'setsid -w x a',
    'stdbuf -i 0 -o L -e 0 x a',
    'stdbuf -oL x a',
    'sudo -u a -g b -C 3 -D /d -h h -p p -r r -t t -T 5 -U u -E x a',
    'sudo -ub --group=c -- x a',
    'sudo --user a --group b --chdir /d --host=h --prompt p x a',
    'sudo A=1 -u a --preserve-env=B C=2 -- D=3 x a',
    'doas -n -u a -C /c x a',
    'setpriv --reuid 1 --regid=2 --clear-groups --pdeathsig keep x a',
    'nice --adjustment 5 ionice --class 2 --classdata=7 timeout --kill-after 5 --signal KILL 10 x a',
    'env --unset B --chdir /d A=1 stdbuf --output L chroot --userspec a --groups b /r x a',
    'time -f %e -o /o x a',
    'time -p -- nohup x a',
    'sudo A=1 x a',
    'sudo -nEu etcd x a',
    'sudo -ug x a',
    'taskset -a 1 x a',
    'taskset -c 0 x a',
    '/usr/bin/time -f %e -o /o x a',
    'timeout -s KILL -k 5 10 x a',
    '/usr/bin/sudo exec nohup /bin/nice -n 5 x a',
  ])('stands behind what only starts it: %s', (script) => {
    expect(words(script)).toEqual(['x a']);
  });

  it.each([
    ['nice A=1 x', 'A=1 x'],
    ['env A-b=1 x', 'A-b=1 x'],
    ['env 1A=1 x', '1A=1 x'],
    ['constructor x', 'constructor x'],
    ['sudo-env x', 'sudo-env x'],
    ['xsudo/ nice x', 'xsudo/ nice x'],
    ['x nice y', 'x nice y'],
    ['sudo --u x', 'x'],
    ['sudo -- -u x', '-u x'],
  ])('is what no rule tells to skip: %s', (script, expected) => {
    expect(words(script)).toEqual([expected]);
  });

  it.each(['exec >/log', 'sudo -u a', 'timeout 5', 'env A=1', 'nice -n', 'time'])('may be missing: %s', (script) => {
    expect(words(script)).toEqual([]);
  });

  it('gets what env and sudo put before it, as far as the script tells', () => {
    const [command] = commandsOf('B=1\nC=2 env A=b=$B D= \\\n  E=$F sudo G=h x');
    expect(command?.environment).toEqual([
      { name: 'C', value: '2', line: 2 },
      { name: 'A', value: 'b=1', line: 2 },
      { name: 'D', value: '', line: 2 },
      { name: 'E', value: null, line: 3 },
      { name: 'G', value: 'h', line: 3 },
    ]);
    expect(command?.line).toBe(2);
  });
});

describe('builtins', () => {
  it('are no commands', () => {
    expect(words('set -e\nunset A\nshift\nread A\neval b\n. /c\nsource /d\nexport A=1\nA=2\ne')).toEqual(['e']);
  });

  it.each([
    ['read A B', 'x <$A> <$B> c'],
    ['read -r B', 'x a <$B> c'],
    ['eval "$D"', 'x <$A> <$B> <$C>'],
    ['. /nowhere', 'x <$A> <$B> <$C>'],
    ['source /nowhere', 'x <$A> <$B> <$C>'],
    ['source /file', 'x a b file'],
    ['. /empty', 'x a b c'],
    ['unset A C', 'x b'],
    ['A=$(date) B=$((1+2)) C=`d`', 'x <$(date)> <$((1+2))> <`d`>'],
    ['declare A=1; typeset B=2; local C=3', 'x 1 2 3'],
    ['readonly A=1 B C=3', 'x 1 b 3'],
    ['A+=1 B+=" 2"', 'x a1 b 2 c'],
  ])('change what is known: %s', (builtin, expected) => {
    const sourced = (path: string) => ({ '/file': 'C=file', '/empty': '' })[path];
    const [command] = commandsOf(`A=a B=b C=c\n${builtin}\nx $A $B $C`, { sourced }).slice(-1);
    const shown = command?.words.map(({ text, unresolved }) => (unresolved === undefined ? text : `<${text}>`));
    expect(shown?.join(' ')).toBe(expected);
  });

  it('say where a variable became unknown', () => {
    const [, word] = commandsOf('A=1\n  read A\nx $A')[0]?.words ?? [];
    expect(word).toEqual({ text: '$A', line: 2, column: 3, unresolved: ['$A'] });
    const [, other] = commandsOf('A=1\n  eval $A\nx $A')[0]?.words ?? [];
    expect(other).toEqual({ text: '$A', line: 2, column: 3, unresolved: ['$A'] });
  });

  it('that are no export keep a variable from programs', () => {
    const script = 'readonly A=1; declare B=2; C=3; export D=4 E; E=5; export F; export "G H" I-J; unset D; x';
    expect(commandsOf(script)[0]?.environment).toEqual([{ name: 'E', value: '5', line: 1 }]);
    expect(readShellScript(script).variables.map(({ name }) => name)).toEqual(['A', 'B', 'C', 'E']);
  });

  it('export what a script was given, and no more than anybody exports', () => {
    expect(commandsOf('x', { variables: { A: '1', B: '' } })[0]?.environment).toEqual([
      { name: 'A', value: '1', line: 1 },
      { name: 'B', value: '' },
    ]);
    const many = Array.from({ length: 600 }, (_, i) => `export A${String(i)}=1\n`).join('');
    expect(commandsOf(`${many}x`)[0]?.environment).toHaveLength(500);
  });
});

describe('the file that a heredoc is written to', () => {
  it.each([
    ['cat <<E 1>/x', '/x', false],
    ['cat <<E 1>>/x', '/x', true],
    ['cat <<E >|/x', '/x', false],
    ['cat <<E 1>|/x', '/x', false],
    ['cat <<E &>/x', '/x', false],
    ['cat <<E &>>/x', '/x', true],
    ['cat <<E >/x >>/y', '/y', true],
    ['cat <<E >/x 2>/y', '/x', false],
    ['cat <<E 2>/x', undefined, false],
    ['cat <<E 11>/x', undefined, false],
    ['cat <<E >&2', undefined, false],
    ['cat <<E </x', undefined, false],
    ['cat <<E >""', undefined, false],
    ['cat <<E >', undefined, false],
    ['cat <<E >/dev/null', undefined, false],
    ['/usr/bin/tee --append /x /y <<E', '/x', true],
    ['tee -i /x <<E', '/x', false],
    ['tee <<E', undefined, false],
    ['dd bs=1 of=/x <<E', '/x', false],
    ['dd if=of=/x <<E', undefined, false],
    ['cat of=/x <<E', undefined, false],
    ['install -m 600 /dev/stdin /x <<E', '/x', false],
    ['cp /dev/stdin /x <<E', '/x', false],
    ['mv /dev/stdin /x <<E', undefined, false],
    ['cp /x /dev/stdin <<E', undefined, false],
    ['cp /a /x <<E', undefined, false],
    ['cp <<E', undefined, false],
    ['cat <<E |& tee /x', '/x', false],
    ['cat <<E | tee -a /x | tee /y', '/x', true],
    ['cat <<E >/x | tee /y', '/x', false],
    ['cat <<E || tee /x', undefined, false],
    ['cat <<E | grep a; tee /x', undefined, false],
    ['cat <<E & tee /x', undefined, false],
    ['A=1 >/x <<E', '/x', false],
    ['export A=1 >/x <<E', '/x', false],
    ['set -e >/x <<E', '/x', false],
  ])('%s', (command, target, appends) => {
    const [found, ...more] = heredocs(`${command}\nbody\nE\n`);
    expect(more).toEqual([]);
    expect([found?.target, found?.appends, found?.body]).toEqual([target, appends, 'body\n']);
  });
});
