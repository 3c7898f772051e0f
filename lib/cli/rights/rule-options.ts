import type { Failure } from '@/lib/kernel/errors'

export type GroupVotes = { group: string; votes: number }

/** `2:Security` → two votes of Security; without a number, one. */
export const addGroup = (text: string, groups: GroupVotes[]): GroupVotes[] => {
  const [, votes, group] = /^(\d+):(.+)$/.exec(text) ?? []
  return [...groups, group === undefined ? { group: text, votes: 1 } : { group, votes: Number(votes) }]
}

export const addDid = (did: string, dids: string[]): string[] => [...dids, did]

export function labelOf(text: string | undefined) {
  if (text === undefined) return {}
  const cut = text.indexOf('=')
  return cut < 0 ? { label_key: text } : { label_key: text.slice(0, cut), label_value: text.slice(cut + 1) }
}

/** The server names the nodes as pages show them; the option takes DIDs. */
export const unconfirmed = ({ detail, nodes = [] }: Pick<Failure, 'detail' | 'nodes'>): string =>
  `${detail}\nHere: ${nodes.map(({ node_did }) => `--confirm ${node_did}`).join(' ')}`
