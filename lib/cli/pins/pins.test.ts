import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { main } from '@/lib/cli/main'
import { fingerprintWords } from '@/lib/signing/domain/fingerprint'
import { type PinSet, type Pins, parsePinSet, pinSetDigest } from '@/lib/signing/domain/pins'
import { verifyPins } from '@/lib/signing/domain/verify-pins'
import { passkey, plainKey } from '@/test/consent-signing'
import { removeTempDirs, tempDir } from '@/test/temp-folder'

const node = 'did:kos:griot:1'
const [anna, ben, eve] = ['anna', 'ben', 'eve'].map((name) => `did:web:example.org:${name}`)
let dir: string
let output: string
const dids: string[] = []

/** Runs `hakim` as a shell does. */
async function hakim(...argv: string[]): Promise<number> {
  output = ''
  return main(argv, { root: '.', version: '1.2.3', prepare: async () => {} })
}
const keyFile = (name: string) => join(dir, `${name}.key`)
const sign = (file: string, name: string, ...more: string[]) =>
  hakim('pins', 'sign', file, '--key', keyFile(name), '--yes', ...more)

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation((...parts) => {
    output += `${parts.join(' ')}\n`
  })
  vi.spyOn(console, 'error').mockImplementation((...parts) => {
    output += `${parts.join(' ')}\n`
  })
})
afterEach(() => {
  vi.restoreAllMocks()
})
beforeAll(async () => {
  dir = tempDir()
  const log = vi.spyOn(console, 'log').mockImplementation((did) => dids.push(String(did)))
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  for (const name of ['anna', 'ben']) await hakim('key', 'create', '--file', keyFile(name), '--no-passphrase')
  log.mockRestore()
  error.mockRestore()
})
afterAll(removeTempDirs)

const theirs = passkey()
const next = (more: Partial<PinSet> = {}): PinSet => ({
  ...{ node, sequence: 3, required: 1, emergency: null },
  owners: [{ person: eve ?? '', keys: [theirs.pinned] }],
  ...more,
})
const fileOf = (value: unknown): string => {
  const file = join(dir, 'new-pins.json')
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value))
  return file
}
const present = (): Pins => ({
  ...{ node, required: 2, delegation: false, emergency: null },
  owners: [anna, ben].map((person, index) => ({ person: person ?? '', keys: [{ key: dids[index] ?? '' }] })),
})
const verdict = (file: string) => {
  const verified = verifyPins(JSON.parse(readFileSync(file, 'utf8')), { pins: present(), sequence: 2 })
  return verified.ok ? verified.persons : verified.code
}

it('lets each owner sign what is shown; the node then takes it', async () => {
  const emergency = { required: 1, keys: [{ person: ben ?? '', ...plainKey('p256').pinned }] }
  const file = fileOf(next({ emergency }))
  expect(await sign(file, 'anna')).toBe(0)
  for (const shown of [
    `Pins 3 of ${node}`,
    'Must sign:  1 of these 1 owners',
    `  ${eve}`,
    `${theirs.pinned.key}, a passkey of hakim.example.org for https://hakim.example.org`,
    `  ${ben}: ${emergency.keys[0]?.key}`,
    fingerprintWords(pinSetDigest(next({ emergency }))).join(' '),
  ])
    expect(output).toContain(shown)
  expect(verdict(file)).toBe('quorum')
  // A second signature with the same key takes the place of the first.
  expect(await sign(file, 'anna')).toBe(0)
  expect(await sign(file, 'ben', '--json')).toBe(0)
  expect(JSON.parse(output.trim().split('\n').at(-1) ?? '')).toEqual({ key: dids[1], signatures: dids })
  expect(verdict(file)).toEqual([anna, ben])
})

it('signs nothing that was changed after another owner has signed it', async () => {
  const file = fileOf(next())
  expect(await sign(file, 'anna')).toBe(0)
  const signed = JSON.parse(readFileSync(file, 'utf8'))
  const changed = fileOf({ ...signed, pins: next({ sequence: 4 }) })
  expect(await sign(changed, 'ben')).toBe(1)
  expect(output).toContain(`The signature of ${dids[0]}`)
})

it('signs nothing unless somebody says yes', async () => {
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
  const file = fileOf(next())
  process.stdin.unshift('no\n')
  expect(await hakim('pins', 'sign', file, '--key', keyFile('anna'))).toBe(1)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(next())
})

it.each<[string, unknown, string]>([
  ['no JSON', '{', 'is not JSON'],
  ['a member twice', JSON.stringify(next()).replace('{', '{"required":1,'), 'cannot be signed'],
  ['a member more', { ...next(), delegation: true }, 'take out "delegation"'],
  [
    'the block of a tasks file',
    { ...next(), delegation: false, sequence: undefined },
    'take out "delegation", which only the tasks file on the node says, and add "sequence"',
  ],
  ['a tasks file', { tasks: [], consent: next() }, 'it is a tasks file'],
  [
    'a passkey without its pages',
    next({
      owners: [{ person: eve ?? '', keys: [{ key: theirs.pinned.key, rp_id: 'example.org' }] }],
    } as object),
    'owners[0].keys[0] must be {key} or, for a passkey, {key, rp_id, origins}',
  ],
  ['no sequence', { ...next(), sequence: undefined }, 'sequence'],
  ['more required than owners', next({ required: 2 }), 'required is 2'],
  ['signatures of another form', { pins: next(), signatures: [{}] }, 'signatures[0]'],
])('signs no file with %s', async (_, value, why) => {
  const file = fileOf(value)
  const before = readFileSync(file, 'utf8')
  expect(await sign(file, 'anna')).toBe(1)
  expect(output).toContain(why)
  expect(readFileSync(file, 'utf8')).toBe(before)
})

it('needs a file and a key, and lets no escape sequence of a file reach the terminal', async () => {
  expect(await sign(join(dir, 'none'), 'anna')).toBe(1)
  expect(output).toContain('Cannot read')
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
  expect(await hakim('pins', 'sign', fileOf(next()))).toBe(2)
  const file = fileOf(next({ node: 'did:a:\u001b[2J\nWords: all is well\u202e' }))
  await sign(file, 'anna')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]|^Words: all/m)
  expect(parsePinSet(JSON.parse(readFileSync(file, 'utf8'))).ok).toBe(output.includes('is signed with'))
})
