import { expect, it } from 'vitest'
import { labelling, newNode } from './node-calls'

const labelsOf = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'v']))
const problems = (labels: unknown) =>
  [labelling.safeParse({ labels }), newNode.safeParse({ did: 'did:kos:1', labels })].map((parsed) =>
    parsed.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`),
  )

it('a node has at most 64 labels', () => {
  expect(problems(labelsOf(64))).toEqual([undefined, undefined])
  const many = ['labels must be at most 64 labels; remove those that nobody uses']
  expect(problems(labelsOf(65))).toEqual([many, many])
})

it('a label called __proto__ is refused, not left out', () => {
  const refused = ['labels must not have the key __proto__; choose another']
  expect(problems(JSON.parse('{"__proto__": "x", "a": "b"}'))).toEqual([refused, refused])
  expect(labelling.parse({ labels: { constructor: 'x' } })).toEqual({ labels: { constructor: 'x' } })
})

it('labels are text of limited length', () => {
  for (const labels of [{ a: 1 }, { a: 'x'.repeat(256) }, { ['k'.repeat(64)]: '' }, [], 'a'])
    expect(problems(labels)).toEqual([[expect.any(String)], [expect.any(String)]])
})

it('a name that nobody sees is refused', () => {
  for (const name of ['\u200b', 'a\u202eb', 'a\nb', '\u001b[2J'])
    expect(newNode.safeParse({ did: 'did:kos:1', name }).error?.issues).toMatchObject([{ path: ['name'] }])
})
