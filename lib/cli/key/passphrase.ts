import { askSecret } from '@/lib/cli/ask'
import { CommandError } from '@/lib/cli/exit'
import { readSecretFile } from './own-file'

/** The first line of a file; more than that is no passphrase that anybody could type. */
function passphraseIn(file: string): string {
  const text = readSecretFile(file).replace(/\r?\n$/, '')
  if (text === '' || /[\r\n]/.test(text))
    throw new CommandError(`${file} must hold the passphrase in one line, and nothing else.`)
  return text
}

/** The passphrase of a key file that is there. */
export const passphraseOf = async (keyFile: string, file: string | undefined): Promise<string> =>
  file === undefined ? askSecret(`Passphrase of ${keyFile}`) : passphraseIn(file)

/** The passphrase of a new key file, typed twice. */
export async function newPassphrase(keyFile: string, file: string | undefined): Promise<string> {
  if (file !== undefined) return passphraseIn(file)
  const typed = await askSecret(`New passphrase of ${keyFile}`)
  if (typed === '')
    throw new CommandError('An empty passphrase protects nothing; --no-passphrase leaves the key open.')
  if ((await askSecret('The same again')) !== typed)
    throw new CommandError('The two passphrases differ; no key was made.')
  return typed
}
