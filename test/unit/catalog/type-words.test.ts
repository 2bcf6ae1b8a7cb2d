import { describe, expect, it } from 'vitest';
import { knownMinors, loadFlagCatalog } from '../../../src/catalog/load.js';
import { refusedValue } from '../../../src/catalog/refused-values.js';
import { typeInWords } from '../../../src/catalog/type-words.js';
import { knownComponents } from '../../../src/kernel/component.js';

const words = (type: string, rest: { default?: string; name?: string; choices?: readonly string[] } = {}) =>
  typeInWords({ name: 'x', type, default: '', ...rest });

describe('typeInWords', () => {
  it('warns that a boolean never takes the next word', () => {
    const { form, sentences } = words('bool', { default: 'true' });
    expect(form).toBe('--x=true|false');
    expect(sentences.join(' ')).toContain('--x alone means true: a word after a blank is not its value.');
  });

  it.each([
    ['int', 'Given again, the last one counts.'],
    ['stringSlice', 'Given again, its elements are added; the first use replaces the default.'],
    ['stringArray', 'Repeatable; the first use replaces the default.'],
    ['mapStringBool', 'Given again, its pairs are added'],
  ])('says what a second use of a %s does', (type, expected) => {
    expect(words(type).sentences.join(' ')).toContain(expected);
  });

  it.each([
    ['int', {}, 'An empty value is refused.'],
    ['string', {}, 'An empty value is the same as none.'],
    ['string', { default: '/registry' }, 'An empty value replaces the default by nothing.'],
    ['stringSlice', { default: '[a]' }, 'An empty value is an empty list.'],
    ['stringArray', { default: '[]' }, 'An empty value counts as a value.'],
  ])('says what nothing means for a %s %j', (type, rest, expected) => {
    expect(words(type, rest).sentences.at(-1)).toBe(expected);
  });

  it('lists the only values there are', () => {
    expect(words('selectiveString', { choices: ['new', 'existing'] }).sentences).toContain('One of new, existing.');
  });

  it('puts every flag of every component into sentences', async () => {
    for (const component of knownComponents) {
      const catalog = await loadFlagCatalog(component, knownMinors(component).at(-1) ?? '');
      const bad = catalog?.all().filter((flag) => {
        const { form, sentences } = typeInWords(flag);
        return (
          !form.startsWith(`--${flag.name}=`) || sentences.some((sentence) => !/^(?:[A-Z]|--).*\.$/.test(sentence))
        );
      });
      expect(bad).toEqual([]);
    }
  });
});

describe('refusedValue', () => {
  it.each([
    ['kube-apiserver', '1.20', 'insecure-port', '8080', '1.20'],
    ['kube-apiserver', '1.17', 'runtime-config', 'api/all', '1.17'],
    ['kube-apiserver', '1.34', 'runtime-config', 'settings.k8s.io/v1alpha1=true', '1.20'],
    ['kube-apiserver', '1.24', 'audit-log-version', 'audit.k8s.io/v1beta1', '1.24'],
    ['kube-apiserver', '1.34', 'runtime-config', 'batch/v2alpha1=true', '1.21'],
    ['kube-apiserver', '1.34', 'runtime-config', 'batch/v2alpha1/cronjobs=false', '1.21'],
    ['kube-apiserver', '1.30', 'runtime-config', 'flowcontrol.apiserver.k8s.io/v1alpha1', '1.29'],
    ['kube-apiserver', '1.25', 'runtime-config', 'admissionregistration.k8s.io/v1alpha1', '1.14'],
    ['kube-controller-manager', '1.30', 'cloud-provider', 'aws', '1.29'],
    ['kube-scheduler', '1.30', 'leader-elect-resource-lock', 'endpointsleases', '1.28'],
  ])('%s %s refuses --%s %s since %s', (component, minor, flag, value, since) => {
    expect(refusedValue(component, minor, flag, value)).toMatchObject({ since });
  });

  it('tells a group that is gone from a version of one that is still there', () => {
    const judge = (pair: string) => refusedValue('kube-apiserver', '1.34', 'runtime-config', pair)?.what;
    expect(judge('settings.k8s.io/v1alpha1=true')).toBe('the group settings.k8s.io, which is gone,');
    expect(judge('batch/v2alpha1=true')).toBe('the API version batch/v2alpha1, which is gone,');
  });

  it('judges the version of audit events only while there is something to write them to', () => {
    const judge = (isSet: (flag: string) => boolean) =>
      refusedValue('kube-apiserver', '1.24', 'audit-log-version', 'audit.k8s.io/v1alpha1', isSet);
    expect(judge((flag) => flag === 'audit-log-path')).toMatchObject({ since: '1.24' });
    expect(judge((flag) => flag === 'audit-webhook-config-file')).toBeUndefined();
  });

  it.each([
    ['kube-apiserver', '1.19', 'insecure-port', '8080'],
    ['kube-apiserver', '1.20', 'insecure-port', '0'],
    ['kube-apiserver', '1.20', 'runtime-config', 'batch/v2alpha1=true'],
    ['kube-apiserver', '1.26', 'runtime-config', 'admissionregistration.k8s.io/v1alpha1'],
    ['kube-apiserver', '1.37', 'runtime-config', 'policy/v1beta1=true'],
    ['kube-controller-manager', '1.37', 'runtime-config', 'batch/v2alpha1=true'],
    ['kube-apiserver', '1.16', 'runtime-config', 'api/all'],
    ['kube-apiserver', '1.34', 'runtime-config', 'api/all=true'],
    ['kube-controller-manager', '1.34', 'cloud-provider', 'external'],
    ['kube-controller-manager', '1.34', 'leader-elect-resource-lock', 'leases'],
    ['kube-scheduler', '1.34', 'constructor', ''],
  ])('%s %s takes --%s %s', (component, minor, flag, value) => {
    expect(refusedValue(component, minor, flag, value)).toBeUndefined();
  });
});
