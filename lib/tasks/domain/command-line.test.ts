import { describe, expect, it } from 'vitest'
import type { JsonValue } from '@/lib/kernel/json/json'
import { argumentText, paramsOffCommand, shownCommand } from './command-line'

describe('shownCommand', () => {
  const cases: [string, string[], JsonValue, string[]][] = [
    ['fills a whole argument', ['/bin/x', '{name}'], { name: 'web' }, ['/bin/x', 'web']],
    ['fills inside an argument', ['x', '--days={days}d'], { days: 90 }, ['x', '--days=90d']],
    ['keeps a value with spaces in one argument', ['x', '{a}'], { a: 'b; rm -rf /' }, ['x', 'b; rm -rf /']],
    ['never fills placeholders inside a value', ['x', '{a}'], { a: '{b}', b: 'no' }, ['x', '{b}']],
    ['writes doubled braces as plain text', ['x', '{{a}}'], { a: 'no' }, ['x', '{a}']],
    ['leaves other braces alone', ['x', '{"k": 1}', '${'], {}, ['x', '{"k": 1}', '${']],
    ['leaves the program alone', ['{a}', '{a}'], { a: 'v' }, ['{a}', 'v']],
    ['fills nothing for a missing parameter', ['x', 'a{gone}b'], null, ['x', 'ab']],
    ['reads nothing from the prototype', ['x', '{toString}'], {}, ['x', '']],
    ['writes booleans and zero', ['x', '{b}', '{n}'], { b: false, n: 0 }, ['x', 'false', '0']],
  ]
  it.each(cases)('%s', (_, command, params, expected) => {
    expect(shownCommand(command, params).map(argumentText)).toEqual(expected)
  })

  it('says which text came from which parameter, and what is missing', () => {
    expect(shownCommand(['x', '--to={a}/{b}'], { a: 'v' })[1]).toEqual({
      pieces: [
        { text: '--to=', param: null },
        { text: 'v', param: 'a' },
        { text: '/', param: null },
      ],
      missing: ['b'],
    })
  })
})

describe('paramsOffCommand', () => {
  it('names the parameters that no argument shows', () => {
    expect(paramsOffCommand(shownCommand(['x', '{a}'], { a: 1, b: 2 }), { a: 1, b: 2 })).toEqual(['b'])
    expect(paramsOffCommand([], null)).toEqual([])
  })
})
