import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { CommandError } from '@/lib/cli/exit'
import { type Signer, signerOf } from '@/lib/signing/domain/sign'
import { privateKeyPem } from './encrypted-pem'
import { readSecretFile, writeSecretFile } from './own-file'
import { passphraseOf } from './passphrase'

/** Makes an Ed25519 key in a new file. @returns its did:key */
export function createKeyFile(file: string, passphrase: string | null): string {
  const { privateKey } = generateKeyPairSync('ed25519')
  writeSecretFile(file, privateKeyPem(privateKey, passphrase))
  return signerOf(privateKey).publicKey.did
}

/** The key in a file (PKCS #8, PEM) that nobody else can read; asks for its passphrase if it has one. Throws CommandError. */
export async function readKeyFile(file: string, passphraseFile?: string): Promise<Signer> {
  const pem = readSecretFile(file)
  if (!/^-----BEGIN (ENCRYPTED )?PRIVATE KEY-----$/m.test(pem))
    throw new CommandError(`${file} is no key file (PKCS #8, PEM); "hakim key create" makes one.`)
  if (pem.split('-----BEGIN ').length > 2)
    throw new CommandError(
      `${file} holds more than one key or certificate; keep the key to sign with alone in it.`,
    )
  const isEncrypted = pem.includes('BEGIN ENCRYPTED')
  const passphrase = isEncrypted ? await passphraseOf(file, passphraseFile) : undefined
  try {
    return signerOf(createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) }))
  } catch (error) {
    // Thrown for a key of another kind.
    if (error instanceof TypeError && !('code' in error)) throw new CommandError(`${file}: ${error.message}`)
    throw new CommandError(
      isEncrypted ? `The passphrase is not that of ${file}.` : `The key in ${file} cannot be read.`,
    )
  }
}
