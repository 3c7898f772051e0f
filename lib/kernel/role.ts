import { z } from 'zod'

/** Ordered: each role may do all that the one before it may. */
export const roles = ['operator', 'approver', 'admin'] as const
export type Role = (typeof roles)[number]

export const role = z.enum(roles, { error: `must be one of ${roles.join(', ')}` })

export const hasRole = (have: Role, need: Role): boolean => roles.indexOf(have) >= roles.indexOf(need)

/** The lesser of two roles. */
export const lesserRole = (one: Role, other: Role): Role => (hasRole(one, other) ? other : one)

/** A signed-in person, or a program with that person's token. */
export type PersonViewer = { kind: 'person'; id: string; did: string; name: string; role: Role }

/** The agent of one node; it sees and does nothing beyond that node. */
export type AgentViewer = { kind: 'agent'; nodeDid: string; tokenId: string }

export type Viewer = PersonViewer | AgentViewer

/** Who works at the server's own terminal; the event log has the role of the database instead of a DID. */
export type Terminal = { kind: 'terminal' }
