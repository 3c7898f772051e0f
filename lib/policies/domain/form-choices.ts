import type { ParamBound } from '@/lib/signing/domain/policy-bounds'
import type { ParamSchema, ParamsSchema } from '@/lib/tasks/domain/param-schema'
import type { PolicyDraft } from './policy-draft'
import type { OwnNode, PolicyChoices, PolicyOffer } from './policy-page'

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].sort()

export const offersOf = ({ offers }: PolicyChoices, task: string): PolicyOffer[] =>
  offers.filter((offer) => offer.task === task)

/** The nodes that offer a task, in their order. */
export function nodesOffering(choices: PolicyChoices, task: string): OwnNode[] {
  const places = new Set(offersOf(choices, task).flatMap(({ nodes }) => nodes))
  return choices.nodes.filter((_, index) => places.has(index))
}

/** The digests of what these nodes offer now under the name of a task. */
export const presentDigests = (choices: PolicyChoices, task: string, dids: readonly string[]): string[] =>
  unique(
    offersOf(choices, task)
      .filter(({ nodes }) => nodes.some((place) => dids.includes(choices.nodes[place]?.did ?? '')))
      .map(({ digest }) => digest),
  )

/** A draft with these nodes, for what they offer now. */
export const withNodes = (
  draft: PolicyDraft,
  choices: PolicyChoices,
  dids: readonly string[],
): PolicyDraft => ({
  ...draft,
  nodes: unique(dids),
  offer_digests: presentDigests(choices, draft.task, dids),
})

/** What a bound begins with: what the node allows anyway; null: the parameter is left out, or nobody can bound it. */
function firstBound(schema: ParamSchema, required: boolean): ParamBound | null {
  if (!required || schema.type === 'array' || schema.type === 'object') return null
  return openBound(schema, false)
}

/** The widest bound of a parameter that has a form. */
export function openBound(schema: ParamSchema, optional: boolean): ParamBound | null {
  if (schema.type === 'boolean') return { one_of: [true, false], optional }
  if (schema.type === 'string') return { one_of: [], optional }
  if (schema.type === 'number' || schema.type === 'integer')
    return { min: schema.minimum ?? null, max: schema.maximum ?? null, optional }
  return null
}

/** The parameters of a task, as most nodes offer it alike, with what other nodes let the same parameters be. */
export function schemaOf(choices: PolicyChoices, task: string): ParamsSchema | null {
  const [first, ...others] = offersOf(choices, task).map(({ params }) => params)
  if (!first) return null
  // Not an object: a parameter may be called like a member of every one.
  const properties = new Map(Object.entries(first.properties))
  for (const other of others)
    for (const [name, schema] of Object.entries(other.properties))
      properties.set(name, either(properties.get(name), schema))
  return {
    ...first,
    properties: Object.fromEntries(properties),
    required: first.required.filter((name) => others.every((one) => one.required.includes(name))),
  }
}

/** What either lets a parameter be, as far as a form can show it. */
function either(one: ParamSchema | undefined, other: ParamSchema): ParamSchema {
  if (!one) return other
  if (one.type === 'string' && other.type === 'string' && one.enum && other.enum)
    return { ...one, enum: [...new Set([...one.enum, ...other.enum])] }
  return one
}

/** A draft for another task: on no node yet, and with the bounds that its parameters begin with. */
export function withTask(draft: PolicyDraft, choices: PolicyChoices, task: string): PolicyDraft {
  const schema = schemaOf(choices, task)
  const bounds = Object.entries(schema?.properties ?? {}).flatMap(([name, property]) => {
    const bound = firstBound(property, schema?.required.includes(name) ?? false)
    return bound ? [[name, bound] as const] : []
  })
  return { ...draft, task, nodes: [], offer_digests: [], params: Object.fromEntries(bounds) }
}

/** Labels that some of these nodes share, the most common first: a quick way to choose them. */
export function sharedLabels(nodes: readonly OwnNode[], most = 6): { label: string; dids: string[] }[] {
  const byLabel = new Map<string, string[]>()
  for (const { did, labels } of nodes)
    for (const [key, value] of Object.entries(labels)) {
      const label = `${key}: ${value}`
      byLabel.set(label, [...(byLabel.get(label) ?? []), did])
    }
  return [...byLabel]
    .map(([label, dids]) => ({ label, dids }))
    .filter(({ dids }) => dids.length > 1 && dids.length < nodes.length)
    .sort((a, b) => b.dids.length - a.dids.length || (a.label < b.label ? -1 : 1))
    .slice(0, most)
}

/** `nodes`: how many of the draft’s nodes offer it now; `command` null: none of the nodes that can be chosen offers it. */
export type CoveredCommand = { command: string | null; nodes: number; digests: string[] }

/** What a draft covers, by the command that would run. */
export function coveredCommands(choices: PolicyChoices, draft: PolicyDraft): CoveredCommand[] {
  const found = new Map<string | null, CoveredCommand>()
  for (const digest of draft.offer_digests) {
    const offer = offersOf(choices, draft.task).find((one) => one.digest === digest)
    const command = offer ? (offer.command?.join(' ') ?? 'built into the agent') : null
    const known = found.get(command) ?? { command, nodes: 0, digests: [] }
    known.nodes += (offer?.nodes ?? []).filter((place) =>
      draft.nodes.includes(choices.nodes[place]?.did ?? ''),
    ).length
    known.digests.push(digest)
    found.set(command, known)
  }
  return [...found.values()].sort((a, b) => b.nodes - a.nodes)
}

/** The nodes whose name or DID contains what is typed, or of which a label is what is typed (`region:eu`, `region`). */
export function matchingNodes(nodes: readonly OwnNode[], typed: string): string[] {
  const wanted = typed.trim().toLowerCase()
  return nodes.flatMap(({ did, name, labels }) => {
    const texts = [name ?? '', did, ...Object.entries(labels).flatMap(([key, value]) => [`${key}:${value}`])]
    return texts.some((text) => text.toLowerCase().includes(wanted)) ? [did] : []
  })
}
