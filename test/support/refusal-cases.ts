import type { KnownComponent } from '../../src/kernel/component.js';

/** A command line that a component refuses, with what it prints: the line up to the cause that Go adds to a value. */
export interface RefusalCase {
  readonly component: KnownComponent;
  readonly words: readonly string[];
  readonly says: string;
}

const apiserver = (says: string, ...words: string[]): RefusalCase => ({ component: 'kube-apiserver', words, says });
const etcd = (says: string, ...words: string[]): RefusalCase => ({ component: 'etcd', words, says });

/** As Kubernetes 1.37.1 and etcd 3.6.16 answer; `test/real/refusals.test.ts` asks them again. */
export const refusalCases: readonly RefusalCase[] = [
  apiserver('unknown flag: --frob', '--v=2', '--frob=1', '--gnat=2', '--profiling=no'),
  apiserver('unknown flag: --insecure-port', '--insecure-port', '0'),
  apiserver('invalid argument "no" for "--profiling" flag', '--profiling=no', '--frob=1'),
  apiserver('invalid argument "a" for "-v, --v" flag', '--v=a'),
  apiserver('invalid argument "x" for "-v, --v" flag', '-vx'),
  apiserver('invalid argument "" for "--profiling" flag', '--profiling='),
  apiserver('invalid argument "5" for "--event-ttl" flag', '--event-ttl=5'),
  apiserver('invalid argument "x" for "--bind-address" flag', '--bind-address', 'x'),
  apiserver("unknown shorthand flag: 'x' in -x", '-x'),
  apiserver("unknown shorthand flag: 'p' in -profiling=false", '-profiling=false'),
  apiserver('bad flag syntax: --=x', '--=x'),
  apiserver('bad flag syntax: ---v', '---v'),
  apiserver('flag needs an argument: --audit-log-path', '--v=1', '--audit-log-path'),
  apiserver("flag needs an argument: 'v' in -v", '-v'),
  apiserver('"kube-apiserver" does not take any arguments, got ["false"]', '--profiling', 'false'),
  apiserver('"kube-apiserver" does not take any arguments, got ["a b" "c\\"d"]', 'a b', '--v=1', 'c"d'),
  apiserver('unknown flag: --frob', 'stray', '--frob'),
  { component: 'kube-scheduler', words: ['a'], says: '"kube-scheduler" does not take any arguments, got ["a"]' },
  { component: 'kubelet', words: ['--v=1', 'x', 'y'], says: 'unknown command x' },
  { component: 'kubelet', words: ['--frob=1'], says: 'unknown flag: --frob' },
  etcd('flag provided but not defined: -frob', '--name=a', '--frob=1', '--gnat'),
  etcd('flag provided but not defined: -data_dir', '--data_dir=/x'),
  etcd('bad flag syntax: ---v', '---v'),
  etcd('flag needs an argument: -name', '--name'),
  etcd('invalid boolean value "no" for -pre-vote', '--pre-vote=no'),
  etcd('invalid value "a" for flag -heartbeat-interval', '--heartbeat-interval=a'),
  etcd('"x" is not a valid flag', 'x', '--frob'),
];
