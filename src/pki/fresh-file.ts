import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { Secret } from '../kernel/secret.js';

const fresh = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/** Makes what was done to a folder (new names, renames) survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Writes a file that was not there, synced: 0600 from the first moment when it holds a Secret, 0644 otherwise. Never
 * follows a link and never writes into something that exists.
 */
export async function writeFresh(file: string, content: string | Secret): Promise<void> {
  const secret = content instanceof Secret;
  const handle = await open(file, fresh, secret ? 0o600 : 0o644);
  try {
    // A umask may have taken bits away from a certificate; it can never add any to a key.
    if (!secret) await handle.chmod(0o644);
    await handle.writeFile(secret ? content.reveal() : content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
