import { describe, expect, it } from 'vitest';
import { containerCommand } from '../../../src/inspect/container-run.js';
import { startOf } from '../../../src/inspect/start-of.js';

const words = (line: string) => line.split(' ').map((text) => ({ text }));
const started = (line: string) => {
  const start = startOf(words(line));
  return start === null ? null : [start.component, start.words.map(({ text }) => text).join(' ')];
};

describe('the options of a program that starts another one', () => {
  // By its manual page: the letters and long options that take the word after them, then what stands before the program.
  it.each([
    ['cgexec', 'g', '', ''],
    ['chpst', 'uUbe/nlLmdopfcrtC', '', ''],
    ['chroot', '', 'groups userspec', '/host'],
    ['chrt', 'TPD', 'sched-runtime sched-period sched-deadline', '10'],
    [
      'daemon',
      'CnPFuRDmeaALMlboOE',
      'name pidfiles pidfile user chroot chdir umask env acceptable attempts delay limit config errlog dbglog output stdout stderr check',
      '',
    ],
    ['daemonize', 'cEeoplu', '', ''],
    ['doas', 'aCu', '', ''],
    ['dumb-init', 'r', 'rewrite', ''],
    ['env', 'uCa', 'unset chdir argv0', 'A=b'],
    ['envdir', '', '', '/env'],
    ['envuidgid', '', '', 'kube'],
    ['exec', 'a', '', ''],
    ['fdmove', '', '', '2 1'],
    ['flock', 'wE', 'wait timeout conflict-exit-code', '/run/lock'],
    ['gosu', '', '', 'kube'],
    ['ionice', 'cnpPu', 'class classdata pid pgid uid', ''],
    ['nice', 'n', 'adjustment', ''],
    ['nsenter', 'tSG', 'target setuid setgid', ''],
    ['numactl', 'CNmipP', 'physcpubind cpunodebind membind interleave preferred preferred-many', ''],
    ['prlimit', 'op', 'output pid', ''],
    ['runuser', 'ugGsw', 'user group supp-group shell whitelist-environment', ''],
    ['s6-applyuidgid', 'ugG', '', ''],
    ['s6-envdir', '', '', '/env'],
    ['s6-notifyoncheck', 'stwnc3', '', ''],
    ['s6-setuidgid', '', '', 'kube'],
    ['s6-softlimit', 'amdcfoprst', '', ''],
    [
      'setpriv',
      '',
      'ruid euid reuid rgid egid regid groups inh-caps ambient-caps bounding-set securebits pdeathsig selinux-label apparmor-profile ptracer landlock-access landlock-rule seccomp-filter',
      '',
    ],
    ['setuidgid', '', '', 'kube'],
    ['softlimit', 'amdcfoprst', '', ''],
    [
      'start-stop-daemon',
      'pnucgdrNPIkRsO',
      'pid ppid pidfile name user chuid group signal chdir chroot nicelevel procsched iosched umask notify-timeout output retry env',
      '',
    ],
    ['stdbuf', 'ioe', 'input output error', ''],
    [
      'strace',
      'eoOpsSuEaPbIXU',
      'env attach user detach-on interruptible trace signal status trace-path columns abbrev verbose raw read write kvm output string-limit const-print-style inject fault summary-syscall-overhead summary-sort-by summary-columns',
      '',
    ],
    ['su-exec', '', '', 'kube'],
    [
      'sudo',
      'ugCDhprtTUR',
      'user group close-from chdir host prompt role type command-timeout other-user chroot auth-type login-class',
      'A=b',
    ],
    ['systemd-cat', 'tp', 'identifier priority stderr-priority level-prefix', ''],
    [
      'systemd-run',
      'puEMHC',
      'unit property description slice service-type uid gid nice working-directory setenv host machine capsule path-property socket-property timer-property on-active on-boot on-startup on-unit-active on-unit-inactive on-calendar',
      '',
    ],
    ['taskset', '', '', '0x3'],
    ['time', 'fo', 'format output', ''],
    ['timeout', 'sk', 'signal kill-after', '10m'],
    ['tini', 'pe', '', ''],
    ['tini-static', 'pe', '', ''],
    [
      'unshare',
      'RwSG',
      'map-user map-users map-group map-groups propagation setgroups root wd setuid setgid monotonic boottime',
      '',
    ],
  ] as const)('%s', (program, letters, long, before) => {
    const names = (text: string) => text.split(' ').filter((name) => name !== '');
    const operands = names(before);
    const options = [...Array.from(letters, (letter) => `-${letter} 7`), ...names(long).map((name) => `--${name} 7`)];
    for (const option of options) {
      const line = [program, option, ...operands, 'kube-apiserver --v=2'].join(' ');
      expect([option, started(line)]).toEqual([option, ['kube-apiserver', '--v=2']]);
      const attached = option.startsWith('--') ? option.replace(' ', '=') : option.replace(' ', '');
      expect(started(line.replace(option, attached))).toEqual(['kube-apiserver', '--v=2']);
    }
    expect(started([program, '-Z', ...operands, 'kube-apiserver --v=2'].join(' '))).toEqual([
      'kube-apiserver',
      '--v=2',
    ]);
    if (operands.length > 0) expect(started([program, ...operands, 'kube-apiserver'].join(' '))).not.toBeNull();
  });

  it.each('builtin catatonit command daemon foreground go-runner nohup prlimit setsid unshare with-contenv'.split(' '))(
    '%s takes none',
    (program) => {
      expect(started(`${program} --a=b -c -- kube-apiserver --v=2`)).toEqual(['kube-apiserver', '--v=2']);
      expect(startOf(words(`/bin/${program} kube-apiserver`))?.via).toEqual([program]);
    },
  );

  it.each(['-x', '--exec', '-a', '--startas'])('start-stop-daemon starts what %s names', (option) => {
    const line = `start-stop-daemon --start ${option} /usr/bin/kube-apiserver -p /run/x -- --v=2`;
    expect(started(line)).toEqual(['kube-apiserver', '--v=2']);
  });

  it('that set variables for it keep them, with their places; others of its own are not its', () => {
    const [first = { text: '' }, ...rest] = words('-E A=b --setenv=C=d=e --setenv F=g --unit H=i etcd');
    const placed = rest.map((word, i) => ({ ...word, line: i + 1, file: 'f' }));
    const start = startOf([{ text: 'systemd-run' }, first, ...placed]);
    expect(start?.environment).toEqual([
      { name: 'A', value: 'b', line: 1, file: 'f' },
      { name: 'C', value: 'd=e', line: 2, file: 'f' },
      { name: 'F', value: 'g', line: 4, file: 'f' },
    ]);
    const set = (line: string) => startOf(words(line))?.environment.map(({ name, value }) => [name, value]);
    expect(set('systemd-run -qEA=b -E C=d etcd')).toEqual([
      ['A', 'b'],
      ['C', 'd'],
    ]);
    expect(set('daemon --env A=b -eC=d etcd')).toEqual(set('strace -fE A=b --env=C=d daemonize etcd'));
    expect(set('sudo A=b -u kube C=d -- E=f etcd')).toEqual([
      ['A', 'b'],
      ['C', 'd'],
      ['E', 'f'],
    ]);
    const open = { text: 'A=$X', unresolved: ['$X'] };
    expect(startOf([{ text: 'env' }, open, { text: 'B=' }, { text: 'etcd' }])?.environment).toEqual([
      { name: 'A', value: null },
      { name: 'B', value: '' },
    ]);
    expect(startOf(words('nice A=b etcd'))).toBeNull();
    expect(startOf(words('env 1A=b etcd'))).toBeNull();
  });
});

