import { type Problem, problem } from '../kernel/problem.js';
import type { Desired } from './desired.js';
import type { Observation } from './observation.js';
import type { Step } from './plan.js';

function gaps(desired: Desired, steps: readonly Step[]): Problem[] {
  const members = desired.hosts.filter(({ components }) => components.includes('etcd')).length;
  const apiservers = desired.hosts.filter(({ components }) => components.includes('kube-apiserver')).length;
  const restarted = (name: Step['restarts'][number]): boolean => steps.some(({ restarts }) => restarts.includes(name));
  return [
    ...(members < 3 && restarted('etcd')
      ? [
          problem('stop-gap', {
            severity: 'warning',
            what: `etcd has ${members} ${members === 1 ? 'member' : 'members'}: while one restarts (about 9 seconds) the cluster cannot read or write`,
            expected: 'three members, which stay available while one restarts',
          }),
        ]
      : []),
    ...(apiservers < 2 && restarted('kube-apiserver')
      ? [
          problem('stop-gap', {
            severity: 'warning',
            what: 'there is one apiserver: while it restarts (about 4 seconds) the cluster does not answer',
            expected: 'two or more masters behind an endpoint',
          }),
        ]
      : []),
  ];
}

function dropIns(observation: Observation): Problem[] {
  return [...observation.hosts.values()].flatMap((host) =>
    [...host.units].flatMap(([component, unit]) =>
      unit.dropIns.map((path) =>
        problem('stop-drop-in', {
          severity: 'warning',
          where: { host: host.host, file: path },
          what: `a drop-in changes ${component}.service and was not written by hardway`,
          fix: 'put the setting into the config, then remove the drop-in',
        }),
      ),
    ),
  );
}

function clocks(observation: Observation): Problem[] {
  return [...observation.hosts.values()]
    .filter(({ clockSkew }) => Math.abs(clockSkew) > 2)
    .map(({ host, clockSkew }) =>
      problem('stop-clock-skew', {
        severity: 'warning',
        where: { host },
        what: `the clock is ${Math.abs(clockSkew).toFixed(0)} s ${clockSkew > 0 ? 'ahead of' : 'behind'} this machine's`,
        fix: 'run a time service such as systemd-timesyncd or chrony on the host',
      }),
    );
}

/** What the user should know before a plan is applied, and what does not stop it. */
export function planWarnings(desired: Desired, observation: Observation, steps: readonly Step[]): Problem[] {
  return [...gaps(desired, steps), ...dropIns(observation), ...clocks(observation)];
}
