import { describe, expect, it } from 'vitest';
import {
  defaultEtcdVersion,
  defaultKubernetesVersion,
  etcdPairing,
  supportedEtcdMinors,
  supportedKubernetesMinors,
} from '../../../src/catalog/versions.js';
import { minorOf } from '../../../src/kernel/version.js';

describe('the versions', () => {
  it('pair every supported Kubernetes minor with supported etcd minors', () => {
    for (const minor of supportedKubernetesMinors) {
      const pairing = etcdPairing(minor);
      expect(supportedEtcdMinors).toContain(pairing?.minimum);
      expect(supportedEtcdMinors).toContain(pairing?.recommended);
    }
  });

  it('pair by minor, whatever the patch', () => {
    expect(etcdPairing('v1.37.1')).toEqual(etcdPairing('1.37'));
    expect(etcdPairing('1.36.3')?.recommended).toBe('3.6');
    expect(etcdPairing('1.37.1')).toEqual({ minimum: '3.6', recommended: '3.7' });
  });

  it('say nothing about minors that are not supported', () => {
    for (const other of ['1.28', '1.38', '', 'constructor']) expect(etcdPairing(other)).toBeUndefined();
  });

  it('default to a supported pair', () => {
    expect(supportedKubernetesMinors).toContain(minorOf(defaultKubernetesVersion));
    expect(supportedEtcdMinors).toContain(minorOf(defaultEtcdVersion));
  });
});
