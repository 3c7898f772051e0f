import { expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import { taggedDigest, tags } from '@/lib/signing/domain/digest'
import { AuditFindings } from './finding'
import { UsedStatements } from './used-statements'

type Taken = [stream: string, body: JsonObject]

/** What is found of a list of used statements, after these events. */
function foundIn(taken: readonly Taken[], list: readonly string[]): string[] {
  const findings = new AuditFindings()
  const statements = new UsedStatements(findings)
  for (const [n, [stream, body]] of taken.entries())
    statements.take({ id: n + 1, stream, seq: n + 1, body: JSON.stringify(body), prev: null, hash: '' })
  for (const digest of list) statements.compare(digest)
  statements.end()
  return findings.kept.map(({ detail }) => detail.replace('used_statements ', ''))
}

const vote = (digest: string, kind = 'vote'): Taken => ['job:1', { kind, statement_sha256: digest }]
const state = (rows: JsonValue, part = 0): Taken => [
  'rights',
  { kind: 'state', table: 'used_statements', part, rows, version: 3 },
]
const isGone = (digest: string): string =>
  `["${digest}"] is gone, but the log has it: what was signed could count again`
const late = 'the log states which signed statements had counted, but had begun to say so of each'

it.each<[string, Taken[], string[], string[]]>([
  ['of a vote', [vote('a')], ['a'], []],
  ['of an emergency approval', [vote('a', 'glass broken')], ['a'], []],
  ['of nothing else', [vote('a', 'note'), ['rights', vote('b')[1]]], [], []],
  ['of a vote whose row is gone', [vote('a'), vote('b')], ['a'], [isGone('b')]],
  ['that no event has', [vote('a')], ['a', 'b'], ['["b"] is not in the log']],
  ['from before, in parts', [state(['a', 'b']), state(['c'], 1)], ['a', 'c'], [isGone('b')]],
  ['from before, instead of what events say', [vote('a', 'note'), state([]), vote('b')], ['b'], []],
  [
    'of two votes',
    [vote('a'), vote('a')],
    ['a'],
    ['the job has a vote (null) by a signed statement that had counted before'],
  ],
  [
    'of a vote from before',
    [state(['a']), vote('a', 'glass broken')],
    ['a'],
    ['the job has an emergency approval (null) by a signed statement that had counted before'],
  ],
  ['stated once the log had begun', [vote('a'), state([])], ['a'], [late]],
  ['stated twice', [state(['a']), state([])], ['a'], [late]],
])('knows the statement %s', (_, taken, list, found) => {
  expect(foundIn(taken, list)).toEqual(found)
})

const digests = {
  delegation: taggedDigest(tags.delegation, { node: 'n' }),
  change: taggedDigest(tags.consentChange, { change: 'x' }),
}
const delegated = { signed: { delegation: { node: 'n' } } }
const decided = { signed: { statement: { change: 'x' } } }

it.each<[string, JsonObject, string[]]>([
  ['a delegation', { kind: 'delegations insert', was: null, is: delegated }, [digests.delegation]],
  ['a delegation that ends', { kind: 'delegations update', was: delegated, is: delegated }, []],
  ['a decision', { kind: 'consent_changes update', was: { signed: null }, is: decided }, [digests.change]],
  ['a decision carried out', { kind: 'consent_changes update', was: decided, is: decided }, []],
  ['a change unsigned', { kind: 'consent_changes update', was: {}, is: { signed: null } }, []],
])('reads from its rows what was signed: %s', (_, body, list) => {
  expect(foundIn([['rights', body]], list)).toEqual([])
  expect(foundIn([['rights', body]], [])).toEqual(list.map(isGone))
})

it('finds a delegation and a decision that were made again, unless the log states only later what had counted', () => {
  const made: Taken = [
    'rights',
    { kind: 'delegations insert', was: null, is: { ...delegated, delegation_id: 'd' } },
  ]
  const was: Taken = [
    'rights',
    { kind: 'consent_changes update', was: {}, is: { ...decided, change_id: 'c' } },
  ]
  const list = Object.values(digests)
  const again = 'by a signed statement that had counted before'
  expect(foundIn([made, made, was, was], list)).toEqual([
    `delegations ["d"] is ${again}`,
    `consent_changes ["c"] has a decision ${again}`,
  ])
  expect(foundIn([made, made, was, was, state(list)], list)).toEqual([])
})

it('leaves out what is nested too deeply to be read', () => {
  let deep: JsonValue = 1
  for (let n = 0; n < 3_000; n += 1) deep = [deep]
  const body = { kind: 'delegations insert', was: null, is: { signed: { delegation: deep } } }
  expect(foundIn([['rights', body]], [])).toEqual([])
})
