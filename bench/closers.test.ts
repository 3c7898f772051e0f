import { expect, test, vi } from 'vitest'
import { Closers } from './closers'

test('the last one started ends first, a failure stops no other, and whoever asks waits for the end', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  const order: string[] = []
  const closers = new Closers()
  closers.add(async () => {
    await new Promise((wake) => setTimeout(wake, 20))
    order.push('database')
  })
  closers.add(() => {
    throw new Error('stuck')
  })
  closers.add(() => order.push('server'))
  const first = closers.run()
  await closers.run()
  expect(order).toEqual(['server', 'database'])
  await first
  await closers.run()
  expect(order).toHaveLength(2)
  expect(said).toHaveBeenCalledOnce()
  said.mockRestore()
})
