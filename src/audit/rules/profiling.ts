import { numbered } from '../benchmark.js';
import type { Rule } from '../rule.js';

function profiling(
  component: string,
  slug: string,
  cis: Rule['cis'] & object,
  remedy = ['set --profiling=false'],
): Rule {
  return {
    slug,
    title: 'Profiling is off',
    about: 'Profiles tell how a program works inside and cost it time, to whoever may ask for them.',
    severity: 'low',
    component,
    cis,
    flags: ['profiling'],
    cases: [
      { when: { flag: 'profiling', is: ['false'] }, then: 'pass', reason: 'profiling is off' },
      { then: 'fail', reason: 'profiling is on', remedy },
    ],
  };
}

/** /debug/pprof of the components. */
export const profilingRules: readonly Rule[] = [
  profiling('kube-apiserver', 'apiserver-profiling', numbered('1.2.15', ['1.2.20', '1.2.18', '1.2.17', '1.2.16'])),
  profiling('kube-controller-manager', 'controller-manager-profiling', numbered('1.3.2')),
  // With a config the flag is ignored, and the value is that of the file.
  profiling('kube-scheduler', 'scheduler-profiling', numbered('1.4.1'), [
    'set enableProfiling: false in the file of --config, or --profiling=false where there is none',
  ]),
];
