import type { JobStatus } from '@/lib/kernel/job-status'
import { exactTime } from '@/lib/kernel/time/exact-time'
import type { NewNotice, Severity } from '@/lib/notices/domain/notice'
import type { Risk } from '@/lib/tasks/domain/risk'

/** Ids of a group and of people. */
type AskedGroup = { group: string; votes: number; members: readonly string[] }

/** Ids of people. `deciders`: those who can decide on the job; `voters`: those who approved it. */
type Concerned = {
  requester: string | null
  deciders: readonly string[]
  /** The groups whose votes its rules want, with those who can decide only as their members; empty where there is no rota. */
  groups: readonly AskedGroup[]
  voters: readonly string[]
  owners: readonly string[]
  /** Those who asked its requester something. */
  askers: readonly string[]
  /** Those who follow it, or its campaign. */
  followers: readonly string[]
  admins: readonly string[]
}

/** A job as it is now. */
export type ToldJob = {
  job_id: string
  node_did: string
  task: string
  status: string
  requester_name: string
  reason: string | null
  risk: Risk | null
  due_at: Date | null
  people: Concerned
}

/** What happened to it. `said`: what its history says of it; `actor`: the id of whoever did it, whom nobody has to tell. */
export type JobEvent = {
  kind: string
  to: string | null
  said: string | null
  actor: string | null
  /** Of a comment: whether it asks or answers the requester's question, and the ids of people whom it mentions. */
  comment: { asks: boolean; answers: boolean; mentions: readonly string[] } | null
}

type Telling = {
  severity: Severity
  /** Follows the name of the task. */
  title: string
  text: string | null
  /** Messages of one group become one: a hundred requests, not a hundred messages. */
  group: 'requests' | 'outcomes' | 'job'
  people: readonly (string | null)[]
}

const askedBy = ({ requester_name, reason }: ToldJob): string =>
  `${requester_name} asks${reason ? `: ${reason}` : ''}`

const expiry = ({ due_at }: ToldJob): string | null =>
  due_at && `expires ${exactTime(due_at.toISOString(), 'UTC')}`

const joined = (...parts: (string | null)[]): string => parts.filter(Boolean).join('; ')

/** If nobody can decide, administrators can see to it. */
const whoDecides = ({ people }: ToldJob): readonly string[] =>
  people.deciders.length > 0 ? people.deciders : people.admins

const request = (job: ToldJob, verb = 'waits for approval'): Telling => ({
  severity: job.risk === 'high' ? 'warning' : 'info',
  title: job.people.deciders.length > 0 ? verb : `${verb}, and nobody can decide`,
  text: joined(askedBy(job), expiry(job)),
  group: 'requests',
  people: whoDecides(job),
})

const outcome = (
  { people }: ToldJob,
  severity: Severity,
  title: string,
  text: string | null,
  more: readonly string[] = [],
): Telling => ({
  ...{ severity, title, text, group: 'outcomes' },
  people: [people.requester, ...people.voters, ...people.followers, ...more],
})

type Teller = (job: ToldJob, event: JobEvent) => Telling

const statuses: Readonly<Partial<Record<JobStatus, Teller>>> = {
  PendingApproval: (job, { said }) => ({
    ...request(job, 'is to be decided again'),
    text: joined(said, askedBy(job)),
  }),
  // By nobody: by a policy, which its history names.
  Approved: (job, { said, actor }) => outcome(job, 'info', 'is approved', actor === null ? said : null),
  Running: (job) => outcome(job, 'info', 'has started', null),
  Completed: (job, { said }) => outcome(job, 'info', 'completed', said),
  Failed: (job, { said }) => outcome(job, 'warning', 'failed', said),
  Lost: (job) =>
    outcome(
      job,
      'warning',
      'is lost',
      'Its agent went silent. Look at the node and record the outcome.',
      job.people.owners,
    ),
  Rejected: (job, { said }) => outcome(job, 'info', 'was rejected', said),
  Cancelled: (job, { said }) => outcome(job, 'info', 'was cancelled', said),
  Expired: (job, { said }) => outcome(job, 'warning', 'expired', said),
}

const emergency: Teller = (job, { said }) => ({
  ...{ severity: 'critical', title: 'was approved without the owner', text: said, group: 'job' },
  people: [job.people.requester, ...job.people.followers, ...job.people.owners, ...job.people.admins],
})

const commented: Teller = ({ people }, { said, comment }) => ({
  ...{ severity: 'info', text: said, group: 'job' },
  title: comment?.asks ? 'needs information' : comment?.answers ? 'has an answer' : 'has a comment',
  people: [
    ...(comment?.asks ? [people.requester] : []),
    ...(comment?.answers ? people.askers : []),
    ...(comment?.mentions ?? []),
    ...people.followers,
  ],
})

/** What somebody says to nobody in particular is read on the page, and by those who follow the job. */
const isForSomebody = ({ people }: ToldJob, { comment }: JobEvent): boolean =>
  comment !== null &&
  (comment.asks || comment.answers || comment.mentions.length > 0 || people.followers.length > 0)

/** Whether people are asked to decide by this. */
export const isRequest = ({ status }: ToldJob, { kind, to }: JobEvent): boolean =>
  status === 'PendingApproval' && (kind === 'requested' || to === 'PendingApproval')

function tellerOf(job: ToldJob, event: JobEvent): Teller | undefined {
  const { kind, to } = event
  if (kind === 'comment') return isForSomebody(job, event) ? commented : undefined
  if (kind === 'glass broken') return emergency
  const status = kind === 'requested' ? 'PendingApproval' : to
  // What is over already needs no telling.
  if (status !== job.status) return undefined
  if (kind === 'requested') return (told) => request(told)
  return Object.entries(statuses).find(([name]) => name === status)?.[1]
}

const noticeOf = (job: ToldJob, told: Telling, actor: string | null): NewNotice => ({
  ...{ kind: 'job', severity: told.severity, node: job.node_did },
  ...{ title: `${job.task} ${told.title}`, text: told.text ?? '' },
  path: `/jobs/${job.job_id}`,
  group: told.group === 'job' ? `job:${job.job_id}` : told.group,
  people: [...new Set(told.people)].flatMap((id) => (id === null || id === actor ? [] : [id])),
})

/** What people are told of an event of a job, or null if it needs none; shared channels are told all the same. */
export function jobNotice(job: ToldJob, event: JobEvent): NewNotice | null {
  const teller = tellerOf(job, event)
  return teller ? noticeOf(job, teller(job, event), event.actor) : null
}

/** For the requester, those who approved the job and `more`; `title` follows the name of the task. */
export const outcomeNotice = (
  job: ToldJob,
  told: { severity: Severity; title: string; text: string; more: readonly string[] },
): NewNotice => noticeOf(job, outcome(job, told.severity, told.title, told.text, told.more), null)

/** For whoever can still decide on a request that soon expires. */
export const expiryNotice = (job: ToldJob): NewNotice =>
  noticeOf(job, { ...request(job, 'expires soon and waits for approval'), severity: 'warning' }, null)

/** For the whole of a group, once whoever was on duty has not decided in time. */
export const escalationNotice = (
  job: ToldJob,
  { name, members }: { name: string; members: readonly string[] },
): NewNotice => ({
  ...noticeOf(job, { ...request(job, 'still waits for approval'), severity: 'warning' }, null),
  text: joined(`${name} has not given its vote`, askedBy(job), expiry(job)),
  people: job.people.deciders.filter((id) => members.includes(id)),
  personal: true,
})
