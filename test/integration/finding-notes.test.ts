import { afterAll, beforeAll, expect, it } from 'vitest'
import { insertVerification } from '@/lib/audit/db/verifications'
import { runVerification } from '@/lib/audit/services/run-verification'
import { verifyWithProgress } from '@/lib/audit/services/verify-with-progress'
import { auditQuery } from '@/lib/history/domain/audit-query'
import type { ShownFinding } from '@/lib/history/domain/verification-view'
import { auditPage } from '@/lib/history/queries/audit-page'
import { verifications } from '@/lib/history/queries/verifications'
import { noteFinding } from '@/lib/history/services/note-finding'
import type { PersonViewer } from '@/lib/kernel/role'
import { addNode, askFor, checkpoint, testKey, wholeJob } from '@/test/audit'
import { type TestFleet, testPerson } from '@/test/fleet'
import { testServer } from '@/test/query-server'
import { done, failureOf } from '@/test/result'

let fleet: TestFleet
let ada: PersonViewer
let ben: PersonViewer
let ola: PersonViewer
beforeAll(async () => {
  fleet = await testServer()
  ada = await testPerson(fleet.db, 'ada', 'admin')
  ben = await testPerson(fleet.db, 'ben', 'admin')
  ola = await testPerson(fleet.db, 'ola', 'operator')
  await testPerson(fleet.db, 'ana', 'approver')
  await addNode(fleet.db, 'did:kos:1')
  await wholeJob(fleet.db)
})
afterAll(() => fleet.close())

const by = (viewer: PersonViewer) => ({ db: fleet.db, viewer })

async function verify(): Promise<ShownFinding[]> {
  await insertVerification(fleet.db.manager, null)
  await runVerification(fleet.db, (note) =>
    verifyWithProgress(fleet.db, { keys: [testKey.did], heads: '/nonexistent/heads.ndjson', note }),
  )
  return shown()
}
async function shown(): Promise<ShownFinding[]> {
  const { last } = done(await verifications(ada))
  expect(last?.outcome).toBe('done')
  return last?.report?.findings ?? []
}
const notesOf = ({ kind, notes }: ShownFinding) => [kind, notes.map(({ by, note }) => [by?.name, note])]

/** What the database's owner can do. */
async function tampered(statement: string): Promise<void> {
  const triggers = (state: 'DISABLE' | 'ENABLE') =>
    fleet.db.query(
      `ALTER TABLE job_events ${state} TRIGGER USER; ALTER TABLE maintenance_jobs ${state} TRIGGER USER`,
    )
  await triggers('DISABLE')
  try {
    await fleet.db.query(statement)
  } finally {
    await triggers('ENABLE')
  }
}

it('keeps what was done about a finding as long as it is reported, as an entry of the log', async () => {
  await askFor(fleet.db)
  await checkpoint(fleet.db)
  await tampered(`DELETE FROM job_events WHERE event_id = (SELECT max(event_id) FROM job_events);
                  UPDATE maintenance_jobs SET task_name = 'another' WHERE status = 'Completed'`)
  const first = await verify()
  const [cut] = first
  const unlike = first.find(({ detail }) => detail.includes('task_name'))
  expect(first.map(notesOf)).toEqual([
    ['truncated', []],
    ['unlike', []],
    // The job whose only event is gone.
    ['unlike', []],
  ])
  const id = cut?.id ?? ''
  const note = 'Restored the row from the export of last night.\nThe password of the role is new.'
  for (const [input, failure] of [
    [{ note: ' ' }, 'invalid note'],
    [{ note: 'x'.repeat(2_001) }, 'invalid note'],
    [{ note, at: 'now' }, 'invalid'],
    [undefined, 'invalid note'],
  ] as const)
    expect(failureOf(await noteFinding(by(ada), id, input))).toBe(failure)
  expect(failureOf(await noteFinding(by(ola), id, { note }))).toBe('forbidden')
  expect(failureOf(await noteFinding(by(ada), 'a0'.repeat(32), { note }))).toBe('not_found')
  done(await noteFinding(by(ada), id, { note }))
  done(await noteFinding(by(ben), id, { note: 'x'.repeat(2_000) }))
  expect((await shown()).map(notesOf)).toEqual([
    [
      'truncated',
      [
        ['Person ada', note],
        ['Person ben', 'x'.repeat(2_000)],
      ],
    ],
    ['unlike', []],
    ['unlike', []],
  ])

  // The notes are entries themselves: the row that is gone now has others after it, and its job another last event.
  await fleet.db.query(
    `SELECT hakim_log(stream, 'note', '{"note": "more"}') FROM job_events WHERE event_id = ${unlike?.event_id}`,
  )
  await checkpoint(fleet.db)
  const later = await verify()
  expect(later.map(({ kind, notes }) => [kind, notes.length])).toEqual([
    ['removed', 2],
    ['unlike', 0],
    ['unlike', 0],
  ])
  expect(later.map((one) => one.id)).toEqual(first.map((one) => one.id))
  expect(later[0]?.notes[0]?.by).toMatchObject({ did: ada.did, you: true })
  const { entries } = done(await auditPage(ben, auditQuery.parse({ kind: 'finding noted' })))
  expect(entries.map(({ text }) => text).at(-1)).toBe(
    `Person ada wrote down what was done about the finding “${cut?.detail}”: ${note}`,
  )

  await tampered(`UPDATE maintenance_jobs SET task_name = 'restart_service';
    UPDATE job_events SET body = '[' WHERE body LIKE '%finding noted%' AND body LIKE '%Restored%'`)
  const broken = await verify()
  // A note that was tampered with is a finding, and no longer shown.
  expect(broken.map(({ kind, notes }) => [kind, notes.length])).toEqual([
    ['removed', 1],
    ['changed', 0],
    // The job whose event is gone.
    ['unlike', 0],
  ])
  expect(failureOf(await noteFinding(by(ada), unlike?.id ?? '', { note }))).toBe('not_found')
})
