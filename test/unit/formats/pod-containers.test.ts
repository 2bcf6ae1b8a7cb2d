import { describe, expect, it } from 'vitest';
import { maxArgvWords } from '../../../src/formats/argv.js';
import { expandPodArgument } from '../../../src/formats/pod-argument.js';
import { kindsOf, readPods } from '../../../src/formats/static-pod.js';

const read = async (text: string) => (await readPods(text, 'x')).containers;
/** The words of each container. */
const words = async (text: string): Promise<string[]> =>
  (await read(text)).map((container) => container.words.map(({ text: word }) => word).join(' '));

describe('a container of a pod', () => {
  it('is read whole', async () => {
    const text = `kind: Pod
spec:
  volumes:
  - {name: certs, hostPath: {path: /etc/pki}}
  - {name: empty, emptyDir: {}}
  - {name: odd, hostPath: /x}
  containers:
  - name: etcd
    image: etcd:3.6
    args: [--a, 7]
    command:
    - etcd
    env:
    - {name: A, value: "1"}
    envFrom:
    - {configMapRef: {name: x}}
    volumeMounts:
    - {name: certs, mountPath: /pki}
    - {name: certs, mountPath: /etcd, subPath: etcd}
    - {name: empty, mountPath: /e}
    - {name: odd, mountPath: /o}
    - {name: none, mountPath: /n}
    - {name: certs}
  - 7
  - {name: bare}
`;
    expect(await read(text)).toEqual([
      {
        name: 'etcd',
        image: 'etcd:3.6',
        words: [
          { text: 'etcd', line: 12, column: 7, notString: false },
          { text: '--a', line: 10, column: 12, notString: false },
          { text: '7', line: 10, column: 17, notString: true },
        ],
        hasCommand: true,
        env: [{ name: 'A', value: '1' }],
        moreEnv: true,
        mounts: [
          { mountPath: '/pki', hostPath: '/etc/pki' },
          { mountPath: '/etcd', hostPath: '/etc/pki/etcd' },
        ],
        whole: true,
        listed: true,
        where: { file: 'x', line: 11, column: 5, excerpt: '    command:' },
      },
      {
        name: 'bare',
        words: [],
        hasCommand: false,
        env: [],
        moreEnv: false,
        mounts: [],
        whole: true,
        listed: true,
        where: { file: 'x', line: 25, column: 5, excerpt: '  - {name: bare}' },
      },
    ]);
  });

  it.each([
    ['kind: Pod\nspec: {containers: [{args: [--a]}]}', [true, false, false]],
    ['spec: {containers: [{args: [--a]}]}', [false, false, true]],
    ['spec: {containers: [{command: [etcd], envFrom: []}]}', [false, true, true]],
    ['kind: Pod\nspec: {containers: [{command: [etcd], envFrom: []}]}', [true, true, false]],
    ['kind: 7\nspec: {containers: [{command: [etcd]}]}', [false, true, true]],
    ['command: []\nargs: [--a]', [false, true, true]],
    ['command: ""\nargs: [--a]', [false, false, true]],
    ['command:\nargs: [--a]', [false, false, true]],
  ])('%j is whole, has a command, has more variables: %j', async (text, expected) => {
    const [container] = await read(text);
    expect([container?.whole, container?.hasCommand, container?.moreEnv]).toEqual(expected);
  });

  it('may be a service of Docker Compose, whose command line is one text', async () => {
    expect(await words('services: {e: {entrypoint: /bin/etcd, command: --a=1 --b, image: x}}')).toEqual([
      '/bin/etcd --a=1 --b',
    ]);
    expect(await words('services: {e: {entrypoint: [etcd], command: [--a]}}')).toEqual(['etcd --a']);
    expect(await words('kind: Pod\nspec: {containers: [{command: etcd --a, args: [--b]}]}')).toEqual(['--b']);
  });

  it('says how many words were too many', async () => {
    const left = async (count: number) => {
      const [container] = await read(`command: [etcd${', --a'.repeat(count - 1)}]`);
      return [container?.words.length, container?.left];
    };
    expect(await left(maxArgvWords)).toEqual([maxArgvWords, undefined]);
    expect(await left(maxArgvWords + 2)).toEqual([maxArgvWords, 2]);
  });
});

