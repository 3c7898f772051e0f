// Apart from the schema, which parses with zod: the form is loaded by browsers.

/** More entries than anybody reads before approving them. */
export const mostItems = 100
