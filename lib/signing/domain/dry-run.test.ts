import { expect, it } from 'vitest'
import { canonicalJson } from '@/lib/kernel/json/json'
import { documentOf } from '@/test/consent-signing'
import {
  type DryRunResult,
  dryRunDigest,
  dryRunMismatch,
  longestOutput,
  parseDryRun,
  parseDryRunText,
} from './dry-run'

const plain = documentOf()
const { job_id, revision, node, offer } = plain
const result: DryRunResult = {
  ...{
    version: 1,
    job_id,
    revision,
    node,
    offer_digest: offer?.digest ?? '',
    ran: ['/opt/archive', '--dry-run'],
  },
  ...{ how: 'ended', exit_code: 0, output: 'one\n\u001b[31mtwo\u001b[0m\n', omitted_lines: 0, seconds: 0.4 },
  started_at: '2026-11-29T12:00:00.000Z',
}
const naming = (named: DryRunResult) =>
  documentOf({ dry_run: { digest: dryRunDigest(named), exit_code: named.exit_code } })

it('is what a document names by its digest, or neither is there', () => {
  expect(dryRunMismatch(naming(result), result)).toBeNull()
  expect(dryRunMismatch(plain, null)).toBeNull()
})

it('is missing, or more than the document names', () => {
  expect(dryRunMismatch(naming(result), null)).toMatch(/is missing/)
  expect(dryRunMismatch(plain, result)).toMatch(/does not name/)
})

it('is found out whatever was changed of it', () => {
  for (const other of [
    { output: 'one\n' },
    { ran: null },
    { how: 'timed_out' as const },
    { omitted_lines: 1 },
    { seconds: 0.5 },
  ])
    expect(dryRunMismatch(naming(result), { ...result, ...other })).toMatch(/is not the one/)
})

it('is of something else than its document, though the document names its digest', () => {
  for (const other of [
    { job_id: '0198a1b2-0000-7000-8000-0000000000ff' },
    { revision: revision + 1 },
    { node: 'did:kos:griot:9' },
    { offer_digest: 'a'.repeat(64) },
  ])
    expect(dryRunMismatch(naming({ ...result, ...other }), { ...result, ...other })).toMatch(/something else/)
  const failed = { ...result, exit_code: 1 }
  const shownWell = documentOf({ dry_run: { digest: dryRunDigest(failed), exit_code: 0 } })
  expect(dryRunMismatch(shownWell, failed)).toMatch(/something else/)
})

it('has one form', () => {
  expect(parseDryRun(result).ok).toBe(true)
  expect(parseDryRunText(canonicalJson(result)).ok).toBe(true)
  expect(parseDryRunText(JSON.stringify(result)).ok).toBe(false)
  for (const other of [
    { version: 2 },
    { more: 1 },
    { output: 'a\u0000' },
    { output: 'x'.repeat(longestOutput + 1_001) },
    { ran: [] },
    { how: 'well' },
    { exit_code: 0.5 },
    { omitted_lines: -1 },
    { started_at: 'today' },
  ])
    expect(parseDryRun({ ...result, ...other }).ok).toBe(false)
})
