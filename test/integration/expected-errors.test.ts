import { expect, it } from 'vitest'
import { ExpectedError } from '@/bin/progress.mjs'
import { explain } from '@/lib/cli/exit'

it('the command line reports an expected failure of a script in one line, after what the script printed last', () => {
  expect(explain(new ExpectedError('cause: remedy'))).toEqual({ message: 'cause: remedy', code: 1 })
  expect(explain(new ExpectedError('cause: remedy', 'last line')).message).toBe('last line\n\ncause: remedy')
})
