import type { Endpoint } from './endpoint.js';
import { type JsonObject, expectSuccess, jsonObject, objectsOf, textOf, textsOf } from './read-json.js';

export interface EtcdHealth {
  readonly healthy: boolean;
  /** etcd's own words when it is not. */
  readonly reason: string;
}

/** IDs are in hexadecimal, as etcdctl shows them. */
export interface EtcdMember {
  readonly id: string;
  /** Empty until the member has started for the first time. */
  readonly name: string;
  readonly peerUrls: readonly string[];
  readonly clientUrls: readonly string[];
  readonly learner: boolean;
}

export interface EtcdStatus {
  readonly clusterId: string;
  readonly memberId: string;
  /** ID of the leader; `0` while there is none. */
  readonly leaderId: string;
  /** `3.6.16` */
  readonly version: string;
  /** Of the database file, in bytes. */
  readonly dbSize: number;
  readonly revision: bigint;
  readonly raftIndex: bigint;
  readonly raftAppliedIndex: bigint;
  readonly raftTerm: bigint;
  readonly learner: boolean;
  readonly errors: readonly string[];
}

export interface EtcdAlarm {
  readonly memberId: string;
  /** `NOSPACE` or `CORRUPT`. */
  readonly alarm: string;
}

/** The few calls of etcd that hardway needs, over its JSON gateway (api/etcdserverpb/rpc.proto). All of them only read. */
export interface EtcdClient {
  /** Whether this member serves: it has a leader and can commit. An answer of 503 is a result, not an error. */
  health(timeoutMs?: number): Promise<EtcdHealth>;
  memberList(): Promise<readonly EtcdMember[]>;
  status(): Promise<EtcdStatus>;
  alarms(): Promise<readonly EtcdAlarm[]>;
  /** Hash of the key space up to a revision (0: the newest), to compare members with. */
  hashKv(revision?: bigint): Promise<{ readonly hash: number; readonly revision: bigint }>;
}

export function etcdClient(endpoint: Endpoint): EtcdClient {
  const call = async (path: string, body: object): Promise<JsonObject> => {
    const answer = await endpoint.request({ method: 'POST', path, body });
    return jsonObject(endpoint, path, expectSuccess(endpoint, path, answer));
  };
  return {
    health: async (timeoutMs) => {
      const path = '/health';
      const answer = await endpoint.request({ path, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
      if (answer.status !== 503) expectSuccess(endpoint, path, answer);
      const { health, reason } = jsonObject(endpoint, path, answer);
      return { healthy: answer.status === 200 && health === 'true', reason: textOf(reason) };
    },
    memberList: async () => objectsOf((await call('/v3/cluster/member/list', {})).members).map(memberOf),
    status: async () => statusOf(await call('/v3/maintenance/status', {})),
    alarms: async () =>
      objectsOf((await call('/v3/maintenance/alarm', { action: 'GET' })).alarms).map(({ memberID, alarm }) => ({
        memberId: hexOf(memberID),
        alarm: textOf(alarm),
      })),
    hashKv: async (revision = 0n) => {
      const answer = await call('/v3/maintenance/hashkv', { revision: revision.toString() });
      return { hash: Number(answer.hash ?? 0), revision: bigOf(headerOf(answer).revision) };
    },
  };
}

function memberOf(member: JsonObject): EtcdMember {
  return {
    id: hexOf(member.ID),
    name: textOf(member.name),
    peerUrls: textsOf(member.peerURLs),
    clientUrls: textsOf(member.clientURLs),
    learner: member.isLearner === true,
  };
}

function statusOf(answer: JsonObject): EtcdStatus {
  const header = headerOf(answer);
  return {
    clusterId: hexOf(header.cluster_id),
    memberId: hexOf(header.member_id),
    leaderId: hexOf(answer.leader),
    version: textOf(answer.version),
    dbSize: Number(bigOf(answer.dbSize)),
    revision: bigOf(header.revision),
    raftIndex: bigOf(answer.raftIndex),
    raftAppliedIndex: bigOf(answer.raftAppliedIndex),
    raftTerm: bigOf(answer.raftTerm),
    learner: answer.isLearner === true,
    errors: textsOf(answer.errors),
  };
}

function headerOf(answer: JsonObject): JsonObject {
  const [header = {}] = objectsOf([answer.header]);
  return header;
}

/** 64-bit numbers come as decimal text, 0 is left out. */
function bigOf(value: unknown): bigint {
  const text = typeof value === 'number' ? value.toString() : textOf(value);
  return /^\d+$/.test(text) ? BigInt(text) : 0n;
}

function hexOf(value: unknown): string {
  return bigOf(value).toString(16);
}
