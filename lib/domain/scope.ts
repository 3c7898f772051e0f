import type { Viewer } from './role'

declare const proven: unique symbol

/** The right to read one node's data. Only `nodeScope` makes one, so that an unproven read does not compile. */
export type NodeScope = { readonly did: string; readonly [proven]: true }

// The one place that brands: a brand exists for the compiler only.
const prove = (did: string): NodeScope => ({ did }) as NodeScope

/** Everyone signed in sees every node; an agent only its own. Null: for this viewer the node does not exist. */
export const nodeScope = (viewer: Viewer, did: string): NodeScope | null =>
  viewer.kind === 'agent' && viewer.nodeDid !== did ? null : prove(did)
