import { expect, it } from 'vitest'
import { takeConsole } from './console-lines'
import { createLog } from './log'

function taken() {
  const lines: string[] = []
  const none = (..._: unknown[]) => undefined
  const target = { error: none, warn: none, info: none, log: none, debug: none }
  const destination = { write: (line: string) => void lines.push(line) }
  takeConsole(
    createLog({ logLevel: 'info', logFormat: 'json' }, destination),
    ({ message }) => message === 'away',
    target,
  )
  return { target, lines, last: () => JSON.parse(lines.at(-1) ?? '') }
}

const refused = (message: string) =>
  Object.assign(new Error(message), {
    ...{ code: '23505', detail: 'Key (email)=(ada@example.org)', parameters: ['hunter2'] },
  })

it('logs an error with its text, and nothing else from any error or object', () => {
  const { target, lines, last } = taken()
  target.error('⨯', refused('first'), refused('second'), { parameters: ['hunter2'] }, 7)
  expect(last()).toMatchObject({
    ...{ level: 'error', msg: '⨯ Error: second [object Object] 7' },
    err: { message: 'first', code: '23505' },
  })
  target.error({ error: refused('inside'), query: 'hunter2' })
  expect(last()).toMatchObject({ msg: '[object Object]', err: { message: 'inside' } })
  target.error('failed: %o', [refused('listed')], new Map([['a', refused('deep')]]))
  expect(last()).toMatchObject({ err: { message: 'listed' } })
  target.error(Object.assign(new Error('type uuid: "hunter2"'), { code: '22P02' }))
  expect(last()).toMatchObject({ msg: 'type uuid: "…"' })
  expect(lines.join('')).not.toMatch(/hunter2|ada@/)
})

it('keeps the level, the format and no colours', () => {
  const { target, lines, last } = taken()
  target.warn('\u001b[33m%s\u001b[0m of %d', 'slow', 3)
  expect(last()).toMatchObject({ level: 'warn', msg: 'slow of 3' })
  target.log('unseen')
  target.error('expected', new Error('away'))
  target.error('aborted', Object.assign(new Error('aborted'), { code: 'ECONNRESET' }))
  expect(lines).toHaveLength(1)
})
