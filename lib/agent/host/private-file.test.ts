import { expect, it } from 'vitest'
import { privateFileProblem } from './private-file'

it.each<[string, { uid: number; mode: number }, number, string | null]>([
  ['its own', { uid: 7, mode: 0o100600 }, 7, null],
  ['of root, which only its group reads', { uid: 0, mode: 0o100440 }, 7, null],
  ['of root, which its group reads, for root', { uid: 0, mode: 0o100440 }, 0, 'has mode 0440'],
  ['of root, which everybody reads', { uid: 0, mode: 0o100444 }, 7, 'has mode 0444'],
  ['of root, which its group changes', { uid: 0, mode: 0o100660 }, 7, 'has mode 0660'],
  ['its own, which its group reads', { uid: 7, mode: 0o100640 }, 7, 'has mode 0640'],
  ['of somebody else', { uid: 8, mode: 0o100600 }, 7, 'belongs to user 8, and must belong to root or user 7'],
  ['of somebody else, for root', { uid: 8, mode: 0o100600 }, 0, 'belongs to user 8'],
])('a file %s', (_, stats, me, problem) => {
  const found = privateFileProblem(stats, me)
  if (problem === null) expect(found).toBeNull()
  else expect(found).toContain(problem)
})
