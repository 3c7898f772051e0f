import { z } from 'zod'
import type { Scope } from './scope'

/** Ordered: each role has all permissions of the one before it. */
export const roles = ['operator', 'approver', 'admin'] as const
export type Role = (typeof roles)[number]

export const role = z.enum(roles, { error: `must be one of ${roles.join(', ')}` })

export const hasRole = (have: Role, need: Role): boolean => roles.indexOf(have) >= roles.indexOf(need)

/** The lesser of two roles. */
export const lesserRole = (one: Role, other: Role): Role => (hasRole(one, other) ? other : one)

/** What the token of a viewer is limited to, and when it ends; without them there is no limit but the viewer's own rights. */
type Limited = { scopes?: readonly Scope[]; endsAt?: Date | null }

/**
 * What shows the database that somebody acts: the token of a browser's session, one that a person or an agent sends, the link to
 * choose a password, or the issuer with which somebody signs in.
 */
export type Proof = { kind: 'session' | 'token' | 'link' | 'provider'; secret: string }

/** A symbol, so that nothing that writes out a viewer (JSON, the log, a page) writes the secret. */
export const proof: unique symbol = Symbol.for('hakim.proof')

/** Without a proof only the owner of the tables can name a viewer, as commands and tests do. */
type Proven = { [proof]?: Proof }

/** A person who signed in, or a program with that person's token. */
export type PersonViewer = { kind: 'person'; id: string; did: string; name: string; role: Role } & Limited &
  Proven

/** The agent of one node, limited to that node. */
export type AgentViewer = { kind: 'agent'; nodeDid: string; tokenId: string } & Limited & Proven

export type Viewer = PersonViewer | AgentViewer

/** Somebody at the server's own terminal; the audit log records the database role instead of a DID. */
export type Terminal = { kind: 'terminal' }
