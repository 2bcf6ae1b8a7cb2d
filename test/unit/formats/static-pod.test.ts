import fc from '../../support/properties.js';
import { growthOf, linearGrowth } from '../../support/growth.js';
import { describe, expect, it } from 'vitest';
import { expandPodArgument, quotePodArgument } from '../../../src/formats/pod-argument.js';
import { readPods } from '../../../src/formats/static-pod.js';
import { writeManifest } from '../../../src/formats/write-manifest.js';
import { argvValue } from './values.js';

const words = async (text: string) =>
  (await readPods(text, 'x.yaml', true)).containers.map((c) => c.words.map((w) => w.text));

describe('a manifest that is written', () => {
  it('gives back every value, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(argvValue), async (values) => {
        const command = ['kube-apiserver', ...values.map((value) => quotePodArgument(`--x=${value}`))];
        const text = writeManifest({ kind: 'Pod', spec: { containers: [{ name: 'kube-apiserver', command }] } });
        const [container] = (await readPods(text, 'x.yaml', true)).containers;
        const read = container?.words.map((word) => expandPodArgument(word.text, () => undefined).text);
        expect(read).toEqual(['kube-apiserver', ...values.map((value) => `--x=${value}`)]);
      }),
      { numRuns: 1000 },
    );
  });

  it('gives back values that stand alone, and line feeds too', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(argvValue, fc.constantFrom('', 'no', '1e3', 'a\nb', '\n', ' \n ', '- a')), { minLength: 1 }),
        async (values) => {
          const text = writeManifest({ kind: 'Pod', spec: { containers: [{ command: values }] } });
          expect(await words(text)).toEqual([values]);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('the kubelet and dollars', () => {
  it.each([
    ['$(A)', '1'],
    ['$$(A)', '$(A)'],
    ['$$$(A)', '$1'],
    ['$(NONE)', '$(NONE)'],
    ['$A $', '$A $'],
    ['a$(A', 'a$(A'],
    ['$', '$'],
    ['$$', '$'],
  ])('%s becomes %s', (text, expected) => {
    expect(expandPodArgument(text, (name) => (name === 'A' ? '1' : undefined)).text).toBe(expected);
  });

  it('names references that only the running pod knows', () => {
    expect(expandPodArgument('--a=$(IP)', () => null)).toEqual({ text: '--a=$(IP)', unresolved: ['$(IP)'] });
  });
});

describe('reading containers', () => {
  it('puts args behind command and knows where each word stands', async () => {
    const text =
      'kind: Pod\nspec:\n  containers:\n  - name: a\n    image: x/kube-apiserver:v1.37.1\n    command: [kube-apiserver]\n    args:\n    - --v=2\n';
    const { containers, kinds, problems } = await readPods(text, 'x.yaml');
    expect([kinds, problems]).toEqual([['Pod'], []]);
    expect(containers).toMatchObject([
      {
        name: 'a',
        whole: true,
        words: [
          { text: 'kube-apiserver', line: 6, column: 15 },
          { text: '--v=2', line: 8, column: 7 },
        ],
      },
    ]);
  });

  it('reads fragments: from spec, from the list of containers, from the command, the words alone', async () => {
    const list = '    - kube-apiserver\n    - --a=1\n    - --b=2\n    - --c=3\n';
    const expected = [['kube-apiserver', '--a=1', '--b=2', '--c=3']];
    expect(await words(`spec:\n  containers:\n  - command:\n${list}`)).toEqual(expected);
    expect(await words(`  - command:\n${list}`)).toEqual(expected);
    expect(await words(`command:\n${list}`)).toEqual(expected);
    expect(await words(list)).toEqual(expected);
    expect(await words('{"spec":{"containers":[{"command":["kube-apiserver","--a=1"]}]}}')).toEqual([
      ['kube-apiserver', '--a=1'],
    ]);
  });

  it('reads every document and every kind with a pod template, with lines of the whole text', async () => {
    const one = (name: string) =>
      `kind: Deployment\nspec: {template: {spec: {containers: [{name: ${name}, command: [etcd]}]}}}\n`;
    const { containers } = await readPods(`${one('a')}---\n# note\n${one('b')}`, 'x.yaml');
    expect(containers.map(({ name, words: [word] }) => [name, word?.line])).toEqual([
      ['a', 2],
      ['b', 6],
    ]);
  });

  it('reads words that are no strings as they are written, and says so', async () => {
    const [container] = (await readPods('spec: {containers: [{command: [etcd, 010, true]}]}', 'x')).containers;
    expect(container?.words.map(({ text, notString }) => [text, notString])).toEqual([
      ['etcd', false],
      ['010', true],
      ['true', true],
    ]);
  });

  it('tells a value of a variable from a reference to elsewhere', async () => {
    const text =
      'spec: {containers: [{command: [etcd], env: [{name: A, value: "1"}, {name: B, valueFrom: {}}, {name: C}, 7]}]}';
    expect((await readPods(text, 'x')).containers[0]?.env).toEqual([
      { name: 'A', value: '1' },
      { name: 'B', value: null },
      { name: 'C', value: '' },
    ]);
  });

  it('never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
        await readPods(text, 'x');
      }),
    );
  });

  it.each(['a!', '- - ', '---\n', '[', '{', '&a ', '*a\n', '$(', 'a: b\n'])(
    'takes time in proportion to many %j',
    async (bait) => {
      expect(await growthOf((many) => readPods(bait.repeat(many), 'x'), 4_000)).toBeLessThan(linearGrowth);
    },
    60_000,
  );
});
