import { describe, expect, it } from 'vitest';
import { knownMinors, loadFlagCatalog } from '../../../src/catalog/load.js';
import { checkValue, elementsOf, typeRules } from '../../../src/catalog/type-rules.js';
import type { Flag } from '../../../src/catalog/flag.js';
import { components } from '../../../src/kernel/component.js';

function flag(type: string, more: Partial<Flag> = {}): Flag {
  return { name: 'some-flag', type, default: '', ...more };
}

describe('typeRules', () => {
  it.each([
    ['bool', { takesNextWord: false, repeats: 'replace', elements: 'one' }],
    ['version', { takesNextWord: false, repeats: 'replace', elements: 'one' }],
    ['ignored', { takesNextWord: false, repeats: 'replace', elements: 'one' }],
    ['string', { takesNextWord: true, repeats: 'replace', elements: 'one' }],
    ['duration', { takesNextWord: true, repeats: 'replace', elements: 'one' }],
    ['stringSlice', { takesNextWord: true, repeats: 'append', elements: 'csv' }],
    ['stringArray', { takesNextWord: true, repeats: 'append', elements: 'one' }],
    ['namedCertKey', { takesNextWord: true, repeats: 'append', elements: 'one' }],
    ['mapStringString', { takesNextWord: true, repeats: 'merge', elements: 'comma' }],
    ['colonSeparatedMultimapStringString', { takesNextWord: true, repeats: 'merge', elements: 'comma' }],
    ['uniqueURLs', { takesNextWord: true, repeats: 'replace', elements: 'comma' }],
    ['a type of next year', { takesNextWord: true, repeats: 'replace', elements: 'one' }],
    ['constructor', { takesNextWord: true, repeats: 'replace', elements: 'one' }],
  ])('knows how %s is read', (type, expected) => {
    expect(typeRules(type)).toEqual(expected);
  });

  it('lets no flag take the next word that stands for something without a value', async () => {
    for (const component of components) {
      for (const minor of knownMinors(component)) {
        const flags = (await loadFlagCatalog(component, minor))?.all() ?? [];
        const alone = flags.filter(({ noOpt }) => noOpt !== undefined);
        expect(alone.filter(({ type }) => typeRules(type).takesNextWord)).toEqual([]);
      }
    }
  });
});

describe('elementsOf', () => {
  it.each([
    [flag('string'), 'a,b', ['a,b']],
    [flag('stringSlice'), 'a,"b,c"', ['a', 'b,c']],
    [flag('stringSlice'), '', []],
    [flag('stringSlice'), 'a"b', ['a"b']],
    [flag('stringArray'), 'a,b', ['a,b']],
    [flag('uniqueURLs'), 'http://a:1,http://b:1', ['http://a:1', 'http://b:1']],
    [flag('mapStringString', { name: 'runtime-config' }), 'api/all=true,batch/v1', ['api/all=true', 'batch/v1']],
    [flag('mapStringString', { name: 'oidc-required-claim' }), 'a=b,c', ['a=b,c']],
  ])('of $type splits as the component does', (declared, value, expected) => {
    expect(elementsOf(declared, value)).toEqual(expected);
  });
});

describe('what checkValue expects', () => {
  it.each([
    [flag('bool'), 'yes', 'true or false'],
    [flag('duration'), '1d', 'a duration with units up to hours, such as 1h30m, 10s or 500ms'],
    [flag('uint32'), '-1', 'a whole number from 0 to 4294967295'],
    [flag('selectiveString', { choices: ['new', 'existing'] }), 'old', 'one of new, existing'],
    [flag('uniqueURLs', { name: 'cors' }), '', 'a comma-separated list of URLs'],
    [flag('featureGate'), 'InitialCorruptCheck', 'pairs of a feature gate and true or false'],
  ])('of $type is said in words', (declared, value, expected) => {
    expect(checkValue(declared, value)).toContain(expected);
  });

  it.each([
    ['SomeGate=true', true],
    ['SomeGate=true,Other=F', true],
    ['kube:SomeGate=true, kube:Other=0', true],
    ['', true],
    ['SomeGate', false],
    ['SomeGate=', false],
    ['SomeGate=maybe', false],
    ['=true', false],
  ])('of feature gates: %j', (value, good) => {
    expect(checkValue(flag('colonSeparatedMultimapStringString'), value) === null).toBe(good);
    expect(checkValue(flag('featureGate'), value) === null).toBe(good);
  });

  it('is nothing for a type it does not know', () => {
    expect(checkValue(flag('a type of next year'), 'anything')).toBeNull();
  });

  it('lets cors be any origin, and the lists of URLs be empty', () => {
    expect(checkValue(flag('uniqueURLs', { name: 'cors', default: '*' }), '*')).toBeNull();
    expect(checkValue(flag('uniqueURLs', { name: 'listen-metrics-urls' }), '')).toBeNull();
    expect(checkValue(flag('uniqueURLs', { name: 'listen-metrics-urls' }), '*')).not.toBeNull();
  });
});
