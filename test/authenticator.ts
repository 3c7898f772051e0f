import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

/** A passkey that lives in this process, for tests without a browser. */
export type TestPasskey = { id: string; privateKey: KeyObject; publicKey: string }

/** A new P-256 key; `publicKey` is its COSE form in Base64, as the database keeps it. */
export function newPasskey(id: string): TestPasskey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const cose = [
    // A map of five: EC2, ES256, P-256, then both coordinates of 32 bytes.
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(x, 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(y, 'base64url'),
  ]
  return { id, privateKey, publicKey: Buffer.concat(cose).toString('base64') }
}

const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest()

/** `verified`: the device has checked a finger, a face or a PIN. The rest is as of an honest browser unless said otherwise. */
type Ceremony = {
  challenge: string
  origin: string
  rpId: string
  verified: boolean
  present?: boolean
  type?: string
  crossOrigin?: boolean
  counter?: number
}

/** What a browser answers to this challenge. */
export function passkeyAnswer(passkey: TestPasskey, at: Ceremony) {
  const clientData = Buffer.from(
    JSON.stringify({
      type: at.type ?? 'webauthn.get',
      challenge: at.challenge,
      origin: at.origin,
      ...(at.crossOrigin === undefined ? {} : { crossOrigin: at.crossOrigin }),
    }),
  )
  const flags = ((at.present ?? true) ? 1 : 0) | (at.verified ? 4 : 0)
  const counter = Buffer.alloc(4)
  counter.writeUInt32BE(at.counter ?? 0)
  const authenticatorData = Buffer.concat([sha256(at.rpId), Buffer.from([flags]), counter])
  const signed = Buffer.concat([authenticatorData, sha256(clientData)])
  const digest = passkey.privateKey.asymmetricKeyType === 'ed25519' ? null : 'sha256'
  const signature = sign(digest, signed, passkey.privateKey)
  return {
    id: passkey.id,
    rawId: passkey.id,
    type: 'public-key' as const,
    clientExtensionResults: {},
    response: {
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authenticatorData.toString('base64url'),
      signature: signature.toString('base64url'),
    },
  }
}
