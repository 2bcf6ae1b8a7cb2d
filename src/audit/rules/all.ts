import type { Rule } from '../rule.js';
import { admissionRules } from './admission.js';
import { auditLogRules } from './audit-log.js';
import { authenticationRules } from './authentication.js';
import { authorizationRules } from './authorization.js';
import { controllerRules } from './controllers.js';
import { encryptionRules } from './encryption.js';
import { etcdClientRules } from './etcd-client.js';
import { etcdRules } from './etcd.js';
import { kubeletClientRules } from './kubelet-client.js';
import { profilingRules } from './profiling.js';
import { serviceAccountRules } from './service-accounts.js';
import { servingRules } from './serving.js';

/** Every rule of the audit, in the order in which it is shown. */
export const rules: readonly Rule[] = [
  ...authenticationRules,
  ...authorizationRules,
  ...admissionRules,
  ...servingRules,
  ...serviceAccountRules,
  ...encryptionRules,
  ...auditLogRules,
  ...kubeletClientRules,
  ...etcdClientRules,
  ...profilingRules,
  ...controllerRules,
  ...etcdRules,
];
