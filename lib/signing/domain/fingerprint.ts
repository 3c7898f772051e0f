import { wordList } from './word-list'

const wordCount = 6
const bitsPerWord = 11

/**
 * The first 66 bits of a digest as six words, for people to compare on two devices. Finding another document with the same
 * words takes 2^66 tries on average; the digest itself is what is signed.
 * @param digest in hex
 */
export function fingerprintWords(digest: string): string[] {
  const bits = BigInt(`0x${digest.slice(0, 18)}`) >> 6n
  return Array.from({ length: wordCount }, (_, index) => {
    const shift = BigInt(bitsPerWord * (wordCount - 1 - index))
    return wordList[Number((bits >> shift) & 2047n)] ?? ''
  })
}
