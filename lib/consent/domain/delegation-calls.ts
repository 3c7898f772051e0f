import { z } from 'zod'
import { did } from '@/lib/kernel/did/did'
import { newDelegation } from './calls'

// What people send about delegations on several nodes at once.

/** More nodes than anybody owns by themselves; each has its own transaction. */
export const mostDelegated = 500

const { to, starts, until, signed } = newDelegation.shape

/** The same for several nodes, each of which stands alone and has its own signed delegation. */
export const newDelegations = z.strictObject({
  to,
  until,
  starts,
  nodes: z
    .array(z.strictObject({ node_did: did, signed }))
    .min(1, 'must name a node')
    .max(mostDelegated, `must be at most ${mostDelegated} nodes`)
    .refine(
      (nodes) => new Set(nodes.map(({ node_did }) => node_did)).size === nodes.length,
      'must name each node once',
    ),
})

export const endedDelegations = z.strictObject({
  delegation_ids: z
    .array(z.guid('must be the id of a delegation'))
    .min(1, 'must name a delegation')
    .max(mostDelegated, `must be at most ${mostDelegated} delegations`),
})
