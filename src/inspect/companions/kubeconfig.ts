import { readKubeconfig as readFormat } from '../../formats/read-kubeconfig.js';
import { decodeUtf8 } from '../../formats/utf8.js';
import { invalid, type ParseCompanion } from './parsed.js';

/** Reads a kubeconfig, also one that describes a webhook: whom it speaks to, and how sure that one is. No credentials. */
export const readKubeconfig: ParseCompanion = (bytes, file) => {
  const decoded = decodeUtf8(bytes);
  if (!('text' in decoded)) return { problems: [invalid(file, {}, 'the file is not UTF-8 text')] };
  const { kubeconfig, problems } = readFormat(decoded.text, file);
  if (kubeconfig === null) {
    const expected = 'kind Config, apiVersion v1';
    const where = problems[0]?.where ?? {};
    return { problems: [invalid(file, where, 'this is not a kubeconfig that can be read', { expected })] };
  }
  const context = kubeconfig.contexts.find(({ name }) => name === kubeconfig.currentContext);
  const cluster = kubeconfig.clusters.find(({ name }) => name === context?.cluster) ?? kubeconfig.clusters[0];
  return {
    facts: {
      kind: 'kubeconfig',
      server: cluster?.server ?? null,
      hasCertificateAuthority: (cluster?.certificateAuthority ?? null) !== null,
      insecure: cluster?.skipsTlsVerify ?? false,
    },
    problems: cluster === undefined ? [invalid(file, {}, 'the kubeconfig names no cluster')] : [],
  };
};
