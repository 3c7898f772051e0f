import { CommandError } from '@/lib/cli/exit'
import type { Server } from '@/lib/cli/server/connect'
import { shownLine } from '@/lib/cli/shown'
import { type ChangeDocument, changeDigest, parseChangeText } from '@/lib/signing/domain/change'
import { problemText } from '@/lib/signing/domain/strict'
import { type ListedChange, listedChanges } from './change-answer'

/** A change that the caller may see. Throws CommandError where there is none. */
export async function readChange(server: Server, id: string): Promise<ListedChange> {
  const { changes } = await server.ask(({ GET }) => GET('/api/v1/consent-changes'), listedChanges)
  const change = changes.find(({ change_id }) => change_id === id.toLowerCase())
  if (change) return change
  throw new CommandError(
    `There is no change ${shownLine(id)} among those that wait and the latest others; "hakim change list --all" shows them.`,
  )
}

export type ShownChange = { document: ChangeDocument; digest: string }

/**
 * What was asked for, with the digest that is computed here from its text. Throws CommandError unless it is of this change, and
 * its digest the one that the server wants signed: what is signed is what was shown.
 */
export function documentOf(change: ListedChange): ShownChange {
  const refuse = (why: string) =>
    new CommandError(`Agree to nothing there, and tell whoever runs the server: ${why}.`)
  const read = parseChangeText(change.document)
  if (!read.ok)
    throw new CommandError(
      `Change ${shownLine(change.change_id)} has no document that can be read here (${problemText(read.problem)}), so nobody can agree to it here.`,
    )
  const document = read.value
  const digest = changeDigest(document)
  if (document.change_id !== change.change_id)
    throw refuse(`it sent the document of another change, ${document.change_id}`)
  if (digest !== change.digest)
    throw refuse(
      `it wants ${shownLine(change.digest)} signed, but the document that it shows has the digest ${digest}`,
    )
  return { document, digest }
}
