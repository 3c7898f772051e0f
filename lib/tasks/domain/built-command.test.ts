import fc from 'fast-check'
import { expect, it } from 'vitest'
import { buildCommand, commandProblems } from './built-command'
import { paramsSchema } from './param-schema'

const schema = paramsSchema.parse({
  properties: {
    name: { type: 'string' },
    mode: { type: 'string', enum: ['-fast', 'slow'] },
    count: { type: 'integer' },
    extra: { type: 'string' },
    ratio: { type: 'number' },
    size: { type: 'integer' },
    flag: { type: 'boolean' },
    none: { type: 'string', enum: ['', 'some'] },
  },
  required: ['name', 'mode', 'count'],
})
const build = (command: [string, ...string[]], name: string) =>
  buildCommand(command, schema, {
    name,
    ...{ mode: '-fast', count: -3, ratio: -0.5, size: 3, flag: false, none: '' },
  })

it('keeps the number of arguments, whatever the value', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom('{name}', '{count}', '{{', '}', '-', '--', ' ', '$&', '\n'),
  )
  fc.assert(
    fc.property(
      fc.array(piece).map((pieces) => pieces.join('')),
      (value) => {
        const built = build(['program', 'a', '--', '{name}', 'b{name}c', '{count}'], value)
        expect(built).toEqual({ ok: true, argv: ['program', 'a', '--', value, `b${value}c`, '-3'] })
      },
    ),
  )
})

it('refuses free text that would read as an option, unless it follows "--" or cannot', () => {
  expect(build(['program', '{name}'], '--delete')).toMatchObject({ ok: false })
  expect(build(['program', '--', '{name}'], '--delete')).toMatchObject({ ok: true })
  expect(build(['program', '{name}', '--'], '--delete')).toMatchObject({ ok: false })
  expect(build(['program', '--name={name}'], '--delete')).toMatchObject({ ok: true })
  expect(build(['program', '-x'], '')).toMatchObject({ ok: true })
})

it('refuses a negative number in the same way: the program would read -3 as an option', () => {
  expect(build(['program', '{count}'], '')).toEqual({
    ok: false,
    param: 'count',
    message:
      'begins with "-" and program would read it as an option; choose another value, or put "--" before the placeholder in the tasks file',
  })
  expect(build(['program', '{ratio}'], '')).toMatchObject({ ok: false })
  expect(build(['program', '{count}{name}'], 'x')).toMatchObject({ ok: false })
  expect(build(['program', '--', '{count}'], '')).toEqual({ ok: true, argv: ['program', '--', '-3'] })
  expect(build(['program', '-n{count}'], '')).toEqual({ ok: true, argv: ['program', '-n-3'] })
  expect(build(['program', '{size}', '{flag}'], '')).toEqual({ ok: true, argv: ['program', '3', 'false'] })
})

it('allows a value that the tasks file lists itself, and nothing else behind an empty one', () => {
  expect(build(['program', '{mode}'], '')).toEqual({ ok: true, argv: ['program', '-fast'] })
  expect(build(['program', '{mode}{name}'], '-x')).toEqual({ ok: true, argv: ['program', '-fast-x'] })
  expect(build(['program', '{none}{name}'], '--delete')).toMatchObject({ ok: false })
  expect(build(['program', '{name}-x'], '')).toMatchObject({ ok: false })
})

it('fills a placeholder without a value with nothing, and takes one without a parameter for free text', () => {
  expect(build(['program', 'x={extra}'], '')).toEqual({ ok: true, argv: ['program', 'x='] })
  expect(build(['program', '{nobody}-x'], '')).toMatchObject({ ok: false })
})

it('leaves other braces as they are', () => {
  expect(build(['/opt/{{name}}', '{{name}}', '{"a":{"b":1}}', '{}'], 'v')).toEqual({
    ok: true,
    argv: ['/opt/{name}', '{name}', '{"a":{"b":1}}', '{}'],
  })
})

it('finds placeholders that cannot be filled', () => {
  const command = ['{name}', '{name}', '{nobody}', 'x{extra}', '{{nobody}}', '{constructor}']
  expect(commandProblems(command, schema)).toEqual([
    { index: 0, message: expect.stringContaining('program') },
    { index: 2, message: expect.stringMatching(/nobody.* is not a parameter/) },
    { index: 3, message: expect.stringMatching(/extra.* is optional/) },
    { index: 5, message: expect.stringMatching(/constructor.* is not a parameter/) },
  ])
})

it('leaves out an optional parameter, whatever it is called', () => {
  const names = ['constructor', 'toString', 'hasOwnProperty', '__proto__']
  const entries = names.map((name) => [name, { type: 'string' }])
  const named = paramsSchema.parse({ properties: Object.fromEntries(entries) })
  for (const name of names)
    expect(buildCommand(['program', `a{${name}}`], named, {})).toEqual({ ok: true, argv: ['program', 'a'] })
})
