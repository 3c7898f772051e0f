import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { deliverer } from '@/lib/notices/services/deliver'
import { notify } from '@/lib/notices/services/notify'
import { send } from '@/lib/notices/services/send'
import { testNode } from '@/test/fleet'
import { high, noticeFixture, verified } from '@/test/notices'

let at: Awaited<ReturnType<typeof noticeFixture>>

beforeAll(async () => {
  at = await noticeFixture()
  for (const did of ['did:n:1', 'did:n:2']) await testNode(at.db, did)
})
afterEach(async () => {
  await at.forget()
})
afterAll(() => at.close())

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

it('tells nobody anything when the transaction is rolled back', async () => {
  const receiver = await at.receiver()
  await at.shared('webhook', receiver.url)
  const telling = at.db.transaction(async (tx) => {
    await notify(tx, [high])
    throw new Error('no')
  })
  await expect(telling).rejects.toThrow('no')
  await at.run()
  expect([await at.rows(), receiver.got]).toEqual([[], []])
})

it('sends a hundred nodes that fail together as one message, and what comes within five minutes as the next', async () => {
  const receiver = await at.receiver()
  const { secret } = await at.shared('webhook', receiver.url)
  for (const from of [0, 50])
    await at.tell(...Array.from({ length: 50 }, (_, index) => ({ node: `did:many:${from + index}` })))
  await at.run()
  await at.tell({ node: 'did:many:200' })
  await at.tell({ node: 'did:many:201' }, { node: 'did:many:202' })
  await at.run()
  expect(verified(receiver, secret).map(({ data }) => [data.title, data.count])).toEqual([
    ['100 nodes: CPU above 90%', 100],
  ])
  await at.later('4 minutes 50 seconds')
  await at.run()
  expect(receiver.got).toHaveLength(1)
  await at.later('10 seconds')
  await at.run()
  expect(verified(receiver, secret).map(({ data }) => data.count)).toEqual([100, 3])
})

it('while an earlier message of a group is still being tried, the next one waits and grows', async () => {
  const receiver = await at.receiver()
  const { secret } = await at.shared('webhook', receiver.url)
  receiver.answer((response) => void response.writeHead(503).end())
  await at.tell({})
  await at.run()
  await at.tell({ node: 'did:n:2' })
  await at.tell({ node: 'did:n:3' })
  await at.run()
  expect(receiver.got).toHaveLength(1)
  receiver.answer((response) => void response.writeHead(204).end())
  await at.later('1 minute')
  await at.run()
  await at.later('5 minutes')
  await at.run()
  expect(verified(receiver, secret).map(({ data }) => data.count)).toEqual([1, 1, 2])
})

it('two servers never send on one channel at once, and each message once', async () => {
  const receiver = await at.receiver()
  const { secret } = await at.shared('webhook', receiver.url)
  await at.tell(...Array.from({ length: 12 }, (_, index) => ({ group: `g${index}` })))
  let [open, most] = [0, 0]
  receiver.answer(async (response) => {
    open += 1
    most = Math.max(most, open)
    await pause(20)
    open -= 1
    response.writeHead(204).end()
  })
  await Promise.all([at.run(), at.run(), at.run(), at.run()])
  await at.run()
  const ids = verified(receiver, secret).map(({ id }) => id)
  expect([ids.length, new Set(ids).size, most]).toEqual([12, 12, 1])
})

it('transactions that tell of the same groups in different orders wait for one another, and neither is lost', async () => {
  await at.shared('webhook', 'https://hook.example.org/')
  const groups = ['a', 'b', 'c', 'd'].map((group) => ({ group }))
  const telling = Array.from({ length: 20 }, (_, index) =>
    at.tell(...(index % 2 === 0 ? groups : groups.toReversed())),
  )
  await Promise.all(telling)
  const [items] = await at.db.query(`SELECT sum(cardinality(notices))::int AS count FROM notice_deliveries`)
  expect([(await at.rows()).length, items]).toEqual([4, { count: 80 }])
})

it('after a kill between sending and noting it, sends it again with the same id once the lease has ended', async () => {
  const receiver = await at.receiver()
  const { secret } = await at.shared('webhook', receiver.url)
  await at.tell({})
  // Sends, and never comes back.
  const sent = new Promise<void>((resolve) => {
    void deliverer(async (...attempt) => {
      await send(...attempt)
      resolve()
      return new Promise(() => undefined)
    }).begin(at.db)
  })
  await sent
  await at.run()
  expect(receiver.got).toHaveLength(1)
  await at.tell({ node: 'did:n:2' })
  await at.db.query(`UPDATE notice_channels SET leased_until = leased_until - interval '61 seconds'`)
  await at.run()
  const [first, second] = verified(receiver, secret)
  expect(second?.id).toBe(first?.id)
  // What came after the first attempt is no part of it.
  expect(second?.data.count).toBe(1)
  expect(await at.rows()).toMatchObject([
    { state: 'sent', attempts: 2 },
    { state: 'waiting', attempts: 0 },
  ])
})

it('a server whose lease another one has taken notes nothing', async () => {
  await at.shared('webhook', 'https://hook.example.org/')
  await at.tell({})
  await at.run(async () => {
    await at.db.query(`UPDATE notice_channels SET lease = gen_random_uuid()`)
    return { ok: true, answer: 'sent' }
  })
  expect(await at.rows()).toMatchObject([{ state: 'waiting', attempts: 1, answer: null }])
})

it('waits longer after each failure and gives up after a day, in words', async () => {
  const receiver = await at.receiver()
  await at.shared('webhook', receiver.url)
  await at.tell({})
  receiver.answer((response) => void response.writeHead(500).end('x'))
  const waits: number[] = []
  for (let round = 0; round < 60; round += 1) {
    await at.run()
    const [row] = await at.rows()
    if (row?.state !== 'waiting') break
    waits.push(row.wait)
    await at.later(`${Math.ceil(row.wait + 1)} seconds`)
  }
  expect(waits[0]).toBeGreaterThan(9)
  expect(waits[0]).toBeLessThan(13)
  expect(waits.length).toBeGreaterThan(25)
  expect(Math.max(...waits)).toBeLessThanOrEqual(3_600)
  expect(await at.rows()).toMatchObject([
    { state: 'failed', answer: 'Answered 500. Given up after 24 hours.' },
  ])
})

it('one receiver that does not answer holds up no other', async () => {
  const [slow, fast] = [await at.receiver(), await at.receiver()]
  await at.shared('webhook', slow.url)
  await at.shared('slack', fast.url)
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  slow.answer(async (response) => {
    await released
    response.end()
  })
  await at.tell({})
  const { begin, ended } = deliverer()
  await begin(at.db)
  await expect.poll(() => [slow.got.length, fast.got.length]).toEqual([1, 1])
  await at.tell({ group: 'later' })
  // As the clock does.
  const next = async () => {
    await begin(at.db)
    return fast.got.length
  }
  await expect.poll(next).toBe(2)
  expect(slow.got).toHaveLength(1)
  release()
  await ended()
})
