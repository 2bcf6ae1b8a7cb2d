import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../../src/formats/yaml.js';
import { embeddedArgs, moreThanHandedOn, saysMore } from '../../../src/inspect/embedded-args.js';
import { extraArgsIn } from '../../../src/inspect/extra-args.js';
import { problem } from '../../../src/kernel/problem.js';

const found = (text: string) => extraArgsIn(parseYaml(text, { file: 'x' }));
/** `component: --a=b --c` of each place with arguments. */
const inShort = (text: string) =>
  found(text).map(({ component, words }) => `${component}: ${words.map((word) => word.text).join(' ')}`);

describe('arguments that a config adds', () => {
  it.each([
    ['apiServer', 'kube-apiserver'],
    ['controllerManager', 'kube-controller-manager'],
    ['scheduler', 'kube-scheduler'],
    ['etcd', 'etcd'],
    ['kubelet', 'kubelet'],
    ['proxy', 'kube-proxy'],
    ['local', 'etcd'],
    ['api', 'kube-apiserver'],
    ['kube-api', 'kube-apiserver'],
    ['kube-controller', 'kube-controller-manager'],
    ['kubeproxy', 'kube-proxy'],
    ['karmadaAPIServer', 'kube-apiserver'],
    ['kubeControllerManager', 'kube-controller-manager'],
  ])('in the section %s are those of %s', (section, component) => {
    for (const key of ['extraArgs', 'extra_args', 'extra_args_array']) {
      expect(inShort(`${section}: {${key}: {a: b}}`)).toEqual([`${component}: --a=b`]);
      expect(inShort(`x: {${key}: {${section}: ["--a=b"]}}`)).toEqual([`${component}: --a=b`]);
    }
    expect(inShort(`${section}: {other: {a: b}}`)).toEqual([]);
  });

  it.each([
    ['apiServerArguments', 'kube-apiserver'],
    ['controllerArguments', 'kube-controller-manager'],
    ['schedulerArguments', 'kube-scheduler'],
    ['kubeletArguments', 'kubelet'],
    ['extendedArguments', 'kube-controller-manager'],
    ['kubeletExtraArgs', 'kubelet'],
    ['kube-apiserver-arg', 'kube-apiserver'],
    ['kube-controller-manager-arg', 'kube-controller-manager'],
    ['kube-controller-arg', 'kube-controller-manager'],
    ['kube-scheduler-arg', 'kube-scheduler'],
    ['etcd-arg', 'etcd'],
    ['kubelet-arg', 'kubelet'],
    ['kube-proxy-arg', 'kube-proxy'],
    ['kube-proxy-arg+', 'kube-proxy'],
  ])('under %s are those of %s', (key, component) => {
    expect(inShort(`${key}: [a=b]`)).toEqual([`${component}: --a=b`]);
    expect(inShort(`x: [{${key}: [a=b]}]`)).toEqual([`${component}: --a=b`]);
  });

  it.each<[string, string[]]>([
    ['{a: b, c: 1, d: true}', ['kubelet: --a=b --c=1 --d=true']],
    ['{a: [b, c], d: null}', ['kubelet: --a=b --a=c --d=']],
    ['[a=b, --c=d, -e=f, --g, "--1"]', ['kubelet: --a=b --c=d --e=f --g ----1']],
    ['[{name: a, value: b}, {name: c}, {name: d, other: e}]', ['kubelet: --a=b --c= --name=d --other=e']],
    ['[{name: 1}]', ['kubelet: --name=1']],
    ['a=b', ['kubelet: --a=b']],
    ['null', []],
    ['[null]', []],
    ['{}', []],
  ])('may be written as %s', (value, expected) => {
    expect(inShort(`kubelet-arg: ${value}`)).toEqual(expected);
  });

  it('stand at their places, together with those of a second key', () => {
    expect(
      found(
        'services:\n  kube-api:\n    extra_args:\n      a: b\n      c: 3\n    extra_args_array:\n      d:\n      - e\n',
      ),
    ).toEqual([
      {
        component: 'kube-apiserver',
        keys: ['extra_args', 'extra_args_array'],
        words: [
          { text: '--a=b', line: 4, column: 10 },
          { text: '--c=3', line: 5, column: 10 },
          { text: '--d=e', line: 8, column: 9 },
        ],
        notStrings: [{ text: '3', line: 5, column: 10, notString: true }],
        where: { file: 'x', line: 3, column: 5, excerpt: '    extra_args:' },
      },
    ]);
  });

  it.each([
    ['kubernetesVersion: v1.30.2', '1.30.2'],
    ['kubernetes_version: v1.24.17-rancher1-1', '1.24.17'],
    ['version: 1.31.0+k3s1', '1.31.0'],
    ['kubernetesVersion: 1, version: v1.30.2', '1.30.2'],
    ['kubernetesVersion: stable', undefined],
    ['kubernetesVersion: v1.30', undefined],
    ['kubernetesVersion: v1.30.2x', undefined],
    ['kubernetesVersion: x1.30.2', undefined],
    ['kubernetesVersion: v10.300.21', '10.300.21'],
  ])('are of the version that an object around them says: %s', (told, version) => {
    for (const text of [`{${told}, apiServer: {extraArgs: {a: b}}}`, `{${told}, x: [{y: {kubelet-arg: [a]}}]}`]) {
      expect(found(text).map(({ kubernetesVersion }) => kubernetesVersion)).toEqual([version]);
    }
    expect(found(`[{${told}}, {kubelet-arg: [a]}]`)[0]).not.toHaveProperty('kubernetesVersion');
  });

  it('are of the image that their section names', () => {
    const image = (told: string) => found(`etcd: {local: {${told}extraArgs: {a: b}}}`).map((one) => one.image);
    expect(image('image: etcd:3.5.1, ')).toEqual(['etcd:3.5.1']);
    expect(image('imageTag: 3.5.1-0, ')).toEqual([':3.5.1-0']);
    expect(image('imageTag: 3.5, ')).toEqual([undefined]);
    expect(image('image: a, imageTag: b, ')).toEqual(['a']);
    expect(found('etcd: {extraArgs: {a: b}}')[0]).not.toHaveProperty('image');
  });

  it('are looked for in sections of sections, and of what is known by name alone', () => {
    expect(inShort('etcd: {local: {extraArgs: {a: b}}, extraArgs: [c]}')).toEqual(['etcd: --a=b', 'etcd: --c']);
    expect(inShort('apiServer: {other: {extraArgs: {a: b}}}')).toEqual([]);
    expect(inShort('extraArgs: {toString: [a], other: [b], apiServer: text, scheduler: [c]}')).toEqual([
      'kube-scheduler: --c',
    ]);
    expect(inShort('extraArgs: [a]')).toEqual([]);
    expect(inShort('constructor: {extraArgs: {a: b}}')).toEqual([]);
  });
});

