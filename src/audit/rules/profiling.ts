import { numbered } from '../benchmark.js';
import type { Case, Rule } from '../rule.js';

const byFlag: readonly Case[] = [
  { when: { flag: 'profiling', is: ['false'] }, then: 'pass', reason: 'profiling is off' },
  { then: 'fail', reason: 'profiling is on', remedy: ['set --profiling=false'] },
];

function profiling(component: string, slug: string, cis: Rule['cis'] & object): Rule {
  return {
    slug,
    title: 'Profiling is off',
    about: 'Profiles tell how a program works inside and cost it time, to whoever may ask for them.',
    severity: 'low',
    component,
    cis,
    flags: ['profiling'],
    cases: byFlag,
  };
}

const scheduler = profiling(
  'kube-scheduler',
  'scheduler-profiling',
  numbered('1.4.1', { '1.20': '1.4.1', '1.23': '1.4.1' }),
);

/** /debug/pprof of the components. */
export const profilingRules: readonly Rule[] = [
  profiling('kube-apiserver', 'apiserver-profiling', numbered('1.2.15', { '1.20': '1.2.20', '1.23': '1.2.18' })),
  profiling(
    'kube-controller-manager',
    'controller-manager-profiling',
    numbered('1.3.2', { '1.20': '1.3.2', '1.23': '1.3.2' }),
  ),
  {
    ...scheduler,
    flags: ['profiling', 'config'],
    // With a config the flag is ignored, and what the file leaves out is on.
    cases: [
      {
        when: {
          all: [
            { flag: 'config', given: true },
            { flag: 'config', file: 'profilingOff' },
          ],
        },
        then: 'pass',
        reason: 'enableProfiling is false in {config}',
        flags: ['config'],
      },
      {
        when: { flag: 'config', given: true },
        then: 'fail',
        reason: 'enableProfiling is not false in {config}, and with a config --profiling is ignored',
        flags: ['config'],
        remedy: ['set enableProfiling: false in the file of --config'],
      },
      ...byFlag,
    ],
  },
];