const container = (line: string) => {
  const found = containerCommand(words(line));
  return found === null
    ? null
    : { ...found, image: words(line)[found.image]?.text, first: words(line)[found.first]?.text };
};

describe('the options of docker run', () => {
  it.each(
    [
      '-H -c -l -n -a',
      '--host --context --config --log-level --tlscacert --tlscert --tlskey --namespace',
      '--address --root --runroot --storage-driver --url --connection',
    ].flatMap((line) => line.split(' ')),
  )('%s before it takes a word', (option) => {
    expect(container(`docker ${option} run run --rm img /bin/x`)).toEqual({
      image: 'img',
      first: '/bin/x',
      environment: [],
    });
    expect(container(`docker ${option}=run run img /bin/x`)).toMatchObject({ image: 'img' });
  });

  it.each(
    [
      '--detach --disable-content-trust --help --init --interactive --no-healthcheck --no-hosts --no-hostname',
      '--oom-kill-disable --privileged --publish-all --quiet --read-only --replace --rm --rmi --sig-proxy --tls-verify',
      '--tty --env-host --http-proxy --passwd --rootfs --net-host --with-ns --null-io --no-pivot --fifo-dir --cni',
      '--unsetenv-all --read-only-tmpfs -d -i -t -P -q -dit -Pq',
    ].flatMap((line) => line.split(' ')),
  )('%s stands alone', (option) => {
    expect(container(`podman run ${option} img /bin/x`)).toEqual({ image: 'img', first: '/bin/x', environment: [] });
  });

  it.each([
    ['run -e A=b --env C=d -eE=f --env=G=h -e=I=j img x', { environment: ['A=b', 'C=d', 'E=f', 'G=h', 'I=j'] }],
    ['run -ite A=b img x', { environment: ['A=b'] }],
    ['run -iteA=b img x', { environment: ['A=b'] }],
    ['run --entrypoint /bin/y img x', { entrypoint: '/bin/y' }],
    ['create --entrypoint=/bin/y img x', { entrypoint: '/bin/y' }],
    ['container run -v /a:/b --name - img x', {}],
    ['run -p 1:2 -- img x', {}],
    ['-D -- run --rm img x', {}],
    ['--debug run img x', {}],
  ])('docker %s', (line, told) => {
    expect(container(`/usr/bin/docker ${line}`)).toEqual({ image: 'img', first: 'x', environment: [], ...told });
  });

  it.each(['docker', 'podman', 'nerdctl', 'crictl', 'systemd-docker'])(
    'of %s have the image before the words',
    (program) => {
      expect(container(`${program} run img x y`)).toMatchObject({ image: 'img', first: 'x' });
    },
  );

  it('of ctr have the id of the container between the image and the words', () => {
    expect(container('ctr c create img id x')).toMatchObject({ image: 'img', first: 'x' });
    expect(container('ctr containers create img id x')).toMatchObject({ image: 'img', first: 'x' });
  });

  it.each([
    'docker ps img x',
    'docker',
    'docker run',
    'docker run --rm',
    'mydocker run img x',
    'docker -- ',
    'rkt run img',
  ])('%s starts no container', (line) => {
    expect(container(line)).toBeNull();
  });
});

