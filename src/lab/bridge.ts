import { labNetwork, refuseForeignRoute } from './network.js';
import { succeeds, systemCommand } from './system-command.js';

/** Whether a network link of this name exists on this machine. */
export function linkExists(name: string): Promise<boolean> {
  return succeeds('ip', ['link', 'show', 'dev', name]);
}

/** Makes the bridge of the lab with the gateway's address on it, if it is not there. */
export async function ensureBridge(): Promise<void> {
  const { bridge, gateway, length } = labNetwork;
  refuseForeignRoute(await systemCommand('ip', ['-json', 'route', 'show', 'table', 'all']));
  if (!(await linkExists(bridge))) await systemCommand('ip', ['link', 'add', 'name', bridge, 'type', 'bridge']);
  await systemCommand('ip', ['address', 'replace', `${gateway}/${length}`, 'dev', bridge]);
  await systemCommand('ip', ['link', 'set', 'dev', bridge, 'up']);
}

/** Removes a link of the lab, if it is there. */
export async function removeLink(name: string): Promise<void> {
  if (await linkExists(name)) await systemCommand('ip', ['link', 'delete', 'dev', name]);
}
