import { PatternError, patternTree, type Takes, type Tree } from './pattern-tree'

type State =
  | { kind: 'one'; takes: Takes; next: number }
  | { kind: 'fork'; next: readonly number[] }
  | { kind: 'start' | 'end'; next: number }
  | { kind: 'found' }

const mostStates = 2_000

/** The states of a pattern, built from its end; the last one is where a search begins. */
function statesOf(tree: Tree): { states: State[]; first: number } {
  const states: State[] = [{ kind: 'found' }]
  const add = (state: State): number => {
    if (states.length >= mostStates) throw new PatternError('is too large')
    return states.push(state) - 1
  }
  const build = (part: Tree, next: number): number => {
    if (part.kind === 'one') return add({ ...part, next })
    if (part.kind === 'all') return part.parts.reduceRight((after, one) => build(one, after), next)
    if (part.kind === 'any') return add({ kind: 'fork', next: part.parts.map((one) => build(one, next)) })
    if (part.kind !== 'repeat') return add({ kind: part.kind, next })
    const { part: inner, least, most } = part
    let entry = next
    if (most === null) {
      const loop: { kind: 'fork'; next: readonly number[] } = { kind: 'fork', next: [] }
      entry = add(loop)
      loop.next = [build(inner, entry), next]
    } else
      for (let count = least; count < most; count += 1)
        entry = add({ kind: 'fork', next: [build(inner, entry), next] })
    for (let count = 0; count < least; count += 1) entry = build(inner, entry)
    return entry
  }
  const first = build(tree, 0)
  return { states, first }
}

/** What is wrong with a pattern; null if it can be used. */
export function patternProblem(pattern: string): string | null {
  try {
    statesOf(patternTree(pattern))
    return null
  } catch (error) {
    if (error instanceof PatternError) return error.message
    throw error
  }
}

/**
 * Whether a pattern is found anywhere in a text. All ways through it are followed at once, so it takes at most the length of
 * the text times that of the pattern, whoever wrote either. Throws a PatternError where `patternProblem` has something to say.
 */
export function patternFound(pattern: string, text: string): boolean {
  const { states, first } = statesOf(patternTree(pattern))
  const points = [...text].map((char) => char.codePointAt(0) ?? 0)
  let here = new Set<number>()
  for (let at = 0; at <= points.length; at += 1) {
    here.add(first)
    // A set visits what is added to it meanwhile, and nothing twice.
    const after = new Set<number>()
    for (const id of here) {
      const state = states[id]
      if (!state || state.kind === 'found') return true
      if (state.kind === 'fork') for (const next of state.next) here.add(next)
      else if (state.kind === 'one') {
        const point = points[at]
        if (point !== undefined && state.takes(point)) after.add(state.next)
      } else if (at === (state.kind === 'start' ? 0 : points.length)) here.add(state.next)
    }
    here = after
  }
  return false
}
