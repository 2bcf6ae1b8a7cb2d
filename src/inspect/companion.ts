import type { Problem } from '../kernel/problem.js';
import type { Provenance } from './provenance.js';

/** What a file that a flag points to holds, without anything secret. An open set of kinds; facts by kind. */
export type CompanionFacts =
  | {
      readonly kind: 'encryption-config';
      /** Every block in order; providers in order, the first encrypts. Keys are counted, never held. */
      readonly resources: readonly {
        readonly resources: readonly string[];
        readonly providers: readonly {
          readonly type: string;
          readonly keys: number;
          /** Keys that are no keys: all zero, too short, or the sample of the documentation. */
          readonly weakKeys: number;
          /** Of kms alone: the version of the API that its plugin speaks. */
          readonly kmsVersion?: 'v1' | 'v2';
        }[];
      }[];
    }
  | {
      readonly kind: 'audit-policy';
      /** Where it is not `audit.k8s.io/v1`. */
      readonly apiVersion?: string;
      readonly rules: number;
      /** Something is logged at all: a rule with another level than None. */
      readonly logs: boolean;
      /** The level at which the first rule that fits logs requests for secrets, config maps and token reviews. */
      readonly sensitive: 'None' | 'Metadata' | 'Request' | 'RequestResponse' | 'mixed';
    }
  | {
      readonly kind: 'authentication-config';
      /** null where the file does not speak of anonymous requests. */
      readonly anonymous: { readonly enabled: boolean; readonly paths: readonly string[] } | null;
      readonly jwtIssuers: readonly string[];
    }
  | {
      readonly kind: 'authorization-config';
      /** Types in order: Node, RBAC, Webhook, … */
      readonly authorizers: readonly { readonly type: string; readonly name: string }[];
    }
  | { readonly kind: 'admission-config'; readonly plugins: readonly string[] }
  | {
      readonly kind: 'kubeconfig';
      readonly server: string | null;
      readonly hasCertificateAuthority: boolean;
      readonly insecure: boolean;
    }
  | {
      readonly kind: 'certificates';
      readonly certificates: readonly {
        readonly subject: string;
        readonly issuer: string;
        readonly notAfter: string;
        readonly isCa: boolean;
        readonly sans: readonly string[];
        /** SHA-256 of the DER, hex: for comparing files and masters. */
        readonly fingerprint: string;
        /** SHA-256 of the SubjectPublicKeyInfo, hex: for matching certificates and keys. */
        readonly publicKey: string;
      }[];
    }
  | { readonly kind: 'key'; readonly isPrivate: boolean; readonly publicKeys: readonly string[] }
  | { readonly kind: 'abac-policy'; readonly lines: number; readonly wildcards: number }
  | { readonly kind: 'credentials-table'; readonly rows: number }
  | {
      /** A file that takes the place of flags (kubelet, scheduler, kube-proxy, etcd): the settings it makes. */
      readonly kind: 'component-config';
      readonly apiVersion: string;
      readonly settings: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'other' };

/** A file that a flag points to. */
export interface Companion {
  /** The flag: `encryption-provider-config`. */
  readonly flag: string;
  /** The path as the component sees it. */
  readonly path: string;
  /** The path on the host, where a volume of a static pod puts the file elsewhere. */
  readonly hostPath?: string;
  /** `out-of-reach`: the source is a text without a file system around it. */
  readonly state: 'read' | 'missing' | 'unreadable' | 'out-of-reach' | 'invalid';
  /** Permission bits and owner, where the file system was asked: `0600`, `root:root`. */
  readonly mode?: string;
  readonly owner?: string;
  readonly facts?: CompanionFacts;
  readonly problems: readonly Problem[];
}

/** What a component makes of several flags, files and defaults together; null where it cannot be known. */
export interface EffectiveSetting {
  readonly value: readonly string[] | null;
  readonly provenance: readonly Provenance[];
}

/** Settings that no single flag tells. Absent for components that do not have them. */
export interface EffectiveSettings {
  /** Default plugins of the version, with those enabled and without those disabled; sorted. */
  readonly admissionPlugins?: EffectiveSetting;
  /** In the order in which they are asked. */
  readonly authorizationModes?: EffectiveSetting;
  /** Gates that differ from the default of the version, as `Name=true`; sorted. */
  readonly featureGates?: EffectiveSetting;
  /** As `group/version=true`; sorted. */
  readonly runtimeConfig?: EffectiveSetting;
  /** `true`, `false`, or the paths on which anonymous requests are let in. */
  readonly anonymous?: EffectiveSetting;
}
