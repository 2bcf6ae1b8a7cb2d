import { describe, expect, it } from 'vitest';
import { allSaid, check, configWith, goodConfig, said } from './config-text.js';

const second = 'address: 198.51.100.12';
const oneHost = goodConfig.slice(0, goodConfig.indexOf('    - name: node2'));

describe('bad hosts and networks in a config', () => {
  it('row 23: names both positions of two hosts that are one', async () => {
    expect(await said(configWith({ 'name: node2': 'name: node1' }))).toEqual([
      '16:13 config-duplicate spec.hosts[1].name: this is the same name as that of spec.hosts[0] on line 13: node1',
    ]);
    const same = [
      ['198.51.100.11', '198.51.100.11'],
      ['"::ffff:198.51.100.11"', '198.51.100.11'],
      ['"::FFFF:C633:640B"', '198.51.100.11'],
    ];
    for (const [address, canonical] of same) {
      expect(await said(configWith({ [second]: `address: ${address}` }))).toEqual([
        `17:16 config-duplicate spec.hosts[1].address: this is the same address as that of spec.hosts[0] on line 14: ${canonical}`,
      ]);
    }
    const upper = await said(configWith({ 'name: node2': 'name: NODE1.' }));
    expect(upper).toContainEqual(expect.stringContaining('the same name as that of spec.hosts[0] on line 13: node1'));
    const reached = configWith({
      'address: 198.51.100.11': 'address: 198.51.100.11\n      ssh: { host: Jump.example.org }',
      [second]: `${second}\n      ssh: { host: jump.example.org }`,
    });
    expect(await said(reached)).toEqual([expect.stringContaining('the same SSH destination as that of spec.hosts[0]')]);
  });

  it('row 24: refuses no masters, and warns of even numbers with the arithmetic of the quorum', async () => {
    const none = goodConfig.replaceAll('[etcd, control-plane]', '[etcd]');
    expect(await said(none)).toEqual(['12:3 config-quorum spec.hosts: no host has the role control-plane']);
    const noEtcd = goodConfig.replaceAll('[etcd, control-plane]', '[control-plane]');
    expect(await said(noEtcd)).toEqual(['12:3 config-quorum spec.hosts: no host has the role etcd']);
    expect(await said(goodConfig.replace(/hosts:[\s\S]*/, 'hosts: []\n'))).toEqual([
      '12:10 config-type spec.hosts: this is an empty list',
    ]);
    const two = goodConfig.slice(0, goodConfig.indexOf('    - name: node3'));
    expect(await said(two, 'warning')).toEqual([
      '12:3 config-quorum spec.hosts: 2 etcd members need 2 for a quorum, so 0 may fail: no more than with 1',
    ]);
    const four = `${goodConfig}    - { name: node4, address: 198.51.100.14, roles: [etcd] }\n`;
    expect(await said(four, 'warning')).toEqual([
      '12:3 config-quorum spec.hosts: 4 etcd members need 3 for a quorum, so 1 may fail: no more than with 3',
    ]);
    expect((await check(four)).cluster?.hosts).toHaveLength(4);
    expect(await said(goodConfig, 'warning')).toEqual([]);
  });

  it('row 25: says exactly why an address cannot be one', async () => {
    const reasons = {
      '999.1.1.1': '999 is more than 255',
      '1.2.3': 'it has 3 parts instead of four',
      '010.0.0.1': 'leading zero',
      '"0x7f.1"': 'hexadecimal',
      '127.0.0.1': 'loopback',
      '0.0.0.0': 'any address',
      '224.0.0.1': 'multicast',
      '255.255.255.255': 'broadcast',
      '240.0.0.1': 'reserved',
      '169.254.0.1': 'link-local',
      '"fe80::1%eth0"': 'zone',
      '"fe80::1"': 'link-local',
      '"::"': 'any address',
      '"::1"': 'loopback',
      '"::ffff:127.0.0.1"': 'loopback',
      '198.51.100.12/24': 'prefix length',
      '198.51.100.12:22': 'port',
      'node2.example.org': 'it is not an IP address',
      '"1:2:3"': 'not a valid IPv6 address',
    };
    for (const [address, reason] of Object.entries(reasons)) {
      const problems = await said(configWith({ [second]: `address: ${address}` }));
      expect(problems, address).toContainEqual(expect.stringMatching(`17:16 config-address .*${reason}`));
    }
  });

  it('row 25: accepts a loopback address where the host is this machine', async () => {
    const local = oneHost.replace('198.51.100.11', '127.0.0.1').replace(/\s+endpoint.*/, ' {}');
    expect(await said(local)).toEqual([
      '13:16 config-address spec.hosts[0].address: "127.0.0.1" cannot be the address of a host: it is a loopback address, which means another machine on every host',
    ]);
    const { cluster } = await check(`${local}      connection: local\n`);
    expect(cluster?.hosts[0]).toMatchObject({ address: '127.0.0.1', connection: 'local' });
  });

  it('row 26: asks for brackets around IPv6 with a port, and compares canonical forms', async () => {
    expect(await said(configWith({ 'endpoint: 198.51.100.10:6443': 'endpoint: "2001:db8::10:6443"' }))).toEqual([
      '9:15 config-endpoint spec.controlPlane.endpoint: "2001:db8::10:6443" cannot be the endpoint: an IPv6 address with a port must stand in brackets: [2001:db8::1]:6443',
    ]);
    const { cluster } = await check(
      configWith({ 'endpoint: 198.51.100.10:6443': 'endpoint: "[2001:DB8:0:0::10]:443"' }),
    );
    expect(cluster?.controlPlane.endpoint).toEqual({ host: '2001:db8::10', port: 443 });
    const twins = configWith({
      '198.51.100.11': '"2001:DB8::0011"',
      '198.51.100.12': '"2001:db8:0:0:0:0:0:11"',
      'pods: 10.200.0.0/16, services: 10.32.0.0/24': 'pods: "fd00:1::/48", services: "fd00:2::/112"',
      '198.51.100.13': '"2001:db8::13"',
    });
    expect(await said(twins)).toEqual([
      expect.stringContaining('the same address as that of spec.hosts[0] on line 14: 2001:db8::11'),
    ]);
  });

  it('row 27: names the families of services and nodes that do not fit', async () => {
    expect(await said(configWith({ '198.51.100.12': '"2001:db8::12"' }))).toEqual([
      '17:16 config-families spec.hosts[1].address: the address of this master is IPv6, the first range of services is IPv4',
    ]);
    const ranges = 'pods: 10.200.0.0/16, services: 10.32.0.0/24';
    expect(
      await said(configWith({ [ranges]: 'pods: [10.200.0.0/16, "fd00:1::/48"], services: 10.32.0.0/24' })),
    ).toEqual([
      expect.stringContaining('config-families spec.network.services: pods use IPv4 and IPv6, services use IPv4'),
    ]);
    expect(await said(configWith({ [ranges]: 'pods: [10.200.0.0/16, 10.201.0.0/16]' }))).toEqual([
      expect.stringContaining('config-families spec.network.pods: both ranges of pods are IPv4'),
    ]);
    const dual = 'pods: [10.200.0.0/16, "FD00:1::/48"], services: [10.32.0.0/24, "fd00:2::/112"]';
    expect((await check(configWith({ [ranges]: dual }))).cluster?.network).toMatchObject({
      pods: ['10.200.0.0/16', 'fd00:1::/48'],
      services: ['10.32.0.0/24', 'fd00:2::/112'],
    });
  });

  it('row 28: names the two ranges that overlap', async () => {
    expect(await said(configWith({ '10.32.0.0/24': '10.200.5.0/24' }))).toEqual([
      '10:45 config-overlap spec.network.services: the services range 10.200.5.0/24 overlaps the pods range 10.200.0.0/16',
    ]);
    expect(await said(configWith({ '10.200.0.0/16': '198.51.100.0/24' }))).toEqual([
      expect.stringContaining('the address 198.51.100.11 of node1 overlaps the pods range 198.51.100.0/24'),
      expect.stringContaining('the address 198.51.100.12 of node2 overlaps the pods range 198.51.100.0/24'),
      expect.stringContaining('the address 198.51.100.13 of node3 overlaps the pods range 198.51.100.0/24'),
    ]);
    const own = 'pods: 10.32.0.0/16, services: 10.32.0.0/24';
    expect(await said(configWith({ 'pods: 10.200.0.0/16, services: 10.32.0.0/24': own }))).toHaveLength(1);
    expect(await said(configWith({ ', services: 10.32.0.0/24': '', '10.200.0.0/16': '10.32.0.0/16' }))).toEqual([
      expect.stringContaining('the services range 10.32.0.0/24 overlaps'),
    ]);
  });

  it('row 29: prints how to fix a range', async () => {
    const faults = {
      '10.32.0.5/24': 'the address has bits beyond the prefix',
      '10.32.0.0/33': '/33 is longer than the 32 bits of an address',
      '10.32.0.0': 'it has no prefix length',
      '10.32.0.0/11': 'it is too large',
      '10.32.0.0/30': 'it is too small',
      '"fd00:2::/107"': 'it is too large',
      '"fd00:2::/129"': '/129 is longer than the 128 bits of an address',
      '127.0.0.0/16': 'it overlaps 127.0.0.0/8',
      nonsense: 'it has no prefix length',
    };
    for (const [range, fault] of Object.entries(faults)) {
      const problems = await said(configWith({ '10.32.0.0/24': range }));
      expect(problems, range).toContainEqual(
        expect.stringMatching(`10:45 config-cidr spec.network.services.*${fault}`),
      );
    }
    expect(await allSaid(configWith({ '10.32.0.0/24': '10.32.0.5/24' }))).toContain('write 10.32.0.0/24');
    expect(await allSaid(configWith({ '10.32.0.0/24': '10.32.0.0/30' }))).toContain('/12 to /28');
    expect(await allSaid(configWith({ '10.32.0.0/24': '"fd00:2::/107"' }))).toContain('/108 to /124');
  });

  it('row 30: cites the rule that a name breaks', async () => {
    const faults = {
      'bücher.example': 'its ASCII form is xn--bcher-kva.example',
      'xn--99999999.example': 'punycode',
      a_b: 'underscore',
      [`${'a'.repeat(64)}.example`]: 'a label of 64 characters',
      [Array(25).fill('abcdefghi').join('.').padEnd(254, 'x')]: '254 characters',
      'api.example.org.': 'ends with a dot',
      '"*.org"': 'wildcard needs at least two labels',
      'a..b': 'empty label',
      '-a.example': 'hyphen',
      'a.example.5': 'number',
    };
    for (const [name, fault] of Object.entries(faults)) {
      const problems = await said(configWith({ 'controlPlane:': `controlPlane:\n    certSANs: [${name}]` }));
      expect(problems, name).toEqual([expect.stringMatching(`9:16 config-dns-name .*${fault}.*`)]);
      expect(problems[0], name).toMatch(/RFC \d+/);
    }
    const fine = 'certSANs: [xn--bcher-kva.example, "*.api.example.org", API.example.org, 203.0.113.7]';
    expect(
      (await check(configWith({ 'controlPlane:': `controlPlane:\n    ${fine}` }))).cluster?.controlPlane.certSANs,
    ).toEqual(['xn--bcher-kva.example', '*.api.example.org', 'api.example.org', '203.0.113.7']);
    expect(await said(configWith({ 'endpoint: 198.51.100.10:6443': 'endpoint: "*.example.org:6443"' }))).toEqual([
      expect.stringContaining('a wildcard stands for many names'),
    ]);
  });

  it('row 31: warns when the endpoint is one of several masters, or missing', async () => {
    expect(await said(configWith({ '198.51.100.10:6443': '198.51.100.12:6443' }), 'warning')).toEqual([
      '9:15 config-endpoint spec.controlPlane.endpoint: the endpoint is the master node2: when it is down, clients reach none of the others',
    ]);
    expect(await said(configWith({ '\n    endpoint: 198.51.100.10:6443': ' {}' }), 'warning')).toEqual([
      '8:3 config-endpoint spec.controlPlane.endpoint: there are 3 masters and no endpoint: each kubeconfig then names one master only',
    ]);
    expect(await said(oneHost.replace('198.51.100.10:6443', '198.51.100.11:6443'), 'warning')).toEqual([]);
    expect(await said(oneHost.replace('198.51.100.10', '203.0.113.10'), 'warning')).toEqual([]);
  });

  it('row 32: refuses upper case in the name of a host, because of the kubelet', async () => {
    const text = configWith({ 'name: node2': 'name: Node2' });
    expect(await said(text)).toEqual([
      '16:13 config-name spec.hosts[1].name: the name "Node2" of a host has upper-case letters, and a kubelet registers its node in lower case',
    ]);
    expect(await allSaid(text)).toContain('write node2');
  });

  it('row 33: refuses what SSH could take for an option', async () => {
    const destination = (ssh: string) => configWith({ 'ssh: { user: ops }': `ssh: ${ssh}`, [second]: second });
    for (const user of ['"-oProxyCommand=reboot"', '"a b"', '"a;b"', '"$(id)"', `"${'x'.repeat(40)}"`]) {
      expect(await said(destination(`{ user: ${user} }`))).toEqual([
        expect.stringMatching(/^11:16 config-ssh spec\.ssh\.user: /),
      ]);
    }
    for (const host of ['"-oProxyCommand=reboot"', '"a b"', '"a;b"', '"a:22"', '"user@a"']) {
      const problems = await said(configWith({ [second]: `${second}\n      ssh: { host: ${host} }` }));
      expect(problems).toEqual([expect.stringMatching(/^18:20 config-ssh spec\.hosts\[1\]\.ssh\.host: /)]);
    }
    expect(await said(destination('{ port: "22 -oX" }'))).toEqual([
      expect.stringContaining('config-type spec.ssh.port'),
    ]);
    expect(await said(destination('{ identityFile: "-oX" }'))).toEqual([
      expect.stringContaining('config-ssh spec.ssh.identityFile'),
    ]);
  });

  it('row 34: refuses a URL with a password and shows the password nowhere', async () => {
    const texts = [
      configWith({ [second]: `${second}\n      ssh: { host: "ssh://ops:hunter2!@198.51.100.12" }` }),
      configWith({ [second]: `${second}\n      ssh: { host: "ops:hunter2!@198.51.100.12" }` }),
      configWith({ '198.51.100.10:6443': '"https://ops:hunter2!@198.51.100.10:6443"' }),
      configWith({ [second]: `${second}\n      ssh: { password: "hunter2!" }` }),
      configWith({ '198.51.100.12': '"ssh://ops:hunter2!@198.51.100.12"' }),
      configWith({ '10.32.0.0/24': '[["https://ops:hunter2!@x"]]' }),
    ];
    for (const text of texts) {
      expect((await said(text)).length).toBeGreaterThan(0);
      expect(await allSaid(text)).not.toContain('hunter2');
    }
    expect(await said(texts[0] ?? '')).toContainEqual(
      expect.stringContaining('config-password spec.hosts[1].ssh.host'),
    );
  });

  it('row 35: has no jump hosts that could go in a circle', async () => {
    const text = configWith({ [second]: `${second}\n      ssh: { proxyJump: node2 }` });
    expect(await said(text)).toEqual([
      '18:14 config-unknown-field spec.hosts[1].ssh.proxyJump: there is no field called proxyJump here',
    ]);
  });
});
