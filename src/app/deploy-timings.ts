import type { StageTiming } from '../apply/apply-plan.js';

/** Where the time of a deploy went, in whole milliseconds. */
export interface DeployTimings {
  /** Users, folders and binaries. */
  readonly upload: number;
  readonly etcd: number;
  /** kube-apiserver, bindings, kube-controller-manager and kube-scheduler. */
  readonly kubernetes: number;
  /** Reading, connecting, looking, planning. */
  readonly own: number;
  readonly total: number;
  readonly stages: readonly StageTiming[];
}

/** Measures a run by a clock that never jumps, without the time that the user takes to answer. */
export class Stopwatch {
  readonly #began = performance.now();
  #paused = 0;

  /** Does something that is not counted. */
  async pause<T>(act: () => Promise<T>): Promise<T> {
    const from = performance.now();
    try {
      return await act();
    } finally {
      this.#paused += performance.now() - from;
    }
  }

  /** Splits the time so far by what the stages took. */
  timings(stages: readonly StageTiming[]): DeployTimings {
    const total = performance.now() - this.#began - this.#paused;
    const sum = (wanted: (stage: string) => boolean): number =>
      stages.filter(({ stage }) => wanted(stage)).reduce((all, { milliseconds }) => all + milliseconds, 0);
    const upload = sum((stage) => stage === 'prepare');
    const etcd = sum((stage) => stage.startsWith('etcd'));
    const kubernetes = sum((stage) => stage !== 'prepare' && !stage.startsWith('etcd'));
    return {
      upload: Math.round(upload),
      etcd: Math.round(etcd),
      kubernetes: Math.round(kubernetes),
      own: Math.round(total - upload - etcd - kubernetes),
      total: Math.round(total),
      stages: stages.map(({ stage, milliseconds }) => ({ stage, milliseconds: Math.round(milliseconds) })),
    };
  }
}
