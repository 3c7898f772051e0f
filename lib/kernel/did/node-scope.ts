declare const proven: unique symbol

/** The right to read one node's data. Only `nodeScope` (lib/fleet/db/visibility.ts) creates one, so that an unchecked read does not compile. */
export type NodeScope = { readonly did: string; readonly [proven]: true }
