import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { jobsUnlessLocked, readWithJobs } from './jobs-locked'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

const lockTimeout = Object.assign(new Error('canceling statement due to lock timeout'), { code: '55P03' })

/** A pool, and a read that hangs until it is let go. */
function pool() {
  const db = { connection: {} }
  const waiting: ((error: Error | null) => void)[] = []
  const read = (): Promise<string> =>
    new Promise((resolve, reject) => {
      waiting.push((error) => (error ? reject(error) : resolve('jobs')))
    })
  const end = (error: Error | null) => {
    for (const go of waiting.splice(0)) go(error)
  }
  return { db, read, waiting, end }
}

it('after a wait in vain nobody waits for two seconds, then one does, and once it succeeds all read again', async () => {
  const { db, read, waiting, end } = pool()
  const ask = () => readWithJobs(db, read).catch((error: unknown) => error)
  const first = [ask(), ask()]
  expect(waiting).toHaveLength(2)
  end(lockTimeout)
  expect(await Promise.all(first)).toEqual([lockTimeout, lockTimeout])

  expect(await ask()).toBe(lockTimeout)
  expect(waiting).toHaveLength(0)

  vi.advanceTimersByTime(2_000)
  const trial = ask()
  expect(await ask()).toBe(lockTimeout)
  expect(waiting).toHaveLength(1)
  end(lockTimeout)
  expect(await trial).toBe(lockTimeout)
  expect(await ask()).toBe(lockTimeout)

  vi.advanceTimersByTime(2_000)
  const second = ask()
  end(null)
  expect(await second).toBe('jobs')
  const all = [ask(), ask(), ask()]
  expect(waiting).toHaveLength(3)
  end(null)
  expect(await Promise.all(all)).toEqual(['jobs', 'jobs', 'jobs'])
})

it('another error opens nothing, and each pool knows for itself', async () => {
  const { db, read, waiting, end } = pool()
  const failing = readWithJobs(db, read).catch((error: unknown) => error)
  end(new Error('other'))
  expect(await failing).toMatchObject({ message: 'other' })
  const again = readWithJobs(db, read).catch((error: unknown) => error)
  end(lockTimeout)
  expect(await again).toBe(lockTimeout)
  const elsewhere = readWithJobs(pool().db, read)
  expect(waiting).toHaveLength(1)
  end(null)
  expect(await elsewhere).toBe('jobs')
})

it('what can do without the jobs is read without them', async () => {
  const { db } = pool()
  const read = async (jobs: boolean) => {
    if (jobs) throw lockTimeout
    return 'without'
  }
  expect(await jobsUnlessLocked(db, read)).toBe('without')
  expect(await jobsUnlessLocked(db, read)).toBe('without')
  await expect(jobsUnlessLocked(pool().db, () => Promise.reject(lockTimeout))).rejects.toBe(lockTimeout)
})
