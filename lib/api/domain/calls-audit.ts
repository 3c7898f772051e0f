import { z } from 'zod'
import {
  auditAnswer,
  notedAnswer,
  startedAnswer,
  stoppingAnswer,
  verificationsAnswer,
} from '@/lib/history/domain/answers'
import { auditQuery } from '@/lib/history/domain/audit-query'
import { findingNote } from '@/lib/history/domain/finding-note'
import type { ApiCall } from './call'

const verify = { path: '/api/v1/audit/verify', tag: 'Audit', may: 'readAudit' } as const

/** The calls about the audit log. */
export const auditCalls = {
  listAudit: {
    method: 'GET',
    path: '/api/v1/audit',
    tag: 'Audit',
    summary:
      'List entries of the audit log, newest first, in keyset pages; without the admin role, one’s own',
    may: 'readOwnAudit',
    query: auditQuery,
    answer: auditAnswer,
  },
  exportAudit: {
    method: 'GET',
    path: '/api/v1/audit/export',
    tag: 'Audit',
    summary: 'Download the whole log as JSON Lines, as `hakim audit export` writes it',
    may: 'readAudit',
    answer: z.string(),
    answerType: 'application/x-ndjson',
    failures: ['too_many'],
  },
  getVerification: {
    ...verify,
    method: 'GET',
    summary: 'Get the verification under way, and the last result',
    answer: verificationsAnswer,
  },
  startVerification: {
    ...verify,
    method: 'POST',
    summary: 'Verify the log in the background, one at a time',
    answer: startedAnswer,
    makes: 'created',
    failures: ['conflict'],
  },
  stopVerification: {
    ...verify,
    method: 'DELETE',
    summary: 'Stop the verification under way',
    answer: stoppingAnswer,
  },
  noteFinding: {
    method: 'POST',
    path: '/api/v1/audit/findings/{finding}/notes',
    tag: 'Audit',
    summary: 'Write down what you did about a finding of the last result; an entry of the log keeps it',
    may: 'readAudit',
    body: findingNote,
    answer: notedAnswer,
    makes: 'created',
  },
} as const satisfies Record<string, ApiCall>
