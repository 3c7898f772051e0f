/**
 * Who reads, as far as what they may see depends on it: the restricted nodes that they may see, or `all` for administrators.
 * People of one audience can share what is read for it.
 */
export type Audience = { kind: 'audience'; restricted: 'all' | readonly string[] }

/** The same text for the same audience only. */
export const audienceKey = ({ restricted }: Audience): string =>
  restricted === 'all' ? 'all' : JSON.stringify([...restricted].sort())
