/** Lines that are gone, new, or the same in both. */
export type LineChange = { kind: 'gone' | 'new' | 'same'; line: string }

/** More pairs of lines than this are not compared one with the other. */
const mostPairs = 1_000_000

/** What differs between two texts, line by line, by their longest common subsequence; for very long ones all that is between their common beginning and end. */
export function lineChanges(before: readonly string[], after: readonly string[]): LineChange[] {
  let start = 0
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start += 1
  let end = 0
  const left = Math.min(before.length, after.length) - start
  while (end < left && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1
  const same = (lines: readonly string[]) => lines.map((line): LineChange => ({ kind: 'same', line }))
  return [
    ...same(after.slice(0, start)),
    ...between(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...same(after.slice(after.length - end)),
  ]
}

function between(before: readonly string[], after: readonly string[]): LineChange[] {
  const gone = (line: string): LineChange => ({ kind: 'gone', line })
  const fresh = (line: string): LineChange => ({ kind: 'new', line })
  if (before.length * after.length > mostPairs) return [...before.map(gone), ...after.map(fresh)]
  const width = after.length + 1
  // How long the common subsequence of the lines from (i, j) on is.
  const common = new Uint32Array((before.length + 1) * width)
  const at = (i: number, j: number): number => common[i * width + j] ?? 0
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1)
      common[i * width + j] =
        before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const changes: LineChange[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    const [was, is] = [before[i], after[j]]
    if (was !== undefined && was === is) {
      changes.push({ kind: 'same', line: was })
      i += 1
      j += 1
    } else if (is === undefined || (was !== undefined && at(i + 1, j) >= at(i, j + 1))) {
      changes.push(gone(was ?? ''))
      i += 1
    } else {
      changes.push(fresh(is))
      j += 1
    }
  }
  return changes
}
