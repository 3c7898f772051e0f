import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { fromHex } from '@/lib/signing/domain/bytes'
import { readDidKey } from '@/lib/signing/domain/did-key'
import { signDigest } from '@/lib/signing/domain/sign'
import { checkSignature } from '@/lib/signing/domain/signature'
import { runCommand } from '@/test/run-command'
import { removeTempDirs, tempDir } from '@/test/temp-folder'
import { registerKey } from './key'
import { readKeyFile } from './key-file'

let dir: string
let phrase: string
const at = (name: string) => join(dir, name)
beforeEach(() => {
  dir = tempDir()
  phrase = secret('phrase', 'a passphrase\n')
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterAll(() => {
  vi.restoreAllMocks()
  removeTempDirs()
})

function secret(name: string, text: string, mode = 0o600): string {
  writeFileSync(at(name), text, { mode })
  chmodSync(at(name), mode)
  return at(name)
}
const run = (...argv: string[]) => runCommand(registerKey, ['key', ...argv])
const create = (...more: string[]) => run('create', '--file', at('key'), ...more)
const show = (...more: string[]) => run('show', '--file', at('key'), ...more)

describe('a new key', () => {
  it('is in a file that only its owner can read, encrypted, and signs', async () => {
    const did = await create('--passphrase-file', phrase)
    expect(readDidKey(did)).toMatchObject({ ok: true, key: { curve: 'ed25519' } })
    expect(statSync(at('key')).mode & 0o777).toBe(0o600)
    expect(readFileSync(at('key'), 'utf8')).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/)
    expect(await show('--passphrase-file', phrase)).toBe(did)
    const digest = 'ab'.repeat(32)
    const signature = signDigest(await readKeyFile(at('key'), phrase), digest)
    expect(checkSignature(signature, digest, { key: did }).ok).toBe(true)
  })

  it('takes 600,000 rounds for each guess of its passphrase', async () => {
    await create('--passphrase-file', phrase)
    const [, base64 = ''] = /KEY-----\n([^-]+)-----END/.exec(readFileSync(at('key'), 'utf8')) ?? []
    const count = Buffer.from([2, 3, 0x09, 0x27, 0xc0])
    expect(Buffer.from(base64, 'base64').includes(count)).toBe(true)
  })

  it('differs from the one before', async () => {
    const [one, other] = [
      await create('--no-passphrase'),
      await run('create', '--file', at('b'), '--no-passphrase'),
    ]
    expect(one).not.toBe(other)
  })

  it('never replaces a file, nor one behind a link', async () => {
    secret('key', 'mine')
    symlinkSync(at('nowhere'), at('link'))
    await expect(create('--no-passphrase')).rejects.toThrow('key is there already, and was not changed')
    await expect(run('create', '--file', at('link'), '--no-passphrase')).rejects.toThrow('is there already')
    expect(readFileSync(at('key'), 'utf8')).toBe('mine')
    expect(existsSync(at('nowhere'))).toBe(false)
  })

  it('is left open only if that is said', async () => {
    const did = await create('--no-passphrase')
    expect(readFileSync(at('key'), 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----\n/)
    expect(await show()).toBe(did)
  })

  it.each<[string, string]>([
    ['nothing', ''],
    ['an empty line', '\n'],
    ['two lines', 'one\ntwo\n'],
  ])('is not made with a passphrase file that holds %s', async (_, text) => {
    const file = secret('empty', text)
    await expect(create('--passphrase-file', file)).rejects.toThrow('must hold the passphrase in one line')
    expect(existsSync(at('key'))).toBe(false)
  })

  it('is not made where nobody can type a passphrase', async () => {
    await expect(create()).rejects.toThrow('give --passphrase-file')
    expect(existsSync(at('key'))).toBe(false)
  })
})

describe('a key file', () => {
  it('is not opened with another passphrase', async () => {
    await create('--passphrase-file', phrase)
    // Its padding fits by chance for one of 256.
    for (let count = 0; count < 3; count += 1) {
      const wrong = secret('wrong', `another ${count}`)
      await expect(show('--passphrase-file', wrong)).rejects.toThrow('The passphrase is not that of')
    }
  })

  it.each(['640', '604', '620', '660'])('of mode %s, which others can open, is refused', async (mode) => {
    await create('--no-passphrase')
    chmodSync(at('key'), Number.parseInt(mode, 8))
    await expect(show()).rejects.toThrow('only its owner may read it: chmod 600')
  })

  it('is refused with a passphrase file that others can read', async () => {
    await create('--passphrase-file', phrase)
    chmodSync(phrase, 0o644)
    await expect(show('--passphrase-file', phrase)).rejects.toThrow('only its owner may read it: chmod 600')
  })

  it('is refused if it is none, or of another kind', async () => {
    await expect(show()).rejects.toThrow(/^Cannot read .*ENOENT/)
    secret('key', 'a key')
    await expect(show()).rejects.toThrow('is no key file')
    const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })
    secret('key', `${pem}${pem}`)
    await expect(show()).rejects.toThrow('more than one key')
    secret(
      'key',
      `-----BEGIN PRIVATE KEY-----\n${Buffer.from(fromHex('3000')).toString('base64')}\n-----END PRIVATE KEY-----\n`,
    )
    await expect(show()).rejects.toThrow('cannot be read')
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    secret('key', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
    await expect(show()).rejects.toThrow('not of Ed25519 or P-256')
  })
})

it('says in JSON what a script reads', async () => {
  const made: unknown = JSON.parse(await create('--no-passphrase', '--json'))
  expect(made).toEqual({ key: await show(), file: at('key') })
})
