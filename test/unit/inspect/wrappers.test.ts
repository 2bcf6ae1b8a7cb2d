import { describe, expect, it } from 'vitest';
import { startOf } from '../../../src/inspect/start-of.js';

const words = (line: string) => line.split(' ').map((text) => ({ text }));
const started = (line: string) => {
  const start = startOf(words(line));
  return start === null ? null : [start.component, start.words.map(({ text }) => text).join(' ')];
};
const apiserver = ['kube-apiserver', '--v=2'];

describe('what a command line starts', () => {
  it.each([
    'kube-apiserver --v=2',
    './kube-apiserver --v=2',
    '/hyperkube apiserver --v=2',
    '/hyperkube kube-apiserver --v=2',
    'sudo kube-apiserver --v=2',
    'sudo -u kube -E FOO=1 kube-apiserver --v=2',
    'sudo -- kube-apiserver --v=2',
    'env -i -u HOME A=b C=d /usr/bin/kube-apiserver --v=2',
    'nohup nice -n 5 ionice -c2 -n0 taskset -c 0-3 chrt -f 10 kube-apiserver --v=2',
    'taskset 0x3 numactl --membind=0 kube-apiserver --v=2',
    'exec -a name kube-apiserver --v=2',
    'sudo -Eu kube --chdir / --preserve-env=A kube-apiserver --v=2',
    'env - A=b kube-apiserver --v=2',
    'daemon +5 --user kube kube-apiserver --v=2',
    'nsenter -mt 1 --mount=/x unshare -fp --mount-proc kube-apiserver --v=2',
    'start-stop-daemon -Sbx /usr/bin/kube-apiserver -- --v=2',
    'timeout -k 5 10m setsid -w stdbuf -oL kube-apiserver --v=2',
    'tini -g -- kube-apiserver --v=2',
    '/sbin/tini -p SIGTERM -- dumb-init -r 15:3 -- catatonit -- kube-apiserver --v=2',
    's6-setuidgid kube s6-envdir /etc/env s6-softlimit -o 1024 kube-apiserver --v=2',
    's6-notifyoncheck -d -3 3 fdmove -c 2 1 with-contenv kube-apiserver --v=2',
    'chpst -u kube -e /env -P softlimit -o 9 setuidgid kube kube-apiserver --v=2',
    'systemd-run --unit api -p LimitNOFILE=9 --slice=x -E A=b kube-apiserver --v=2',
    'start-stop-daemon --start --quiet --pidfile /run/x --exec /usr/bin/kube-apiserver -- --v=2',
    'start-stop-daemon -S -b -x /usr/bin/kube-apiserver -- --v=2',
    'systemd-cat -t api chroot /host gosu kube su-exec kube kube-apiserver --v=2',
    '/go-runner --log-file=/x --also-stdout=true --redirect-stderr=true /usr/local/bin/kube-apiserver --v=2',
    'docker run kube/kube-apiserver:v1.36.3 kube-apiserver --v=2',
    'docker -H tcp://h:1 --log-level debug run -d --name api -v /a:/b -p 1:2 --net=host --restart always -it reg:5000/hyperkube:v1.9.1 /hyperkube apiserver --v=2',
    'docker container run --entrypoint /usr/bin/kube-apiserver --rm img:1 --v=2',
    'sudo podman run -dit --privileged --ulimit nofile=1:2 quay.io/x/kube-apiserver-amd64@sha256:0123 --v=2',
    'nerdctl --namespace k8s.io run -eA=b --rm img kube-apiserver --v=2',
    'ctr -n k8s.io run --rm --net-host docker.io/x/kube-apiserver:v1.36.3 api kube-apiserver --v=2',
    'busybox nohup kube-apiserver --v=2',
  ])('%s', (line) => {
    expect(started(line)).toEqual(apiserver);
  });

  it.each([
    'vim kube-apiserver',
    'grep kube-apiserver --v=2',
    'sudo systemctl restart kube-apiserver',
    'tee -a /var/log/kube-apiserver',
    'docker logs kube-apiserver',
    'docker exec api ps',
    'docker run --rm',
    'kubectl logs kube-apiserver --v=2',
    'sudo',
    'hyperkube federation-apiserver --v=2',
    'sh kube-apiserver',
    'sh -c',
  ])('%s starts none', (line) => {
    expect(started(line)).toBeNull();
  });

  it.each([
    'exec kube-apiserver --v=2',
    'exec kube-apiserver --v=2 1>>/var/log/kube-apiserver.log 2>&1',
    'mkfifo /tmp/pipe; (tee -a /var/log/x < /tmp/pipe & ) ; exec /usr/local/bin/kube-apiserver --v=2 > /tmp/pipe 2>&1',
    'A=1 B=2 nohup kube-apiserver --v=2 >/dev/null 2>&1 &',
    'ARGS="--v=2"; kube-apiserver $ARGS',
    'ulimit -n 65536 && sudo -u kube /hyperkube apiserver --v=2 | tee /x',
    "kube-apiserver '--v=2'",
  ])('sh -c %j', (script) => {
    const argv = ['/bin/sh', '-ec', script].map((text) => ({ text }));
    const start = startOf(argv);
    expect([start?.component, start?.words.map(({ text }) => text).join(' ')]).toEqual(apiserver);
    expect(start?.via[0]).toBe('sh');
  });

  it.each([
    ['su', '-', 'kube', '-c', 'exec kube-apiserver --v=2'],
    ['su', 'kube', '--command', 'exec kube-apiserver --v=2'],
    ['su', '--command=kube-apiserver --v=2', 'kube'],
    ['runuser', '-l', 'kube', '--session-command', 'kube-apiserver --v=2'],
    ['runuser', '--user', 'kube', '--', 'kube-apiserver', '--v=2'],
  ])('%s %s %s %s', (...argv) => {
    const start = startOf(argv.map((text) => ({ text })));
    expect([start?.component, start?.words.map(({ text }) => text).join(' ')]).toEqual(apiserver);
  });

  it('leaves open what only the shell knows', () => {
    const start = startOf([{ text: 'sh' }, { text: '-c' }, { text: 'kube-apiserver --v=$V $ARGS', line: 7 }]);
    expect(start?.words).toMatchObject([
      { text: '--v=$V', unresolved: ['$V'], line: 7 },
      { text: '$ARGS', unresolved: ['$ARGS'], line: 7 },
    ]);
  });

  it('gives a script its arguments', () => {
    const start = startOf(['sh', '-c', 'exec kube-apiserver "$@"', 'sh', '--v=2', '--a=b c'].map((text) => ({ text })));
    expect(start?.words.map(({ text }) => text)).toEqual(['--v=2', '--a=b c']);
  });

  it('takes the rest of a listed line for the script', () => {
    const start = startOf(words("sh -c exec kube-apiserver --v=2 --a='b c' 1>>/x 2>&1"), { listed: true });
    expect(start?.words.map(({ text }) => text)).toEqual(['--v=2', '--a=b c']);
  });

  it('keeps the variables that are set on the way, and the version of the image', () => {
    const start = startOf(
      words('sudo docker run -e ETCD_NAME=a --env=ETCD_DATA_DIR=/d quay.io/coreos/etcd:v3.6.1 etcd'),
    );
    expect(start).toMatchObject({
      component: 'etcd',
      via: ['sudo', 'docker'],
      version: '3.6.1',
      versionFrom: 'image',
      environment: [
        { name: 'ETCD_NAME', value: 'a' },
        { name: 'ETCD_DATA_DIR', value: '/d' },
      ],
    });
    expect(startOf(words('env ETCD_NAME=a etcd'))?.environment).toMatchObject([{ name: 'ETCD_NAME', value: 'a' }]);
  });

  it('ends on wrappers without end', () => {
    expect(started(`${'sudo '.repeat(100_000)}kube-apiserver --v=2`)).toBeNull();
  });
});
