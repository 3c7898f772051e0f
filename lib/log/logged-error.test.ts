import { expect, it } from 'vitest'
import { loggedError } from './logged-error'

it('keeps what helps to find the cause, and nothing else from the error', () => {
  const cause = Object.assign(new Error('row refused'), {
    ...{ code: '23505', detail: 'Key (email)=(ada@example.org) already exists', parameters: ['hunter2'] },
  })
  const logged = loggedError(Object.assign(new TypeError('no', { cause }), { digest: '42' }))
  expect(logged).toMatchObject({
    type: 'TypeError',
    message: 'no',
    digest: '42',
    stack: expect.stringContaining('logged-error.test.ts'),
    cause: { message: 'row refused', code: '23505' },
  })
  expect(JSON.stringify(logged)).not.toMatch(/hunter2|ada@/)
})

it('hides values that PostgreSQL or JSON.parse quotes', () => {
  const refused = ['hunter2', 'a"hunter2"b', '"\n    at hunter2', ''].map((value) =>
    Object.assign(new Error(`invalid input syntax for type uuid: "${value}"`), { code: '22P02' }),
  )
  const texts = [
    'hunter2',
    '{"a":hunter2}',
    `["${'x'.repeat(90)}",hunter2]`,
    'x" is not valid JSON hunter2',
  ].map((text) => {
    try {
      return JSON.parse(text)
    } catch (error) {
      return error
    }
  })
  for (const error of [...refused, ...texts]) {
    expect(error).toBeInstanceOf(Error)
    expect(JSON.stringify(loggedError(error))).not.toContain('hunter2')
  }
})

it('handles values that are not errors, an error that is its own cause, and several errors in one', () => {
  const circular = new Error('round')
  circular.cause = circular
  expect(loggedError(circular)).toMatchObject({ cause: { cause: { message: 'round' } } })
  expect(loggedError('text')).toEqual({ type: 'string', message: 'text' })
  const several = new AggregateError([new Error('::1 refused'), new Error('127.0.0.1 refused')])
  expect(loggedError(several).errors).toMatchObject([
    { message: '::1 refused' },
    { message: '127.0.0.1 refused' },
  ])
})
