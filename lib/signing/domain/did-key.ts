import { fromBase58, toBase58 } from '@/lib/kernel/did/base58'
import { BoundedMap } from './bounded-map'
import { fromBase64url, sameBytes, toBase64url } from './bytes'
import { pointProblem } from './ed25519'
import { compressed, yOfPoint } from './p256'

export type Curve = 'ed25519' | 'p256'

/** Why a text is not the did:key of a key that may sign. */
const didKeyProblems = {
  not_did_key: 'is not a did:key in base58btc (did:key:z…)',
  wrong_curve: 'is the did:key of another kind of key; use Ed25519 or P-256',
  wrong_length: 'has too many or too few bytes for its kind of key',
  not_on_curve: 'is not a point on its curve',
  non_canonical: 'is not written in the one form of its key',
  weak_key: 'is a key with which anybody could sign',
} as const
export type DidKeyProblem = keyof typeof didKeyProblems

/** `bytes` as in the did:key: 32 of Ed25519, 33 of P-256 (the compressed point). `jwk` as WebCrypto and Node take it. */
export type PublicKey = {
  did: string
  curve: Curve
  bytes: Uint8Array<ArrayBuffer>
  jwk: { kty: 'OKP'; crv: 'Ed25519'; x: string } | { kty: 'EC'; crv: 'P-256'; x: string; y: string }
}
export type ReadKey = { ok: true; key: PublicKey } | { ok: false; code: DidKeyProblem; message: string }

/** The multicodec prefixes: 0xed and 0x1200 as variable-length integers. */
const curves = [
  { curve: 'ed25519', prefix: [0xed, 0x01], length: 32 },
  { curve: 'p256', prefix: [0x80, 0x24], length: 33 },
] as const

const refuse = (code: DidKeyProblem): ReadKey => ({ ok: false, code, message: didKeyProblems[code] })

/** The key of these bytes, if they are a point that may be a key. */
export function keyOfBytes(curve: Curve, bytes: Uint8Array): ReadKey {
  const { prefix, length } = curve === 'ed25519' ? curves[0] : curves[1]
  if (bytes.length !== length) return refuse('wrong_length')
  const did = `did:key:z${toBase58(Uint8Array.from([...prefix, ...bytes]))}`
  const own = Uint8Array.from(bytes)
  if (curve === 'ed25519') {
    const problem = pointProblem(own)
    if (problem) return refuse(problem)
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: toBase64url(own) } as const
    return { ok: true, key: { did, curve, bytes: own, jwk } }
  }
  const y = yOfPoint(own)
  if (!y) return refuse('not_on_curve')
  const jwk = { kty: 'EC', crv: 'P-256', x: toBase64url(own.subarray(1)), y: toBase64url(y) } as const
  return { ok: true, key: { did, curve, bytes: own, jwk } }
}

/** Finding a point takes longer than a check of a signature, and few keys sign nearly everything. */
const known = new BoundedMap<ReadKey>(1_000)

/** Reads the did:key (W3C CCG) of an Ed25519 or P-256 key. A key has one such text: any other is refused. */
export function readDidKey(did: string): ReadKey {
  const before = known.get(did)
  if (before) return before
  const read = decode(did)
  if (read.ok) known.set(did, read)
  return read
}

function decode(did: string): ReadKey {
  // Longer than any key with these prefixes, and short enough to compute with.
  const text = did.length <= 120 ? /^did:key:z(.+)$/.exec(did)?.[1] : undefined
  const bytes = text === undefined ? null : fromBase58(text)
  if (!bytes) return refuse('not_did_key')
  const kind = curves.find(({ prefix }) => sameBytes(bytes.subarray(0, 2), Uint8Array.from(prefix)))
  if (!kind) return refuse('wrong_curve')
  return keyOfBytes(kind.curve, bytes.subarray(2))
}

/** The key of a JWK as WebCrypto and Node export it. */
export function keyOfJwk(jwk: { kty?: string; crv?: string; x?: string; y?: string }): ReadKey {
  const x = fromBase64url(jwk.x ?? '')
  const y = fromBase64url(jwk.y ?? '')
  if (!x || !y) return refuse('non_canonical')
  if (jwk.kty === 'OKP' && jwk.crv === 'Ed25519') return keyOfBytes('ed25519', x)
  if (jwk.kty !== 'EC' || jwk.crv !== 'P-256') return refuse('wrong_curve')
  const read = keyOfBytes('p256', compressed(x, y))
  return read.ok && read.key.jwk.kty === 'EC' && read.key.jwk.y !== jwk.y ? refuse('not_on_curve') : read
}
