import type { Command } from 'commander'
import { confirmShown } from '@/lib/cli/confirm-shown'
import { readKeyFile } from '@/lib/cli/key/key-file'
import { print } from '@/lib/cli/result'
import { shownLine } from '@/lib/cli/shown'
import { pinSetLines } from '@/lib/signing/domain/pin-set-text'
import { pinSetDigest } from '@/lib/signing/domain/pins'
import { signDigest } from '@/lib/signing/domain/sign'
import { readPinSet, writePinSet } from './pins-file'

type SignOptions = { key: string; passphraseFile?: string; yes?: boolean; json?: boolean }

/** `hakim pins`: new pins for a node, signed by its present owners. Asks no server: none is trusted with pins. */
export function registerPins(program: Command): void {
  program
    .command('pins')
    .description('new pins for a node, which its present owners sign')
    .command('sign')
    .description('show new pins, ask, and add your signature to their file; asks no server')
    .argument('<file>', 'the new pins as JSON, or what another owner has signed already')
    .requiredOption('--key <file>', 'your key file, of a key that the node pins now')
    .option('--passphrase-file <file>', 'file with its passphrase, which only you can read')
    .option('--yes', 'do not ask; what you sign is shown all the same')
    .option('--json', 'print {"key", "signatures"}')
    .action(async (file: string, { key: keyFile, passphraseFile, yes, json }: SignOptions) => {
      const { pins, signatures } = readPinSet(file)
      const text = pinSetLines(pins).map(shownLine).join('\n')
      await confirmShown(
        { text, question: 'Sign exactly this?', otherwise: 'Nothing was signed.' },
        { json, yes },
      )
      const signer = await readKeyFile(keyFile, passphraseFile)
      const { did: key } = signer.publicKey
      const others = signatures.filter((one) => one.key !== key)
      const signed = [...others, { key, signature: signDigest(signer, pinSetDigest(pins)) }]
      writePinSet(file, { pins, signatures: signed })
      const by = signed.map((one) => one.key)
      const next = 'Next, on the node: hakim-agent.mjs pins apply FILE --tasks TASKS-FILE'
      print(json, { key, signatures: by }, `${file} is signed with ${by.join(' and ')} now.\n${next}`)
    })
}
