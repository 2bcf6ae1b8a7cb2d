import type { Secret } from '../kernel/secret.js';
import type { Transport } from '../kernel/transport.js';

/** What a TLS connection is checked against, and what we show. */
export interface TlsIdentity {
  /** PEM of the authorities that the server's certificate must come from. */
  readonly ca: string;
  /** PEM of our certificate, with its chain; without one we are anonymous. */
  readonly cert?: string;
  readonly key?: Secret;
}

/** A TLS server as it is reached from a host. */
export interface EndpointTarget {
  /** Where the connection is opened from. */
  readonly from: Pick<Transport, 'host' | 'dial'>;
  /** The address as the host sees it: `127.0.0.1` for a service of the host itself. */
  readonly host: string;
  readonly port: number;
  /**
   * Either who must answer, or `unverified`: only for services that make their own certificate and listen on the
   * loopback of the host, where the transport has already told who the host is.
   */
  readonly tls: TlsIdentity | 'unverified';
  /** Name or address that the server's certificate must be for; `host` by default. */
  readonly serverName?: string;
}

export interface EndpointRequest {
  readonly path: string;
  /** GET by default. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** For the connection and the answer together; 10 000 by default. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface EndpointAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/** An endpoint with its kept connection. Failures are HardwayErrors with an `endpoint-…` or `host-dial-refused` code. */
export interface Endpoint {
  /** `https://127.0.0.1:2379 on node1`, for messages. */
  readonly name: string;
  /** Name of the host that the connection is opened from. */
  readonly host: string;
  request(request: EndpointRequest): Promise<EndpointAnswer>;
  close(): void;
}
