import { fromHex, toBase64url } from '@/lib/signing/domain/bytes'
import { keyOfJwk, readDidKey } from '@/lib/signing/domain/did-key'
import { lowS } from '@/lib/signing/domain/p256'
import type { Signature } from '@/lib/signing/domain/signature-form'

// Keys that this browser keeps for signing: it signs with them and never gives them away, not even to this page.

/** `key` is the did:key. */
type StoredKey = { key: string; privateKey: CryptoKey }

const store = 'keys'

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('hakim-signing', 1)
    request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath: 'key' })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function inStore<T>(
  mode: IDBTransactionMode,
  work: (keys: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const db = await opened()
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = db.transaction(store, mode)
      const request = work(transaction.objectStore(store))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onerror = () => reject(transaction.error)
      transaction.onabort = () => reject(transaction.error)
    })
  } finally {
    db.close()
  }
}

const isStored = (value: unknown): value is StoredKey =>
  typeof value === 'object' &&
  value !== null &&
  'key' in value &&
  typeof value.key === 'string' &&
  'privateKey' in value &&
  value.privateKey instanceof CryptoKey

/** Whether this page may keep keys: browsers allow it on https and on this machine only. */
export const canKeepKeys = (): boolean => globalThis.isSecureContext && 'indexedDB' in globalThis

async function generated(): Promise<CryptoKeyPair> {
  try {
    const pair = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])
    if ('privateKey' in pair) return pair
  } catch {
    // Browsers without Ed25519.
  }
  return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
}

/** Makes a key that stays in this browser; returns its did:key. */
export async function makeDeviceKey(): Promise<string> {
  const { publicKey, privateKey } = await generated()
  const read = keyOfJwk(await crypto.subtle.exportKey('jwk', publicKey))
  if (!read.ok) throw new Error(`The browser made a key that ${read.message}`)
  await inStore('readwrite', (keys) => keys.put({ key: read.key.did, privateKey }))
  return read.key.did
}

/** The first of these did:keys that this browser keeps; null if it keeps none, or none that it lets this page use. */
export async function keptKey(dids: readonly string[]): Promise<string | null> {
  if (dids.length === 0 || !canKeepKeys()) return null
  try {
    const kept: unknown[] = await inStore('readonly', (keys) => keys.getAllKeys())
    return dids.find((did) => kept.includes(did)) ?? null
  } catch {
    // Such as where the data of sites is blocked.
    return null
  }
}

/** Signs a digest (hex) with a key that this browser keeps. */
export async function signWithDevice(did: string, digest: string): Promise<Signature> {
  const stored: unknown = await inStore('readonly', (keys) => keys.get(did))
  const read = readDidKey(did)
  if (!isStored(stored) || !read.ok) throw new Error('This browser no longer keeps the key.')
  const data = fromHex(digest)
  if (read.key.curve === 'ed25519')
    return {
      kind: 'ed25519',
      value: toBase64url(new Uint8Array(await crypto.subtle.sign('Ed25519', stored.privateKey, data))),
    }
  const raw = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, stored.privateKey, data)
  return { kind: 'p256', value: toBase64url(lowS(new Uint8Array(raw))) }
}
