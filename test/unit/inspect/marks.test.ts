import { describe, expect, it } from 'vitest';
import { recognise } from '../../../src/inspect/shapes/all.js';
import {
  isArgsFile,
  isCmdline,
  isDockerText,
  isEnvFile,
  isFlagz,
  isGuide,
  isScript,
  isStatusTree,
  isUnit,
} from '../../../src/inspect/shapes/marks.js';

type Mark = (text: string) => boolean;

/** Texts that have a mark, and texts that come close to it. */
function marks(name: string, mark: Mark, has: readonly string[], lacks: readonly string[]): void {
  describe(`the mark of ${name}`, () => {
    it.each(has)('is in %j', (text) => {
      expect(mark(text)).toBe(true);
    });
    it.each(lacks)('is not in %j', (text) => {
      expect(mark(text)).toBe(false);
    });
  });
}

const flagzText = 'kube-apiserver flagz\n';
marks(
  'an answer of /flagz',
  isFlagz,
  [
    flagzText,
    `\n ${flagzText}`,
    'etcd flagz\r\nx',
    'a-b- flagz\n',
    '{"kind":"Flagz"}',
    ' \n{ "kind" : "Flagz" }',
    `{"flags":{"a":"${'x'.repeat(5000)}"},"kind": "Flagz"}`,
    `{${' '.repeat(4000)}"kind":"Flagz"${' '.repeat(5000)}}`,
  ],
  [
    `x ${flagzText}`,
    'kube-apiserver flagz',
    'kube-apiserver flagz x\n',
    'abc flagz\n',
    `${'a'.repeat(31)} flagz\n`,
    'Kube flagz\n',
    '{"kind":"flagz"}',
    'x {"kind":"Flagz"}',
    `${' '.repeat(5000)}${flagzText}`,
  ],
);

marks(
  'a command line of /proc',
  isCmdline,
  [
    'a\0b',
    '/usr/bin/kube-apiserver^@--v=2^@',
    String.raw`etcd\0--name=a`,
    String.raw`kubelet\x00--v`,
    String.raw`hyperkube\u0000x`,
    'kube-scheduler␀--v=2',
    'kube-apiserver--v=2',
    '/bin/etcd--name=a',
    'x kubelet--config=/a',
    'kube-proxy--v--x',
    'a\nkube-controller-manager--profiling=false',
    'kube-scheduler--leader-elect=x',
  ],
  [
    'vim^@x',
    'kube-apiserver x^@',
    `kube-apiserver${'a'.repeat(300)}^@`,
    String.raw`etcd\01`,
    'mykube-apiserver--v=2',
    'kube-apiserver--v',
    'kube-apiserver --v=2',
    'kube-x--v=2',
    'kube-apiserver--V=2',
    '',
  ],
);

marks(
  'systemctl status',
  isStatusTree,
  ['   CGroup: /x\n           ├─2348 /usr/bin/x', 'CGroup: /x\n└─1 x', 'CGroup: /x\n  |-1 x', 'CGroup: /x\n │ `-12 x'],
  [
    '├─2348 /usr/bin/x',
    'CGroup: /x\n x├─1 x',
    'CGroup: /x\n├─x',
    'CGroup:/x\n├─1 x',
    'x CGroup: /x\n├─1 x',
    'CGroup: /x\n├─1',
  ],
);

marks(
  'a file of arguments',
  isArgsFile,
  ['--v=2', '-v=2\n--a b', '# x\n\n  --v\n', '--v=2\r\n--a.b_c-D=1', '--profiling\n'],
  ['', '# x', '\n', '--v=2\nx', '--V=2', 'kube-apiserver --v=2', '--', '---v=2', '--v:2', '--v=2\n--a/b'],
);

marks(
  'a unit',
  isUnit,
  ['ExecStart=/x', ' \tExecStart \t=', '[Unit]', 'x\n[Service]\n'],
  ['#ExecStart=', 'ExecStartPre=/x', ' [Unit]', '[Install]', 'x ExecStart=/x'],
);

marks(
  'docker run, or the list of docker ps',
  isDockerText,
  [
    'docker run -d img',
    '  $ docker run x',
    'root@host:~# sudo podman run x',
    'nerdctl --namespace k8s.io run x',
    'ctr -n x containers create y',
    'x\n\tdocker container create img',
    'CONTAINER ID  IMAGE  COMMAND',
    'x\nCONTAINER ID   IMAGE     COMMAND  CREATED',
  ],
  [
    'docker runs it',
    'mydocker run x',
    'docker logs run',
    'a docker run x',
    'docker\nrun x',
    '#!/bin/sh\ndocker run x',
    '[Service]\nExecStart=/x\ndocker run x',
    'cat <<EOF\ndocker run x\nEOF',
    'CONTAINER ID IMAGE COMMAND',
    'CONTAINER ID  IMAGE COMMAND',
    ' CONTAINER ID  IMAGE  COMMAND',
    `docker ${'x'.repeat(301)} run x`,
  ],
);

