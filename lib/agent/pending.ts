import { z } from 'zod'
import { type Answer, createApi } from '@/lib/agent/server/api'
import { canonicalJson, isJsonObject } from '@/lib/kernel/json/json'
import { visibleData } from '@/lib/kernel/text/visible-text'
import { type ApprovalDocument, documentDigest, parseDocument } from '@/lib/signing/domain/document'
import { fingerprintWords } from '@/lib/signing/domain/fingerprint'
import { problemText } from '@/lib/signing/domain/strict'
import { argumentText, shownCommand } from '@/lib/tasks/domain/command-line'
import { version } from '@/package.json'

const aboutMe = z.object({ node_did: z.string() })
const page = z.object({ jobs: z.array(z.object({ job_id: z.guid() })), next_cursor: z.string().nullable() })
const detail = z.object({
  approval_hash: z.string(),
  document: z.unknown().optional(),
  fingerprint: z.array(z.string()).default([]),
})

const waits = {
  PendingApproval: 'waits for approval',
  Approved: 'is approved and waits for the agent',
} as const
type Waiting = keyof typeof waits

/** Answers are read up to 1 MB, and one job may hold 100 kB of parameters. */
const perPage = 5
/** A server could invent jobs without end. */
const mostPages = 2_000

/** The server cannot be asked; the message says why. */
class NoAnswer extends Error {}

/** What others wrote shows each of its characters, and is no line of its own. */
const shown = (line: string): string =>
  visibleData(line)
    .map(({ text }) => text)
    .join('')

/** What would run, from the document alone; arguments as JSON, so that it is plain where each ends. */
function linesOf({ task, params, offer, revision, requester, window, dry_run }: ApprovalDocument): string[] {
  const command = offer?.command
  const given = isJsonObject(params) ? params : {}
  return [
    `  task        ${task}, revision ${revision}, requested by ${requester}`,
    `  parameters  ${canonicalJson(params)}`,
    ...(command
      ? [`  command     ${canonicalJson(shownCommand(command, given).map(argumentText))}`]
      : ['  command     not known']),
    ...(window ? [`  window      ${window.start} to ${window.end}`] : []),
    ...(dry_run ? [`  dry run     exit code ${dry_run.exit_code ?? 'none'}, sha256 ${dry_run.digest}`] : []),
  ]
}

/** One job as people compare it, and whether what the server says of it fits together. */
function describeJob(
  jobId: string,
  status: Waiting,
  nodeDid: string,
  answer: unknown,
): { ok: boolean; lines: string[] } {
  const head = `${jobId} ${waits[status]}`
  const read = detail.safeParse(answer)
  const parsed = read.success ? parseDocument(read.data.document ?? null) : null
  if (!read.success || !parsed)
    return { ok: false, lines: [head, '  ✗ The server’s answer is not understood.'] }
  if (!parsed.ok)
    return { ok: false, lines: [head, `  ✗ It has no approval document: ${problemText(parsed.problem)}`] }
  const document = parsed.value
  const digest = documentDigest(document)
  const words = fingerprintWords(digest).join(' ')
  const { approval_hash, fingerprint } = read.data
  const problems = [
    ...(document.job_id === jobId && document.node === nodeDid
      ? []
      : [`The document is of job ${document.job_id} on ${document.node}.`]),
    ...(digest === approval_hash
      ? []
      : [`The server says that its hash is ${approval_hash}, but it is ${digest}.`]),
    ...(fingerprint.join(' ') === words ? [] : [`The server shows other words: ${fingerprint.join(' ')}.`]),
  ]
  return {
    ok: problems.length === 0,
    lines: [
      head,
      ...linesOf(document),
      `  words       ${words}`,
      ...problems.map((problem) => `  ✗ ${problem}`),
    ].map(shown),
  }
}

/**
 * Prints the jobs of this node that wait for approval or for the agent, each with the six words of its document, computed here:
 * an approver compares them with those on their own screen.
 * @returns 0; 1 if the server cannot be asked or contradicts itself
 */
export async function showPending(
  { server, token }: { server: string; token: string },
  print: (line: string) => void,
): Promise<0 | 1> {
  const api = createApi({
    ...{ server, token, userAgent: `hakim-agent/${version}` },
    ...{ signal: new AbortController().signal, onAnswer: () => {} },
  })
  const ask = async <T>(path: string, form: z.ZodType<T>): Promise<T> => {
    const answer: Answer = await api('GET', path)
    if (!answer.ok) throw new NoAnswer(`${server} cannot be asked: ${answer.detail}.`)
    const read = form.safeParse(answer.body)
    if (read.success) return read.data
    throw new NoAnswer(`${server} does not answer like a Hakim server of this version.`)
  }
  async function* jobsIn(status: Waiting, node: string): AsyncGenerator<string> {
    const asked = new Set<string>()
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query = new URLSearchParams({ status, node, limit: String(perPage) })
      if (cursor !== '') query.set('cursor', cursor)
      const { jobs, next_cursor }: z.infer<typeof page> = await ask(`/api/v1/jobs?${query}`, page)
      for (const { job_id } of jobs) yield job_id
      asked.add(cursor)
      if (next_cursor !== null && asked.has(next_cursor))
        throw new NoAnswer(`${server} sends the same page again and again.`)
      if (asked.size === mostPages)
        throw new NoAnswer(
          `${server} says that over ${mostPages * perPage} jobs wait; the rest is not shown.`,
        )
      cursor = next_cursor
    }
  }
  try {
    const { node_did } = await ask('/api/v1/agent', aboutMe)
    // One that is approved meanwhile is on both lists.
    const seen = new Set<string>()
    let isFine = true
    for (const status of ['PendingApproval', 'Approved'] as const)
      for await (const id of jobsIn(status, node_did)) {
        if (seen.has(id)) continue
        seen.add(id)
        const { ok, lines } = describeJob(id, status, node_did, await ask(`/api/v1/jobs/${id}`, z.unknown()))
        for (const line of [...lines, '']) print(line)
        isFine &&= ok
      }
    const count = seen.size
    print(
      shown(`${count === 1 ? '1 job waits' : `${count} jobs wait`} on ${node_did}, according to ${server}.`),
    )
    return isFine ? 0 : 1
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    print(shown(error.message))
    return 1
  }
}
