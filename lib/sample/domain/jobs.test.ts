import { expect, test } from 'vitest'
import { mayMove } from '@/lib/jobs/domain/status'
import { jobStatuses } from '@/lib/kernel/job-status'
import { parseParams, taskOffers } from '@/lib/tasks/domain/task'
import { historySeconds } from './fleet'
import { sampleJobs, verifiedPercent } from './jobs'
import { sampleNodes } from './nodes'

const nodeOf = (name: string) => {
  const node = sampleNodes.find((one) => one.name === name)
  if (!node) throw new Error(`no node ${name}`)
  return node
}
const statusOf = (job: (typeof sampleJobs)[number]) => job.steps.at(-1)?.status

test('every status occurs, and every history could have happened', () => {
  expect(new Set(sampleJobs.map(statusOf))).toEqual(new Set(jobStatuses))
  for (const job of sampleJobs) {
    expect(job.steps[0]?.status).toBe('PendingApproval')
    for (const [index, step] of job.steps.entries()) {
      const before = job.steps[index - 1]
      expect(step.ago).toBeGreaterThanOrEqual(0)
      expect(step.ago).toBeLessThan(historySeconds)
      if (!before) continue
      expect(mayMove(before.status, step.status), `${before.status} → ${step.status}`).toBe(true)
      expect(step.ago).toBeLessThan(before.ago)
    }
    const ended = statusOf(job) === 'Running' ? 0 : (job.steps.at(-1)?.ago ?? 0)
    for (const line of job.log) expect(line.ago).toBeGreaterThanOrEqual(ended)
  }
})

test('nobody decided on their own request or on another owner’s node', () => {
  for (const job of sampleJobs)
    for (const step of job.steps) {
      if (step.status !== 'Approved' && step.status !== 'Rejected') continue
      expect(step.actor).toBe(nodeOf(job.node).owner)
      expect(step.actor).not.toBe(job.requester)
    }
})

test('each node offers the tasks of its jobs, with these parameters', () => {
  for (const node of sampleNodes) expect(taskOffers.safeParse(node.tasks).success).toBe(true)
  for (const job of sampleJobs) {
    const offer = nodeOf(job.node).tasks.find((task) => task.name === job.task)
    if (!offer) throw new Error(`${job.node} does not offer ${job.task}`)
    expect(parseParams(offer.params, job.params)).toMatchObject({ ok: true })
  }
})

test('there is something to approve, and something that has to be refused', () => {
  const waiting = sampleJobs.filter((job) => statusOf(job) === 'PendingApproval')
  const own = waiting.filter((job) => nodeOf(job.node).owner === 'approver')
  expect(own.filter((job) => job.requester !== 'approver')).toHaveLength(4)
  expect(own.filter((job) => job.requester === 'approver')).toHaveLength(1)
  expect(waiting.filter((job) => nodeOf(job.node).owner === 'admin')).toHaveLength(2)
})

test('each node runs at most one job, whose progress moves but never ends', () => {
  const running = sampleJobs.filter((job) => statusOf(job) === 'Running').map((job) => job.node)
  expect(new Set(running).size).toBe(running.length)
  expect(verifiedPercent(0)).toBeLessThan(verifiedPercent(-7_200))
  expect(verifiedPercent(-1e9)).toBeLessThan(100)
})
