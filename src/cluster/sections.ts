import type { Component } from '../kernel/component.js';

/** The sections of the config that hold flags, under `spec` and under each host, and whose flags they hold. */
export const sections = {
  etcd: 'etcd',
  apiServer: 'kube-apiserver',
  controllerManager: 'kube-controller-manager',
  scheduler: 'kube-scheduler',
} as const satisfies Record<string, Component>;

export type Section = keyof typeof sections;

export const sectionNames = Object.keys(sections) as readonly Section[];
