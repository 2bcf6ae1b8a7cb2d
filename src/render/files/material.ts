import type { FilePair } from '../../cluster/layout.js';
import { type Problem, problem } from '../../kernel/problem.js';
import { Secret } from '../../kernel/secret.js';
import type { AuthorityName, LeafName } from '../../pki/certificate-plan.js';
import type { PkiBundle } from '../../pki/pki-bundle.js';
import type { RenderedFile } from '../rendered-file.js';

/** What the files of one artefact have in common. */
export type FileFacts = Pick<RenderedFile, 'host' | 'owner' | 'usedBy' | 'onChange' | 'about'>;

/** Reads the bundle and remembers everything that was not in it, so that all of it is reported at once. */
export class Material {
  readonly bundle: PkiBundle;
  // By what is said: an authority that is missing is missed by every host.
  readonly #missed = new Map<string, Problem>();

  constructor(bundle: PkiBundle) {
    this.bundle = bundle;
  }

  problems(): readonly Problem[] {
    return [...this.#missed.values()];
  }

  #missing(what: string, host: string | undefined): void {
    this.#missed.set(
      `${host ?? ''}/${what}`,
      problem('render-material-missing', {
        ...(host === undefined ? {} : { where: { host } }),
        what: `${what} is not in the PKI`,
        fix: 'run `hardway pki create`, which makes what is missing and keeps the rest',
      }),
    );
  }

  /** The certificate of an authority, 0644. */
  authority(name: AuthorityName, path: string, facts: FileFacts): RenderedFile[] {
    const found = this.bundle.certificates.get(name);
    if (found === undefined) this.#missing(`the certificate of ${name}`, undefined);
    return found === undefined ? [] : [publicFile(path, found.certificate, facts)];
  }

  /** The key of an authority, 0600. Only for in-cluster signing. */
  authorityKey(name: AuthorityName, path: string, facts: FileFacts): RenderedFile[] {
    const key = this.bundle.certificates.get(name)?.key;
    if (key === undefined) this.#missing(`the key of ${name}, which in-cluster signing needs,`, undefined);
    return key === undefined ? [] : [secretFile(path, key, facts)];
  }

  /** Certificate and key of a leaf of a host: two files, or one with the certificate first where the paths are one. */
  leaf(name: LeafName, host: string, pair: FilePair, facts: FileFacts): RenderedFile[] {
    const found = this.bundle.certificates.get(`${host}/${name}`);
    if (found?.key === undefined) {
      this.#missing(`the certificate ${name}${found === undefined ? '' : "'s key"}`, host);
      return [];
    }
    if (pair.cert === pair.key) {
      const both = Buffer.concat([Buffer.from(endingInNewline(found.certificate)), found.key.reveal()]);
      return [secretFile(pair.cert, new Secret(both), facts)];
    }
    return [publicFile(pair.cert, found.certificate, facts), secretFile(pair.key, found.key, facts)];
  }
}

function endingInNewline(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** A file that anyone may read. */
export function publicFile(path: string, content: string, facts: FileFacts): RenderedFile {
  return { ...facts, path, mode: 0o644, content: endingInNewline(content) };
}

/** A file that only its owner may read. */
export function secretFile(path: string, content: Secret, facts: FileFacts): RenderedFile {
  return { ...facts, path, mode: 0o600, content };
}
