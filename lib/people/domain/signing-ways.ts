/** A key with which a person can sign, as their browser needs it. */
export type SigningKey = {
  key: string
  kind: 'ed25519' | 'p256' | 'passkey'
  credential_id: string | null
  rp_id: string | null
}

/**
 * How a person signs; `enrolsItself`: their browser gets a key with the first decision, since no password protects more.
 * `unsigned`: why what they decide is not signed any more; null with a key, and for whoever never had one.
 */
export type SigningWays = {
  person: string
  keys: SigningKey[]
  enrolsItself: boolean
  unsigned: string | null
}
