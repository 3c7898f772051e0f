// What forms and the server say about a reason. Apart from the schemas, so that a browser loads no parser.

export const reasonMissing = 'must say why; the approver reads it'

/** In characters: long enough to say why a job cannot wait for its owner. */
export const minEmergencyReason = 20

/** Of a comment, in characters. */
export const longestComment = 2_000

export const verdicts = ['justified', 'not_justified'] as const
/** What a review found about an emergency approval. */
export type Verdict = (typeof verdicts)[number]
