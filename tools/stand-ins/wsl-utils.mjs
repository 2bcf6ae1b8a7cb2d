// What oclif asks of the package wsl-utils: at every start whether this is Windows' Linux, which names the platform in
// its config and costs loading child_process; and, on Windows without SHELL, where PowerShell is.
import { readFileSync } from 'node:fs';

function kernelIsMicrosofts() {
  if (process.platform !== 'linux') return false;
  try {
    return /microsoft/i.test(readFileSync('/proc/sys/kernel/osrelease', 'utf8'));
  } catch {
    return false;
  }
}

export const isWsl = kernelIsMicrosofts();

/** hardway has no use for the name of the shell on Windows; oclif takes COMSPEC when this fails. */
export function powerShellPath() {
  return Promise.reject(new Error('hardway does not look for PowerShell'));
}
