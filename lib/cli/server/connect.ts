import { type Command, Option } from 'commander'
import type { z } from 'zod'
import { parseServer, parseTokenFile } from '@/lib/agent/command'
import { tokenIn } from '@/lib/agent/host/token-file'
import { detailOf, movedTo, reasonOf } from '@/lib/agent/server/api'
import { readAnswer } from '@/lib/agent/server/read-answer'
import { CommandError, exitCodes } from '@/lib/cli/exit'
import { shownLine } from '@/lib/cli/shown'
import { createHakimClient, type HakimClient } from '@/lib/client/client'
import { isPlainHttp } from '@/lib/kernel/url/plain-http'

export type ServerOptions = {
  server?: string
  /** The token in it. */
  tokenFile?: string
  json?: boolean
}

type Answered<Data> = { data?: Data; error?: unknown; response: Response }

/** A Hakim server, called as the person whose token it is. A refusal of the server ends the command with its words. */
export type Server = {
  /**
   * What a command reads of the answer to one call. The compiler compares `read` with the description of the API, and every
   * answer is checked by it: the server may be of another version, or no Hakim at all.
   */
  ask: <Read, Described>(
    call: (api: HakimClient) => Promise<Answered<NoInfer<Described>>>,
    read: z.ZodType<Read, Described>,
  ) => Promise<Read>
}

/** A thousand jobs with long parameters fit; nothing of Hakim is larger. */
const mostBytes = 32_000_000

/** An answer that was read whole, and is not too large. */
async function fetchWhole(request: Request): Promise<Response> {
  const response = await fetch(request)
  const { status, headers } = response
  return new Response((await readAnswer(response.body, mostBytes)) || null, { status, headers })
}

/** What to do when there is no answer, by its reason. */
const unanswered: Record<string, string> = {
  ECONNREFUSED: 'Nothing listens there: start Hakim, or correct --server or HAKIM_SERVER.',
  ENOTFOUND: 'That name is unknown: correct --server or HAKIM_SERVER.',
  'no answer in time':
    'Try again; if it stays so, look at the server and the network between here and there.',
}

/** The options of every command that talks to a server and needs no database. */
export const overServer = (command: Command): Command =>
  command
    .addOption(
      new Option('--server <url>', 'URL of the Hakim server').env('HAKIM_SERVER').argParser(parseServer),
    )
    .addOption(
      new Option(
        '--token-file <file>',
        'file with your token, which only you can read (default: the token in HAKIM_TOKEN)',
      ).argParser(parseTokenFile),
    )
    .option('--json', 'print JSON')

/** Exits with code 2 if an option is missing, or if others could read the token on its way. */
export function connect(command: Command, { server, tokenFile }: ServerOptions): Server {
  const wrong = (message: string) => command.error(`error: ${message}`, { exitCode: exitCodes.usage })
  if (!server) return wrong('give the URL of the Hakim server with --server or in HAKIM_SERVER')
  if (isPlainHttp(server))
    return wrong(
      `anyone between here and ${server} could read your token and change what you see; give an https URL`,
    )
  const token = tokenFile ?? tokenIn(process.env.HAKIM_TOKEN ?? '')
  if (!token)
    return wrong(
      'give your token in HAKIM_TOKEN or with --token-file; Settings → Tokens makes one with the scopes read, jobs and decide',
    )
  const api = createHakimClient({ server, token, userAgent: 'hakim', fetch: fetchWhole })
  return {
    ask: async (call, read) => {
      const { data, error, response } = await call(api).catch((failed: unknown) => {
        if (failed instanceof SyntaxError) throw notHakim(server)
        const reason = reasonOf(failed)
        throw new CommandError(
          `No answer from ${server}: ${reason}. ${unanswered[reason] ?? 'Check --server or HAKIM_SERVER, and that Hakim runs there.'}`,
        )
      })
      if (!response.ok)
        throw new CommandError(
          shownLine(
            movedTo(response.status, response.headers.get('location')) ?? detailOf(response.status, error),
          ) +
            (response.status === 401
              ? ` (It comes from ${tokenFile ? '--token-file' : 'HAKIM_TOKEN'}.)`
              : ''),
        )
      const parsed = read.safeParse(data)
      if (!parsed.success) throw notHakim(server)
      return parsed.data
    },
  }
}

const notHakim = (server: string): CommandError =>
  new CommandError(`The answer of ${server} is not one of Hakim; use the version of the server here, too.`)
