import { offerOf } from '@/lib/tasks/domain/offer-of'
import type { Variant } from './campaign-page'

/** What runs where: nodes whose command and risk are the same, most nodes first. `name`: what to call a node. */
export function variantsOf(nodes: readonly { name: string; tasks: unknown }[], task: string): Variant[] {
  const variants = new Map<string, Variant>()
  for (const { name, tasks } of nodes) {
    const offer = offerOf(tasks, task)
    const [command, risk] = [offer?.command ?? null, offer?.risk ?? null]
    const key = JSON.stringify([command, risk, offer?.builtin ?? null])
    const known = variants.get(key)
    if (known) known.nodes += 1
    else variants.set(key, { command, risk, nodes: 1, example: name })
  }
  return [...variants.values()].sort((a, b) => b.nodes - a.nodes)
}

const ranks = ['low', 'medium', 'high']

/** The highest of them; null where none states one. */
export const highestRisk = (variants: readonly Variant[]): string | null =>
  variants
    .flatMap(({ risk }) => risk ?? [])
    .sort((a, b) => ranks.indexOf(b) - ranks.indexOf(a))
    .at(0) ?? null
