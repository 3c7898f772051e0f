import { expect, it } from 'vitest'
import { checkpointOf, events, isSigned, sha256 } from '@/test/chained-log'
import { CheckpointCheck } from './checkpoints'
import { AuditFindings } from './finding'
import { type AuditCheckpoint, checkpointText } from './log'

const [a1, a2, a3, a4] = events('a', 'a', 'a', 'a').map((event) => [event])
if (!a1 || !a2 || !a3 || !a4) throw new Error('unreachable')
const one = checkpointOf(1, a1, null)
const two = checkpointOf(2, a2, one.hash)
const three = checkpointOf(3, a3, two.hash)
const four = checkpointOf(4, a4, three.hash)

/** As somebody writes it who knows how hashes are made, and has no key. */
const forged = (checkpoint: AuditCheckpoint, other: Partial<AuditCheckpoint> = {}): AuditCheckpoint => {
  const content = { ...checkpoint, createdAt: 'then', ...other }
  return { ...content, hash: sha256(null, checkpointText(content)) }
}

const linesOf = (parts: (readonly [string, string])[]): string[] =>
  parts.map(([start, part]): string => expect.stringMatching(new RegExp(`^${start} .*${part}`)))

type Options = { heads?: [number, string][]; key?: boolean }

/** The numbers of those that are valid, and what is found. */
function checked(all: AuditCheckpoint[], { heads = [], key = true }: Options = {}) {
  const findings = new AuditFindings(2_000)
  const check = new CheckpointCheck(sha256, key ? isSigned : null, new Map(heads), findings)
  const valid = all.filter((checkpoint) => check.check(checkpoint)).map(({ no }) => no)
  check.end()
  const found = findings.kept.map(({ kind, checkpoint_no, detail }) => `${kind} ${checkpoint_no} ${detail}`)
  return { valid, found, following: check.following }
}

const garbage = 'ab'.repeat(32)
const kept: [number, string][] = [one, two, three, four].map(({ no, hash }) => [no, hash])

it.each<[string, Options]>([
  ['with their key', {}],
  ['without a key', { key: false }],
  ['with kept heads alone', { key: false, heads: kept }],
  ['with both', { heads: kept }],
])('accepts checkpoints that follow each other, %s', (_, options) => {
  expect(checked([one, two, three, four], options)).toEqual({ valid: [1, 2, 3, 4], found: [], following: 0 })
})

/** The beginnings of findings, each with the part of its sentence that tells it from others. */
const isMissing = ['removed 2', 'is missing'] as const
const isNotSigned = ['forged 2', 'not signed by a known key'] as const
const isNotKept = ['forged 2', 'kept outside'] as const
const hasOtherHash = ['changed 2', 'not the signed one'] as const
const hasOtherContent = ['changed 2', 'its hash does not match its content'] as const

const forgedTwo = forged(two)
/** Signed, as in a copy of the log that went on in another way. */
const otherTwo = checkpointOf(2, a3, one.hash)
const signedFirst = checkpointOf(1, a1, garbage)
const noKey = { key: false }
const heads = kept.slice(0, 2)
const keptOnly = { key: false, heads }

type Case = [string, AuditCheckpoint[], Options, valid: number[], ...found: (readonly [string, string])[]]

it.each<Case>([
  ['another hash in a row', [one, { ...two, hash: garbage }, three], {}, [1, 2, 3], hasOtherHash],
  [
    'another hash in a row, and no key',
    [one, { ...two, hash: garbage }, three],
    noKey,
    [1, 3],
    hasOtherContent,
  ],
  ['another link in a row', [one, { ...two, prev: garbage }, three], {}, [1, 2, 3], hasOtherHash],
  [
    'another link in a row after one that is kept',
    [one, { ...three, prev: garbage }],
    { heads },
    [1, 3],
    isMissing,
    ['changed 3', 'not the signed'],
  ],
  [
    'another link in a row after one that is not',
    [one, { ...three, prev: garbage }],
    {},
    [1],
    isMissing,
    ['changed 3', 'match its content'],
  ],
  ['another time in a row', [one, { ...two, createdAt: 'then' }, three], {}, [1, 3], hasOtherContent],
  ['one that comes again', [one, two, one, three], {}, [1, 2, 3], ['inserted 1', 'after checkpoint 2']],
  ['one that comes twice', [one, two, two, three], {}, [1, 2, 3], ['inserted 2', 'after checkpoint 2']],
  ['one that is missing', [one, three, four], {}, [1, 3, 4], isMissing],
  ['two that are missing', [one, four], {}, [1, 4], isMissing, ['removed 3', 'is missing']],
  ['another one, signed', [one, otherTwo, three], {}, [1, 2, 3], ['changed 3', 'not follow checkpoint 2']],
  ['a first one that follows another', [signedFirst], {}, [1], ['changed 1', 'not follow checkpoint 0']],
  ['one that is not signed', [one, forgedTwo, three], {}, [1, 3], isNotSigned],
  [
    'two that are not signed, of which none follows the other',
    [one, forgedTwo, forged(three)],
    {},
    [1],
    isNotSigned,
    ['forged 3', 'not signed'],
  ],
  ['a first one that is not signed', [forged(one), two], {}, [2], ['forged 1', 'not signed']],
  ['another than was kept, and no key', [one, forgedTwo], keptOnly, [1], isNotKept],
  ['another than was kept, signed', [one, otherTwo], { heads }, [1], isNotKept],
  ['another signature than was kept', [one, { ...two, signature: 'x' }], { heads }, [1], isNotSigned],
])('finds %s', (_, all, options, valid, ...parts) => {
  const { found, ...rest } = checked(all, options)
  expect(found).toEqual(linesOf(parts))
  expect(rest).toEqual({ valid, following: 0 })
})

it('counts the checkpoints that were rewritten after a forged one', () => {
  const next = forged(three, { prev: forgedTwo.hash })
  const { found, ...rest } = checked([one, forgedTwo, next, forged(four, { prev: next.hash })])
  expect(found).toEqual(linesOf([isNotSigned]))
  expect(rest).toEqual({ valid: [1], following: 2 })
})

it('names 1,000 missing numbers at most', () => {
  const { found } = checked([one, checkpointOf(2_000, a2, one.hash)])
  expect([found.length, found.at(-1)]).toEqual([1_000, 'removed 1001 is missing'])
})

it.each<[string, Options['heads'], ...(readonly [string, string])[]]>([
  ['no others', heads],
  ['the next one', kept.slice(0, 3), ['truncated 3', 'is missing .*kept heads have it']],
  ['two, the last one first', kept.toReversed(), ['truncated 3', 'up to 4 .*kept heads have them']],
])('at the end, kept heads have %s', (_, more, ...parts) => {
  expect(checked([one, two], { heads: more }).found).toEqual(linesOf(parts))
})
