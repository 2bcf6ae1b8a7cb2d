import { type KeyObject, createHash } from 'node:crypto';

/** `sha256:` of the SubjectPublicKeyInfo, the way keys are shown to people. To compare keys, use `equals`. */
export function keyFingerprint(publicKey: KeyObject): string {
  return `sha256:${createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')}`;
}