marks(
  'a script',
  isScript,
  [
    '#!/bin/sh\n',
    '#!/usr/bin/env bash\n',
    '#!/sbin/openrc-run\n',
    '#!/sbin/runscript\n',
    'start on x',
    'x\nend script',
    'cat <<EOF\n',
    'sudo tee /x <<-"EOF"\n',
    "bash -s << 'X'\n",
    'dd of=/x <<\\EOF\n',
    'install /dev/stdin x <<_A\n',
    'kube-apiserver --v=2 &',
    '$ sudo kube-apiserver --v=2 > /x',
    '# nohup kube-apiserver --v=2 >> /x',
    'A=b exec /usr/bin/etcd --name a 2> /x',
    'time env nice kubelet --v=2 ; x',
    'kube-proxy --v=2 | tee x',
    'kube-scheduler --v=2 || exit',
    'hyperkube apiserver 2>&1 ',
    'kube-apiserver \\\n  --v=2',
    'x/kube-apiserver --v=2 \\ \t\r\n',
    'exec kube-apiserver --v=2',
    'x\n  exec /bin/kube-controller-manager --v=2',
  ],
  [
    '#!/usr/bin/python\nkube-apiserver --v=2',
    ' #!/bin/sh',
    'restart on x',
    'x start on y',
    'cat << 1',
    'echo <<EOF',
    'cat <<    EOF',
    'concat <<EOF',
    'kube-apiserver --v=2&',
    'kube-apiserver --v=2',
    'root 1 kube-apiserver --v=2 &',
    'A=kube-apiserver --v=2 \\',
    '- kube-apiserver --v=2 \\',
    '1 kube-apiserver --v=2 \\',
    'mykube-apiserver --v=2 &',
    'kube-apiserver. &',
    'kube-apiserver x 3> y',
    'exec\nkube-apiserver --v=2',
    'ExecStart=/bin/kube-apiserver \\\n --v=2',
    '',
  ],
);

marks(
  'a file of variables',
  isEnvFile,
  [
    'A=--v=2',
    'A="--v=2"',
    "export A='-v=2'",
    ' A+=" --v=2"',
    'A= --v=2',
    'A="x --v=2"',
    "A='x --v=2'",
    'A="\\\n--v=2 \\\n"',
    'A=\n--v=2',
    'ETCD_NAME=a',
    'x\n\texport KUBE_X=',
    'KUBELET_ARGS=x',
  ],
  [
    'A=x',
    'A=x --v=2',
    'A="x"\n',
    'A="\\\n"',
    'A=--V=2',
    '1A=--v=2',
    'x A=--v=2',
    'etcd_NAME=a',
    'MY_ETCD_NAME=a',
    'KUBE=a',
    'ETCD_name=a',
    '',
  ],
);

marks(
  'a page with blocks of code',
  isGuide,
  ['```', 'x\n  ~~~sh', '> > ```yaml', '==> /a/b <==', 'x\n==> /a <== \t\r\n'],
  [
    '``',
    'x ```',
    `${' '.repeat(13)}\`\`\``,
    '==> a <==',
    '==> / <==',
    ' ==> /a <==',
    '==> /a <== x',
    `==> /${'a'.repeat(301)} <==`,
  ],
);

describe('a text is taken for', () => {
  it.each([
    ['FLAG: --v="2"', 'log'],
    ['CGroup: /x\n├─1 kube-apiserver --v=2\nFLAG: --v="2"', 'ps'],
    ['Running kube-apiserver --v=2', 'running-line'],
    ['Starting to run kubelet [--v=2]', 'running-line'],
    ['Starting /var/lib/k0s/bin/etcd -name=a', 'running-line'],
    ['Running my kube-apiserver --v=2', 'ps'],
    ['argv[]=/x', 'systemctl-show'],
    ['ExecStart={ path=/x ; argv[]=/x ; }', 'systemctl-show'],
    ['x argv[]=/x', null],
    ['[program:x]', 'supervisord'],
    [' [program:x]', null],
    ['[program:]', null],
    [`[program:${'x'.repeat(201)}]`, null],
    ['  - "command" : [x]', 'manifest'],
    ["args' :", 'manifest'],
    ['containers:', 'manifest'],
    ['apiVersion: v1', 'manifest'],
    ['xkind: Pod', null],
    ['  - --v=2', 'manifest'],
    ["- '--v=2'", 'manifest'],
    ['- /bin/kube-apiserver', 'manifest'],
    ['- etcd', 'manifest'],
    ['- etcd x', 'ps'],
    ['x - --v=2', null],
    [' { }', 'manifest'],
    ['[ "x"]', 'manifest'],
    ['[[x]]', 'manifest'],
    ['[ x, y]', 'manifest'],
    ['[x]', null],
    ['/kube-apiserver', 'ps'],
    ['├─kubelet', 'ps'],
    ['└─hyperkube,12 x', 'ps'],
    ['a\n-etcd', 'ps'],
    ['xkubelet', null],
    ['kubelet.service', null],
    ['etcd,x', null],
    ['# a\n\n---\nkind: Pod\nFLAG: --v="2"', 'manifest'],
    ['# a\nx: y\nkind: Pod\nFLAG: --v="2"', 'log'],
    [' { "kind" : "Pod", "x": "FLAG: --v" }', 'manifest'],
    ['{ "x": "FLAG: --v", "kind" : "Pod" }', 'log'],
    ['\ufeff[Unit]', 'unit'],
  ])('%j: %s', (text, kind) => {
    expect(recognise(text)).toBe(kind);
  });
});
