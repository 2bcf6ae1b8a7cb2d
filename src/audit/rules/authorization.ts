import { numbered } from '../benchmark.js';
import type { Rule } from '../rule.js';

const flags = ['authorization-mode', 'authorization-config'];

const setModes = [
  'set --authorization-mode=Node,RBAC, or the same authorizers in the file of --authorization-config',
  'set --authorization-mode=Node,RBAC',
];

/** What those who may speak to kube-apiserver may do. */
export const authorizationRules: readonly Rule[] = [
  {
    slug: 'authorization-always-allow',
    title: 'Nobody is allowed everything',
    about: 'With AlwaysAllow whoever reaches the apiserver may do anything with the cluster.',
    severity: 'critical',
    component: 'kube-apiserver',
    cis: numbered('1.2.6', ['1.2.6', '1.2.7', '1.2.6', '1.2.6']),
    flags,
    cases: [
      {
        when: { setting: 'authorizationModes', has: 'AlwaysAllow' },
        then: 'fail',
        reason: 'AlwaysAllow is among the authorization modes; it is what counts when none is set',
        remedy: setModes,
      },
      { then: 'pass', reason: 'AlwaysAllow is not among the authorization modes' },
    ],
  },
  {
    slug: 'authorization-node',
    title: 'Kubelets are held to their own node',
    about:
      'Without the Node authorizer kubelets need rights over all nodes, and one stolen kubelet credential opens them.',
    severity: 'high',
    component: 'kube-apiserver',
    cis: numbered('1.2.7', ['1.2.7', '1.2.8', '1.2.7', '1.2.7']),
    flags,
    cases: [
      {
        when: { setting: 'authorizationModes', has: 'Node' },
        then: 'pass',
        reason: 'Node is among the authorization modes',
      },
      { then: 'fail', reason: 'Node is not among the authorization modes', remedy: setModes },
    ],
  },
  {
    slug: 'authorization-rbac',
    title: 'Rights are granted by RBAC',
    about: 'RBAC is the authorizer whose grants can be read, reviewed and changed through the API.',
    severity: 'high',
    component: 'kube-apiserver',
    cis: numbered('1.2.8', ['1.2.8', '1.2.9', '1.2.8', '1.2.8']),
    flags,
    cases: [
      {
        when: { setting: 'authorizationModes', has: 'RBAC' },
        then: 'pass',
        reason: 'RBAC is among the authorization modes',
      },
      { then: 'fail', reason: 'RBAC is not among the authorization modes', remedy: setModes },
    ],
  },
];
