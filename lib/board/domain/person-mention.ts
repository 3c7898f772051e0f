/** A person as shown beside their action; `name` is the owner of the DID, or null for an unknown DID. */
export type PersonMention = { did: string; name: string | null; you: boolean }
