import { numbered } from '../benchmark.js';
import type { Condition, Rule } from '../rule.js';

const flags = ['enable-admission-plugins', 'disable-admission-plugins', 'admission-control'];

/** The old flag names all plugins that are on, in place of the defaults. */
const namesAll: Condition = { flag: 'admission-control', given: true };

/** Whether a plugin that no version has on by default was switched on. */
function switchedOn(plugin: string): Condition {
  const enabled: Condition = {
    all: [
      { flag: 'enable-admission-plugins', lists: plugin },
      { not: { flag: 'disable-admission-plugins', lists: plugin } },
    ],
  };
  return { any: [enabled, { flag: 'admission-control', lists: plugin }] };
}

/** Whether a plugin that every version has on by default was switched off. */
function switchedOff(plugin: string): Condition {
  return {
    any: [
      { flag: 'disable-admission-plugins', lists: plugin },
      { all: [namesAll, { not: { flag: 'admission-control', lists: plugin } }] },
    ],
  };
}

function staysOn(
  plugin: string,
  rule: Pick<Rule, 'slug' | 'title' | 'about'> & { readonly cis: Rule['cis'] & object },
): Rule {
  return {
    ...rule,
    severity: 'medium',
    component: 'kube-apiserver',
    flags: ['disable-admission-plugins', 'enable-admission-plugins', 'admission-control'],
    cases: [
      {
        when: switchedOff(plugin),
        then: 'fail',
        reason: `the admission plugin ${plugin} is switched off`,
        remedy: [`take ${plugin} out of --disable-admission-plugins`],
      },
      { then: 'pass', reason: `the admission plugin ${plugin} is on` },
    ],
  };
}

/** What kube-apiserver checks of objects before it takes them. */
export const admissionRules: readonly Rule[] = [
  {
    slug: 'admission-node-restriction',
    title: 'Kubelets change only their own objects',
    about: 'Without NodeRestriction a kubelet may relabel other nodes and draw their workloads and secrets to itself.',
    severity: 'high',
    component: 'kube-apiserver',
    cis: numbered('1.2.14', ['1.2.16', '1.2.16', '1.2.15', '1.2.15']),
    flags,
    cases: [
      { when: switchedOn('NodeRestriction'), then: 'pass', reason: 'the admission plugin NodeRestriction is on' },
      {
        then: 'fail',
        reason: 'the admission plugin NodeRestriction is not on; no version has it on by default',
        remedy: ['add NodeRestriction to --enable-admission-plugins'],
      },
    ],
  },
  {
    slug: 'admission-always-admit',
    title: 'Not everything is admitted',
    about: 'AlwaysAdmit does nothing but stand where a real check was meant to be.',
    severity: 'high',
    component: 'kube-apiserver',
    cis: numbered('1.2.10', ['1.2.10', '1.2.11', '1.2.10', '1.2.10']),
    flags,
    cases: [
      {
        when: switchedOn('AlwaysAdmit'),
        then: 'fail',
        reason: 'the admission plugin AlwaysAdmit is on',
        remedy: ['take AlwaysAdmit out of --enable-admission-plugins'],
      },
      { then: 'pass', reason: 'the admission plugin AlwaysAdmit is not on' },
    ],
  },
  staysOn('ServiceAccount', {
    slug: 'admission-service-account',
    title: 'Pods get the service account they are meant to have',
    about: 'Without the plugin pods have no identity of their own, and controls that build on it hold nothing.',
    cis: numbered('1.2.12', ['1.2.13', '1.2.14', '1.2.13', '1.2.13']),
  }),
  staysOn('NamespaceLifecycle', {
    slug: 'admission-namespace-lifecycle',
    title: 'Nothing is created in namespaces that end or do not exist',
    about: 'Objects in a namespace that is going away are lost track of, with whatever they hold.',
    cis: numbered('1.2.13', ['1.2.14', '1.2.15', '1.2.14', '1.2.14']),
  }),
];
