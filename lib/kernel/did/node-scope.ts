declare const proven: unique symbol

/** The right to read one node's data. Only `nodeScope` (lib/fleet/db/visibility.ts) makes one, so that an unproven read does not compile. */
export type NodeScope = { readonly did: string; readonly [proven]: true }
