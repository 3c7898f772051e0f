import { taggedDigest, tags } from './digest'
import type { DecisionList, Statement } from './statement'

// Without schemas, so that a browser that signs does not load them.

/** S: what is signed of one decision. */
export const statementDigest = (value: Statement): string => taggedDigest(tags.decision, value)

/** The list of these statements, in its one order. */
export const listOf = (statements: readonly Statement[]): DecisionList => ({
  version: 1,
  statements: [...new Set(statements.map(statementDigest))].sort(),
})

/** What is signed of many decisions. */
export const listDigest = (list: DecisionList): string => taggedDigest(tags.decisionList, list)
