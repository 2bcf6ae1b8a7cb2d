/** A saved answer of /flagz: JSON, or the text form, which begins with the name of the component. */
export function isFlagz(text: string): boolean {
  const start = text.slice(0, 4096);
  if (/^\s*\{/.test(start)) return /"kind"\s*:\s*"Flagz"/.test(start) || /"kind"\s*:\s*"Flagz"/.test(text.slice(-4096));
  return /^\s*[a-z-]{4,30} flagz\r?\n/.test(start);
}

/** What k3s, RKE2 and k0s log when they start a component: the words follow, bare or in brackets. */
export const runningLine =
  /\b(?:Running|Starting to run|Starting) (?:\/[A-Za-z0-9._/-]{0,200}\/)?(kube-[a-z-]{1,30}|kubelet|etcd) (\[?)(?=--?[a-z])/;