describe('an image', () => {
  it.each([
    ['quay.io/x/kube-apiserver:v1.36.3', '1.36.3'],
    ['reg:5000/kube-apiserver-amd64:v1.14.3', '1.14.3'],
    ['kube-apiserver-arm64@sha256:01', undefined],
    ['reg:5000/kube-apiserver', undefined],
  ])('%s without a program is the component it is named like', (image, version) => {
    const start = startOf(words(`docker run ${image} --v=2`));
    expect([start?.component, start?.version, start?.words]).toEqual(['kube-apiserver', version, [{ text: '--v=2' }]]);
    expect(start?.versionFrom).toBe(version === undefined ? undefined : 'image');
  });

  it('is not looked at where an entrypoint takes its place', () => {
    expect(startOf(words('docker run --entrypoint /pause kube-apiserver:v1.36.3 --v=2'))).toBeNull();
    const start = startOf(words('docker run --entrypoint /opt/1.2.3/etcd img:v1.36.3 --v=2'));
    expect(start).toMatchObject({ component: 'etcd', via: ['docker'] });
  });
});

describe('the path of a program', () => {
  it('tells its version, and so it does behind others', () => {
    expect(startOf(words('/opt/1.37.1/kube-apiserver'))).toEqual({
      component: 'kube-apiserver',
      words: [],
      via: [],
      environment: [],
      version: '1.37.1',
      versionFrom: 'path',
    });
    expect(startOf(words('sudo -n /opt/1.37.1/kube-apiserver'))).toMatchObject({
      version: '1.37.1',
      versionFrom: 'path',
    });
    expect(startOf(words('/usr/bin/kube-apiserver'))).not.toHaveProperty('version');
  });
});
