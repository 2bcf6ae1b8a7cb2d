let controller: AbortController | undefined;

/**
 * The signal that long work listens to. The first SIGINT, SIGTERM or SIGHUP aborts it, so that the step under way can
 * end cleanly; after that the default action is back, so a second one ends the process.
 */
export function interruption(): AbortSignal {
  if (controller === undefined) {
    const created = new AbortController();
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(name, () => {
        created.abort(new DOMException(`stopped by ${name}`, 'AbortError'));
      });
    }
    controller = created;
  }
  return controller.signal;
}
