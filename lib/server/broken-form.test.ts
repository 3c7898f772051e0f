import { expect, it } from 'vitest'
import { isBrokenForm } from './broken-form'

const action = { 'next-action': 'an id' }
const multipart = { 'content-type': 'multipart/form-data; boundary=x' }
const form = (parts: Record<string, string>): Buffer =>
  Buffer.from(
    `${Object.entries(parts)
      .map(([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
      .join('')}--x--\r\n`,
  )

it.each([
  '[]',
  '[{}]',
  '["$undefined",{"a":"$$5","b":["$D2026-01-01T00:00:00.000Z","$n12","$-0","$NaN","$T"]}]',
  '[[{"keys":["a"]},{"keys":"$0:0:0:keys"}],"$0:0:1"]',
])('the call of an action can be read: %s', async (text) => {
  expect(await isBrokenForm(action, Buffer.from(text))).toBe(false)
  expect(await isBrokenForm({ ...action, ...multipart }, form({ '0': text }))).toBe(false)
})

it.each([
  '',
  '{broken',
  '"text"',
  'null',
  '{}',
  '["$Q9"]',
  '[{"a":["$1:b"]}]',
  '["$B1"]',
  '["$nine"]',
  '["$0:1"]',
  '[{},"$0:0:toString"]',
  '["a","$0:0:length"]',
])('the call of an action cannot be read: %s', async (text) => {
  expect(await isBrokenForm(action, Buffer.from(text))).toBe(true)
  expect(await isBrokenForm({ ...action, ...multipart }, form({ '0': text }))).toBe(true)
  // Without the header Next does not read it as an action.
  expect(await isBrokenForm({ 'content-type': 'text/plain' }, Buffer.from(text))).toBe(false)
})

it('a list that refers to its last member very often is read in a moment', async () => {
  const many = 100_000
  const text = JSON.stringify([...Array.from({ length: many }, () => `$0:${many}`), {}])
  expect(await isBrokenForm(action, Buffer.from(text))).toBe(false)
})

it('a form may name its own parts', async () => {
  const headers = { ...action, ...multipart }
  expect(await isBrokenForm(headers, form({ '1_email': 'a@b', '0': '["$undefined","$K1"]' }))).toBe(false)
  expect(await isBrokenForm(headers, form({ '10': '[["a",1]]', '0': '["$Qa"]' }))).toBe(false)
  expect(await isBrokenForm(headers, form({ '1_email': 'a@b' }))).toBe(true)
  expect(await isBrokenForm(multipart, form({ $ACTION_ID_5: '' }))).toBe(false)
})

it('a form that is cut off or has no boundary is broken, with or without an action', async () => {
  for (const headers of [multipart, { ...multipart, ...action }]) {
    expect(await isBrokenForm(headers, Buffer.from('broken'))).toBe(true)
    expect(await isBrokenForm(headers, form({ '0': '[]' }).subarray(0, 30))).toBe(true)
    expect(await isBrokenForm({ ...headers, 'content-type': 'multipart/form-data' }, form({}))).toBe(true)
  }
})
