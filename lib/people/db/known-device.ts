import { createHmac, randomBytes } from 'node:crypto'
import { sameDigest } from './credentials'

/**
 * What a known device proves: that somebody has signed in from it (`mark`), and to which account (`account`). It names
 * nobody, opens nothing, and only passes the waits that strangers' guesses cause.
 */
const macs = (secret: string, id: string, account: string) => ({
  mark: createHmac('sha256', secret).update(`known device ${id}`).digest(),
  account: createHmac('sha256', secret).update(`known device ${id} of ${account}`).digest(),
})

/** The value of a new device's cookie. */
export function newDevice(secret: string, account: string): string {
  const id = randomBytes(16).toString('base64url')
  const { mark, account: of } = macs(secret, id, account)
  return [id, mark.toString('base64url'), of.toString('base64url')].join('.')
}

function partsOf(secret: string, cookie: string): { id: string; account: Buffer } | null {
  const [id, mark = '', account = '', ...more] = cookie.split('.')
  if (id === undefined || !/^[\w-]{22}$/.test(id) || more.length > 0) return null
  return sameDigest(Buffer.from(mark, 'base64url'), macs(secret, id, '').mark)
    ? { id, account: Buffer.from(account, 'base64url') }
    : null
}

/** Whether somebody has signed in from here before, whoever it was. */
export const isKnownDevice = (secret: string, cookie: string): boolean => partsOf(secret, cookie) !== null

/** The id of the device, if this account was signed in to from it. */
export function deviceOf(secret: string, cookie: string, account: string): string | null {
  const parts = partsOf(secret, cookie)
  return parts && sameDigest(parts.account, macs(secret, parts.id, account).account) ? parts.id : null
}
