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

/** What a browser answers to this challenge; `verified`: the device has checked a finger, a face or a PIN. */
export function passkeyAnswer(
  passkey: TestPasskey,
  at: { challenge: string; origin: string; rpId: string; verified: boolean },
) {
  const clientData = Buffer.from(
    JSON.stringify({ type: 'webauthn.get', challenge: at.challenge, origin: at.origin }),
  )
  const present = 1
  const flags = at.verified ? present | 4 : present
  const authenticatorData = Buffer.concat([sha256(at.rpId), Buffer.from([flags, 0, 0, 0, 0])])
  const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(clientData)]), passkey.privateKey)
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
