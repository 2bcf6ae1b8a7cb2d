import { numbered } from '../benchmark.js';
import type { Rule } from '../rule.js';

/** How kube-apiserver speaks to kubelets. */
export const kubeletClientRules: readonly Rule[] = [
  {
    slug: 'kubelet-client-certificate',
    title: 'The apiserver logs in to kubelets',
    about: 'Without a client certificate logs and exec work only where kubelets let anybody in.',
    severity: 'high',
    component: 'kube-apiserver',
    cis: numbered('1.2.4', ['1.2.4', '1.2.5', '1.2.4', '1.2.4']),
    flags: ['kubelet-client-certificate', 'kubelet-client-key'],
    cases: [
      {
        when: {
          all: [
            { flag: 'kubelet-client-certificate', given: true },
            { flag: 'kubelet-client-key', given: true },
          ],
        },
        then: 'pass',
        reason: 'it logs in to kubelets with {kubelet-client-certificate}',
      },
      {
        then: 'fail',
        reason: 'certificate and key for kubelets are not both given',
        remedy: ['set --kubelet-client-certificate and --kubelet-client-key'],
      },
    ],
  },
  {
    slug: 'kubelet-ca',
    title: 'The apiserver checks whom it speaks to on a node',
    about: 'Without a CA any machine that takes the address of a node can read what is sent to exec sessions.',
    severity: 'high',
    component: 'kube-apiserver',
    cis: numbered('1.2.5', ['1.2.5', '1.2.6', '1.2.5', '1.2.5']),
    flags: ['kubelet-certificate-authority'],
    cases: [
      {
        when: { flag: 'kubelet-certificate-authority', given: true },
        then: 'pass',
        reason: 'kubelets are checked against {kubelet-certificate-authority}',
      },
      {
        then: 'fail',
        reason: 'the serving certificates of kubelets are not checked',
        remedy: ['set --kubelet-certificate-authority to the CA that signs the serving certificates of kubelets'],
      },
    ],
  },
];
