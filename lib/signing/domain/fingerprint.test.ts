import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { fingerprintWords } from './fingerprint'
import { wordList } from './word-list'

it('has the words of BIP-39, in its order', () => {
  // The SHA-256 of english.txt as the BIP publishes it: a word a line.
  expect(
    createHash('sha256')
      .update(`${wordList.join('\n')}\n`)
      .digest('hex'),
  ).toBe('2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda')
  expect(new Set(wordList.map((word) => word.slice(0, 4))).size).toBe(2_048)
})

it.each([
  ['0'.repeat(64), 'abandon abandon abandon abandon abandon abandon'],
  ['f'.repeat(64), 'zoo zoo zoo zoo zoo zoo'],
  // The first six words of the BIP’s own vector for the entropy 7f7f….
  ['7f'.repeat(32), 'legal winner thank year wave sausage'],
  // And of 8080….
  ['80'.repeat(32), 'letter advice cage absurd amount doctor'],
])('writes %s as words', (digest, words) => {
  expect(fingerprintWords(digest).join(' ')).toBe(words)
})

it('changes with each of the first 66 bits, and with none after them', () => {
  const digest = 'a5'.repeat(32)
  const words = fingerprintWords(digest).join(' ')
  for (let bit = 0; bit < 256; bit += 1) {
    const other = (BigInt(`0x${digest}`) ^ (1n << BigInt(255 - bit))).toString(16).padStart(64, '0')
    expect(fingerprintWords(other).join(' ') === words, `bit ${bit}`).toBe(bit >= 66)
  }
})
