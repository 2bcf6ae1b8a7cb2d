/** The SOURCE that stands for what the config of the cluster renders. */
export const renderedSource = 'rendered:';
