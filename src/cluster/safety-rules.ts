import type { Component } from '../kernel/component.js';

/** A value of a flag that weakens the cluster in a known way. */
export interface SafetyRule {
  readonly components: readonly Component[];
  readonly flag: string;
  /** Which values are meant: all of them, these elements of a list, a list without these, or exactly this text. */
  readonly unsafe:
    | { readonly any: true }
    | { readonly holds: readonly string[] }
    | { readonly lacks: readonly string[] }
    | { readonly matches: RegExp };
  /** What it would mean; completes "--flag=value …". */
  readonly why: string;
}

const kubernetes: readonly Component[] = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];

/** Booleans as Go's ParseBool reads them. */
const isTrue = /^(1|t|T|TRUE|true|True)$/;
const isFalse = /^(0|f|F|FALSE|false|False)$/;

/** What needs `override: true` although the component would accept it. The benchmarks of CIS name most of them. */
export const safetyRules: readonly SafetyRule[] = [
  {
    components: ['kube-apiserver'],
    flag: 'anonymous-auth',
    unsafe: { matches: isTrue },
    why: 'lets requests without credentials through to authorization on every path',
  },
  {
    components: ['kube-apiserver'],
    flag: 'anonymous-auth',
    unsafe: { matches: isFalse },
    why: 'makes the probes of kubelets and load balancers fail; the authentication config already limits anonymous requests to health paths',
  },
  {
    components: ['kube-apiserver'],
    flag: 'authorization-mode',
    unsafe: { holds: ['AlwaysAllow'] },
    why: 'lets everybody do everything',
  },
  {
    components: ['kube-apiserver'],
    flag: 'authorization-mode',
    unsafe: { lacks: ['Node', 'RBAC'] },
    why: 'does without Node or RBAC, on which the rights of kubelets and of everybody else rest',
  },
  {
    components: ['kube-apiserver'],
    flag: 'authorization-config',
    unsafe: { any: true },
    why: 'takes the place of --authorization-mode',
  },
  {
    components: ['kube-apiserver'],
    flag: 'token-auth-file',
    unsafe: { any: true },
    why: 'accepts tokens in clear text that never expire',
  },
  {
    components: ['kube-apiserver'],
    flag: 'basic-auth-file',
    unsafe: { any: true },
    why: 'accepts passwords in clear text that never expire',
  },
  {
    components: ['kube-apiserver'],
    flag: 'insecure-port',
    unsafe: { any: true },
    why: 'serves the API without authentication',
  },
  {
    components: ['kube-apiserver'],
    flag: 'insecure-bind-address',
    unsafe: { any: true },
    why: 'serves the API without authentication',
  },
  {
    components: ['kube-apiserver'],
    flag: 'enable-admission-plugins',
    unsafe: { lacks: ['NodeRestriction'] },
    why: 'does without NodeRestriction: a kubelet could then change other nodes',
  },
  {
    components: ['kube-apiserver'],
    flag: 'enable-admission-plugins',
    unsafe: { holds: ['AlwaysAdmit'] },
    why: 'admits everything',
  },
  {
    components: ['kube-apiserver'],
    flag: 'disable-admission-plugins',
    unsafe: { holds: ['NodeRestriction', 'ServiceAccount', 'NamespaceLifecycle', 'PodSecurity'] },
    why: 'switches off an admission plugin that the safety of the cluster rests on',
  },
  {
    components: ['kube-apiserver'],
    flag: 'service-account-lookup',
    unsafe: { matches: isFalse },
    why: 'keeps tokens of deleted service accounts valid',
  },
  {
    components: ['kube-apiserver'],
    flag: 'kubelet-https',
    unsafe: { matches: isFalse },
    why: 'talks to kubelets without TLS',
  },
  {
    components: kubernetes,
    flag: 'profiling',
    unsafe: { matches: isTrue },
    why: 'shows internals of the process to whoever may reach it',
  },
  {
    components: kubernetes,
    flag: 'tls-min-version',
    unsafe: { matches: /^VersionTLS1[01]$/ },
    why: 'accepts TLS versions that RFC 8996 has withdrawn',
  },
  {
    components: kubernetes,
    flag: 'tls-cipher-suites',
    unsafe: { matches: /_(RC4|3DES|CBC)_|_RSA_WITH_AES|TLS_RSA_/ },
    why: 'accepts cipher suites without forward secrecy or authenticated encryption',
  },
  {
    components: ['kube-controller-manager'],
    flag: 'use-service-account-credentials',
    unsafe: { matches: isFalse },
    why: 'gives every controller the rights of all of them',
  },
  {
    components: ['etcd'],
    flag: 'client-cert-auth',
    unsafe: { matches: isFalse },
    why: 'lets everybody who reaches etcd read and write all of it',
  },
  {
    components: ['etcd'],
    flag: 'peer-client-cert-auth',
    unsafe: { matches: isFalse },
    why: 'lets everybody who reaches etcd join as a member',
  },
  {
    components: ['etcd'],
    flag: 'auto-tls',
    unsafe: { matches: isTrue },
    why: 'uses certificates that nobody can check',
  },
  {
    components: ['etcd'],
    flag: 'peer-auto-tls',
    unsafe: { matches: isTrue },
    why: 'uses certificates that nobody can check',
  },
  {
    components: ['etcd'],
    flag: 'force-new-cluster',
    unsafe: { matches: isTrue },
    why: 'throws the other members out of the cluster at every start',
  },
  {
    components: ['etcd'],
    flag: 'unsafe-no-fsync',
    unsafe: { matches: isTrue },
    why: 'loses data when a host loses power',
  },
  {
    components: ['etcd'],
    flag: 'enable-pprof',
    unsafe: { matches: isTrue },
    why: 'shows internals of the process to whoever may reach it',
  },
];

/** Flags that make the program print something and end. */
export const endingFlags: readonly string[] = ['help', 'h', 'version'];

/** Flags that a component refuses, or ignores, beside another one that hardway sets. */
export interface FlagConflict {
  readonly component: Component;
  readonly flags: RegExp;
  readonly beside: string;
  /** The minor from which hardway sets that one. */
  readonly since?: string;
  readonly why: string;
}

export const flagConflicts: readonly FlagConflict[] = [
  {
    component: 'kube-apiserver',
    flags: /^(anonymous-auth|oidc-.*)$/,
    beside: 'authentication-config',
    since: '1.32',
    why: 'kube-apiserver refuses to start with both',
  },
  {
    component: 'kube-scheduler',
    flags: /^(profiling|contention-profiling|kubeconfig|kube-api-(content-type|qps|burst))$/,
    beside: 'config',
    why: 'kube-scheduler ignores it when it has a config file',
  },
];
