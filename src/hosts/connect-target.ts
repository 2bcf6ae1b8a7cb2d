/** What is needed to reach a host. The config's `Host` has this shape. */
export interface ConnectTarget {
  /** Name of the host in the config, for messages. */
  readonly name: string;
  readonly connection: 'ssh' | 'local';
  readonly ssh: {
    readonly user: string;
    readonly host: string;
    readonly port: number;
    /** Absolute path of a private key; without one the agent is asked. */
    readonly identityFile?: string;
    /** Absolute path; without one `~/.ssh/known_hosts` and `/etc/ssh/ssh_known_hosts`. */
    readonly knownHostsFile?: string;
  };
}

/** `ops@198.51.100.11 port 22`, for messages. */
export function addressOf(target: ConnectTarget): string {
  return `${target.ssh.user}@${target.ssh.host} port ${target.ssh.port}`;
}
