import type { ApprovalDocument } from '@/lib/signing/domain/document'
import type { TaskOffer } from '@/lib/tasks/domain/task'
import { type TestKey, voteOf } from '@/test/consent-signing'
import { archive, archiveDocument, type Given, handed } from '@/test/malicious-server'
import { anna, ben, keys } from '@/test/signed-job'

/** What a malicious server hands out, and what else differs; `time` in minutes from `now`. */
export type Attack = { job: unknown; time?: number } & Given

export const document = archiveDocument()

const vote = (person: string, key: TestKey) => voteOf(document, person, key)
export const byAnna = vote(anna, keys.anna)
export const byBen = vote(ben, keys.ben)
/** The votes of both, as they must be. */
const byBoth = (of: ApprovalDocument) => [voteOf(of, anna, keys.anna), voteOf(of, ben, keys.ben)]
export const honest = handed(document, [byAnna, byBen])

/** The honest job with other members. */
export const beside = (more: Record<string, unknown>, given: Given = {}): Attack => ({
  job: { ...honest, ...more },
  ...given,
})

/** Another document, which both have signed. */
export function signed(other: Partial<ApprovalDocument>, given: Given & { time?: number } = {}): Attack {
  const changed = { ...document, ...other }
  return { job: handed(changed, byBoth(changed)), ...given }
}

/** A node whose tasks file says something else of the task. */
export const offering = (other: Partial<TaskOffer>): Given => ({ offers: [{ ...archive, ...other }] })

export const elsewhere = 'did:kos:griot:2'
export const otherJob = '0198a1b2-0000-7000-8000-000000000002'
export const stranger = 'did:web:example.org:mallory'
