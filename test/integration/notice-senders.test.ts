import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { forgetConfig } from '@/lib/config'
import { createChannel } from '@/lib/notices/services/create-channel'
import { deliverAgain } from '@/lib/notices/services/deliver-again'
import { testChannel } from '@/lib/notices/services/test-channel'
import { testNode } from '@/test/fleet'
import { noticeFixture, verified } from '@/test/notices'
import { done } from '@/test/result'
import type { Mail } from '@/test/smtp-server'

let at: Awaited<ReturnType<typeof noticeFixture>>

beforeAll(async () => {
  at = await noticeFixture()
  await testNode(at.db, 'did:n:1')
})
afterEach(async () => {
  await at.forget()
})
afterAll(() => at.close())

it('signs a webhook as Standard Webhooks asks, with the delivery’s id', async () => {
  const receiver = await at.receiver()
  const { secret } = await at.shared('webhook', receiver.url)
  await at.tell({})
  await at.run()
  const [delivery] = await at.rows()
  expect(delivery).toMatchObject({ state: 'sent', attempts: 1, answer: 'Answered 204.' })
  expect(verified(receiver, secret)).toMatchObject([
    {
      id: delivery?.delivery_id,
      type: 'notice.alert',
      data: {
        title: 'did:n:1: CPU above 90%',
        url: 'https://hakim.example.org/nodes/did%3An%3A1',
        notices: [{ node_did: 'did:n:1' }],
      },
    },
  ])
  const other = new Webhook(`whsec_${Buffer.alloc(32).toString('base64')}`)
  const [got] = receiver.got
  const headers = Object.fromEntries(
    Object.entries(got?.headers ?? {}).map(([key, value]) => [key, `${value}`]),
  )
  expect(() => other.verify(got?.body ?? '', headers)).toThrow('No matching signature')
})

it('follows no redirect, reads no more than 64 kB, and keeps to what it is asked to wait', async () => {
  const receiver = await at.receiver()
  const { channel_id } = await at.shared('webhook', receiver.url)
  const tried = async () => done(await testChannel(at.by(at.admin), channel_id))
  receiver.answer((response) => void response.writeHead(302, { location: receiver.url }).end())
  expect((await tried()).answer).toBe('Answered 302, a redirect, which Hakim does not follow.')
  expect(receiver.got).toHaveLength(1)
  receiver.answer((response) => void response.writeHead(429, { 'retry-after': '120' }).end())
  const waiting = await tried()
  expect((waiting.next_at?.getTime() ?? 0) - Date.now()).toBeGreaterThan(110_000)
  let closed = false
  receiver.answer((response) => {
    response.writeHead(200)
    const more = setInterval(() => response.write('x'.repeat(32 * 1024)), 5)
    response.on('close', () => {
      closed = true
      clearInterval(more)
    })
  })
  expect((await tried()).state).toBe('sent')
  await expect.poll(() => closed).toBe(true)
  receiver.answer((response) => void response.writeHead(410).end())
  expect(await tried()).toMatchObject({ state: 'failed', answer: 'Answered 410.' })
})

it('says why nothing arrived, and calls no metadata service even if an administrator asks for it', async () => {
  const receiver = await at.receiver()
  const answerOf = async (url: string, plain_http = false) => {
    const { channel_id } = await at.shared('webhook', url, { plain_http })
    return done(await testChannel(at.by(at.admin), channel_id)).answer
  }
  await receiver.close()
  expect(await answerOf(receiver.url)).toBe('Nothing is listening there.')
  expect(await answerOf('https://nobody.invalid/')).toMatch(/host name/)
  for (const url of [
    'http://169.254.169.254/latest',
    'https://[fe80::1]/',
    'http://[::ffff:169.254.169.254]/',
  ])
    expect([url, await answerOf(url, true)]).toEqual([
      url,
      expect.stringContaining('no machine that Hakim calls'),
    ])
})

it('sends Slack text that nobody can turn into mark-up, and says what Slack calls wrong', async () => {
  const receiver = await at.receiver()
  await testNode(at.db, 'did:n:evil')
  await at.db.query(`UPDATE nodes SET name = '<!channel> & co' WHERE node_did = 'did:n:evil'`)
  await at.shared('slack', receiver.url)
  receiver.answer((response) => void response.writeHead(404).end('no_service'))
  await at.tell({ node: 'did:n:evil' })
  await at.run()
  const { text } = z.object({ text: z.string() }).parse(JSON.parse(receiver.got[0]?.body ?? ''))
  expect(text).toBe(
    '<https://hakim.example.org/nodes/did%3An%3A1|&lt;!channel&gt; &amp; co: CPU above 90%>\n' +
      '&lt;!channel&gt; &amp; co: CPU above 90% – 97 % for 5 minutes',
  )
  expect(await at.rows()).toMatchObject([{ state: 'waiting', answer: 'Answered 404 (no_service).' }])
})

it('sends a mail with the delivery’s id, and sends it again under the same one', async () => {
  done(await createChannel(at.by(at.ola), { kind: 'mail', name: 'Mail' }))
  await at.tell({})
  await at.run()
  const [delivery] = await at.rows()
  const first: Mail = await at.smtp.next()
  const id = `Message-ID: <${delivery?.delivery_id}@hakim.example.org>`
  expect([first.to, first.text]).toEqual([['ola@example.org'], expect.stringContaining(id)])
  expect(first.text).toContain('Subject: Hakim: did:n:1: CPU above 90%')
  expect(first.text).toContain('https://hakim.example.org/nodes/did%3An%3A1')
  done(await deliverAgain(at.by(at.ola), delivery?.delivery_id ?? ''))
  expect((await at.smtp.next()).text).toContain(id)
  expect(await at.rows()).toMatchObject([{ state: 'sent', attempts: 2 }])
  expect(await deliverAgain(at.by(at.admin), delivery?.delivery_id ?? '')).toMatchObject({
    error: { kind: 'not_found' },
  })
})

it('says where a mail can reach nobody, and what a mail server refuses', async () => {
  done(await createChannel(at.by(at.ola), { kind: 'mail', name: 'Mail' }))
  const answerAt = async (email: string) => {
    await at.db.query(`UPDATE people SET email = $1 WHERE id = 'ola'`, [email])
    await at.tell({ group: email })
    await at.run()
    return (await at.rows()).at(-1)
  }
  expect(await answerAt('ola@local.invalid')).toMatchObject({
    ...{ state: 'failed', attempts: 1 },
    answer: 'Nobody can be reached at an address below .invalid.',
  })
  expect(await answerAt('ola@refused.example')).toMatchObject({
    ...{ state: 'waiting', answer: expect.stringContaining('There is no such mailbox') },
  })
  await at.db.query(`UPDATE people SET email = 'ola@example.org' WHERE id = 'ola'`)
})

it('after HAKIM_SECRET has changed, says that the address cannot be read', async () => {
  const receiver = await at.receiver()
  const { channel_id } = await at.shared('webhook', receiver.url)
  vi.stubEnv('HAKIM_SECRET', 'another secret of a test with 32 characters or more')
  forgetConfig()
  const tried = done(await testChannel(at.by(at.admin), channel_id))
  vi.stubEnv('HAKIM_SECRET', 'a secret of a test with at least 32 characters')
  forgetConfig()
  expect(tried).toMatchObject({
    state: 'failed',
    answer: expect.stringContaining('HAKIM_SECRET has changed'),
  })
  expect(receiver.got).toEqual([])
})
