/** In characters. */
export const maxTaskNameLength = 100
