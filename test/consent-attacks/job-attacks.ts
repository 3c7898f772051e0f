import { at } from '@/test/consent-signing'
import { offer } from '@/test/malicious-server'
import {
  type Attack,
  beside,
  byAnna,
  byBen,
  document,
  elsewhere,
  honest,
  offering,
  otherJob,
  signed,
} from './given'

const without = (name: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(document).filter(([key]) => key !== name))
const deep = Array.from({ length: 2_000 }).reduce<unknown>((inner) => [inner], 1)

/** What is wrong with the job, its document or its time; its code; what is handed out. */
export const jobAttacks: [string, string, () => Attack][] = [
  ['no document', 'document_missing', () => beside({ document: undefined })],
  ['the document as a text', 'document_missing', () => beside({ document: JSON.stringify(document) })],
  ['no votes at all', 'document_missing', () => beside({ votes: undefined })],
  ['votes that are no list', 'document_missing', () => beside({ votes: { 0: byAnna, 1: byBen, length: 2 } })],
  ['no delegations at all', 'document_missing', () => beside({ delegations: undefined })],
  [
    'thousands of votes',
    'document_missing',
    () => beside({ votes: Array.from({ length: 500 }, () => byAnna) }),
  ],
  ['a document of version 2', 'document_version', () => beside({ document: { ...document, version: 2 } })],
  ['a document with one member more', 'document_version', () => beside({ document: { ...document, x: 1 } })],
  ['a document that was cut off', 'document_version', () => beside({ document: without('expires_at') })],
  ['a document without its nonce', 'document_version', () => beside({ document: without('nonce') })],
  ['bottomless parameters', 'document_version', () => beside({ document: { ...document, params: deep } })],
  ['a job that another node’s owners signed', 'other_node', () => signed({ node: elsewhere })],
  ['a job that says it is for another node', 'other_node', () => beside({ target_node_did: elsewhere })],
  ['the word that this is another node', 'other_node', () => ({ job: honest, nodeDid: elsewhere })],
  ['that node’s job under its name', 'other_node', () => signed({ node: elsewhere }, { nodeDid: elsewhere })],
  ['another job’s id', 'job_differs', () => beside({ job_id: otherJob })],
  ['another task', 'job_differs', () => beside({ task_name: 'clear_cache' })],
  ['other parameters', 'job_differs', () => beside({ params: { days: 1 } })],
  ['no parameters', 'job_differs', () => beside({ params: undefined })],
  ['bottomless parameters beside it', 'job_differs', () => beside({ params: deep })],
  ['another window', 'job_differs', () => beside({ window: { ...document.window, end: at(600) } })],
  ['no window', 'job_differs', () => beside({ window: null })],
  ['a later expiry', 'job_differs', () => beside({ expires_at: at(1_000) })],
  ['no hash', 'job_differs', () => beside({ approval_hash: null })],
  ['the hash of another document', 'job_differs', () => beside({ approval_hash: 'a'.repeat(64) })],
  [
    'a command that was changed since, in the tasks file',
    'offer_differs',
    () => ({ job: honest, ...offering({ command: ['/bin/rm', '-rf', '/'] }) }),
  ],
  ['another folder since', 'offer_differs', () => ({ job: honest, ...offering({ cwd: '/tmp' }) })],
  ['another time limit since', 'offer_differs', () => ({ job: honest, ...offering({ timeout_seconds: 9 }) })],
  ['another description since', 'offer_differs', () => ({ job: honest, ...offering({ description: 'x' }) })],
  ['a task that is gone', 'offer_differs', () => ({ job: honest, offers: [] })],
  [
    'a harmless command shown with the digest of the true one',
    'offer_differs',
    () => signed({ offer: { ...offer, command: ['/bin/true'] } }),
  ],
  ['a lower risk shown', 'offer_differs', () => signed({ offer: { ...offer, risk: 'low' } })],
  ['a document that shows no command', 'offer_differs', () => signed({ offer: null })],
  [
    'a dry run that this node never made',
    'dry_run_differs',
    () => signed({ dry_run: { digest: 'a'.repeat(64), exit_code: 0 } }),
  ],
  [
    'a dry run shown beside a harmless command for it',
    'offer_differs',
    () => signed({ offer: { ...offer, dry_run: { command: ['/bin/true'], timeout_seconds: 60 } } }),
  ],
  ['parameters of another type', 'params_unfit', () => signed({ params: { days: '30' } })],
  ['a parameter more', 'params_unfit', () => signed({ params: { days: 30, force: true } })],
  ['it an hour before its window', 'not_yet', () => ({ job: honest, time: -90 })],
  ['it after its window', 'too_late', () => ({ job: honest, time: 63 })],
  ['it after it has expired', 'too_late', () => signed({ window: null, expires_at: at(120) }, { time: 123 })],
]
