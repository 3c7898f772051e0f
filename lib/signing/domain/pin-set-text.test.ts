import { expect, it } from 'vitest'
import { fingerprintWords } from './fingerprint'
import { pinSetLines } from './pin-set-text'
import { type PinSet, pinSetDigest } from './pins'

const [anna, ben, dora] = ['did:web:example.org:anna', 'did:web:example.org:ben', 'did:web:example.org:dora']
const set: PinSet = {
  node: 'did:kos:griot:1',
  sequence: 5,
  required: 1,
  owners: [
    { person: anna, keys: [{ key: 'did:key:one' }, { key: 'did:key:two' }] },
    {
      person: ben,
      keys: [
        {
          key: 'did:key:three',
          rp_id: 'example.org',
          origins: ['https://a.example.org', 'https://b.example.org'],
        },
      ],
    },
  ],
  emergency: null,
}
const passkeyText = 'did:key:three, a passkey of example.org for https://a.example.org, https://b.example.org'

it('shows every owner and key that new pins have, and what is signed', () => {
  const digest = pinSetDigest(set)
  expect(pinSetLines(set)).toEqual([
    'Pins 5 of did:kos:griot:1',
    expect.stringMatching(/^Must sign: +1 .* 2 owners$/),
    `  ${anna}`,
    '    did:key:one',
    '    did:key:two',
    `  ${ben}`,
    `    ${passkeyText}`,
    expect.stringMatching(/^Emergency: +nobody$/),
    expect.stringMatching(new RegExp(`^Words: +${fingerprintWords(digest).join(' ')}$`)),
    expect.stringMatching(new RegExp(`^Digest: +${digest}$`)),
  ])
})

it('shows whose keys are enough in an emergency', () => {
  const [passkey = { key: '' }] = set.owners[1]?.keys ?? []
  const keys = [
    { person: anna, key: 'did:key:four' },
    { person: dora, ...passkey },
  ]
  const lines = pinSetLines({ ...set, emergency: { required: 2, keys } })
  expect(lines.slice(7, 10)).toEqual([
    expect.stringMatching(/^Emergency: +2 /),
    `  ${anna}: did:key:four`,
    `  ${dora}: ${passkeyText}`,
  ])
})
