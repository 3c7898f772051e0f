import fc from 'fast-check'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { bodyLines, messageOf } from './message'
import { type Severity, severities, type ToldNotice } from './notice'
import { mailOf, slackOf, webhookOf } from './writings'

const told = (node: string | null, title = 'CPU above 90%', more: Partial<ToldNotice> = {}): ToldNotice => ({
  ...{ notice_id: crypto.randomUUID(), kind: 'alert', severity: 'warning', title, text: '', path: '/alerts' },
  shared: null,
  ...{ node: node === null ? null : { did: `did:${node}`, name: node }, at: new Date(0) },
  ...more,
})

it.each([
  ['mill: CPU above 90%', [told('mill')]],
  ['Disk full', [told(null, 'Disk full')]],
  [
    'mill: back to normal (the last of 3 notices)',
    [told('mill'), told('mill'), told('mill', 'back to normal')],
  ],
  ['2 nodes: CPU above 90%', [told('mill'), told('lock')]],
  ['2 nodes: silent, and more', [told('mill'), told('lock', 'silent')]],
  [
    '2 nodes, all of site lagos: CPU above 90%',
    ['mill', 'lock'].map((node) => told(node, undefined, { shared: 'site lagos' })),
  ],
  ['2 nodes: CPU above 90%', [told('mill', undefined, { shared: 'site lagos' }), told('lock')]],
  ['mill: CPU above 90%', [told('mill', undefined, { shared: 'site lagos' })]],
  ['mill: CPU above 90%', [told('mill\n\u202eX'.replace('\n\u202eX', '\u2028'))]],
])('%s', (title, [first, ...others]) => {
  if (!first) throw new Error('no notice')
  expect(messageOf([first, ...others]).title).toBe(title)
})

const anyNotice = fc
  .record({
    node: fc.option(fc.constantFrom('a', 'b', 'c\n\u0000<x>')),
    title: fc.constantFrom('one', 'two\r\nBcc: x', ' '),
    severity: fc.constantFrom<Severity>(...severities),
    path: fc.constantFrom('/', '/alerts', '/jobs/1'),
    text: fc.string(),
  })
  .map(({ node, title, ...more }) => told(node, title, more))

it('has every notice in a line or in the count, the worst severity, and one line for its title', () => {
  fc.assert(
    fc.property(fc.tuple(anyNotice, fc.array(anyNotice, { maxLength: 60 })), ([first, others]) => {
      const all = [first, ...others]
      const message = messageOf([first, ...others])
      expect(message.lines.length + message.more).toBe(all.length)
      expect(bodyLines(message).length).toBeLessThanOrEqual(21)
      expect(severities.indexOf(message.severity)).toBe(
        Math.max(...all.map(({ severity }) => severities.indexOf(severity))),
      )
      expect(message.path).toBe(all.every(({ path }) => path === first.path) ? first.path : '/')
      for (const line of [message.title, ...message.lines]) expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u)
    }),
  )
})

const linkTo = (path: string): string => `https://hakim.example.org${path}`

it('writes a mail whose subject is one line and whose links are of this server', () => {
  const mail = mailOf(
    messageOf([told('mill', 'x\r\nBcc: all@example.org', { path: '//evil.example/' })]),
    linkTo,
  )
  expect(mail.subject).toBe('Hakim: mill: x Bcc: all@example.org')
  expect(mail.text).toContain('https://hakim.example.org/evil.example/')
})

it('names at most a hundred notices in a webhook, and counts all', () => {
  const [first, ...others] = Array.from({ length: 130 }, (_, index) => told(`n${index}`))
  if (!first) throw new Error('no notice')
  const body = z
    .object({ data: z.object({ count: z.number(), notices: z.array(z.unknown()) }) })
    .parse(JSON.parse(webhookOf(messageOf([first, ...others]), linkTo, new Date())))
  expect([body.data.count, body.data.notices.length]).toEqual([130, 100])
})

it('escapes for Slack whatever a name holds', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const { text } = z
        .object({ text: z.string() })
        .parse(JSON.parse(slackOf(messageOf([told(name)]), linkTo)))
      // Only the link that we write ourselves is between < and >.
      expect(text.replace(/^<https:\/\/hakim\.example\.org\/alerts\|([^<>]*)>/, '')).not.toMatch(/[<>]/)
      expect(text.replace(/&(amp|lt|gt);/g, '')).not.toContain('&')
    }),
  )
})
