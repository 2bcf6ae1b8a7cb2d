/**
 * The suites that TLS 1.2 connections may use: ephemeral keys and authenticated encryption only, for ECDSA and RSA
 * certificates. Go's own list still holds CBC suites. TLS 1.3 has no choice of suites in Go. The two AES-128-GCM ones
 * are what HTTP/2 requires (RFC 9113 §9.2.2).
 */
export const cipherSuites = [
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
] as const;

/** The TLS floor of the Kubernetes components; etcd spells the version without its prefix. */
export const kubernetesTls = {
  'tls-min-version': 'VersionTLS12',
  'tls-cipher-suites': cipherSuites,
} as const;

export const etcdTls = {
  'tls-min-version': 'TLS1.2',
  'cipher-suites': cipherSuites,
} as const;
