import { longestOutput } from '@/lib/signing/domain/dry-run'

const half = longestOutput / 2
const sizeOf = (line: string): number => Buffer.byteLength(line) + 1

/** Keeps the beginning and the end of an output, whole lines of it, in memory that does not grow with it. */
export function createBoundedText(): {
  add: (line: string) => void
  take: () => { output: string; omitted: number }
} {
  const head: string[] = []
  const tail: string[] = []
  let headSize = 0
  let tailSize = 0
  let omitted = 0
  return {
    add: (line) => {
      const size = sizeOf(line)
      if (tail.length === 0 && omitted === 0 && headSize + size <= half) {
        head.push(line)
        headSize += size
        return
      }
      tail.push(line)
      tailSize += size
      while (tailSize > half) {
        tailSize -= sizeOf(tail.shift() ?? '')
        omitted += 1
      }
    },
    take: () => {
      const gap =
        omitted === 1 ? '1 line is omitted here' : `${omitted.toLocaleString('en-GB')} lines are omitted here`
      const lines = [...head, ...(omitted > 0 ? [`… ${gap} …`] : []), ...tail]
      return { output: lines.map((line) => `${line}\n`).join(''), omitted }
    },
  }
}
