import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import { readNodeOfJob } from '@/lib/board/db/job'
import type { Talk } from '@/lib/board/domain/talk'
import { database } from '@/lib/db/connection/server-database'
import { nodeScope } from '@/lib/fleet/db/visibility'
import { type CommentRow, readComments, readMentionable } from '@/lib/jobs/db/comments'
import { readFollow } from '@/lib/jobs/db/follows'
import type { PersonViewer, Viewer } from '@/lib/kernel/role'
import { mention } from './job-row'

/** The node of a job that this viewer may see. */
async function nodeOf(db: EntityManager, viewer: Viewer, jobId: string): Promise<string | null> {
  if (!z.guid().safeParse(jobId).success) return null
  const node = await readNodeOfJob(db, jobId)
  return node !== null && (await nodeScope(db, viewer, node)) ? node : null
}

const apiComment = ({ did, name, mentions, ...comment }: CommentRow) => ({
  ...comment,
  ...{ person_did: did, person_name: name },
  mentioned: mentions.map((one) => ({ person_did: one.did, person_name: one.name })),
})

/** What people said about a job; null for a job that does not exist for this viewer. */
export async function apiComments(viewer: Viewer, jobId: string) {
  const { manager } = await database()
  if ((await nodeOf(manager, viewer, jobId)) === null) return null
  const rows = await readComments(manager, jobId)
  return { comments: rows.map(apiComment), needs_information: rows.some(({ open }) => open) }
}

/** The same as the page of the job shows it, with whom the viewer can mention. */
export async function jobTalk(viewer: PersonViewer, jobId: string): Promise<Talk | null> {
  const { manager } = await database()
  const node = await nodeOf(manager, viewer, jobId)
  if (node === null) return null
  const [rows, people, follow] = await Promise.all([
    readComments(manager, jobId),
    readMentionable(manager, node),
    readFollow(manager, jobId, viewer.id),
  ])
  return {
    comments: rows.map((row) => ({
      ...{ id: row.comment_id, text: row.text, asks: row.asks, open: row.open },
      by: mention(viewer, row.did, row.name),
      at: row.at.toISOString(),
      mentions: row.mentions.map(({ did, name }) => mention(viewer, did, name)),
    })),
    follow,
    people: people.flatMap(({ did, name, sees }) => (sees && did !== viewer.did ? [name] : [])),
  }
}
