import type { NodePins } from './consent-page'

/** A node that has just been added: `line` starts its agent, `owners` is what its tasks file can pin. */
export type AddedWithToken = { did: string; line: string; owners: NodePins | null; warnings: string[] }
