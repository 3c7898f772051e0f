// Apart from the schema of a reason, so that a browser loads no parser.

/** In characters; so for every text that says why somebody does something. */
export const maxReasonLength = 2_000
