import { expect, test } from 'vitest'
import { NotAnswered } from '@/lib/cli/ask'
import { CommandError, explain } from '@/lib/cli/exit'
import { ConfigError, readConfig } from '@/lib/config'
import { DatabaseError } from '@/lib/db/connection/database-error'
import { NotRegular } from '@/lib/kernel/files/regular-file'
import { EmbeddedError } from '@/lib/postgres/start'

test('an invalid setting exits with code 2, an expected failure is one line, a bug keeps its stack', () => {
  expect(explain(new ConfigError('PORT must be …'))).toEqual({ message: 'PORT must be …', code: 2 })
  for (const Kind of [CommandError, NotAnswered, DatabaseError, EmbeddedError, NotRegular]) {
    expect(explain(new Kind('cause: remedy'))).toEqual({ message: 'cause: remedy', code: 1 })
  }
  expect(
    explain(Object.assign(new Error('canceling statement due to lock timeout'), { code: '55P03' })),
  ).toEqual({
    message: 'Another program has locked what this needs in the database; try again in a few seconds.',
    code: 1,
  })
  const bug = explain(new TypeError('x is undefined'))
  expect(bug.code).toBe(1)
  expect(bug.message).toMatch(/TypeError: x is undefined\n +at /)
})

test('a bad PORT is named', () => {
  const fault = (() => {
    try {
      return readConfig({ PORT: '70000' })
    } catch (error) {
      return explain(error)
    }
  })()
  expect(fault).toMatchObject({ code: 2, message: expect.stringMatching(/PORT must be a port number/) })
})
