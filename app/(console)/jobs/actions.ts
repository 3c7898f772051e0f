'use server'

import { approveWithoutOwner as approve } from '@/lib/jobs/services/approve-without-owner'
import { type Cancelled, cancelJob as cancel } from '@/lib/jobs/services/cancel-job'
import { commentOnJob as comment } from '@/lib/jobs/services/comment-on-job'
import { type Decided, type Decision, decideJob } from '@/lib/jobs/services/decide-job'
import { decideJobs as decideTogether } from '@/lib/jobs/services/decide-jobs'
import { followJob as follow } from '@/lib/jobs/services/follow-job'
import { requestJob as request } from '@/lib/jobs/services/request-job'
import { resolveJob as resolve } from '@/lib/jobs/services/resolve-job'
import { reviewEmergency as review } from '@/lib/jobs/services/review-emergency'
import { reviseJob as revise } from '@/lib/jobs/services/revise-job'
import { skipDryRun as skip } from '@/lib/jobs/services/skip-dry-run'
import { withdrawJob as withdraw } from '@/lib/jobs/services/withdraw-job'
import { withdrawJobs as withdrawTogether } from '@/lib/jobs/services/withdraw-jobs'
import type { Result } from '@/lib/kernel/errors'
import type { Context } from '@/lib/people/services/context'
import { personAction } from '@/lib/transport/action'
import { changed } from '@/lib/transport/changed'
import { fieldsOf, textField } from '@/lib/transport/fields'

// A server action is a public POST endpoint: its input is unknown until the service has parsed it.

export async function requestJob(input: unknown): Promise<Result<{ jobId: string }>> {
  return personAction((ctx) => request(ctx, input))
}

export async function approveJob(input: unknown): Promise<Result<Decided>> {
  return decide('Approved', input)
}

export async function rejectJob(input: unknown): Promise<Result<Decided>> {
  return decide('Rejected', input)
}

export async function decideJobs(input: unknown): ReturnType<typeof decideTogether> {
  return personAction((ctx) => decideTogether(ctx, input))
}

export async function withdrawJob(input: unknown): Promise<Result<{ status: string }>> {
  return changeJob(withdraw, input)
}

export async function withdrawJobs(input: unknown): ReturnType<typeof withdrawTogether> {
  return personAction((ctx) => withdrawTogether(ctx, input))
}

export async function cancelJob(input: unknown): Promise<Result<Cancelled>> {
  return changeJob(cancel, input)
}

export async function reviseJob(input: unknown): Promise<Result<{ status: string }>> {
  return changeJob(revise, input)
}

export async function skipDryRun(input: unknown): Promise<Result<object>> {
  return changeJob(skip, input)
}

export async function approveWithoutOwner(input: unknown): Promise<Result<{ status: string }>> {
  return changeJob(approve, input)
}

export async function reviewEmergency(input: unknown): Promise<Result<{ status: string }>> {
  return changeJob(review, input)
}

export async function commentOnJob(input: unknown): Promise<Result<object>> {
  return changeJob(comment, input)
}

export async function followJob(input: unknown): Changed {
  return changed(changeJob((ctx, jobId) => follow(ctx, jobId, true), input))
}

export async function unfollowJob(input: unknown): Changed {
  return changed(changeJob((ctx, jobId) => follow(ctx, jobId, false), input))
}

export async function resolveJob(input: unknown): Promise<Result<{ status: string }>> {
  return changeJob(resolve, input)
}

type Changed = Promise<Result<{ warnings: string[] }>>

type Verb<T> = (context: Context, jobId: string, input: unknown) => Promise<Result<T>>

/** `jobId` names the job; the other fields are the body that the API takes. */
const changeJob = <T>(verb: Verb<T>, input: unknown): Promise<Result<T>> =>
  personAction((ctx) => {
    const { jobId, ...rest } = fieldsOf(input)
    return verb(ctx, textField(jobId), rest)
  })

const decide = (decision: Decision, input: unknown): Promise<Result<Decided>> =>
  changeJob((ctx, jobId, rest) => decideJob(ctx, decision, jobId, rest), input)
