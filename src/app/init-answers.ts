import { defaultEtcdVersion, defaultKubernetesVersion } from '../catalog/versions.js';
import { parseEndpoint } from '../cluster/address.js';
import { addressFault } from '../cluster/address-fault.js';
import type { LayoutName, Target } from '../cluster/cluster.js';
import { type Machine, parseMachines } from '../cluster/machines.js';
import { nameFault } from '../cluster/name-fault.js';
import type { NewConfig } from '../cluster/new-config.js';
import { fail, problem, type Problem, refuseErrors } from '../kernel/problem.js';
import { configText } from './load-cluster.js';
import { readInput } from './read-input.js';

/** What `init` was given on the command line. */
export interface InitRequest {
  readonly out: string;
  readonly name?: string;
  /** `name=address`, each. */
  readonly masters: readonly string[];
  readonly etcdHosts: readonly string[];
  /** A machines file. */
  readonly from?: string;
  readonly endpoint?: string;
  readonly kubernetes?: string;
  readonly etcd?: string;
  readonly layout: LayoutName;
  readonly target: Target;
  readonly sshUser?: string;
}

/** Asks one question on a terminal, again until `check` finds nothing wrong with the answer. */
export type Ask = (
  question: string,
  options: { readonly initial?: string; readonly check: (answer: string) => string | null },
) => Promise<string>;

type Answers = Omit<NewConfig, 'schema'>;
type NewHost = NewConfig['hosts'][number];

function namedAddress(text: string, flag: string): { readonly name: string; readonly address: string } {
  const match = /^([^=\s]+)=(\S+)$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) {
    fail('config-init', {
      what: `--${flag} ${JSON.stringify(text)} is not NAME=ADDRESS`,
      fix: `--${flag} node1=198.51.100.11`,
    });
  }
  return { name: match[1], address: match[2] };
}

/** Masters hold etcd as well, unless hosts of their own are named for it. A host named as both is both. */
function hostsOf(masters: readonly string[], etcd: readonly string[]): readonly NewHost[] {
  const members = etcd.map((text) => namedAddress(text, 'etcd'));
  const stacked = members.length === 0;
  const control = masters.map((text): NewHost => {
    const host = namedAddress(text, 'master');
    const both = stacked || members.some((member) => member.name === host.name && member.address === host.address);
    return { ...host, roles: both ? ['etcd', 'control-plane'] : ['control-plane'] };
  });
  const own = members.filter(
    (member) => !control.some(({ name, address }) => name === member.name && address === member.address),
  );
  return [...own.map((member): NewHost => ({ ...member, roles: ['etcd'] })), ...control];
}

async function readMachines(file: string): Promise<readonly Machine[]> {
  const { bytes } = await readInput(file, { maxBytes: 256 * 1024 });
  const { machines, problems } = parseMachines(configText(bytes, file), file);
  refuseErrors(problems);
  const control = machines.filter(({ podSubnet }) => podSubnet === undefined);
  if (control.length > 0) return control;
  return fail('config-machines', {
    where: { file },
    what: 'no machine without a pod subnet is named, so there is no master among them',
    expected: 'a line IP FQDN HOST for every master; lines with a pod subnet are workers',
  });
}

function missing(flags: readonly string[]): Problem {
  return problem('config-init', {
    what: `${flags.join(' and ')} ${flags.length === 1 ? 'is' : 'are'} missing, and there is no terminal to ask on`,
    fix: 'hardway init --name demo --master node1=198.51.100.11',
  });
}

function nameCheck(answer: string): string | null {
  const fault = nameFault(answer);
  return fault === null ? null : `the name ${fault}`;
}

function masterCheck(text: string): string | null {
  const { name, address } = /^(?<name>[^=]+)=(?<address>.+)$/.exec(text)?.groups ?? {};
  if (name === undefined || address === undefined) return `${text} is not NAME=ADDRESS, as in node1=198.51.100.11`;
  return nameCheck(name) ?? addressFault(address, { loopback: false });
}

function words(answer: string): readonly string[] {
  return answer.split(/[\s,]+/).filter((word) => word !== '');
}

/** Masters are asked for until an empty answer; several may be given at once. */
async function askMasters(ask: Ask): Promise<readonly string[]> {
  const masters: string[] = [];
  for (;;) {
    const more = masters.length > 0;
    const answer = await ask(`Master ${masters.length + 1} as NAME=ADDRESS${more ? ' (empty: no more)' : ''}`, {
      check: (text) => {
        if (!more && words(text).length === 0) return 'a cluster needs a master';
        return (
          words(text)
            .map(masterCheck)
            .find((fault) => fault !== null) ?? null
        );
      },
    });
    if (words(answer).length === 0) return masters;
    masters.push(...words(answer));
  }
}

async function askEndpoint(ask: Ask): Promise<string | undefined> {
  const answer = await ask('Load balancer or virtual IP as HOST:PORT (empty: none)', {
    check: (text) =>
      text.trim() === '' || parseEndpoint(text.trim()) !== null
        ? null
        : 'this is not HOST:PORT, as in 198.51.100.10:6443',
  });
  return answer.trim() === '' ? undefined : answer.trim();
}

/** Puts together what was given, what the machines file says and, on a terminal, what was asked. */
export async function initAnswers(request: InitRequest, ask: Ask | null): Promise<Answers> {
  const machines = request.from === undefined ? [] : await readMachines(request.from);
  const given = [...machines.map(({ name, address }) => `${name}=${address}`), ...request.masters];
  if (ask === null && (request.name === undefined || given.length === 0)) {
    const flags = [...(request.name === undefined ? ['--name'] : []), ...(given.length === 0 ? ['--master'] : [])];
    refuseErrors([missing(flags)]);
  }
  const name = request.name ?? (await ask?.('Name of the cluster', { initial: 'demo', check: nameCheck })) ?? '';
  const masters = given.length > 0 || ask === null ? given : await askMasters(ask);
  const wantsEndpoint = request.endpoint === undefined && masters.length > 1 && ask !== null && given.length === 0;
  const endpoint = wantsEndpoint ? await askEndpoint(ask) : request.endpoint;
  return {
    name,
    kubernetes: request.kubernetes ?? defaultKubernetesVersion,
    etcd: request.etcd ?? defaultEtcdVersion,
    layout: request.layout,
    target: request.target,
    ...(endpoint === undefined ? {} : { endpoint }),
    certSANs: machines.map(({ fqdn }) => fqdn),
    ...(request.sshUser === undefined ? {} : { sshUser: request.sshUser }),
    hosts: hostsOf(masters, request.etcdHosts),
  };
}
