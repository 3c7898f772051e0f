import { riskRank } from './risk'
import type { TaskOffer } from './task'

/** What is wrong with a node: the code of a diagnosis or the name of a metric, and the advice of the node, if it gave any. */
export type Trouble = { name: string | null; advice: string | null }

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')

/** Where each word of a task's name is in the advice, whatever its ending: "Clear caches" has `clear_cache`. */
function placeIn(advice: readonly string[], name: string): number | null {
  const places = wordsOf(name).map((word) => advice.findIndex((other) => other.startsWith(word)))
  return places.includes(-1) ? null : Math.min(...places)
}

/** By the words of a trouble, those that a task for it has in its name or title. */
const remedies: readonly [trouble: RegExp, task: RegExp][] = [
  [/disk|filesystem|storage|volume|inode|space/, /clean|clear|archive|prune|purge|rotate|trim|vacuum|free/],
  [/memory|mem|swap|cpu|load|service|down/, /restart|reload/],
]
const looksAround = /diagnos/

const namesOf = ({ name, title = '' }: TaskOffer): string => `${name} ${title}`.toLowerCase()

/** An unstated risk may be any. */
const harmOf = ({ risk = 'high' }: TaskOffer): number => riskRank(risk)

const mildest = (offers: readonly TaskOffer[]): TaskOffer | null =>
  [...offers].sort((a, b) => harmOf(a) - harmOf(b))[0] ?? null

/**
 * The task that a node offers for what is wrong with it: the first that its own advice names, else the one of least risk whose
 * name says that it helps with such a thing, else one that looks around. Null if it offers none of them.
 */
export function taskFor({ name, advice }: Trouble, offers: readonly TaskOffer[]): TaskOffer | null {
  const said = wordsOf(advice ?? '')
  const named = offers
    .flatMap((offer) => {
      const place = placeIn(said, offer.name)
      return place === null ? [] : { offer, place }
    })
    .sort((a, b) => a.place - b.place)
  if (named[0]) return named[0].offer
  const trouble = (name ?? '').toLowerCase()
  const [, remedy] = remedies.find(([words]) => words.test(trouble)) ?? []
  return (
    (remedy && mildest(offers.filter((offer) => remedy.test(namesOf(offer))))) ??
    mildest(offers.filter((offer) => looksAround.test(namesOf(offer))))
  )
}
