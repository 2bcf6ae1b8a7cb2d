/** The parts of a step that does nothing yet; a step is written as what it adds to these. */
export const emptyStep = {
  users: [],
  directories: [],
  binaries: [],
  files: [],
  links: [],
  enables: [],
  starts: [],
  restarts: [],
  bindings: [],
  gate: 'none',
} as const;