describe('where containers are', () => {
  it.each<[string, string[]]>([
    [
      'kind: List\nitems: [{kind: Pod, spec: {containers: [{command: [a]}]}}, {spec: {containers: [{command: [b]}]}}]',
      ['a', 'b'],
    ],
    [
      'spec: {initContainers: [{command: [a]}], ephemeralContainers: [{command: [b]}], containers: [{command: [c]}]}',
      ['c'],
    ],
    ...['annotations', 'labels', 'lifecycle', 'livenessProbe', 'managedFields', 'ownerReferences'].map(
      (key): [string, string[]] => [`${key}: {x: {command: [a]}}\ny: {command: [b]}`, ['b']],
    ),
    ...['readinessProbe', 'startupProbe', 'status', 'initContainers', 'ephemeralContainers'].map(
      (key): [string, string[]] => [`${key}: {x: {command: [a]}}\ny: {command: [b]}`, ['b']],
    ),
    ['x: {command: [a]}\nspec: {containers: [{command: [b]}]}', ['b']],
    ['x: {command: [a]}\ny: {args: [b]}', ['a', 'b']],
    ['x: {command: []}\ny: {args: [b]}', ['b']],
    ['containers: [--a, --b, --c]', ['--a --b --c']],
    ['containers: []\nx: {command: [a]}', ['a']],
    ['x: [[--a, --b, --c], [etcd, --d]]', ['--a --b --c', 'etcd --d']],
  ])('%j', async (text, expected) => {
    expect(await words(text)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ['[--a, --b, --c]', ['--a --b --c']],
    ['[--a, --b, c]', []],
    ['[etcd, --a]', ['etcd --a']],
    ['[/bin/etcd, --a]', ['/bin/etcd --a']],
    ['[kube-proxy, --a]', ['kube-proxy --a']],
    ['[/x/kube-apiserver, --a]', ['/x/kube-apiserver --a']],
    ['[etcdctl, --a]', []],
    ['[my-etcd, --a]', []],
    ['[kubelet, --a]', []],
    ['[etcd, -a]', []],
    ['[7, --a, --b]', []],
    ['[--a, --b, --c, {x: 1}, 7]', ['--a --b --c 7']],
  ])('a list %s is a command line: %j', async (text, expected) => {
    expect(await words(text)).toEqual(expected);
    const [container] = await read(text);
    if (container === undefined) return;
    expect(container).toMatchObject({ hasCommand: true, env: [], moreEnv: true, mounts: [], whole: false });
    expect(container).toMatchObject({ where: { file: 'x', line: 1, column: 1 } });
    expect(container).not.toHaveProperty('template');
  });

  it('keeps what is needed to show tags of a template again', async () => {
    for (const text of ['[etcd, --a, --b={{ c }}]', 'command: [etcd, "--b={{ c }}"]']) {
      const [container] = await read(text);
      const word = container?.words.at(-1)?.text ?? '';
      expect(container?.template?.restored({ text: word }).text).toBe('--b={{ c }}');
    }
  });

  it('does not know a variable that holds a tag', async () => {
    const [container] = await read(
      'command: [etcd]\nenv: [{name: A, value: "x{{ a }}"}, {name: B, value: y}, {value: z}]',
    );
    expect(container?.env).toEqual([
      { name: 'A', value: null },
      { name: 'B', value: 'y' },
    ]);
  });

  it('shows a word that is a map as its line says it', async () => {
    const [container] = await read('command:\n- etcd\n- --a: b\n- [c]\n');
    expect(container?.words).toEqual([
      { text: 'etcd', line: 2, column: 3, notString: false },
      { text: '--a: b', line: 3, column: 3, notString: true },
      { text: '[c]', line: 4, column: 3, notString: true },
    ]);
  });
});

describe('kinds of objects', () => {
  it.each<[unknown, string[]]>([
    [{ kind: 'Pod' }, ['Pod']],
    [{ kind: 'Pod', items: [{ kind: 'X' }] }, ['Pod']],
    [{ kind: 'List', items: [{ kind: 'Pod' }, { kind: 'PodList', items: [{ kind: 'Y' }] }, 7] }, ['Pod', 'Y']],
    [{ kind: 'List', items: [] }, ['List']],
    [{ items: [{ kind: 'Pod' }, {}] }, ['Pod']],
    [{ kind: 7 }, []],
    [[{ kind: 'Pod' }], []],
    [null, []],
    ['Pod', []],
  ])('%j', (value, kinds) => {
    expect(kindsOf(value)).toEqual(kinds);
  });
});

describe('references to variables', () => {
  const known: Readonly<Record<string, string | null>> = { A: '1', E: '', N: null };
  it.each<[string, string, string[]]>([
    ['', '', []],
    ['plain', 'plain', []],
    ['$(A)$(A)', '11', []],
    ['x$(A)y$(E)z', 'x1yz', []],
    ['$(N)-$(X)-$(N)', '$(N)-$(X)-$(N)', ['$(N)', '$(N)']],
    ['$$(N)', '$(N)', []],
    ['$$$$', '$$', []],
    ['$A$', '$A$', []],
    ['$(A', '$(A', []],
    ['$(A) $(', '1 $(', []],
    [')$(A', ')$(A', []],
    ['$($(A)', '$($(A)', []],
    ['$()', '$()', []],
    ['a$', 'a$', []],
    ['$-$(A)', '$-1', []],
  ])('%s becomes %s', (text, expanded, unresolved) => {
    expect(expandPodArgument(text, (name) => known[name])).toEqual({ text: expanded, unresolved });
  });
});
