import { expect, it } from 'vitest'
import { filesOf } from './verify-arguments'

it.each<[string[], ReturnType<typeof filesOf>]>([
  [['job.json'], { file: 'job.json' }],
  [['job-'], { file: 'job-' }],
  [['job.json', '--pins', 'tasks.json'], { file: 'job.json', pins: 'tasks.json' }],
  [[], null],
  [['--help'], null],
  [['--pins', 'tasks.json'], null],
  [['job.json', '--pins'], null],
  [['job.json', 'tasks.json'], null],
  // Without its pins a job would be said to be approved by whoever signed it.
  [['job.json', '--pin', 'tasks.json'], null],
  [['job.json', '--pins', 'tasks.json', 'more.json'], null],
])('%j is read as %j', (given, files) => {
  expect(filesOf(given)).toEqual(files)
})
