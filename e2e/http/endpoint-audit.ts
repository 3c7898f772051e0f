import { findingId } from '@/lib/audit/db/finding-notes'
import type { KeptFinding } from '@/lib/audit/domain/verification'
import { admins, api, call, type Endpoint, making, persons } from './endpoint'
import type { ServerFixture } from './server-fixture'

/** What a verification that has just ended reports. */
export async function reportedFinding({ db }: ServerFixture): Promise<string> {
  const found: KeptFinding = {
    ...{ check: 'entries', kind: 'changed', event_id: 1, stream: 'rights', seq: 1, checkpoint_no: null },
    detail: 'its hash does not match its content',
  }
  const report = {
    checks: [],
    found: 1,
    findings: [found],
    last_event_id: 1,
    uncovered: 0,
    jobs_before_log: 0,
  }
  await db.query(
    `INSERT INTO audit_verifications (started_at, ended_at, outcome, report) VALUES (now(), now(), 'done', $1)`,
    [JSON.stringify(report)],
  )
  return findingId(found)
}

/** Routes about the audit log. */
export const auditRoutes: Record<string, Endpoint> = {
  'GET /api/v1/audit': { answers: persons, call: async () => call('GET', api('/audit?kind=vote')) },
  'GET /api/v1/audit/export': { answers: admins, call: async () => call('GET', api('/audit/export')) },
  'GET /api/v1/audit/verify': { answers: admins, call: async () => call('GET', api('/audit/verify')) },
  'POST /api/v1/audit/verify': {
    answers: making(admins),
    call: async (server) => {
      // One at a time: the one that was asked for before has to end.
      await server.db.query(
        `UPDATE audit_verifications SET ended_at = now(), outcome = 'stopped' WHERE ended_at IS NULL`,
      )
      return call('POST', api('/audit/verify'))
    },
  },
  'POST /api/v1/audit/findings/[finding]/notes': {
    answers: making(admins),
    call: async (server) =>
      call('POST', api(`/audit/findings/${await reportedFinding(server)}/notes`), {
        note: 'Restored the row.',
      }),
  },
  'DELETE /api/v1/audit/verify': { answers: admins, call: async () => call('DELETE', api('/audit/verify')) },
}
