import { createCipheriv, type KeyObject, pbkdf2Sync, randomBytes } from 'node:crypto'
import { fromHex } from '@/lib/signing/domain/bytes'

// Node itself writes encrypted keys with 2,048 rounds, which guess a passphrase 300 times as fast. What is written here is
// the same PKCS #8 (RFC 5958, PBES2 of RFC 8018), so that Node and OpenSSL read it.

/** As OWASP recommends for PBKDF2 with HMAC-SHA-256. */
const rounds = 600_000

const tags = { integer: 2, octets: 4, nothing: 5, oid: 6, sequence: 0x30 } as const

/** One value of DER; the keys that are written here are shorter than 256 bytes. */
function der(tag: keyof typeof tags, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  if (content.length > 255) throw new RangeError('too long for a key')
  const length = content.length < 128 ? [content.length] : [0x81, content.length]
  return Buffer.from([tags[tag], ...length, ...content])
}

const oids = {
  pbes2: der('oid', fromHex('2a864886f70d01050d')),
  pbkdf2: der('oid', fromHex('2a864886f70d01050c')),
  hmacSha256: der('oid', fromHex('2a864886f70d0209')),
  aes256Cbc: der('oid', fromHex('60864801650304012a')),
}

const pemOf = (label: string, bytes: Buffer): string =>
  [
    `-----BEGIN ${label}-----`,
    ...(bytes.toString('base64').match(/.{1,64}/g) ?? []),
    `-----END ${label}-----`,
    '',
  ].join('\n')

/** A private key as PEM, encrypted unless the passphrase is null. */
export function privateKeyPem(key: KeyObject, passphrase: string | null): string {
  const plain = key.export({ type: 'pkcs8', format: 'der' })
  if (passphrase === null) return pemOf('PRIVATE KEY', plain)
  const [salt, iv] = [randomBytes(16), randomBytes(16)]
  const cipher = createCipheriv('aes-256-cbc', pbkdf2Sync(passphrase, salt, rounds, 32, 'sha256'), iv)
  const count = der('integer', fromHex(rounds.toString(16).padStart(6, '0')))
  const derivation = der(
    'sequence',
    der('octets', salt),
    count,
    der('sequence', oids.hmacSha256, der('nothing')),
  )
  const scheme = der(
    'sequence',
    der('sequence', oids.pbkdf2, derivation),
    der('sequence', oids.aes256Cbc, der('octets', iv)),
  )
  const encrypted = Buffer.concat([cipher.update(plain), cipher.final()])
  return pemOf(
    'ENCRYPTED PRIVATE KEY',
    der('sequence', der('sequence', oids.pbes2, scheme), der('octets', encrypted)),
  )
}
