import { describe, expect, it } from 'vitest'
import { taskOffers } from './task'
import { fitOffer, taskProblems, whyUnfit } from './unfit'

const say = {
  name: 'say',
  command: ['/bin/echo', '{n}', '{word}'],
  params: { properties: { n: { type: 'integer' }, word: { type: 'string' } }, required: ['n', 'word'] },
}
const problem = (name: string): string =>
  `params.${name} begins with "-" and /bin/echo would read it as an option; choose another value, or put "--" before the placeholder in the tasks file`

describe('what a node would refuse to run', () => {
  it.each<[object, string | null]>([
    [{ n: 4, word: 'a' }, null],
    [{ n: -4, word: 'a' }, problem('n')],
    [{ n: 4, word: '--help' }, problem('word')],
    [{ n: 4 }, 'params.word is required'],
  ])('%j: %s', (params, message) => {
    const [found] = taskProblems([say], { task_name: 'say', params: { ...params } })
    expect(found ? `${found.path} ${found.message}` : null).toBe(message)
    expect(whyUnfit([say], { task_name: 'say', params })).toBe(
      message && `The node does not offer what this job asks for: ${message}.`,
    )
  })

  it('is nothing where no command is built: a built-in task shows what it stands for, others announce none', () => {
    const fits = (more: object) => {
      const [offer] = taskOffers.parse([{ ...say, ...more }])
      return offer && fitOffer(offer, { n: -4, word: '-x' }).ok
    }
    expect(fits({ builtin: { name: 'say', version: 1 } })).toBe(true)
    expect(fits({ command: undefined })).toBe(true)
    expect(fits({ command: [] })).toBe(true)
    expect(fits({ command: ['/bin/echo', '--', '{n}', '{word}'] })).toBe(true)
    expect(fits({})).toBe(false)
  })
})