describe('arguments that k3s and RKE2 hand on', () => {
  const handed = (...words: string[]) =>
    embeddedArgs(words.map((text) => ({ text }))).map(
      ({ component, words: own }) => `${component}: ${own.map(({ text }) => text).join(' ')}`,
    );
  it.each<[string[], string[]]>([
    [
      ['/usr/bin/k3s', 'server', '--kube-apiserver-arg=a=b', '-kube-apiserver-arg', '--c=d'],
      ['kube-apiserver: --a=b --c=d'],
    ],
    [
      ['rke2', 'agent', '--kubelet-arg', 'v=2', '--node-ip=a', '--kube-proxy-arg=-x=y'],
      ['kubelet: --v=2', 'kube-proxy: --x=y'],
    ],
    [['k3s', 'server', '--etcd-arg', '--', 'x'], ['etcd: ----']],
    [['k3s', 'server', '--etcd-arg=a=b\nc'], ['etcd: --a=b\nc']],
    [['k3s', '--etcd-arg'], []],
    [['k3s', 'etcd-arg=a', 'x--etcd-arg=a', '---etcd-arg=a', '--toString=a', '--etcd-args=a', '--etcd-arg1=a'], []],
    [['--etcd-arg=a', '--etcd-arg=b'], []],
    [['xk3s', '--etcd-arg=a'], []],
    [['k3sx', '--etcd-arg=a'], []],
    [[], []],
  ])('%j', (words, expected) => {
    expect(handed(...words)).toEqual(expected);
  });

  it('keep their place', () => {
    const words = [
      { text: 'k3s' },
      { text: '--etcd-arg=a', line: 3, column: 4 },
      { text: '--etcd-arg', line: 4 },
      { text: 'b', line: 5 },
    ];
    expect(embeddedArgs(words)[0]?.words).toEqual([
      { text: '--a', line: 3, column: 4 },
      { text: '--b', line: 5 },
    ]);
  });

  it('are not all, which is said in a way that can be told again', () => {
    const said = moreThanHandedOn('etcd', { file: 'x' });
    expect(said).toMatchObject({
      code: 'input-truncated',
      severity: 'warning',
      where: { file: 'x' },
      what: 'these arguments are added to those that the distribution gives etcd itself, which are not in the source',
      fix: 'inspect the manifest that it writes, the line that it logs at the start, or the running process',
    });
    expect([saysMore(said, 'etcd'), saysMore(said, 'kubelet')]).toEqual([true, false]);
    expect(saysMore(problem('input-truncated', { where: {}, what: 'cut' }), 'etcd')).toBe(false);
    expect(saysMore(problem('input-unknown-flag', { where: {}, what: said.what }), 'etcd')).toBe(false);
  });
});
