/** Versions of a lab when nobody names others: the newest that hardway deploys, and the etcd that goes with it. */
export const labVersions = { kubernetes: '1.37.1', etcd: '3.6.16' } as const;
