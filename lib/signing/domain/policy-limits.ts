// Apart from the schemas, so that a browser loads no parser.

/** Of one policy. */
export const mostWindows = 20
