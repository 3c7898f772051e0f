import { expect, test, vi } from 'vitest'
import { Cleanups } from './cleanups'

test('cleanups run last in, first out; a failure stops none of the others, and a second caller waits for the end', async () => {
  const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
  const order: string[] = []
  const cleanups = new Cleanups()
  cleanups.add(async () => {
    await new Promise((wake) => setTimeout(wake, 20))
    order.push('database')
  })
  cleanups.add(() => {
    throw new Error('stuck')
  })
  cleanups.add(() => order.push('server'))
  const first = cleanups.run()
  await cleanups.run()
  expect(order).toEqual(['server', 'database'])
  await first
  await cleanups.run()
  expect(order).toHaveLength(2)
  expect(errors).toHaveBeenCalledOnce()
  errors.mockRestore()
})
